"""What went wrong in fetching, and how to mend it; `{detail}` and `{limit}` are filled in (docs: read/failure.py)."""

FETCHING = {
    "no_web_address": {
        "en": ("it leads to no address of the web", "give an address that begins with http:// or https:// and holds no password"),
        "es": ("no lleva a ninguna dirección web", "dé una dirección que empiece con http:// o https:// y no lleve contraseña"),
    },
    "private_address": {
        "en": (
            "the host {detail} has an address of a private network, so it was not asked",
            "if you trust it, name it under allowed_hosts in almenara.toml",
        ),
        "es": (
            "el servidor {detail} tiene una dirección de red privada y no se consultó",
            "si confía en él, nómbrelo en allowed_hosts en almenara.toml",
        ),
    },
    "no_answer": {
        "en": ("the server could not be reached ({detail})", "it is tried again later; check the address in a browser"),
        "es": (
            "no se pudo llegar al servidor ({detail})",
            "se intentará de nuevo más tarde; revise la dirección en un navegador",
        ),
    },
    "slow_answer": {
        "en": (
            "the answer took longer than {limit} seconds",
            "it is tried again later; if the site is always slow, raise seconds under [feeds] in almenara.toml",
        ),
        "es": (
            "la respuesta tardó más de {limit} segundos",
            "se intentará de nuevo más tarde; si el sitio siempre es lento, suba seconds en [feeds] de almenara.toml",
        ),
    },
    "large_answer": {
        "en": (
            "the answer is larger than {limit}",
            "save the page yourself and add the file, or raise answer_megabytes under [feeds] in almenara.toml",
        ),
        "es": (
            "la respuesta supera {limit}",
            "guarde la página usted y agregue el archivo, o suba answer_megabytes en [feeds] de almenara.toml",
        ),
    },
    "broken_answer": {
        "en": ("the answer is broken or cut off ({detail})", "it is tried again later"),
        "es": ("la respuesta está dañada o incompleta ({detail})", "se intentará de nuevo más tarde"),
    },
    "http_status": {
        "en": ("the server answered with status {detail}", "check the address in a browser"),
        "es": ("el servidor respondió con el estado {detail}", "revise la dirección en un navegador"),
    },
    "redirect_loop": {
        "en": ("its redirects lead back to where they began", "check the address in a browser"),
        "es": ("sus redirecciones vuelven al punto de partida", "revise la dirección en un navegador"),
    },
    "many_redirects": {
        "en": (
            "it redirects more than {limit} times",
            "give the address where it ends, or raise redirects under [feeds] in almenara.toml",
        ),
        "es": (
            "redirige más de {limit} veces",
            "dé la dirección en la que termina, o suba redirects en [feeds] de almenara.toml",
        ),
    },
    "robots": {
        "en": ("the site's robots.txt asks that this page not be fetched", "save the page yourself and add the file"),
        "es": ("el robots.txt del sitio pide no descargar esta página", "guarde la página usted y agregue el archivo"),
    },
    "robots_silent": {
        "en": ("the site's robots.txt could not be reached, so nothing was fetched there", "it is tried again later"),
        "es": ("no se pudo leer el robots.txt del sitio y no se descargó nada", "se intentará de nuevo más tarde"),
    },
    "no_feed": {
        "en": ("it is a web page and no feed{detail}", "give the address of the site's RSS, Atom or JSON feed"),
        "es": ("es una página web y no un canal de noticias{detail}", "dé la dirección del canal RSS, Atom o JSON del sitio"),
    },
}  # fmt: skip
