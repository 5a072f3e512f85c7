"""How much a reader takes in before it gives a sentence in a report's place: `[reading]` in `almenara.toml`, handed down to each reader."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

_MEGABYTE = 1024 * 1024


class ReadingLimits(BaseModel):
    """Every limit of the readers, each with its reason; docs/reading.md lists them. Those of fetching are under `[feeds]`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: One report, a line, a page, a web archive's record, or a file within a ZIP. No article comes near; a text this large is an archive
    #: that belongs in JSON Lines, or no article at all.
    report_megabytes: int = Field(default=20, ge=1, le=100_000)
    #: A PDF: pictures make it larger than any text.
    pdf_megabytes: int = Field(default=200, ge=1, le=100_000)
    #: A longer PDF is a book or a bound volume, no report.
    pdf_pages: int = Field(default=500, ge=1)
    #: Tags of a page within one another. No article comes near; parsers slow down or fail on more.
    nested_tags: int = Field(default=2_000, ge=1)
    #: Characters below which what was found on a page is a menu's entry or a notice, and no article.
    article_characters: int = Field(default=60, ge=1)
    #: Archives within archives, the outermost counted.
    nested_archives: int = Field(default=2, ge=1, le=20)
    #: How often larger a file may be unpacked than packed. Text packs ten to one at the most; bombs a thousand to one.
    unpacked_ratio: int = Field(default=200, ge=1)
    #: Files in one archive.
    archive_files: int = Field(default=100_000, ge=1)
    #: Characters of one row of a CSV; a longer one is a sign that a quote was never closed.
    row_characters: int = Field(default=2_000_000, ge=1_000, le=1_000_000_000)

    @property
    def report_bytes(self) -> int:
        """Bytes that one report may have."""
        return self.report_megabytes * _MEGABYTE

    @property
    def pdf_bytes(self) -> int:
        """Bytes that a PDF may have."""
        return self.pdf_megabytes * _MEGABYTE


#: What holds where nobody says otherwise.
USUAL_LIMITS = ReadingLimits()
