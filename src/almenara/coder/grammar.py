"""Closed classes of words that the coder's rules turn on, in both languages, folded. No word here names an event."""

from __future__ import annotations

#: Verbs that only carry the noun that names the event: 'staged a protest', 'realizaron una marcha'.
SUPPORT_VERBS = frozenset(
    [
        "stage",
        "hold",
        "carry",
        "conduct",
        "make",
        "launch",
        "mount",
        "organise",
        "organize",
        "lead",
        "join",
        "begin",
        "start",
        "undertake",
        "perform",
        "commit",
        "wage",
        "take",
        "have",
        "do",
        "perpetrate",
        "execute",
        "continue",
        "resume",
        "end",
        "orchestrate",
        "effect",
        "attend",
        "participate",
        "engage",
        "form",
        "court",
        "realizar",
        "hacer",
        "llevar",
        "efectuar",
        "protagonizar",
        "encabezar",
        "liderar",
        "iniciar",
        "emprender",
        "organizar",
        "cumplir",
        "desarrollar",
        "ejecutar",
        "perpetrar",
        "cometer",
        "sumar",
        "participar",
        "mantener",
        "celebrar",
        "escenificar",
        "lanzar",
        "acatar",
        "adelantar",
        "desplegar",
        "instalar",
        "concentrar",
        "retomar",
        "culminar",
        "acudir",
        "asistir",
        "unir",
        "producir",
        "materializar",
        "propinar",
        "concretar",
    ]
)

#: Nouns for those who are for or against what stands behind them, and for being so: 'opponents of the coup', 'oposición al golpe'.
STANCE_NOUNS = frozenset(
    """
    opponent critic supporter backer opposition resistance opositor critico partidario simpatizante oposicion resistencia
    """.split()
)

#: Adpositions that bring in whom or what an event is done to.
TARGET_CASES = frozenset(
    ["against", "on", "at", "upon", "toward", "towards", "into", "contra", "a", "al", "sobre", "hacia"]
)
#: Adpositions that bring in the one who does it.
AGENT_CASES = frozenset(["by", "por"])
#: Adpositions of a noun's possessor or part.
OF_CASES = frozenset(["of", "de", "del"])
#: Adpositions that join two sides: 'clash with', 'enfrentamiento entre'.
WITH_CASES = frozenset(["with", "between", "among", "con", "entre"])
#: Adpositions under which an event is the content of what governs it: 'called for a march', 'amenazaron con un paro'.
CONTENT_CASES = frozenset(
    [
        "for",
        "to",
        "with",
        "of",
        "on",
        "about",
        "over",
        "into",
        "from",
        "against",
        "a",
        "al",
        "para",
        "con",
        "de",
        "del",
        "sobre",
        "en",
        "por",
        "hacia",
        "que",
    ]
)
#: Adpositions that only place an event beside what governs it; no status passes through them.
CIRCUMSTANCE_CASES = frozenset(
    [
        "during",
        "in",
        "at",
        "after",
        "before",
        "amid",
        "since",
        "following",
        "near",
        "by",
        "despite",
        "because",
        "within",
        "through",
        "outside",
        "inside",
        "without",
        "durante",
        "en",
        "tras",
        "despues",
        "antes",
        "mediante",
        "desde",
        "ante",
        "entre",
        "sin",
        "luego",
        "bajo",
        "segun",
        "hasta",
        "frente",
        "cerca",
    ]
)

RELATIVE_PRONOUNS = frozenset(
    ["who", "which", "that", "whom", "where", "que", "quien", "quienes", "cual", "cuales", "donde", "cuyo", "cuya"]
)
#: Pronouns and possessives that point back to people named before.
POINTING_BACK = frozenset(
    [
        "they",
        "them",
        "he",
        "she",
        "his",
        "her",
        "their",
        "it",
        "its",
        "ellos",
        "ellas",
        "el",
        "ella",
        "su",
        "sus",
        "les",
        "los",
        "las",
    ]
)

FUTURE_AUXILIARIES = frozenset(["will", "shall", "'ll", "wo"])
CONDITIONAL_AUXILIARIES = frozenset(["would", "could", "might", "may", "should", "must", "can", "ought"])
#: 'podría', 'debería', ...: modal verbs whose conditional makes an event hypothetical.
SPANISH_MODALS = frozenset(["poder", "deber"])
GOING_TO = frozenset(["go", "ir"])

NEGATIONS = frozenset(
    ["no", "not", "n't", "never", "neither", "nor", "without", "nunca", "jamas", "tampoco", "ni", "sin"]
)
IF_MARKS = frozenset(["if", "unless", "whether", "si"])
PURPOSE_MARKS = frozenset(["to", "para"])

#: 'pay or face a strike', 'o enfrentará un paro': the event is done to the subject.
FACING_VERBS = frozenset("face risk confront enfrentar afrontar".split())

