"""What a report says, in both languages. `{name}` is a value, `[was|were:name]` agrees with the count of that name."""

from __future__ import annotations

#: Each with its English and its Spanish.
WORDS: dict[str, tuple[str, str]] = {
    # Headings
    "title": ("Social conflict in {span}", "Conflictividad social en {span}"),
    "summary": ("At a glance", "En síntesis"),
    "time": ("Day by day and month by month", "Día a día y mes a mes"),
    "types": ("Types of protest", "Modalidades de protesta"),
    "demands": ("What was demanded", "Qué se exigió"),
    "states": ("Where", "Dónde"),
    "peaks": ("Days with most protests", "Días con más protestas"),
    "who": ("Who called and took part", "Quiénes convocaron y participaron"),
    "force": ("Protests met with force", "Protestas reprimidas"),
    "harm": ("Killed, injured and detained", "Personas muertas, heridas y detenidas"),
    "crowds": ("How many took part", "Cuántas personas participaron"),
    "other_head": ("Other events", "Otros hechos"),
    "unreported_head": ("Announced, but not reported", "Anunciado y sin noticia posterior"),
    "totals": ("Quoted figures that do not add up", "Cifras citadas que no cuadran"),
    "missed_head": ("What the sources missed", "Lo que las fuentes no vieron"),
    "method": ("Method", "Método"),
    "sources": ("Sources read", "Fuentes leídas"),
    "annex": ("Annex: events and their sources", "Anexo: hechos y sus fuentes"),
    "annex_earlier": ("Annex: protests of the periods compared", "Anexo: protestas de los períodos comparados"),
    "behind": ("Annex: the rows behind each number", "Anexo: las filas detrás de cada número"),
    # What changed
    "changes_head": ("What changed since release {n}", "Qué cambió desde la publicación {n}"),
    "changes_none": (
        "No event of the period is otherwise than in release {n}.",
        "Ningún hecho del período difiere de la publicación {n}.",
    ),
    "changes_added": (
        "{events} of the period [is|are:events] new since release {n}.",
        "{events} del período no [estaba|estaban:events] en la publicación {n}.",
    ),
    "changes_changed": (
        "{events} [has|have:events] some value otherwise than there.",
        "{events} [tiene|tienen:events] algún valor distinto.",
    ),
    "changes_merged": (
        "{events} of that release [was|were:events] joined with another.",
        "{events} de esa publicación se [unió|unieron:events] a otro.",
    ),
    "changes_split": (
        "{events} [was|were:events] parted from another.",
        "{events} se [separó|separaron:events] de otro.",
    ),
    "changes_withdrawn": (
        "{events} of that release [is|are:events] no longer public.",
        "{events} de esa publicación ya no [es público|son públicos:events].",
    ),
    "changes_where": (
        "The observatory keeps each release as it was; `almenara release diff` lists every change with the decisions behind it.",
        "El observatorio guarda cada publicación como fue; `almenara release diff` lista cada cambio con las decisiones detrás.",
    ),
    "home": ("← Front page", "← Inicio"),
    "contents": ("Contents", "Contenido"),
    # At a glance
    "none": ("No event is known for {span}.", "No se conoce ningún hecho en {span}."),
    "total": (
        "{protests} [was|were:protests] recorded in {span}, {rate} a day.",
        "Se [registró|registraron:protests] {protests} en {span}, {rate} por día.",
    ),
    "total_few": (
        "{protests} [was|were:protests] recorded in {span}.",
        "Se [registró|registraron:protests] {protests} en {span}.",
    ),
    "all_events": (
        "With violence, the state's responses and political acts, {events} [is|are:events] known.",
        "Con la violencia, las respuestas del Estado y los actos políticos se [conoce|conocen:events] {events}.",
    ),
    "more": (
        "There were {percent} more protests than in {span}, when there [was|were:n] {n}.",
        "Hubo {percent} más de protestas que en {span}, cuando se [contó|contaron:n] {n}.",
    ),
    "fewer": (
        "There were {percent} fewer protests than in {span}, when there [was|were:n] {n}.",
        "Hubo {percent} menos de protestas que en {span}, cuando se [contó|contaron:n] {n}.",
    ),
    "same": ("There were as many protests as in {span} ({n}).", "Hubo tantas protestas como en {span} ({n})."),
    "was_zero": (
        "In {span} no protest is known, though {reports} of it [was|were:reports] read.",
        "En {span} no se conoce ninguna protesta, aunque se [leyó|leyeron:reports] {reports} de entonces.",
    ),
    "not_read": (
        "Nothing can be said about the change since {span}: no news report of it was read.",
        "Nada se puede decir del cambio desde {span}: no se leyó ninguna noticia de entonces.",
    ),
    "read_otherwise": (
        "For {span} {was} [was|were:was] read, for {other} {now}: a change of that size in what is read can by itself change the count.",
        "De {span} se [leyó|leyeron:was] {was}, y de {other}, {now}: un cambio así en lo que se lee puede por sí solo cambiar la cuenta.",
    ),
    "unreviewed": (
        "{n} of these events [was|were:n] not reviewed by a person.",
        "{n} de estos hechos no [fue revisado|fueron revisados:n] por una persona.",
    ),
    "alleged": (
        "{n} more [is|are:n] only alleged and not counted; the annex lists [it|them:n] as such.",
        "Otros {n} solo se [presume|presumen:n] y no se [cuenta|cuentan:n]; el anexo [lo|los:n] señala.",
    ),
    "alleged_one": (
        "{n} more is only alleged and not counted; the annex lists it as such.",
        "{n} más solo se presume y no se cuenta; el anexo lo señala.",
    ),
    "undated": (
        "{n} without a known date [is|are:n] in no period and not in this report.",
        "{n} sin fecha conocida no [está|están:n] en ningún período ni en este informe.",
    ),
    # Time
    "without_day": (
        "{n} [has|have:n] a date that is not a single day and [is|are:n] not in the chart by day.",
        "{n} no [tiene|tienen:n] por fecha un solo día y no [está|están:n] en el gráfico por día.",
    ),
    "chart_days": ("Protests a day", "Protestas por día"),
    "chart_months": ("Protests a month", "Protestas por mes"),
    "chart_types": ("Protests by type", "Protestas por modalidad"),
    "chart_demands": ("Protests by demand", "Protestas por exigencia"),
    "chart_states": ("Protests by state", "Protestas por estado"),
    "chart_map": ("Map of protests", "Mapa de las protestas"),
    "describe_map": (
        "Each circle is a place, and its area the number of protests there; {n} [is|are:n] drawn. Most: {list}. Outlines: Natural Earth.",
        "Cada círculo es un lugar, y su superficie el número de protestas; se [dibuja|dibujan:n] {n}. Con más: {list}. Contornos: Natural Earth.",
    ),
    "chart_shaded": ("Protests by state: {country}", "Protestas por estado: {country}"),
    "describe_shaded": (
        "The darker a state, the more protests: {list}; in all others none. Borders are approximate, drawn from the nearest places whose state is known. Places: GeoNames. Outline: Natural Earth.",
        "Cuanto más oscuro un estado, más protestas: {list}; en los demás, ninguna. Los límites son aproximados: se trazan según los lugares más cercanos cuyo estado se conoce. Lugares: GeoNames. Contorno: Natural Earth.",
    ),
    "shaded_none": ("none", "ninguna"),
    "not_shaded": (
        "{n} in states that the map of {country} lacks (islands, or names that it does not know) [is|are:n] not on it.",
        "{n} en estados que faltan en el mapa de {country} (islas, o nombres que no conoce) no [está|están:n] en él.",
    ),
    "shaded_elsewhere": (
        "{n} in other countries [is|are:n] not on this map.",
        "{n} en otros países no [está|están:n] en este mapa.",
    ),
    "no_shaded": (
        "No map by state is drawn for {country}: its outline, or the states of its places, are not known.",
        "No se dibuja un mapa por estado de {country}: no se conoce su contorno, o el estado de sus lugares.",
    ),
    "without_point": (
        "{n} [has|have:n] no place that could be drawn, or it may not be told in public.",
        "{n} no [tiene|tienen:n] un lugar que se pueda dibujar, o no se puede publicar.",
    ),
    "axis_protests": ("protests", "protestas"),
    "from_to": ("{first} to {last}", "{first} a {last}"),
    "describe_days": (
        "Bars for each day of {span}. Highest: {days}, with {n}.",
        "Barras para cada día de {span}. Máximo: {days}, con {n}.",
    ),
    "describe_months": (
        "Bars for each month from {first} to {last}. Highest: {top} ({n}); last: {now}.",
        "Barras para cada mes de {first} a {last}. Máximo: {top} ({n}); último: {now}.",
    ),
    "describe_ranked": ("Bars, longest first: {list}.", "Barras, de mayor a menor: {list}."),
    "unread": (
        "No news report of these months was read: {list}.",
        "No se leyó ninguna noticia de estos meses: {list}.",
    ),
    "unread_months": (
        "Where no news report was read, no bar stands: {list}.",
        "No hay barra donde no se leyó ninguna noticia: {list}.",
    ),
    # Types, demands
    "most_types": ("Most often: {list}.", "Lo más frecuente: {list}."),
    "combined": (
        "There [was|were:n] {n}: protests of several types at one place on one day.",
        "Hubo {n}: protestas de varias modalidades en un mismo lugar y día.",
    ),
    "with_demand": (
        "In {n} ({percent}) the sources tell what was demanded.",
        "En {n} ({percent}) las fuentes dicen qué se exigió.",
    ),
    "right_social": (
        "{n} ({percent} of those) claimed economic, social, cultural or environmental rights.",
        "{n} ({percent} de ellas) [reclamó|reclamaron:n] derechos económicos, sociales, culturales o ambientales.",
    ),
    "right_civil": (
        "{n} ({percent} of those) claimed civil or political rights.",
        "{n} ({percent} de ellas) [reclamó|reclamaron:n] derechos civiles o políticos.",
    ),
    "pass_100": (
        "One protest may claim several rights and demand several things, so that the shares together may pass 100%.",
        "Una misma protesta puede reclamar varios derechos y exigir varias cosas: los porcentajes sumados pueden pasar de 100\N{NO-BREAK SPACE}%.",
    ),
    "no_demand": ("The sources tell of no demand.", "Las fuentes no dicen qué se exigió."),
    # Where
    "most_states": ("Most: {list}.", "Con más protestas: {list}."),
    "fewest_states": (
        "Fewest among those with any: {list}.",
        "Con menos, entre los que tuvieron alguna: {list}.",
    ),
    "many_fewest": (
        "Fewest among those with any: {n} with {each} each.",
        "Con menos, entre los que tuvieron alguna: {n} con {each} cada uno.",
    ),
    "not_in_list": (
        "States that are not in the table have no protest that the sources tell of; that need not mean that there was none.",
        "Los estados que no figuran en la tabla no tienen protestas que las fuentes cuenten; no significa por fuerza que no las hubo.",
    ),
    "without_state": (
        "For {n} no state is known.",
        "De {n} no se conoce el estado.",
    ),
    # Peaks
    "peak": ("{day}, {n}: {list}.", "{day}, {n}: {list}."),
    "peak_item": ("{type} in {place}", "{type} en {place}"),
    "peak_item_nowhere": ("{type}, place not known", "{type}, lugar no conocido"),
    "peak_demand": ("{item} ({demands})", "{item} ({demands})"),
    "and_others": ("{n} more", "{n} más"),
    "no_peak": ("On no day is more than one protest known.", "No se conoce ningún día con más de una protesta."),
    # Who
    "named": ("Named most often: {list}.", "Se nombra más a menudo a: {list}."),
    "sectors": (
        "By kind of people: {list}. One protest may have several.",
        "Por sector: {list}. Una misma protesta puede tener varios.",
    ),
    "without_agent": (
        "For {n} the sources do not say who protested, or it may not be named in public.",
        "En {n} las fuentes no dicen quién protestó, o no se puede nombrar en público.",
    ),
}
