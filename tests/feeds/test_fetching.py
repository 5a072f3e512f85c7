"""Feeds asked over a real connection: politely, within limits, never where they should not, and resumable."""

from __future__ import annotations

import contextlib
import gzip
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from almenara.cli.app import main
from almenara.observatory import Observatory, create_observatory
from almenara.observatory.feeds import run_feeds
from almenara.pipeline import Pipeline
from almenara.read import ReadingLimits
from almenara.read.fetch import Answer, Fetcher, Limits, Refusal
from almenara.read.fetch.addresses import is_public
from almenara.read.fetch.retry_after import seconds_to_wait
from almenara.store import feeds as kept
from almenara.store import problems_of

NOW = datetime(2024, 6, 5, 12, 0)
ARTICLE = """<!doctype html><html lang="en"><head><title>{title}</title><meta property="og:site_name" content="Volta Herald">
<meta property="article:published_time" content="2024-06-04T08:00:00Z"></head><body><article><h1>{title}</h1>
<p>{words} The organisers said that they would return until the ministry answered their letter of last month.</p>
<p>Shops along the road stayed closed in the morning and opened again after noon, residents said by telephone.</p></article></body></html>"""
PAGE_1 = ARTICLE.format(
    title="Nurses march in Ho", words="Some 300 nurses marched through Ho on Monday to demand higher wages."
)
PAGE_2 = ARTICLE.format(
    title="Drivers strike in Keta", words="Bus drivers in Keta went on strike on Monday over fuel prices."
)


@dataclass
class Site:
    """A server on this machine; `pages` answer by path, `asked` lists what was asked, with the headers."""

    base: str = ""
    pages: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def says(self, path: str, body: bytes | str, status: int = 200, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(data)))
            handler.end_headers()
            handler.wfile.write(data)

        self.pages[path] = answer

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, dict(self.headers)))
            with contextlib.suppress(OSError):
                made.pages.get(self.path, lambda h: h.send_error(404))(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.base = f"http://127.0.0.1:{server.server_address[1]}"
    yield made
    server.shutdown()
    server.server_close()


def fetcher(**limits: float) -> Fetcher:
    return Fetcher("almenara-test", Limits(**{"pace_seconds": 0, **limits}), allowed=("127.0.0.1",))  # type: ignore[arg-type]


def refusal(answer: Answer | Refusal) -> str:
    assert isinstance(answer, Refusal)
    assert answer.failure.message("es") != answer.failure.message("en")
    return answer.failure.what


@pytest.fixture
def observatory(tmp_path: Path, pipeline: Pipeline) -> Observatory:
    made = create_observatory(tmp_path / "obs")
    made.__dict__["pipeline"] = pipeline
    return made


def feed_of(site: Site, *paths: str) -> str:
    items = "".join(
        f"<item><title>News {n}</title><link>{site.base}{path}</link><pubDate>Tue, 04 Jun 2024 08:00:00 GMT</pubDate>"
        f"<description>Fishermen blocked the bridge at Ada on Monday over mesh rules, witnesses told the Herald ({n}).</description></item>"
        for n, path in enumerate(paths)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Volta Herald</title><link>{site.base}</link>{items}</channel></rss>'


def subscribed(observatory: Observatory, site: Site, path: str = "/feed") -> None:
    with observatory.store.writing() as connection:
        assert kept.put_feed(connection, site.base + path, NOW)


def test_a_feed_becomes_reports_and_is_asked_conditionally(site: Site, observatory: Observatory) -> None:
    site.says("/feed", feed_of(site, "/1", "/2"), ETag='"v1"', Last_Modified="Tue, 04 Jun 2024 08:00:00 GMT")
    site.says("/1", PAGE_1)
    site.says("/2", gzip.compress(PAGE_2.encode()), Content_Encoding="gzip")
    subscribed(observatory, site)
    with fetcher() as web:
        done = run_feeds(observatory, web, clock=lambda: NOW)
    assert (done.feeds, done.seen, done.added.reports, done.problems) == (1, 2, 2, [])
    assert sorted(event.type for event, _ in observatory.events()) == ["march", "strike"]
    assert list(problems_of(observatory.store, observatory.archive)) == []
    site.says("/feed", b"", status=304)
    before = len(site.asked)
    with fetcher() as web:
        again = run_feeds(observatory, web, clock=lambda: NOW)
    assert (again.unchanged, again.seen, again.added.reports) == (1, 0, 0)
    asked = dict(site.asked[before:])["/feed"]
    assert asked["If-None-Match"] == '"v1"'
    assert asked["If-Modified-Since"] == "Tue, 04 Jun 2024 08:00:00 GMT"
    assert asked["User-Agent"] == "almenara-test"


def test_a_page_that_is_gone_is_read_from_the_feeds_own_words(site: Site, observatory: Observatory) -> None:
    site.says("/feed", feed_of(site, "/gone", "/1"))
    site.says("/1", PAGE_1)
    subscribed(observatory, site)
    with fetcher() as web:
        done = run_feeds(observatory, web, clock=lambda: NOW)
    assert (done.entries, done.added.reports, [p.what for p in done.problems]) == (1, 2, ["http_status"])


def test_pages_are_read_by_the_observatorys_limits(site: Site, observatory: Observatory) -> None:
    observatory.settings = observatory.settings.model_copy(update={"reading": ReadingLimits(article_characters=5000)})
    site.says("/feed", feed_of(site, "/1"))
    site.says("/1", PAGE_1)
    subscribed(observatory, site)
    with fetcher() as web:
        done = run_feeds(observatory, web, clock=lambda: NOW)
    (problem,) = done.problems
    assert (problem.what, problem.limit, done.added.reports) == ("no_article", "5,000", 0)


def test_a_page_that_fails_for_a_while_is_asked_again_later(site: Site, observatory: Observatory) -> None:
    site.says("/feed", feed_of(site, "/1"))
    site.says("/1", "busy", status=503, Retry_After="7200")
    subscribed(observatory, site)
    moment = [NOW]
    with fetcher() as web:
        first = run_feeds(observatory, web, clock=lambda: moment[0])
        moment[0] += timedelta(hours=1)
        run_feeds(observatory, web, clock=lambda: moment[0])
        assert site.paths().count("/1") == 1
        site.says("/1", PAGE_1)
        moment[0] += timedelta(hours=1)
        last = run_feeds(observatory, web, clock=lambda: moment[0])
    assert (first.put_off, first.added.reports, last.added.reports) == (1, 0, 1)


@pytest.mark.parametrize("asked", ["9" * 400, "1e300", "inf", "nan", "-5", "\u00b2", "Wed, 99 Foo 2024", ""])
def test_a_wait_that_is_no_time_stops_no_run(site: Site, observatory: Observatory, asked: str) -> None:
    site.says("/feed", feed_of(site, "/1", "/2"))
    site.says("/1", "busy", status=503, Retry_After=asked)
    site.says("/2", PAGE_2)
    subscribed(observatory, site)
    with fetcher() as web:
        done = run_feeds(observatory, web, clock=lambda: NOW)
    assert (done.put_off, done.added.reports) == (1, 1)


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("120", 120), (" 1.5 ", 1.5), ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("soon", None), (None, None)],
)
def test_how_long_a_server_asks_to_be_left_alone(asked: str | None, seconds: float | None) -> None:
    assert seconds_to_wait(asked) == seconds


