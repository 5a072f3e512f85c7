"""Each format's reports, and each way in which it can be bad: a sentence that names the input, and everything else is read."""

from __future__ import annotations

import gzip
import io
import json
import resource
import zipfile
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from random import Random

import openpyxl
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almenara.model import Report
from almenara.read import USUAL_LIMITS, ReadFailure, read

ARTICLE = (
    "Unos 200 maestros marcharon el lunes en Valera para exigir el pago de sus salarios, según contaron varios de ellos. "
    "La policía observó la protesta desde lejos y no hubo detenidos, dijo un vocero de la alcaldía a este diario. "
)
PAGE = f"""<!DOCTYPE html><html lang="es"><head><title>Maestros marchan en Valera</title>
<meta property="og:site_name" content="El Faro de Valera"><meta property="og:title" content="Maestros marchan en Valera">
<meta property="article:published_time" content="2024-06-04T08:00:00-04:00">
<link rel="canonical" href="https://elfaro.example/maestros"></head><body>
<nav><a href="/">Inicio</a> <a href="/deportes">Deportes</a></nav>
<article><h1>Maestros marchan en Valera</h1><p>{ARTICLE}</p><p>{ARTICLE.replace("lunes", "martes")}</p></article>
<footer>Todos los derechos reservados</footer></body></html>"""
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Radio Sierra</title><link>https://radio.example/</link>
<item><title>Paro en la sierra</title><link>https://radio.example/1</link><pubDate>Tue, 04 Jun 2024 10:00:00 GMT</pubDate>
<description>&lt;p&gt;{ARTICLE}&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>
<item><title></title><description></description></item></channel></rss>"""


TOWNS = ("Coro", "Mérida", "Trujillo", "Barinas")


def pdf(text: str) -> bytes:
    source = "".join(f"\\{c}" if c in "#*_$<>@`\\~" else c for c in text)
    return typst.compile(source.encode())


def warc(*pages: tuple[str, bytes]) -> bytes:
    records = []
    for number, (url, page) in enumerate(pages):
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-06-04T10:00:00Z\r\n"
            f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        records.append(head.encode() + answer + b"\r\n\r\n")
    return b"".join(records)


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return stream.getvalue()


def found(path: Path) -> tuple[list[Report], list[ReadFailure]]:
    results = list(read(path))
    return [r for r in results if isinstance(r, Report)], [r for r in results if isinstance(r, ReadFailure)]


@pytest.fixture
def one_of_everything(tmp_path: Path) -> Path:
    """A folder with a file of each format, each with the article's words."""
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "b.md").write_text("# Marcha\n\n" + ARTICLE, encoding="utf-8")
    (folder / "c.html").write_text(PAGE, encoding="utf-8")
    (folder / "d.pdf").write_bytes(pdf(ARTICLE))
    (folder / "e.rss").write_text(FEED, encoding="utf-8")
    (folder / "f.json").write_text(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "Boletín",
                "items": [
                    {"id": "1", "title": "Marcha", "content_html": f"<p>{ARTICLE}</p>", "date_published": "2024-06-04"}
                ],
            }
        ),
        encoding="utf-8",
    )
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = (
        "Marcha",
        "prensa@gremio.example",
        "Tue, 04 Jun 2024 10:00:00 +0000",
    )
    message.set_content(ARTICLE)
    (folder / "g.eml").write_bytes(bytes(message))
    (folder / "h.csv").write_text(f'Fecha;Medio;Texto\n2024-06-04;El Faro;"{ARTICLE}"\n', encoding="cp1252")
    book = openpyxl.Workbook()
    book.active.append(["Titular", "Texto", "Fecha"])  # type: ignore[union-attr]
    book.active.append(["Marcha", ARTICLE, date(2024, 6, 4)])  # type: ignore[union-attr]
    book.save(folder / "i.xlsx")
    parquet.write_table(pa.table({"text": [ARTICLE], "date": [date(2024, 6, 4)]}), folder / "j.parquet")
    (folder / "k.jsonl").write_text(json.dumps({"id": "k", "text": ARTICLE}) + "\n", encoding="utf-8")
    (folder / "l.warc").write_bytes(warc(("https://elfaro.example/maestros", PAGE.encode())))
    (folder / "l2.warc.gz").write_bytes(gzip.compress(warc(("https://elfaro.example/otra", PAGE.encode()))))
    (folder / "m.zip").write_bytes(zipped(a__html=PAGE.encode(), b__txt=ARTICLE.encode()))
    return folder


