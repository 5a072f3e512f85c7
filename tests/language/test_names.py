"""Names are found in single sentences, with offsets into the string that was given."""

from __future__ import annotations

from almenara.language import find_names


def test_names_have_labels_and_offsets_whatever_the_line_breaks() -> None:
    text = "Teachers met President Evo\nMorales in Cochabamba on Monday."
    (names,) = find_names([text], "en")
    found = {text[name.start : name.end]: name.label for name in names}
    assert found["Evo\nMorales"] == "person"
    assert found["Cochabamba"] == "place"
    assert not any("Monday" in words for words in found)


def test_each_string_has_its_own_names_and_capitals_do_not_hide_them() -> None:
    first, second = find_names(["No hay nombres aquí.", "MARCHARON LOS DOCENTES DE COCHABAMBA EL LUNES."], "es")
    assert first == []
    assert all(name.end <= 46 for name in second)


def test_a_lone_surrogate_stops_nothing() -> None:
    assert list(find_names(["They met in Lima \ud800 today."], "en"))