#: Verbs of saying: what they report is taken as said unless the verb itself gives a status.
SPEECH_VERBS = frozenset(
    [
        "say",
        "tell",
        "report",
        "state",
        "confirm",
        "note",
        "add",
        "explain",
        "declare",
        "inform",
        "write",
        "tweet",
        "indicate",
        "reveal",
        "acknowledge",
        "admit",
        "describe",
        "decir",
        "informar",
        "reportar",
        "senalar",
        "indicar",
        "confirmar",
        "explicar",
        "agregar",
        "anadir",
        "afirmar",
        "asegurar",
        "manifestar",
        "expresar",
        "relatar",
        "precisar",
        "detallar",
        "sostener",
        "destacar",
        "publicar",
        "contar",
        "denunciar",
    ]
)

#: Nouns that only count or gather people: the people follow 'of' ('a group of students', 'miles de docentes').
PARTITIVE_NOUNS = frozenset(
    [
        "group",
        "crowd",
        "number",
        "member",
        "hundred",
        "thousand",
        "dozen",
        "score",
        "handful",
        "couple",
        "majority",
        "part",
        "rest",
        "total",
        "element",
        "contingent",
        "band",
        "column",
        "convoy",
        "caravan",
        "mob",
        "wave",
        "million",
        "tens",
        "some",
        "representative",
        "delegation",
        "team",
        "squad",
        "unit",
        "people_of",
        "grupo",
        "miembro",
        "integrante",
        "centenar",
        "ciento",
        "decena",
        "docena",
        "millar",
        "mil",
        "mayoria",
        "parte",
        "resto",
        "total",
        "elemento",
        "contingente",
        "columna",
        "banda",
        "veintena",
        "treintena",
        "cincuentena",
        "quincena",
        "numero",
        "multitud",
        "representante",
        "caravana",
        "comision",
        "delegacion",
        "millon",
        "puñado",
        "punado",
        "par",
        "equipo",
        "unidad",
        "efectivo",
        "funcionario",
    ]
)

#: Nouns that leave the event an event when it stands before them: 'protest march', 'strike action', 'coup attempt'.
EVENT_NOUNS = frozenset(
    [
        "attempt",
        "action",
        "operation",
        "event",
        "wave",
        "day",
        "campaign",
        "rally",
        "march",
        "protest",
        "incident",
        "attack",
        "season",
        "call",
        "threat",
        "plan",
        "walk",
        "vigil",
        "parade",
        "gathering",
        "demonstration",
        "strike",
        "fire",
        "raid",
        "bombing",
        "blast",
        "explosion",
        "blockade",
        "clash",
        "violence",
        "plot",
        "bid",
        "drive",
        "movement",
        "scene",
        "site",
        "death",
        "casualty",
        "victim",
        "toll",
        "spree",
    ]
)

#: Verbs whose subject only tells of, meets or ends an event that others make: 'reported a looting', 'dispersed a march'.
OBSERVING_VERBS = frozenset(
    [
        "cite",
        "solve",
        "clarify",
        "deplore",
        "repel",
        "attribute",
        "citar",
        "esclarecer",
        "aclarar",
        "deplorar",
        "repeler",
        "atribuir",
        "report",
        "document",
        "see",
        "witness",
        "hear",
        "watch",
        "cover",
        "film",
        "record",
        "describe",
        "denounce",
        "condemn",
        "criticise",
        "criticize",
        "reject",
        "repudiate",
        "support",
        "back",
        "applaud",
        "suppress",
        "disperse",
        "quell",
        "repress",
        "crush",
        "end",
        "stop",
        "halt",
        "foil",
        "thwart",
        "prevent",
        "avert",
        "ban",
        "forbid",
        "allow",
        "permit",
        "authorise",
        "authorize",
        "investigate",
        "confirm",
        "announce",
        "deny",
        "blame",
        "fear",
        "expect",
        "regret",
        "mourn",
        "mark",
        "remember",
        "recall",
        "commemorate",
        "mention",
        "know",
        "discuss",
        "face",
        "suffer",
        "survive",
        "escape",
        "flee",
        "leave",
        "break",
        "attack",
        "assault",
        "agredir",
        "asaltar",
        "protest",
        "protestar",
        "oppose",
        "count",
        "tally",
        "contabilizar",
        "contar",
        "sumar",
        "wake",
        "experience",
        "amanecer",
        "despertar",
        "vivir",
        "reclamar",
        "fire",
        "join",
        "follow",
        "trigger",
        "spark",
        "cause",
        "provoke",
        "prompt",
        "touch",
        "require",
        "receive",
        "meet",
        "call",
        "threaten",
        "plan",
        "urge",
        "demand",
        "schedule",
        "cancel",
        "suspend",
        "want",
        "avoid",
        "postpone",
        "fuel",
        "inspire",
        "greet",
        "await",
        "monitor",
        "guard",
        "surround",
        "enter",
        "reach",
        "cross",
        "condone",
        "welcome",
        "include",
        "reportar",
        "documentar",
        "ver",
        "presenciar",
        "oir",
        "escuchar",
        "cubrir",
        "filmar",
        "registrar",
        "describir",
        "denunciar",
        "condenar",
        "criticar",
        "rechazar",
        "repudiar",
        "apoyar",
        "respaldar",
        "reprimir",
        "dispersar",
        "sofocar",
        "disolver",
        "detener",
        "frenar",
        "impedir",
        "evitar",
        "frustrar",
        "prohibir",
        "permitir",
        "autorizar",
        "investigar",
        "confirmar",
        "anunciar",
        "negar",
        "desmentir",
        "culpar",
        "temer",
        "esperar",
        "lamentar",
        "recordar",
        "conmemorar",
        "mencionar",
        "saber",
        "discutir",
        "enfrentar",
        "sufrir",
        "sobrevivir",
        "atacar",
        "seguir",
        "provocar",
        "causar",
        "generar",
        "desatar",
        "motivar",
        "convocar",
        "amenazar",
        "planear",
        "exigir",
        "pedir",
        "suspender",
        "cancelar",
        "aplazar",
        "levantar",
        "vigilar",
        "rodear",
        "custodiar",
        "recibir",
        "incluir",
        "dejar",
        "querer",
    ]
)
#: Verbs whose subject undergoes what they tell: 'four miners died'.
UNDERGOING_VERBS = frozenset(["die", "perish", "vanish", "disappear", "morir", "fallecer", "perecer", "desaparecer"])