def test_a_run_that_is_broken_off_goes_on_where_it_stopped(site: Site, observatory: Observatory) -> None:
    site.says("/feed", feed_of(site, *(f"/{n}" for n in range(20))))
    for n in range(20):
        site.says(
            f"/{n}",
            ARTICLE.format(
                title=f"March in town {n}",
                words=f"Some {n + 30} bakers marched through town {n} on Monday over flour prices.",
            ),
        )
    subscribed(observatory, site)

    class Pulled(Exception):
        pass

    with fetcher() as web:
        real = web.fetch

        def fetch(url: str, **more: object) -> Answer | Refusal:
            if url.endswith("/9"):
                raise Pulled
            return real(url, **more)  # type: ignore[arg-type]

        web.fetch = fetch  # type: ignore[method-assign, assignment]
        with pytest.raises(Pulled):
            run_feeds(observatory, web, clock=lambda: NOW)
    with fetcher() as web:
        run_feeds(observatory, web, clock=lambda: NOW)
    with observatory.store.reading() as connection:
        (line,) = kept.feeds(connection)
    assert (line.waiting, line.read, line.given_up) == (0, 20, 0)
    # In the order of addresses /9 is the last of twenty, in the second batch of sixteen.
    assert all(site.paths().count(f"/{n}") == 1 for n in (0, 1, 10, 19, 2, 3, 4, 5))


def test_a_feed_that_is_a_web_page_is_told_and_asked_later(site: Site, observatory: Observatory) -> None:
    site.says("/feed", "<!DOCTYPE html><html><body>Maintenance</body></html>")
    subscribed(observatory, site)
    with fetcher() as web:
        done = run_feeds(observatory, web, clock=lambda: NOW)
        assert run_feeds(observatory, web, clock=lambda: NOW).feeds == 0
    assert [p.what for p in done.problems] == ["no_feed"]


