import unicodedata

import pytest

from almenara.language.parse import without_surrogates
from almenara.model.fold import fold

#: Every letter that is folded, and its neighbours of other scripts.
LETTERS = [chr(code) for code in (*range(0x20, 0x500), *range(0x2010, 0x2040), 0x20AC, 0x2122, 0x1F4E2)]


def _plain(letter: str) -> str:
    """What a reader would type for a Latin letter without any accent."""
    return unicodedata.normalize("NFD", letter)[0].lower()


@pytest.mark.parametrize("beside", ["a", "é", "И", "İ"], ids=["ascii", "latin", "cyrillic", "wide"])
def test_letters_fold_alike_whatever_stands_beside_them(beside: str) -> None:
    for letter in LETTERS:
        folded = fold(letter + beside)
        assert len(folded) == 2, f"{letter!r} beside {beside!r}: {folded!r}"
        assert folded[0] == fold(letter), f"{letter!r} beside {beside!r}"


@pytest.mark.parametrize("text", ["MANIFESTACIÓN EN ÑUÑOA", "Řeka “protestă”", "Čačak, Đakovica"])
def test_latin_letters_lose_their_accents(text: str) -> None:
    for letter, folded in zip(text, fold(text), strict=True):
        if letter.isalpha() and letter != "Đ":
            assert folded == _plain(letter)


def test_other_scripts_stay() -> None:
    assert fold("ПРОТЕСТ в Киеве") == "ПРОТЕСТ в Киеве"


def test_lone_surrogates_are_marked_in_place() -> None:
    assert without_surrogates("a\ud800b\udfffc") == "a\ufffdb\ufffdc"
    assert without_surrogates("á, “b”") == "á, “b”"
