"""What the command line says, in English and Spanish; the language is ALMENARA_LANG's, else the locale's."""

from __future__ import annotations

import locale
import os
from datetime import date
from typing import Literal

MONTHS = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "es": ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
}

WORDS = {
    "what": {"en": "What", "es": "Qué"},
    "status": {"en": "Status", "es": "Estado"},
    "when": {"en": "When", "es": "Cuándo"},
    "where": {"en": "Where", "es": "Dónde"},
    "who": {"en": "Who", "es": "Quién"},
    "how_many": {"en": "How many", "es": "Cuántos"},
    "sentence": {"en": "In these words", "es": "Con estas palabras"},
    "reports": {"en": "Reports", "es": "Noticias"},
    "figure": {"en": "Quoted figure", "es": "Cifra citada"},
    "whose": {"en": "Whose", "es": "De quién"},
    "period": {"en": "Period", "es": "Período"},
    "check": {"en": "Check", "es": "Comprobación"},
    "agent": {"en": "by", "es": "por"},
    "target": {"en": "against", "es": "contra"},
    "participant": {"en": "with", "es": "con"},
    "instrument": {"en": "using", "es": "usando"},
    "demands": {"en": "demanding", "es": "exigen"},
    "crowd": {"en": "people", "es": "personas"},
    "killed": {"en": "killed", "es": "muertos"},
    "injured": {"en": "injured", "es": "heridos"},
    "arrested": {"en": "arrested", "es": "detenidos"},
    "displaced": {"en": "displaced", "es": "desplazados"},
    "missing": {"en": "missing", "es": "desaparecidos"},
    "weapons": {"en": "weapons", "es": "armas"},
    "other": {"en": "other", "es": "otros"},
    "mentions": {"en": "Events, one row per mention", "es": "Hechos, una fila por mención"},
    "events": {"en": "Events", "es": "Hechos"},
    "totals": {"en": "Figures that the reports quote", "es": "Cifras que citan las noticias"},
    "places": {"en": "Places", "es": "Lugares"},
    "dates": {"en": "Dates", "es": "Fechas"},
    "name": {"en": "Name", "es": "Nombre"},
    "country": {"en": "Country", "es": "País"},
    "score": {"en": "Score", "es": "Certeza"},
    "nothing": {
        "en": "No event was found in {n} report(s).",
        "es": "No se encontró ningún hecho en {n} noticia(s).",
    },
    "noted": {
        "en": "Read, but look at this ({n}):",
        "es": "Se leyó, pero conviene revisar ({n}):",
    },
    "failed": {"en": "{n} input(s) failed:", "es": "{n} entrada(s) fallaron:"},
    "inherited": {
        "en": "A value marked ~ is not in the event's own sentence but in an earlier one.",
        "es": "Un valor marcado con ~ no está en la oración del hecho sino en una anterior.",
    },
    "consistent": {"en": "adds up", "es": "cuadra"},
    "inconsistent": {"en": "does not add up (expected {expected})", "es": "no cuadra (se esperaba {expected})"},
    "not_checkable": {"en": "cannot be checked: {why}", "es": "no se puede comprobar: {why}"},
    "lacks_count": {"en": "{why}", "es": "falta la cifra con la que se compara"},
    "unit_events": {"en": "events", "es": "hechos"},
    "unit_people": {"en": "people", "es": "personas"},
    "unit_part": {"en": "of these", "es": "de ellos"},
    "unit_percent": {"en": "percent", "es": "por ciento"},
    "unit_times": {"en": "times", "es": "veces"},
    "unit_per_day": {"en": "a day", "es": "por día"},
    "unit_per_week": {"en": "a week", "es": "por semana"},
    "unit_per_month": {"en": "a month", "es": "por mes"},
    "unit_per_year": {"en": "a year", "es": "por año"},
    "coding": {"en": "Coding", "es": "Codificando"},
    "no_input": {
        "en": "Nothing to read: name a file, a folder, a pattern, or - for standard input.",
        "es": "Nada que leer: indique un archivo, una carpeta, un patrón, o - para la entrada estándar.",
    },
    "unknown_type": {
        "en": "There is no event type {names}; `almenara codebook show` lists them.",
        "es": "No existe el tipo {names}; `almenara codebook show` los lista.",
    },
    "type_exists": {"en": "{path} is there already; edit it.", "es": "{path} ya existe; edítelo."},
    "no_codebook": {"en": "{path} is no codebook's folder.", "es": "{path} no es la carpeta de un libro de códigos."},
    "bad_row": {
        "en": "{where}: this is no mention row ({why}); give rows that `almenara code` printed.",
        "es": "{where}: no es una fila de mención ({why}); dé filas que haya impreso `almenara code`.",
    },
    "demo": {
        "en": "Sample reports written for this project: real places, invented events. `almenara code FILE` does the same for yours.",
        "es": "Noticias de muestra escritas para este proyecto: lugares reales, hechos inventados. `almenara code ARCHIVO` hace lo mismo con las suyas.",
    },
    "demo_end": {
        "en": "{mentions} mentions from {reports} reports.",
        "es": "{mentions} menciones de {reports} noticias.",
    },
    "from_or_unreviewed": {
        "en": "Published events say themselves which of them nobody has accepted; give --from or --unreviewed, not both.",
        "es": "Los hechos publicados ya dicen cuáles nadie ha aceptado; dé --from o --unreviewed, no ambos.",
    },
    "no_address": {
        "en": "{address} is no address of a site; write https://HOST/PATH.",
        "es": "{address} no es la dirección de un sitio; escriba https://HOST/RUTA.",
    },
    "release_or_unreviewed": {
        "en": "A release says itself whether it has unreviewed events; give --release or --unreviewed, not both.",
        "es": "Una publicación ya dice si tiene hechos sin revisar; dé --release o --unreviewed, no ambos.",
    },
    "site_written": {
        "en": "Site of {n} event(s) written: {files} files, {mib} MiB. Open {folder} in a browser, or copy the folder to any web server.",
        "es": "Sitio de {n} hecho(s) escrito: {files} archivos, {mib} MiB. Abra {folder} en un navegador o copie la carpeta a cualquier servidor web.",
    },
    "release_held_back": {
        "en": "Release {number} is not offered on the site: it holds what today's protection profile withholds.",
        "es": "La publicación {number} no se ofrece en el sitio: contiene lo que el perfil de protección actual retiene.",
    },
    "release_has_names": {
        "en": "Release {number} was made with private names, which today's profile withholds and nobody can take out again; make a new release.",
        "es": "La publicación {number} se hizo con nombres de particulares, que el perfil actual retiene y ya no se pueden quitar; haga una nueva.",
    },
    "demo_name": {"en": "Sample observatory", "es": "Observatorio de muestra"},
    "demo_report": {"en": "Report: {html} and {pdf}", "es": "Informe: {html} y {pdf}"},
    "demo_site": {"en": "Site: open {address} in a browser", "es": "Sitio: abra {address} en un navegador"},
    "demo_exports": {
        "en": "The same events in {n} formats: {folder}",
        "es": "Los mismos hechos en {n} formatos: {folder}",
    },
    "demo_folder": {
        "en": "The observatory is in {folder}; delete the folder when you have seen enough.",
        "es": "El observatorio está en {folder}; borre la carpeta cuando haya visto bastante.",
    },
    "demo_sign_in": {
        "en": "Sign in to the review application as {name} with the password {password}",
        "es": "Entre en la aplicación de revisión como {name} con la contraseña {password}",
    },
    "demo_serve": {
        "en": "Review it with `almenara serve --in {folder}`; sign in as {name} with the password {password}",
        "es": "Revíselo con `almenara serve --in {folder}`; entre como {name} con la contraseña {password}",
    },
    "imported": {
        "en": "{path}: {written} places imported, {bad} rows left out.",
        "es": "{path}: {written} lugares importados, {bad} filas omitidas.",
    },
    "review_new": {"en": "new", "es": "nuevo"},
    "review_accepted": {"en": "accepted", "es": "aceptado"},
    "review_rejected": {"en": "rejected", "es": "rechazado"},
    "made": {
        "en": "{folder} is an observatory now. Its settings are in almenara.toml; `almenara add` brings reports in.",
        "es": "{folder} ya es un observatorio. Su configuración está en almenara.toml; `almenara add` agrega noticias.",
    },
    "added": {
        "en": "{reports} report(s) added with {events} new event(s), {joined} account(s) joined to others; {there} were there before, {copies} repeat stored ones.",
        "es": "{reports} noticia(s) agregada(s) con {events} hecho(s) nuevo(s), {joined} relato(s) unido(s) a otros; {there} ya estaban, {copies} repiten otras guardadas.",
    },
    "found": {"en": "{shown} of {all} event(s).", "es": "{shown} de {all} hecho(s)."},
    "unknown_value": {
        "en": "The codebook knows no {names}; `almenara codebook show` lists what it knows.",
        "es": "El libro de códigos no conoce {names}; `almenara codebook show` muestra lo que conoce.",
    },
    "bad_value": {
        "en": "{value!r} cannot be the value of {field}; write days as YYYY-MM-DD and coordinates in degrees.",
        "es": "{value!r} no puede ser el valor de {field}; escriba los días como AAAA-MM-DD y las coordenadas en grados.",
    },
    "decided": {
        "en": "Decision {number} on {event} is recorded.",
        "es": "Se registró la decisión {number} sobre {event}.",
    },
    "decided_on_names": {"en": "Decision {number} is recorded.", "es": "Se registró la decisión {number}."},
    "no_event": {
        "en": "There is no event {event!r} with accounts; `almenara events` lists them.",
        "es": "No hay ningún hecho {event!r} con relatos; `almenara events` los lista.",
    },
    "one_account": {
        "en": "One report tells of it; nothing was joined.",
        "es": "Una sola noticia lo relata; no se unió nada.",
    },
    "joined_because": {
        "en": "{left} and {right} tell of one event with probability {share} (weights in bits: + for, - against):",
        "es": "{left} y {right} relatan un mismo hecho con probabilidad {share} (pesos en bits: + a favor, - en contra):",
    },
    "exported": {"en": "{n} event(s) written: {files}", "es": "{n} hecho(s) escritos: {files}"},
    "taking_in": {"en": "Importing", "es": "Importando"},
    "took_in": {
        "en": "{n} published event(s) imported, {accepted} of them accepted; {there} were there before.",
        "es": "{n} hecho(s) publicado(s) importado(s), {accepted} de ellos aceptado(s); {there} ya estaban.",
    },
    "took_in_figures": {
        "en": "{n} quoted figure(s) of its ledger imported.",
        "es": "{n} cifra(s) citada(s) de su registro importada(s).",
    },
    "took_in_otherwise": {
        "en": "{n} event(s) are there with other values, and were left as they are.",
        "es": "{n} hecho(s) están con otros valores y se dejaron como estaban.",
    },
    "took_in_unknown": {
        "en": "{n} event(s) with {names!r}, which the codebook does not know, were left out; add it to the codebook and repeat.",
        "es": "Se omitieron {n} hecho(s) con {names!r}, que el libro de códigos no conoce; agréguelo al libro y repita.",
    },
    "published_names": {
        "en": "{file} was published with the names of private persons, which your protection profile withholds: nothing was imported. Ask for a "
        "publication without them, or allow them (private_names in almenara.toml).",
        "es": "{file} se publicó con nombres de particulares, que su perfil de protección retiene: no se importó nada. Pida una publicación sin "
        "ellos o permítalos (private_names en almenara.toml).",
    },
    "accept_by": {
        "en": "--by says who accepts: give it with --accept.",
        "es": "--by dice quién acepta: úselo con --accept.",
    },
    "left_out": {"en": "{n} left out: {why}.", "es": "{n} omitidos: {why}."},
    "left_out_did_not_happen": {"en": "did not happen, or is background", "es": "no ocurrieron, o son antecedentes"},
    "left_out_its_type_has_no_ACLED_code": {
        "en": "the type has no ACLED code",
        "es": "el tipo no tiene código de ACLED",
    },
    "left_out_is_part_of_a_protest_in_the_file": {
        "en": "part of a protest that is in the file",
        "es": "forman parte de una protesta que está en el archivo",
    },
    "left_out_no_code": {"en": "have no code there", "es": "no tienen código allí"},
    "left_out_no_day": {"en": "no day, week or month is known", "es": "no se conoce día, semana ni mes"},
    "left_out_no_point_on_the_map": {"en": "no point on the map is known", "es": "no se conoce un punto en el mapa"},
    "reported": {"en": "{n} event(s) reported in {file}.", "es": "Informe de {n} hecho(s) en {file}."},
    "no_period": {
        "en": "{period!r} is no period; write a month as 2019-01 or a year as 2019.",
        "es": "{period!r} no es un período; escriba un mes como 2019-01 o un año como 2019.",
    },
    "no_report_format": {
        "en": "{file}: a report is written as .html or .pdf; name the file so.",
        "es": "{file}: un informe se escribe como .html o .pdf; nombre así el archivo.",
    },
    "nothing_accepted": {
        "en": "Only accepted events are published: accept some with `almenara decide EVENT accept`, or add --unreviewed.",
        "es": "Solo se publican hechos aceptados: acepte algunos con `almenara decide HECHO accept`, o agregue --unreviewed.",
    },
    "not_written": {
        "en": "{file} could not be written ({why}); nothing was left half done.",
        "es": "No se pudo escribir {file} ({why}); nada quedó a medias.",
    },
    "released": {
        "en": "Release {number} is made of {n} event(s): {folder}",
        "es": "La publicación {number} reúne {n} hecho(s): {folder}",
    },
    "same_release": {
        "en": "Nothing has changed since release {number} ({n} event(s)); none was made.",
        "es": "Nada ha cambiado desde la publicación {number} ({n} hecho(s)); no se hizo otra.",
    },
    "being_released": {"en": "Releasing", "es": "Publicando"},
    "no_release": {
        "en": "Nothing was released: first bring the database in order (`almenara verify`, `almenara restore`).",
        "es": "No se publicó nada: primero ponga en orden la base de datos (`almenara verify`, `almenara restore`).",
    },
    "moved_on": {
        "en": "Reports or decisions came in meanwhile; nothing was released. Run it again.",
        "es": "Entretanto llegaron noticias o decisiones; no se publicó nada. Ejecútelo de nuevo.",
    },
    "no_difference": {"en": "Both hold the same events.", "es": "Ambas contienen los mismos hechos."},
    "change": {"en": "Change", "es": "Cambio"},
    "event": {"en": "Event", "es": "Hecho"},
    "column_field": {"en": "Field", "es": "Campo"},
    "before": {"en": "Before", "es": "Antes"},
    "after": {"en": "After", "es": "Después"},
    "decisions": {"en": "Decisions", "es": "Decisiones"},
    "serving": {
        "en": "The review application is at {address}; Ctrl+C stops it.",
        "es": "La aplicación de revisión está en {address}; Ctrl+C la detiene.",
    },
    "new_password": {"en": "Password for {name}:", "es": "Contraseña para {name}:"},
    "may_sign_in": {"en": "{name} may sign in ({access}).", "es": "{name} puede entrar ({access})."},
    "shown_once": {
        "en": "The token of {name} ({scopes}) lasts {days} days and is shown this once:",
        "es": "La ficha de {name} ({scopes}) dura {days} días y se muestra esta única vez:",
    },
    "tokens_ended": {"en": "Tokens of {name} taken back: {n}.", "es": "Fichas de {name} retiradas: {n}."},
    "not_read": {"en": "{file} could not be read ({why}).", "es": "No se pudo leer {file} ({why})."},
    "trained": {
        "en": "Parameters estimated on {n} accounts are in {path}.",
        "es": "Los parámetros estimados con {n} relatos están en {path}.",
    },
    "verified": {"en": "All is as it should be.", "es": "Todo está en orden."},
    "problems": {
        "en": "{n} problem(s). Bring back a backup of before, or ask who last changed the database.",
        "es": "{n} problema(s). Recupere una copia de seguridad anterior o averigüe quién cambió la base de datos.",
    },
    "backed_up": {"en": "The database is saved in {file}.", "es": "La base de datos quedó guardada en {file}."},
    "restored": {"en": "The database is that of {file} again.", "es": "La base de datos vuelve a ser la de {file}."},
    "not_sqlite": {
        "en": "This observatory's database is a PostgreSQL; bring it back with pg_restore.",
        "es": "La base de datos de este observatorio es un PostgreSQL; recupérela con pg_restore.",
    },
    "imported_actors": {
        "en": "{path}: {written} actors imported, {bad} entries left out.",
        "es": "{path}: {written} actores importados, {bad} entradas omitidas.",
    },
    "no_actor": {
        "en": "No registry knows {words!r}. Add it to a file of your own: see docs/places-dates-actors.md.",
        "es": "Ningún registro conoce {words!r}. Agréguelo a un archivo propio: vea docs/places-dates-actors.md.",
    },
    "kind_registry": {"en": "in a registry", "es": "en un registro"},
    "kind_institution": {"en": "a state's institution", "es": "institución de un Estado"},
    "kind_generic": {"en": "people of a kind", "es": "personas de una clase"},
    "candidate": {"en": "unknown name", "es": "nombre desconocido"},
    "actors": {"en": "Actors", "es": "Actores"},
    "role_agent": {"en": "agent", "es": "agente"},
    "role_target": {"en": "target", "es": "blanco"},
    "role_participant": {"en": "participant", "es": "participante"},
    "role_instrument": {"en": "instrument", "es": "instrumento"},
    "column_report": {"en": "report", "es": "noticia"},
    "column_text": {"en": "words", "es": "palabras"},
    "column_name": {"en": "name", "es": "nombre"},
    "column_country": {"en": "country", "es": "país"},
    "column_admin1": {"en": "state or province", "es": "estado o provincia"},
    "column_lat": {"en": "latitude", "es": "latitud"},
    "column_lon": {"en": "longitude", "es": "longitud"},
    "column_precision": {"en": "precision", "es": "precisión"},
    "bad_column": {
        "en": "{given} names no column; write FIELD=NAME, where FIELD is one of {known}.",
        "es": "{given} no nombra ninguna columna; escriba CAMPO=NOMBRE, donde CAMPO es uno de {known}.",
    },
    "outlets_filled": {
        "en": "{n} outlets were added to {file}; fill in what is missing there.",
        "es": "Se agregaron {n} medios a {file}; complete allí lo que falta.",
    },
    "no_outlets": {"en": "No report names an outlet yet.", "es": "Ninguna noticia nombra aún un medio."},
    "column_outlet": {"en": "outlet", "es": "medio"},
    "column_reports": {"en": "reports", "es": "noticias"},
    "column_first": {"en": "first", "es": "primera"},
    "column_last": {"en": "last", "es": "última"},
    "column_days": {"en": "days", "es": "días"},
    "column_silent": {"en": "silent", "es": "silencio"},
    "column_scale": {"en": "scale", "es": "alcance"},
    "recoded": {
        "en": "{reports} reports coded anew: {new} new events, {gone} that no report tells any more, {conflicts} values contradict decisions (`almenara conflicts`).",
        "es": "{reports} noticias codificadas de nuevo: {new} sucesos nuevos, {gone} que ya ninguna noticia cuenta, {conflicts} valores contradicen decisiones (`almenara conflicts`).",
    },
    "no_conflicts": {"en": "No conflict waits for a decision.", "es": "Ningún conflicto espera una decisión."},
    "no_event_there": {"en": "no such event is read there", "es": "ya no se lee ese suceso"},
    "column_kept": {"en": "kept", "es": "se conserva"},
    "column_now": {"en": "read now", "es": "se lee ahora"},
    "column_event": {"en": "event", "es": "suceso"},
    "feed_added": {
        "en": "{url} will be asked for news by `almenara feeds run`.",
        "es": "`almenara feeds run` consultará {url}.",
    },
    "no_web_address": {
        "en": "{url} is no address of a feed; it begins with http:// or https://.",
        "es": "{url} no es la dirección de un canal; empieza con http:// o https://.",
    },
    "feed_known": {"en": "{url} is there already.", "es": "{url} ya está."},
    "feed_removed": {
        "en": "{url} is asked no more; what was read of it stays.",
        "es": "{url} ya no se consulta; lo leído se conserva.",
    },
    "feed_unknown": {
        "en": "There is no feed {url}; `almenara feeds list` shows all.",
        "es": "No hay ningún canal {url}; `almenara feeds list` los muestra.",
    },
    "no_feeds": {
        "en": "No feed is to be asked. `almenara feeds add URL` adds one.",
        "es": "No hay canales. `almenara feeds add URL` agrega uno.",
    },
    "feeds_ran": {
        "en": "{feeds} feeds asked ({unchanged} unchanged), {seen} new pages; {reports} new reports, {events} new events, {joined} accounts joined to known events, {there} read before, {copies} copies, {entries} read from the feed's own words, {put_off} put off.",
        "es": "{feeds} canales consultados ({unchanged} sin cambios), {seen} páginas nuevas; {reports} noticias nuevas, {events} sucesos nuevos, {joined} relatos unidos a sucesos conocidos, {there} ya leídas, {copies} copias, {entries} leídas solo en el canal, {put_off} aplazadas.",
    },
    "next_run": {
        "en": "Next run in {minutes} minutes; Ctrl+C ends.",
        "es": "Próxima consulta en {minutes} minutos; Ctrl+C termina.",
    },
    "column_feed": {"en": "feed", "es": "canal"},
    "column_asked": {"en": "asked (UTC)", "es": "consultado (UTC)"},
    "column_waiting": {"en": "waiting", "es": "en espera"},
    "column_read": {"en": "read", "es": "leídas"},
    "column_given_up": {"en": "given up", "es": "abandonadas"},
    "column_problem": {"en": "problem", "es": "problema"},
    "column_score": {"en": "score", "es": "certeza"},
    "column_from": {"en": "from", "es": "desde"},
    "column_to": {"en": "to", "es": "hasta"},
    "column_method": {"en": "how", "es": "cómo"},
    "column_actor": {"en": "actor", "es": "actor"},
    "column_sectors": {"en": "sectors", "es": "sectores"},
    "column_roles": {"en": "roles", "es": "papeles"},
    "column_words": {"en": "words", "es": "palabras"},
    "bad_flag": {"en": "--{flag} cannot be used: {why}.", "es": "--{flag} no se puede usar: {why}."},
    "jobs_and_model": {
        "en": "--jobs does not go with a language model: `parallel` under [language_model] says how many reports are asked about at a time.",
        "es": "--jobs no va con un modelo de lenguaje: `parallel` en [language_model] dice por cuántas noticias se pregunta a la vez.",
    },
    "batch_of_what": {
        "en": "--batch sends questions to a language model together; add --coder llm or --second-opinion.",
        "es": "--batch envía juntas las preguntas a un modelo de lenguaje; agregue --coder llm o --second-opinion.",
    },
    "which_language_model": {
        "en": "Which language model? Name its address with --endpoint, and the model with --model.",
        "es": "¿Qué modelo de lenguaje? Indique su dirección con --endpoint y el modelo con --model.",
    },
    "which_own_model": {
        "en": "Which model? Give its folder with --model FOLDER, or as `model` under [transformer] in almenara.toml.",
        "es": "¿Qué modelo? Indique su carpeta con --model CARPETA, o como `model` en [transformer] de almenara.toml.",
    },
    "partitions": {"en": "Partitions", "es": "Particiones"},
    "bad_conf": {
        "en": "{given} is no setting of Spark's; write KEY=VALUE, as spark.executor.memory=8g.",
        "es": "{given} no es una opción de Spark; escriba CLAVE=VALOR, como spark.executor.memory=8g.",
    },
    "quarantined": {
        "en": "Report {report} was set apart: {why}. All others of its partition were coded.",
        "es": "La noticia {report} se apartó: {why}. Todas las demás de su partición se codificaron.",
    },
    "bad_partition": {
        "en": "Partition {part} was not finished: {why}. Repeat the command to try it again.",
        "es": "La partición {part} no se terminó: {why}. Repita la orden para intentarlo de nuevo.",
    },
    "scaled": {
        "en": "{reports} reports coded: {mentions} mentions and {totals} quoted figures in {folder} ({now} of {all} partitions now).",
        "es": "{reports} noticias codificadas: {mentions} menciones y {totals} cifras citadas en {folder} ({now} de {all} particiones ahora).",
    },
    "linking": {"en": "Linking", "es": "Vinculando"},
    "stage_accounts": {"en": "Accounts", "es": "Relatos"},
    "stage_pairs": {"en": "Pairs of accounts", "es": "Pares de relatos"},
    "stage_events": {"en": "Events", "es": "Hechos"},
    "scale_linked": {
        "en": "{accounts} accounts joined into {events} events along {pairs} pairs: {folder}",
        "es": "{accounts} relatos unidos en {events} hechos por {pairs} pares: {folder}",
    },
    "bad_share": {
        "en": "--precision and --recall are shares between 0 and 1, and only one of them can be wanted.",
        "es": "--precision y --recall son proporciones entre 0 y 1, y solo se puede pedir una de las dos.",
    },
    "no_curve": {
        "en": "There are too few decisions for a curve, or all are of one kind.",
        "es": "Hay muy pocas decisiones para una curva, o todas son de una misma clase.",
    },
    "decided_mentions": {"en": "Decided mentions", "es": "Menciones decididas"},
    "head": {"en": "What is learned", "es": "Qué se aprende"},
    "unseen_reports": {"en": "On unseen reports", "es": "En noticias no vistas"},
    "latest_fifth": {"en": "On the latest fifth", "es": "En el último quinto"},
    "adopted": {"en": "Adopted", "es": "Adoptado"},
    "in_use": {"en": "in use:", "es": "en uso:"},
    "yes": {"en": "yes", "es": "sí"},
    "no": {"en": "no", "es": "no"},
    "doubt": {"en": "Doubt", "es": "Duda"},
    "nobody_called": {"en": "Nobody called {name} may sign in.", "es": "Nadie llamado {name} puede entrar."},
    "factor_removed": {
        "en": "{name} signs in with the password alone.",
        "es": "{name} entra solo con la contraseña.",
    },
    "agreement_group": {"en": "over", "es": "sobre"},
    "agreement_name": {"en": "which", "es": "cuál"},
    "agreement_field": {"en": "field", "es": "campo"},
    "agreement_events": {"en": "events", "es": "hechos"},
    "agreement_alike": {"en": "alike", "es": "iguales"},
    "agreement_kappa": {"en": "kappa", "es": "kappa"},
    "agreement_alpha": {"en": "alpha", "es": "alfa"},
    "agreement_of_verdict": {"en": "verdict", "es": "fallo"},
    "agreement_of_type": {"en": "type", "es": "tipo"},
    "agreement_of_status": {"en": "status", "es": "estado"},
    "agreement_of_day": {"en": "day", "es": "día"},
    "agreement_of_place": {"en": "place", "es": "lugar"},
    "group_all": {"en": "all", "es": "todos"},
    "group_type": {"en": "type", "es": "tipo"},
    "group_month": {"en": "month", "es": "mes"},
    "group_people": {"en": "people", "es": "personas"},
    "group_machine": {"en": "people and machine", "es": "personas y máquina"},
    "nothing_shared": {
        "en": "Where no event was judged by two people, there is nothing to compare.",
        "es": "Donde ningún hecho fue juzgado por dos personas no hay nada que comparar.",
    },
    "one_event": {
        "en": "Of one event alone nothing can be said of how sure a figure is.",
        "es": "De un solo hecho no se puede decir qué tan segura es una cifra.",
    },
    "all_alike": {
        "en": "Where all judgements are alike, chance would agree as well: kappa and alpha are not defined.",
        "es": "Donde todos los juicios son iguales, el azar coincidiría igual: kappa y alfa no están definidos.",
    },
    "credit": {"en": "Places: GeoNames (CC BY 4.0).", "es": "Lugares: GeoNames (CC BY 4.0)."},
}


def language() -> Literal["en", "es"]:
    """'es' or 'en': ALMENARA_LANG if set, else the locale's, else English."""
    chosen = os.environ.get("ALMENARA_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG")
    if not chosen:
        chosen = locale.getlocale()[0] or "en"
    return "es" if chosen.lower().startswith("es") else "en"


def say(key: str, **values: object) -> str:
    """The words for `key` in the chosen language."""
    return WORDS[key][language()].format(**values)


def explained(error: Exception) -> str:
    """Why something was refused or failed, in the chosen language where it gives a reason; else its own words."""
    # Loaded here: the catalogues of the pages take time to read, and most commands go well.
    from almenara.web.wording import explained as in_language

    return in_language(error, language())


def day(value: date | None) -> str:
    """'21 Jan 2019' / '21 ene 2019'; a dash where unknown."""
    return f"{value.day} {MONTHS[language()][value.month - 1]} {value.year}" if value else "–"
