"""What the language model's room says to people, in English and Spanish."""

from __future__ import annotations

_SENTENCES = {
    "not_allowed": {
        "en": "Nothing was sent: a language model may be asked only where almenara.toml says `allowed = true` under "
        "[language_model], or with --allow-sending. See docs/language-models.md.",
        "es": "No se envió nada: solo se consulta un modelo de lenguaje donde almenara.toml dice `allowed = true` en "
        "[language_model], o con --allow-sending. Vea docs/language-models.md.",
    },
    "no_model": {
        "en": "Nothing was sent: name the language model (`model` under [language_model], or --model; beside a transformer --asked-model).",
        "es": "No se envió nada: indique el modelo de lenguaje (`model` en [language_model], o --model; junto a un transformador --asked-model).",
    },
    "no_endpoint": {
        "en": "Nothing was sent: the endpoint must be an address like http://localhost:8080/v1, without a user or password in it "
        "(`endpoint` under [language_model], or --endpoint).",
        "es": "No se envió nada: el servicio debe ser una dirección como http://localhost:8080/v1, sin usuario ni contraseña "
        "(`endpoint` en [language_model], o --endpoint).",
    },
    "no_price": {
        "en": "Nothing was sent: a budget in money needs both prices (`price_sent` and `price_answered`, a million tokens).",
        "es": "No se envió nada: un presupuesto en dinero necesita los dos precios (`price_sent` y `price_answered`, por millón de tokens).",
    },
    "leaves": {
        "en": "Warning: the whole text, language and publication date of {which} leave this machine for {host} (model {model}), "
        "with the codebook. Make sure that this is allowed and that its keeper does what you expect with them.",
        "es": "Advertencia: el texto completo, el idioma y la fecha de publicación de {which} salen de esta máquina hacia {host} "
        "(modelo {model}), con el libro de códigos. Asegúrese de que está permitido y de qué hará con ellos quien los recibe.",
    },
    "stays": {
        "en": "The text of {which} goes to the language model {model} on this machine ({host}); if that program passes it on, so is it.",
        "es": "El texto de {which} va al modelo de lenguaje {model} en esta máquina ({host}); si ese programa lo reenvía, sale de ella.",
    },
    "in_clear": {
        "en": "Warning: {host} is reached without encryption (http): others on the way can read the reports and the key.",
        "es": "Advertencia: se llega a {host} sin cifrado (http): otros en el camino pueden leer las noticias y la clave.",
    },
    "every_report": {"en": "every report", "es": "cada noticia"},
    "unsure_reports": {
        "en": "every report in which the rules, and your own model if there is one, are unsure or find nothing",
        "es": "cada noticia en la que las reglas dudan o no encuentran nada (y también su propio modelo, si lo hay)",
    },
    "down": {
        "en": "The language model's endpoint {host} cannot be reached ({detail}). Start it or mend its address, and run this again; "
        "what was answered is kept and costs nothing.",
        "es": "No se llega al servicio del modelo de lenguaje {host} ({detail}). Inícielo o corrija su dirección y ejecute esto de nuevo; "
        "lo ya respondido se conserva y no cuesta nada.",
    },
    "refused": {
        "en": "The language model's endpoint {host} refuses what it is asked ({detail}). Check the model's name, the key in "
        "{key} and `answer_format`.",
        "es": "El servicio del modelo de lenguaje {host} rechaza la consulta ({detail}). Revise el nombre del modelo, la clave en "
        "{key} y `answer_format`.",
    },
    "refused_one": {
        "en": "Report {report} was not coded: the language model's endpoint {host} refuses it ({detail}). If it refuses all, set "
        '`answer_format` to "json_object" or "none", or `answer_limit` to the other name.',
        "es": "La noticia {report} no se codificó: el servicio del modelo de lenguaje {host} la rechaza ({detail}). Si rechaza todas, "
        'ponga `answer_format` en "json_object" o "none", o `answer_limit` con el otro nombre.',
    },
    "no_cache": {
        "en": "Answers could not be kept in {folder} ({detail}); they will be asked, and paid, again.",
        "es": "No se pudieron guardar las respuestas en {folder} ({detail}); se pedirán, y pagarán, de nuevo.",
    },
    "busy": {
        "en": "Report {report} was not coded: the language model's endpoint failed {attempts} times (last: {detail}). Run this again later.",
        "es": "La noticia {report} no se codificó: el servicio del modelo de lenguaje falló {attempts} veces (la última: {detail}). "
        "Ejecute esto de nuevo más tarde.",
    },
    "wait_too_long": {
        "en": "The language model's endpoint {host} asks to wait {detail} seconds, longer than almenara waits. Run this again later; "
        "what was answered is kept and costs nothing.",
        "es": "El servicio del modelo de lenguaje {host} pide esperar {detail} segundos, más de lo que almenara espera. Ejecute esto más "
        "tarde; lo ya respondido se conserva y no cuesta nada.",
    },
    "failing": {
        "en": "The language model's endpoint {host} failed on {detail} reports in a row; no more were sent. Run this again later.",
        "es": "El servicio del modelo de lenguaje {host} falló con {detail} noticias seguidas; no se enviaron más. Ejecute esto más tarde.",
    },
    "no_answer": {
        "en": "Report {report} was not coded: {attempts} answers of the language model could not be used (last: {detail}).",
        "es": "La noticia {report} no se codificó: {attempts} respuestas del modelo de lenguaje no sirvieron (la última: {detail}).",
    },
    "too_long": {
        "en": "Report {report} was not sent: it has {detail} characters, more than `longest_report` allows.",
        "es": "La noticia {report} no se envió: tiene {detail} caracteres, más de los que permite `longest_report`.",
    },
    "budget": {
        "en": "The budget is used up before report {report} ({detail}); no more was sent. Raise it and run this again; what was "
        "answered is kept and costs nothing.",
        "es": "El presupuesto se agotó antes de la noticia {report} ({detail}); no se envió más. Auméntelo y ejecute esto de nuevo; lo "
        "ya respondido se conserva y no cuesta nada.",
    },
    "batch_sent": {
        "en": "{questions} question(s) were sent to {host} as batch {batch}. Give the same command again later, to fetch the answers.",
        "es": "Se enviaron {questions} pregunta(s) a {host} como lote {batch}. Dé la misma orden más tarde, para traer las respuestas.",
    },
    "batch_running": {
        "en": "Batch {batch} is not done ({status}): {done} of {questions} questions are answered.",
        "es": "El lote {batch} no está listo ({status}): hay respuesta a {done} de {questions} preguntas.",
    },
    "batch_ended": {
        "en": "Batch {batch} ended ({status}): {answered} of {questions} answers came.",
        "es": "El lote {batch} terminó ({status}): llegaron {answered} de {questions} respuestas.",
    },
    "batch_failed": {
        "en": "The endpoint {host} did not take batch {batch} ({detail}). Mend that and give the same command again.",
        "es": "El servicio {host} no aceptó el lote {batch} ({detail}). Corríjalo y dé la misma orden de nuevo.",
    },
    "batch_gone": {
        "en": "The endpoint {host} does not know batch {batch} any more; what it was asked is asked again.",
        "es": "El servicio {host} ya no conoce el lote {batch}; se pregunta de nuevo lo que contenía.",
    },
    "batch_left_out": {
        "en": "Report {report} was not coded: its question in the batch got no answer that is of use ({detail}). The next run asks it again.",
        "es": "La noticia {report} no se codificó: su pregunta en el lote no tuvo respuesta útil ({detail}). La próxima ejecución la repite.",
    },
    "batch_waits": {
        "en": "{reports} report(s) wait for the answers of a batch. Give the same command again later.",
        "es": "{reports} noticia(s) esperan las respuestas de un lote. Dé la misma orden más tarde.",
    },
    "batch_budget": {
        "en": "{reports} report(s) were not asked about: the budget of this run has no room for them. Give the same command again.",
        "es": "No se preguntó por {reports} noticia(s): no caben en el presupuesto de esta ejecución. Dé la misma orden de nuevo.",
    },
    "batch_busy": {
        "en": "The endpoint {host} does not say how batches stand ({detail}). Give the same command again later; nothing is lost.",
        "es": "El servicio {host} no dice cómo están los lotes ({detail}). Dé la misma orden más tarde; nada se pierde.",
    },
    "no_batches": {
        "en": "The endpoint {host} answers no batches ({detail}). Leave out --batch to ask report by report.",
        "es": "El servicio {host} no atiende lotes ({detail}). Quite --batch para preguntar noticia por noticia.",
    },
    "by_rules": {
        "en": "The reports from there on were coded without the language model.",
        "es": "Las noticias desde allí se codificaron sin el modelo de lenguaje.",
    },
    "kept_rules": {"en": "Its rows are those without the model.", "es": "Sus filas son las que hay sin el modelo."},
    "left_out": {
        "en": "That report and those after it were not coded.",
        "es": "Esa noticia y las siguientes no se codificaron.",
    },
    "summary": {
        "en": "Language model {model}: {asked} report(s) asked about, {cached} answered from the cache, {tokens} tokens{money}; "
        "{rows} of {offered} rows kept, {dropped} of {told} words inside them dropped as not in the text.",
        "es": "Modelo de lenguaje {model}: {asked} noticia(s) consultada(s), {cached} respondida(s) desde la caché, {tokens} tokens{money}; "
        "se conservaron {rows} de {offered} filas y se descartaron {dropped} de {told} citas dentro de ellas por no estar en el texto.",
    },
}


def tell(key: str, language: str, /, **values: object) -> str:
    """The sentence `key` in a language, en or es, with its values put in."""
    return _SENTENCES[key]["es" if language == "es" else "en"].format(**values)
