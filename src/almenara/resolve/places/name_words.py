"""Closed lists that tell place names from other capitalised words, folded, both languages together."""

from __future__ import annotations

INNER_WORDS = frozenset("de del la las los el of the do da dos di du le al y and upon on e".split())
#: Adpositions that lead to a place.
PLACE_PREPOSITIONS = frozenset("in at near from to outside across around throughout toward towards into of en desde hacia hasta cerca de del a para sobre entre between within inside through".split())
#: Nouns of areas that stand between a district and what holds it.
PLACE_WORDS = frozenset(
    """
    neighborhood neighbourhood section district suburb borough sector area quarter parish town village municipality region province
    part slum ward city state department zone outskirts county hamlet
    barrio sector urbanizacion parroquia zona distrito suburbio municipio localidad colonia comuna vereda caserio pueblo ciudad region provincia estado
    corregimiento canton departamento aldea
    """.split()
)
PERSON_TITLES = frozenset(
    """
    mr mrs ms dr sir president presidente presidenta senator senador senadora minister ministro ministra gen general col coronel colonel sgt
    sergeant sargento capt captain capitan lt lieutenant teniente judge juez jueza governor gobernador gobernadora mayor alcalde alcaldesa rep congressman
    deputy diputado diputada prof professor profesor don dona sr sra pope papa king queen rey reina prince saint-
    cardinal cardenal bishop obispo father padre sister commander comandante chief jefe officer detective sheriff coach actor actress singer
    """.split()
)
SPEECH_NEIGHBOURS = frozenset("said says told added asked thinks who dijo agrego anadio senalo".split())
#: Words that some hamlet is named after and that begin sentences and titles everywhere.
COMMON_WORDS = frozenset(
    """
    a an the this that these those he she it they we you i his her its their our my but and or not no yes if in on at to from of for with by as is are was were be
    been has have had will would can could may might must should do does did all any some many most more much other another such only own same so than too very just
    also one two three four five six seven eight nine ten first second third last next new old good great high low big small long short early late
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
    lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    north south east west northern southern eastern western central norte sur este oeste
    police army court house senate congress parliament government state city town county street road park school university college hospital church center centre station
    policia ejercito corte camara senado congreso gobierno estado ciudad calle avenida parque escuela universidad hospital iglesia centro estacion plaza barrio sector
    man men woman women people children boy girl mother father brother sister friend family
    hombre mujer gente ninos madre padre hermano familia
    president minister general colonel captain sergeant officer judge mayor chief king queen prince
    el la los las un una unos unas este esta estos estas ese esa segun ayer hoy manana cuando donde como pero porque aunque mientras tras desde hasta para por con sin
    sobre entre durante ante bajo contra segun tambien ademas asi ya no si muy mas menos todo todos toda todas otro otra otros otras mismo misma
    reading mobile nice bath orange hope union victoria independence liberty freedom justice peace santa san saint st mission normal commerce police reform progress
    union nacional national federal republic republica democratic democratica popular people's party partido liberation liberacion front frente
    white black green red blue brown gray grey gold silver rose young king smith johnson jackson wilson davis clark lewis walker hall allen scott adams baker nelson carter mitchell
    williams jones miller moore taylor anderson thomas harris martin thompson garcia martinez robinson rodriguez lopez gonzalez perez hernandez ramirez torres
    david john james robert michael william mary carlos juan jose luis maria pedro jorge miguel ana
    news media times post herald tribune journal daily press associated reuters internet web google facebook twitter apple
    world war battle bank board bay beach bridge island lake river mountain hill valley
    university association department office agency bureau ministry council committee commission service force forces team club league cup
    obama bush clinton trump reagan lincoln chavez maduro macri putin
    best most call can see sale of as along bar era time center enterprise imperial eastern temple home page
    """.split()
) - {"victoria", "hope"}  # fmt: skip
