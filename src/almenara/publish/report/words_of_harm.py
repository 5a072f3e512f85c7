"""What a report says of force, of people harmed, of sizes, of what is missing, and of how it was made; as in `words`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "forced": (
        "{n} ({percent}) [was|were:n] met with force, in {states}.",
        "{n} ({percent}) [fue reprimida|fueron reprimidas:n], en {states}.",
    ),
    "forced_nowhere": (
        "{n} ({percent}) [was|were:n] met with force; the state is not known.",
        "{n} ({percent}) [fue reprimida|fueron reprimidas:n]; no se conoce el estado.",
    ),
    "forced_where": ("Where: {list}.", "Dónde: {list}."),
    "no_force": (
        "No source tells of force against a protest.",
        "Ninguna fuente cuenta que se reprimiera una protesta.",
    ),
    "killed": ("killed", "muertas"),
    "injured": ("injured", "heridas"),
    "arrested": ("detained", "detenidas"),
    "killed_one": ("killed", "muerta"),
    "injured_one": ("injured", "herida"),
    "arrested_one": ("detained", "detenida"),
    "killed_head": ("Killed", "Muertas"),
    "injured_head": ("Injured", "Heridas"),
    "arrested_head": ("Detained", "Detenidas"),
    "harm_exact": (
        "{n} [was|were:n] {of} in {events}.",
        "Hubo {n} {of} en {events}.",
    ),
    "harm_range": (
        "From {low} to {high} people were {of} in {events}; the best reading is {best}.",
        "Hubo entre {low} y {high} personas {of} en {events}; la mejor lectura es {best}.",
    ),
    "harm_open": (
        "Some sources give only a lowest number ('at least'), so that the highest may be more.",
        "Algunas fuentes dan solo un mínimo («al menos»), así que la cifra más alta puede ser mayor.",
    ),
    "harm_none": ("No source tells of anyone {of}.", "Ninguna fuente habla de personas {of}."),
    "harm_rule": (
        "Events of one day and place often tell of the same people, so that only the highest figure of each day and place is added up.",
        "Los hechos de un mismo día y lugar suelen contar a las mismas personas: de cada día y lugar se suma solo la cifra más alta.",
    ),
    "said_by": ("Who says so", "Quién lo dice"),
    "not_named": ("source not known or not named", "fuente no conocida o no nombrada"),
    "crowd": (
        "Those that give a size ({n}) add up to between {low} and {high} participants; the best reading is {best}.",
        "Las que dan un tamaño ({n}) suman entre {low} y {high} participantes; la mejor lectura es {best}.",
    ),
    "crowd_without": (
        "{n} ({percent}) [gives|give:n] no size and [is|are:n] in no sum.",
        "{n} ({percent}) no [da|dan:n] tamaño y no [está|están:n] en la suma.",
    ),
    "crowd_none": ("No protest has a size in the sources.", "Ninguna protesta tiene tamaño en las fuentes."),
    "crowd_rule": (
        "People who took part in several protests are counted in each. Words such as 'dozens' are read by the codebook's rule.",
        "Quien participó en varias protestas se cuenta en cada una. Palabras como «decenas» se leen por la regla del libro de códigos.",
    ),
    "other": ("By type: {list}.", "Por tipo: {list}."),
    "unreported": (
        "{n} of {span} [has|have:n] no later news report that says that [it|they:n] took place.",
        "{n} para {span} no [tiene|tienen:n] noticia posterior que diga que [ocurrió|ocurrieron:n].",
    ),
    "unreported_list": ("[It is|They are:n]: {list}.", "[Es|Son:n]: {list}."),
    "no_unreported": (
        "No protest that was announced for {span}, and whose day is past, lacks a later news report that says that it took place.",
        "A ninguna protesta anunciada para {span}, y cuyo día ya pasó, le falta una noticia posterior que diga que ocurrió.",
    ),
    "wrong_totals": (
        "{n} in news reports of {span} [does|do:n] not agree with [its|their:n] own parts or with other figures of the same source.",
        "{n} en noticias de {span} no [cuadra|cuadran:n] con sus propias partes o con otras cifras de la misma fuente.",
    ),
    "no_wrong_totals": (
        "Among the figures quoted in the news reports of {span}, none was found that does not add up.",
        "Entre las cifras citadas en noticias de {span} no se halló ninguna que no cuadre.",
    ),
    "missed": (
        "Of {seen}, {once} [is|are:once] told by one independent source alone and {twice} by two. From that follow at least {estimated} events in all, "
        "with an interval of 95% from {low} to {high}.",
        "De {seen}, {once} [consta|constan:once] en una sola fuente independiente y {twice} en dos. De ahí se siguen al menos {estimated} hechos en total, "
        "con un intervalo de 95\N{NO-BREAK SPACE}% de {low} a {high}.",
    ),
    "missed_how": (
        "Chao's lower bound (1987). It assumes that accounts of one event were recognised as such and that sources see events independently "
        "of each other. Sources that follow one another make it too low, missed joins too high. It says nothing of events that no source could see.",
        "Cota inferior de Chao (1987). Supone que los relatos de un mismo hecho se reconocieron como tales y que las fuentes ven los hechos "
        "independientemente. Fuentes que se siguen unas a otras la hacen demasiado baja; uniones omitidas, demasiado alta. Nada dice de hechos que ninguna fuente podía ver.",
    ),
    "missed_few": (
        "No estimate is made: it takes at least three sources that tell of the period, and there [is|are:n] {n}.",
        "No se hace estimación: hacen falta al menos tres fuentes que cuenten el período, y hay {n}.",
    ),
    "missed_apart": (
        "No estimate is made: no event is told by exactly two independent sources, so that nothing can be compared.",
        "No se hace estimación: ningún hecho consta exactamente en dos fuentes independientes, así que no hay qué comparar.",
    ),
    "method_unit": (
        "One event is one type at one place on one day with one set of actors, however many news reports tell of it. It is counted in the period in which it began.",
        "Un hecho es una modalidad en un lugar y un día con unos mismos actores, por muchas noticias que lo cuenten. Se cuenta en el período en que empezó.",
    ),
    "method_counted": (
        "Counted is what sources tell as having happened. What was planned, called for, threatened, denied or only alleged is not.",
        "Se cuenta lo que las fuentes dan por ocurrido. No se cuenta lo que solo se previó, se convocó, se anunció como amenaza, se desmintió o se presume.",
    ),
    "method_protest": (
        "Protests are: {list}. Petitions, statements and assemblies are not among them.",
        "Son protestas: {list}. No lo son las peticiones, los comunicados ni las asambleas.",
    ),
    "method_made": (
        "Made with {software}, codebook {codebook}. Decisions of reviewers are taken into account up to number {decision}.",
        "Hecho con {software} y el libro de códigos {codebook}. Las decisiones de revisión se toman en cuenta hasta la número {decision}.",
    ),
    "method_undecided": (
        "Made with {software}, codebook {codebook}. No reviewer has decided anything yet.",
        "Hecho con {software} y el libro de códigos {codebook}. Nadie ha revisado nada todavía.",
    ),
    "method_protection": (
        "Names of private persons are not published, and what else the observatory's protection profile holds back is not in this report.",
        "No se publican nombres de personas privadas; lo demás que retiene el perfil de protección del observatorio tampoco está en este informe.",
    ),
    "method_names": (
        "The observatory's protection profile lets names of people be published; what else it holds back is not in this report.",
        "El perfil de protección del observatorio permite publicar nombres de personas; lo demás que retiene no está en este informe.",
    ),
    "read": (
        "{n} published in {span} [was|were:n] read, from {outlets}.",
        "Se [leyó|leyeron:n] {n} de {span}, de {outlets}.",
    ),
    "read_none": ("No news report published in {span} was read.", "No se leyó ninguna noticia publicada en {span}."),
    "read_caveat": (
        "What outlets report is not all that happens: cities, large and violent events are told more often. A new source can by itself raise the count.",
        "Lo que publican los medios no es todo lo que ocurre: se cuentan más las ciudades y los hechos grandes o violentos. Una fuente nueva puede por sí sola subir la cuenta.",
    ),
    "just": ("{n}", "{n}"),
    "credit": ("Places: GeoNames (CC BY 4.0).", "Lugares: GeoNames (CC BY 4.0)."),
    # Tables
    "col_type": ("Type", "Modalidad"),
    "col_demand": ("Demand", "Exigencia"),
    "col_right": ("Rights", "Derechos"),
    "col_state": ("State", "Estado"),
    "col_n": ("Protests", "Protestas"),
    "col_share": ("Share", "Porcentaje"),
    "col_no": ("No.", "N.º"),
    "col_when": ("When", "Cuándo"),
    "col_what": ("What", "Qué"),
    "col_where": ("Where", "Dónde"),
    "col_who": ("Who", "Quién"),
    "col_numbers": ("Figures", "Cifras"),
    "col_sources": ("Sources", "Fuentes"),
    "col_status": ("Status", "Estado del dato"),
    "col_quantity": ("What", "Qué"),
    "col_event": ("Event", "Hecho"),
    "col_said": ("Figure", "Cifra"),
    "col_figure": ("Quoted figure", "Cifra citada"),
    "col_whose": ("Whose", "De quién"),
    "col_expected": ("Should be", "Debería ser"),
    "col_outlet": ("Outlet", "Medio"),
    "col_reports": ("News reports", "Noticias"),
    "col_copies": ("of which repeat others", "de ellas repiten otras"),
    "col_number": ("Number", "Número"),
    "col_rows": ("Annex numbers", "Números del anexo"),
    "social": ("social", "sociales"),
    "civil": ("civil", "civiles"),
    "crowd_short": ("people", "personas"),
    "unknown": ("not known", "no se sabe"),
    "against": ("against", "contra"),
    "not_reviewed": ("not reviewed", "sin revisar"),
    "no_outlet": ("without an outlet", "sin medio"),
    "withheld": ("outlet not named", "medio no nombrado"),
    "at_least": ("at least {n}", "al menos {n}"),
    "at_most": ("at most {n}", "a lo sumo {n}"),
    "more_in_annex": ("The annex has the rest.", "El anexo tiene el resto."),
}