#: 'went on strike', 'se declararon en huelga', 'entraron en paro': the subject does what the noun names.
ENTERING_VERBS = frozenset(
    [
        "go",
        "be",
        "enter",
        "remain",
        "stay",
        "declare",
        "ir",
        "estar",
        "entrar",
        "declarar",
        "permanecer",
        "seguir",
        "mantener",
        "encontrar",
        "salir",
    ]
)

_ROADS = frozenset(
    "street road highway avenue boulevard route lane corner intersection calle avenida carretera autopista ruta camino via "
    "bulevar esquina jiron malecon paseo recorrido".split()
)
#: Nouns for roads: in whatever case they stand, somebody passes along them or something happens on them.
ROUTE_NOUNS = _ROADS | frozenset("way path trayecto".split())
#: Nouns that say in which part of the world something happens, by where it goes or where it stands, not whom it strikes.
PLACE_NOUNS = _ROADS | frozenset(
    "city town capital area region province district state country north south east west northeast northwest southeast "
    "southwest neighbourhood neighborhood suburb outskirt outskirts vicinity zone sector municipality department side part "
    "place lake river coast beach mountain territory border island ocean valley sea air direction centre center downtown "
    "ciudad pueblo zona region provincia distrito estado pais norte sur este oeste municipio departamento barrio sector "
    "localidad lado parte lugar lago rio costa playa montana cerro territorio frontera isla valle mar aire direccion centro "
    "casco inmediacion alrededor afuera periferia".split()
)
#: Nouns for places in which people gather, besides roads and regions.
GATHERING_PLACES = frozenset("square plaza park parque center centre centro casco stadium estadio".split())
#: Adpositions under which a region says where or which way.
WHERE_CASES = frozenset(
    "in at to into through from near across toward towards around along down up en por hacia desde hasta a".split()
)

#: 'accused the guards of beating': whoever is accused did what follows.
ACCUSING_VERBS = frozenset("accuse suspect charge blame acusar culpar sindicar senalar responsabilizar".split())
#: 'ordered the murder', 'confesó el secuestro': besides those who carry it out, the subjects of these verbs are its doers.
DOING_VERBS = SUPPORT_VERBS | frozenset(
    "order plan plot mastermind direct admit confess attempt try finance unleash intensify repeat ordenar planear planificar "
    "tramar dirigir admitir confesar intentar financiar desatar intensificar repetir".split()
)
#: Nouns that measure what stands behind 'of': 'a load of dynamite', 'una ráfaga de fusil'.
MEASURES = frozenset(
    "load stick package kilo kilogram kg pound gram burst round volley hail barrage dozen pair lot carga kilo kilogramo "
    "gramo paquete taco barra rafaga lluvia andanada par quintal".split()
)

#: Nouns for an attack itself, which does nothing: of 'the attack that killed six' whoever attacked is the agent.
ATTACK_NOUNS = frozenset(
    "attack assault bombing ambush clash incident shootout massacre violence ataque atentado asalto bombardeo emboscada "
    "enfrentamiento incidente tiroteo masacre violencia".split()
)

#: Words of organisations' names, which are nobody's.
ORGANISATION_NOUNS = frozenset(
    "front battalion brigade regiment movement party army force forces alliance union federation command ministry department "
    "university church group council frente movimiento partido ejercito fuerza fuerzas alianza sindicato federacion comando ministerio departamento "
    "universidad iglesia grupo consejo agency agencia newspaper diario radio company empresa cartel police policia".split()
)