def test_robots_are_heeded(site: Site) -> None:
    site.says("/robots.txt", "User-agent: *\nDisallow: /private\n")
    site.says("/private/1", PAGE_1)
    site.says("/1", PAGE_1)
    with fetcher() as web:
        assert refusal(web.fetch(site.base + "/private/1")) == "robots"
        assert isinstance(web.fetch(site.base + "/1"), Answer)
    assert "/private/1" not in site.paths()
    assert site.paths().count("/robots.txt") == 1


def test_a_site_whose_rules_cannot_be_had_is_left_alone(site: Site) -> None:
    site.says("/robots.txt", "", status=503)
    site.says("/1", PAGE_1)
    with fetcher() as web:
        assert refusal(web.fetch(site.base + "/1")) == "robots_silent"
    assert "/1" not in site.paths()


def test_requests_to_one_host_are_paced(site: Site) -> None:
    site.says("/1", PAGE_1)
    slept: list[float] = []
    with Fetcher("t", Limits(pace_seconds=5), allowed=("127.0.0.1",), sleep=slept.append, clock=lambda: 100.0) as web:
        web.fetch(site.base + "/1")
        web.fetch(site.base + "/1")
    assert sum(slept) >= 10


@pytest.mark.parametrize(
    ("to", "what"),
    [
        ("/loop", "redirect_loop"),
        ("http://10.0.0.1/x", "private_address"),
        ("http://[::1]/x", "private_address"),
        ("file:///etc/passwd", "no_web_address"),
        ("http://user:pw@127.0.0.1/", "no_web_address"),
    ],
)
def test_redirects_are_checked_at_every_step(site: Site, to: str, what: str) -> None:
    site.says("/loop", b"", status=302, Location=to)
    with fetcher() as web:
        assert refusal(web.fetch(site.base + "/loop")) == what


def test_too_many_redirects(site: Site) -> None:
    for n in range(9):
        site.says(f"/{n}", b"", status=301, Location=f"/{n + 1}")
    with fetcher() as web:
        assert refusal(web.fetch(site.base + "/0")) == "many_redirects"


def test_a_private_host_is_refused_unless_named(site: Site) -> None:
    site.says("/1", PAGE_1)
    with Fetcher("t", Limits(pace_seconds=0)) as web:
        assert refusal(web.fetch(site.base + "/1")) == "private_address"
    assert site.asked == []


def test_a_name_that_leads_to_a_private_address_is_refused(site: Site) -> None:
    with Fetcher("t", Limits(pace_seconds=0), look_up=lambda host, port: ["127.0.0.1"]) as web:
        assert refusal(web.fetch("http://news.example/1")) == "private_address"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("10.1.2.3", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("2606:4700::1111", True),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_slow_and_an_endless_answer_are_cut_off(site: Site) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"<p>")
            time.sleep(0.1)

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"word " * 10_000)

    site.pages |= {"/slow": slow, "/endless": endless}
    with fetcher(seconds=0.6, answer_bytes=200_000) as web:
        assert refusal(web.fetch(site.base + "/slow")) == "slow_answer"
    with fetcher(seconds=20, answer_bytes=200_000) as web:
        assert refusal(web.fetch(site.base + "/endless")) == "large_answer"


def test_a_packed_bomb_is_refused(site: Site) -> None:
    site.says("/bomb", gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")
    with fetcher(answer_bytes=1_000_000) as web:
        assert refusal(web.fetch(site.base + "/bomb")) == "large_answer"


def test_nobody_there() -> None:
    with fetcher() as web:
        assert refusal(web.fetch("http://127.0.0.1:9/x", robots=False)) == "no_answer"


def status_of(arguments: list[str]) -> int | str | None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return ended.value.code


def test_the_commands(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "obs"
    create_observatory(folder).close()
    (folder / "almenara.toml").write_text('[feeds]\nallowed_hosts = ["127.0.0.1"]\npace_seconds = 0\n')
    site.says("/feed", feed_of(site, "/1"))
    site.says("/1", PAGE_1)
    assert status_of(["feeds", "add", "ftp://x.example", "--in", str(folder)]) == 2
    assert status_of(["feeds", "add", site.base + "/feed", "--in", str(folder)]) == 0
    assert status_of(["feeds", "run", "--in", str(folder)]) == 0
    assert status_of(["feeds", "list", "--in", str(folder)]) == 0
    assert status_of(["feeds", "remove", site.base + "/feed", "--in", str(folder)]) == 0
    assert status_of(["feeds", "remove", site.base + "/feed", "--in", str(folder)]) == 2
    assert "1 new reports" in capsys.readouterr().out.replace("\n", " ")