def test_a_folder_with_one_of_everything_is_read_in_one_go(one_of_everything: Path) -> None:
    reports, failures = found(one_of_everything)
    assert len(reports) == 15
    assert all("200 maestros marcharon" in " ".join(r.text.split()) for r in reports)
    # The feed has an entry without words.
    assert [(f.what, Path(f.where).name) for f in failures] == [("empty_entry", "e.rss:2")]


def test_a_page_gives_article_headline_day_outlet_and_address_and_no_menu(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    ((report,), ()) = found(tmp_path / "a.html")
    assert report.title == "Maestros marchan en Valera"
    assert report.published == date(2024, 6, 4)
    assert report.source is not None
    assert (report.source.name, report.source.domain) == ("El Faro de Valera", "elfaro.example")
    assert report.url == "https://elfaro.example/maestros"
    assert "Deportes" not in report.text
    assert "derechos" not in report.text


LINKED_DATA = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Maestros marchan",
"datePublished": "2024-06-04T08:00:00-04:00", "author": {"@type": "Person", "name": "Mesa de Redacción"}, "articleSection": "Regiones",
"publisher": {"@type": "Organization", "name": "El Faro de Valera"}}</script>"""
META = """<meta name="author" content="Mesa de Redacción"><meta property="article:section" content="Regiones">
<meta property="og:site_name" content="El Faro de Valera"><meta property="article:published_time" content="2024-06-04">"""


@pytest.mark.parametrize("told", [LINKED_DATA, META], ids=["JSON-LD", "meta"])
def test_a_pages_own_data_tell_outlet_author_section_and_day(tmp_path: Path, told: str) -> None:
    body = f"<body><article><h1>Maestros marchan</h1><p>{ARTICLE}</p><p>{ARTICLE}</p></article></body></html>"
    page = f'<!DOCTYPE html><html lang="es"><head><title>Maestros marchan</title>{told}</head>{body}'
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    ((report,), ()) = found(tmp_path / "a.html")
    assert report.source is not None
    assert (report.source.name, report.author, report.section) == ("El Faro de Valera", "Mesa de Redacción", "Regiones")
    assert report.published == date(2024, 6, 4)


def test_feeds_and_mails_give_day_and_source_but_no_scripts_and_no_address(one_of_everything: Path) -> None:
    ((entry,), _) = found(one_of_everything / "e.rss")
    assert (entry.title, entry.published, entry.url) == (
        "Paro en la sierra",
        date(2024, 6, 4),
        "https://radio.example/1",
    )
    assert "alert" not in entry.text
    ((mail,), ()) = found(one_of_everything / "g.eml")
    assert mail.published == date(2024, 6, 4)
    assert mail.source is not None
    assert mail.source.name == "gremio.example"


def test_columns_are_known_by_their_spanish_names_and_encoding_is_found(one_of_everything: Path) -> None:
    ((row,), ()) = found(one_of_everything / "h.csv")
    assert row.published == date(2024, 6, 4)
    assert row.source is not None
    assert row.source.name == "El Faro"
    assert "según" in row.text


def test_running_headers_of_a_pdf_are_left_out(tmp_path: Path) -> None:
    pages = b"#set page(header: [Diario del Puerto, edici\xc3\xb3n 12])\n" + b"#pagebreak()\n".join(
        f"Hecho {town}: {ARTICLE} Así fue en {town}.\n".encode() for town in TOWNS
    )
    (tmp_path / "a.pdf").write_bytes(typst.compile(pages))
    ((report,), ()) = found(tmp_path / "a.pdf")
    assert "Diario del Puerto" not in report.text
    assert all(f"Hecho {town}" in report.text for town in TOWNS)


def many_pages() -> bytes:
    return typst.compile(b"\n#pagebreak()\n".join(b"x" for _ in range(USUAL_LIMITS.pdf_pages + 1)))


def locked_pdf() -> bytes:
    """A PDF whose trailer asks for a password by a security handler that nobody has."""
    data = pdf(ARTICLE)
    return data.replace(b"/Root", b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -1 >> /Root", 1)


BOMB = zipped(bomb__txt=b"0" * 30_000_000)
NEST = zipped(a__zip=zipped(b__zip=zipped(c__txt=ARTICLE.encode())))
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>'


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("cut.pdf", pdf(ARTICLE)[:700], "broken_pdf"),
        ("locked.pdf", locked_pdf(), "locked_pdf"),
        ("long.pdf", many_pages(), "too_many_pages"),
        ("scan.pdf", typst.compile(b"#rect(width: 5cm, height: 5cm)"), "scanned_pdf"),
        ("bomb.zip", BOMB, "bomb"),
        ("nested.zip", NEST, "nested_archive"),
        ("outside.zip", zipped(**{"../../x.txt": ARTICLE.encode()}), "unsafe_name"),
        ("outside2.zip", zipped(**{"..\\x.txt": ARTICLE.encode()}), "unsafe_name"),
        ("cut.zip", zipped(a__txt=ARTICLE.encode())[:60], "broken_archive"),
        ("entities.xml", ENTITIES, "own_entities"),
        ("hidden.xml", ENTITIES.replace(b"<!DOCTYPE", b"<!-- " + b"x" * 5000 + b" --><!DOCTYPE"), "own_entities"),
        ("utf16.xml", ENTITIES.decode().replace('1.0"', '1.0" encoding="utf-16"').encode("utf-16"), "own_entities"),
        ("error.rss", b"<html><body><h1>503 Service Unavailable</h1></body></html>", "no_entries"),
        ("empty.rss", b"", "empty"),
        ("deep.html", b"<html><body>" + b"<div>" * 100_000 + ARTICLE.encode() + b"</div>" * 100_000, "nested_tags"),
        ("menu.html", b"<html><body><nav><a href='/'>Inicio</a></nav></body></html>", "no_article"),
        ("feed.json", b'{"version": "https://jsonfeed.org/version/1", "items": 7}', "broken_feed"),
        ("columns.csv", b"a,b\n1,2\n", "no_text_column"),
        ("broken.xlsx", b"PK\x03\x04 and no more", "broken_table"),
        ("broken.parquet", b"PAR1 and no more", "broken_table"),
        ("cut.warc", warc(("https://a.example/", PAGE.encode()))[:40], "broken_archive"),
        ("noise.warc.gz", b"\x1f\x8b\x08 and no more", "broken_archive"),
        ("empty.eml", b"Subject: x\n\n", "empty"),
    ],
    # By name alone: an archive's bytes hold the moment at which it was made, which differs between processes.
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_input_is_one_sentence_in_both_languages_and_the_rest_is_read(
    tmp_path: Path, name: str, data: bytes, what: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "zz.txt").write_text(ARTICLE, encoding="utf-8")
    reports, failures = found(tmp_path)
    assert [f.what for f in failures] == [what]
    assert name in failures[0].where
    assert failures[0].message("en") != failures[0].message("es")
    assert [r.text for r in reports] == [ARTICLE]


def test_a_record_over_the_limit_is_passed_over_and_the_next_one_read(tmp_path: Path) -> None:
    huge = b"<html><body>" + b"x" * (21 * 1024 * 1024) + b"</body></html>"
    (tmp_path / "a.warc").write_bytes(warc(("https://a.example/", huge), ("https://b.example/", PAGE.encode())))
    reports, failures = found(tmp_path / "a.warc")
    assert [f.what for f in failures] == ["too_large"]
    assert len(reports) == 1


def test_a_pdf_of_5000_pages_is_refused_by_their_number(tmp_path: Path) -> None:
    kids = " ".join(f"{n} 0 R" for n in range(3, 5003))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count 5000 /Kids [{kids}] >>".encode()]
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * 5000
    data, places = b"%PDF-1.4\n", []
    for number, words in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, words)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    data += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        data.rfind(b"xref\n0 "),
    )
    (tmp_path / "a.pdf").write_bytes(data)
    ((), (failure,)) = found(tmp_path / "a.pdf")
    assert (failure.what, failure.detail) == ("too_many_pages", "5,000")


def test_a_record_of_2_gigabytes_is_passed_over_in_little_memory(tmp_path: Path) -> None:
    size = 2 * 1024**3
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    with (tmp_path / "a.warc").open("wb") as file:
        file.write(
            b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:9>\r\nWARC-Date: 2024-06-04T10:00:00Z\r\n"
            b"WARC-Target-URI: https://a.example/\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
            % (size + len(head))
        )
        file.write(head)
        # A hole: the file takes no room on the disk.
        file.seek(size, io.SEEK_CUR)
        file.write(b"\r\n\r\n" + warc(("https://b.example/", PAGE.encode())))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reports, failures = found(tmp_path / "a.warc")
    assert [f.what for f in failures] == ["too_large"]
    assert len(reports) == 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


@pytest.mark.parametrize("label", ["iso-8859-1", "utf-16", "no-such-charset", "windows-1252"])
def test_a_page_whose_label_lies_about_its_characters_is_read_right(tmp_path: Path, label: str) -> None:
    page = PAGE.replace("<head>", f'<head><meta charset="{label}">')
    (tmp_path / "a.html").write_bytes(page.encode())
    ((report,), ()) = found(tmp_path / "a.html")
    assert "La policía observó" in report.text


def test_mixed_encodings_cost_only_the_broken_characters(tmp_path: Path) -> None:
    line = '{"id": "a", "text": "Marcharon en Cumaná y en '.encode() + "Mérida".encode("latin-1") + b'."}\n'
    (tmp_path / "a.jsonl").write_bytes(line + b'{"id": "b", "text": "Otra marcha."}\n')
    reports, failures = found(tmp_path / "a.jsonl")
    assert [r.id for r in reports] == ["a", "b"]
    assert "Marcharon en Cuman" in reports[0].text
    assert all(f.is_warning for f in failures)


@given(
    data=st.binary(max_size=400),
    ending=st.sampled_from("txt md html rss atom xml json jsonl eml csv tsv xlsx parquet warc warc.gz zip pdf".split()),
)
@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_bytes_under_any_name_ever_raise(tmp_path: Path, data: bytes, ending: str) -> None:
    (tmp_path / f"a.{ending}").write_bytes(data)
    for result in read(tmp_path / f"a.{ending}"):
        assert isinstance(result, (Report, ReadFailure))
        if isinstance(result, Report):
            assert result.text.strip()
            result.text.encode()


def test_an_ill_formed_date_costs_the_day_and_no_more(one_of_everything: Path) -> None:
    mail, feed = one_of_everything / "g.eml", one_of_everything / "e.rss"
    mail.write_bytes(mail.read_bytes().replace(b"Tue, 04 Jun 2024 10:00:00 +0000", b"the day before yesterday"))
    feed.write_text(FEED.replace("Tue, 04 Jun 2024 10:00:00 GMT", "31 de febrero"), encoding="utf-8")
    for path, where in ((mail, ""), (feed, ":1")):
        (report,), failures = found(path)
        assert report.published is None
        assert (failures[0].what, failures[0].where) == ("bad_date", f"{path}{where}")


@pytest.mark.parametrize("ending", "txt md html pdf rss json jsonl eml csv xlsx parquet warc warc.gz zip".split())
def test_damaged_files_never_raise(one_of_everything: Path, tmp_path: Path, ending: str) -> None:
    """Bytes changed, cut and doubled at seeded places: every result is a report with text or a sentence."""
    whole = next(one_of_everything.glob(f"*.{ending}")).read_bytes()
    random = Random(ending)
    for _ in range(25):
        data = bytearray(whole)
        for _ in range(random.randint(1, 12)):
            data[random.randrange(len(data))] = random.randrange(256)
        if random.random() < 0.3:
            del data[random.randrange(len(data)) :]
        (tmp_path / f"x.{ending}").write_bytes(bytes(data))
        for result in read(tmp_path / f"x.{ending}"):
            assert result.text.strip() if isinstance(result, Report) else result.message("es")
