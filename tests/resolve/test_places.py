"""Place names: which words name a place, and which place they name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almenara.resolve.places import Gazetteer, NamedSpan, PlaceFinding, find_places, open_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def spans(text: str, **labels: str) -> list[NamedSpan]:
    """Entities by label: `person='Ana Gil|Luis Paz'` marks the first occurrence of each."""
    found = []
    for label, names in labels.items():
        for name in names.split("|"):
            start = text.index(name)
            found.append(NamedSpan(start, start + len(name), label))
    return found


def the(findings: tuple[PlaceFinding, ...], words: str) -> PlaceFinding:
    return next(f for f in findings if f.quote.text == words)


class TestChoosingAmongNamesakes:
    def test_the_best_known_place_is_meant_when_nothing_else_is_said(self, gazetteer: Gazetteer) -> None:
        text = "Thousands marched in Paris on Sunday."
        assert the(find_places(text, "en", spans(text, place="Paris"), gazetteer=gazetteer), "Paris").country == "FR"

    def test_a_state_behind_a_comma_decides(self, gazetteer: Gazetteer) -> None:
        text = "Thousands marched in Paris, Texas, on Sunday."
        paris = the(find_places(text, "en", spans(text, place="Paris|Texas"), gazetteer=gazetteer), "Paris")
        assert (paris.country, paris.admin1, paris.method) == ("US", "Texas", "contained")

    def test_the_country_that_the_report_speaks_of_decides(self, gazetteer: Gazetteer) -> None:
        text = "Vecinos de Valencia marcharon. El gobierno venezolano envió tropas desde Caracas y Maracay."
        assert the(find_places(text, "es", [], gazetteer=gazetteer), "Valencia").country == "VE"

    def test_the_sources_country_decides_between_towns_of_one_name(self, gazetteer: Gazetteer) -> None:
        text = "Los maestros de Mérida pararon el lunes."
        entities = spans(text, place="Mérida")
        found = {
            country: the(
                find_places(text, "es", entities, gazetteer=gazetteer, source_country=country), "Mérida"
            ).country
            for country in ("VE", "MX")
        }
        assert found == {"VE": "VE", "MX": "MX"}

    @pytest.mark.parametrize("name", ["San José de Cotiza", "San Pedro del Cotiz", "Santa Rosa de las Guaduas Altas"])
    def test_a_saints_name_that_goes_on_is_not_the_best_known_saint(self, gazetteer: Gazetteer, name: str) -> None:
        text = f"Vecinos de {name} protestaron el lunes en Caracas."
        found = find_places(text, "es", [], gazetteer=gazetteer)
        assert [f.country for f in found if f.quote.text != name] == ["VE"]
        assert all(f.country is None for f in found if f.quote.text == name)

    @pytest.mark.parametrize(
        ("name", "country"),
        [("San Juan de los Morros", "VE"), ("San José de Costa Rica", "CR"), ("San Miguel de Tucumán", "AR")],
    )
    def test_a_known_long_name_and_one_with_its_country_are_found(
        self, gazetteer: Gazetteer, name: str, country: str
    ) -> None:
        found = find_places(f"Hubo una marcha en {name} el lunes.", "es", [], gazetteer=gazetteer)
        assert {f.country for f in found} == {country}

    def test_one_name_means_one_place_in_a_report(self, gazetteer: Gazetteer) -> None:
        text = "Police in Birmingham, Alabama, made arrests. Birmingham was quiet by night."
        found = find_places(text, "en", spans(text, place="Birmingham|Alabama"), gazetteer=gazetteer)
        assert {f.admin1 for f in found if f.quote.text == "Birmingham"} == {"Alabama"}

    def test_runners_up_are_told(self, gazetteer: Gazetteer) -> None:
        text = "A march crossed Springfield."
        springfield = the(find_places(text, "en", spans(text, place="Springfield"), gazetteer=gazetteer), "Springfield")
        assert springfield.candidates
        assert 0 < springfield.score < 1
        assert all(share <= springfield.score for _, _, share in springfield.candidates)

    def test_a_countrys_capital_goes_before_a_state_of_its_name(self, gazetteer: Gazetteer) -> None:
        text = "Envoys flew to Washington for talks."
        assert the(
            find_places(text, "en", spans(text, place="Washington"), gazetteer=gazetteer), "Washington"
        ).lat == pytest.approx(38.9, abs=0.2)


class TestWhatIsAPlaceName:
    def test_names_that_the_parser_missed_are_found_by_the_gazetteer(self, gazetteer: Gazetteer) -> None:
        text = "Buses burned in Maracaibo overnight."
        assert the(find_places(text, "en", [], gazetteer=gazetteer), "Maracaibo").country == "VE"

    def test_people_and_firms_are_no_places(self, gazetteer: Gazetteer) -> None:
        text = "Paris Hilton spoke to the Washington Post about Jack London."
        entities = spans(text, person="Paris Hilton|Jack London", org="the Washington Post")
        assert not [f for f in find_places(text, "en", entities, gazetteer=gazetteer) if not f.metonym]

    def test_an_administration_is_a_government_and_not_a_town(self, gazetteer: Gazetteer) -> None:
        text = "Critics of the Caracas government met the opposition in Cumaná."
        found = find_places(text, "en", spans(text, place="Caracas|Cumaná"), gazetteer=gazetteer)
        assert the(found, "Caracas").metonym
        assert not the(found, "Cumaná").metonym

    @pytest.mark.parametrize(
        ("text", "language", "words", "country"),
        [
            ("Venezuelan troops fired.", "en", "Venezuelan", "VE"),
            ("Hundreds of Colombians crossed.", "en", "Colombians", "CO"),
            ("Las trabajadoras peruanas pararon.", "es", "peruanas", "PE"),
            ("Los franceses protestaron.", "es", "franceses", "FR"),
            ("Miles de caraqueños salieron.", "es", "caraqueños", "VE"),
        ],
    )
    def test_peoples_and_adjectives_of_nationality_name_their_country(
        self, gazetteer: Gazetteer, text: str, language: str, words: str, country: str
    ) -> None:
        finding = the(find_places(text, language, [], gazetteer=gazetteer), words)
        assert (finding.kind, finding.country) == ("nationality", country)

    @pytest.mark.parametrize("words", ["the Pan-American highway", "an anti-American rally"])
    def test_what_is_for_or_against_a_people_is_not_there(self, gazetteer: Gazetteer, words: str) -> None:
        text = f"Truckers blocked {words} at noon."
        assert not find_places(text, "en", [], gazetteer=gazetteer)

    @pytest.mark.parametrize("name", ["Port-au-Prince", "Boulogne-sur-Mer", "Rostov-on-Don"])
    def test_names_with_hyphens_are_found_whole(self, gazetteer: Gazetteer, name: str) -> None:
        (finding,) = find_places(f"Gangs burned a school in {name} on Monday.", "en", [], gazetteer=gazetteer)
        assert finding.quote.text == finding.name == name

    def test_a_village_is_no_country(self, gazetteer: Gazetteer) -> None:
        (country,) = find_places("Soldiers shot farmers in Georgia.", "en", [], gazetteer=gazetteer)
        (village,) = find_places("Soldiers shot farmers in the village of Georgia.", "en", [], gazetteer=gazetteer)
        assert (country.kind, village.kind == "country") == ("country", False)

    def test_a_street_named_after_a_town_is_not_the_town(self, gazetteer: Gazetteer) -> None:
        text = "The crowd gathered on Wichita Street at noon."
        assert not [f for f in find_places(text, "en", [], gazetteer=gazetteer) if f.quote.text == "Wichita"]

    def test_abbreviated_states_are_read(self, gazetteer: Gazetteer) -> None:
        text = "Officers in Charleston, W.Va., made no arrests."
        found = find_places(text, "en", spans(text, place="Charleston"), gazetteer=gazetteer)
        assert the(found, "Charleston").admin1 == "West Virginia"
        assert the(found, "W.Va.").precision == "admin1"

    def test_a_dateline_in_capitals_is_found(self, gazetteer: Gazetteer) -> None:
        text = "CARACAS (AP) — Nurses walked out on Monday."
        assert the(find_places(text, "en", [], gazetteer=gazetteer), "CARACAS").country == "VE"


class TestContainers:
    def test_an_unknown_section_of_a_town_is_placed_where_the_town_is(self, gazetteer: Gazetteer) -> None:
        text = "Police raided homes in the Zanjonquil section of Caracas."
        found = find_places(text, "en", spans(text, place="Zanjonquil|Caracas"), gazetteer=gazetteer)
        section, town = the(found, "Zanjonquil"), the(found, "Caracas")
        assert (section.lat, section.lon, section.precision) == (town.lat, town.lon, "populated_place")
        assert section.method == "container"
        assert section.score < town.score

    def test_an_unknown_name_with_no_container_is_no_finding(self, gazetteer: Gazetteer) -> None:
        text = "Police raided homes in Zanjonquil."
        assert find_places(text, "en", spans(text, place="Zanjonquil"), gazetteer=gazetteer) == ()


class TestLookup:
    @pytest.mark.parametrize("name", ["Bogotá", "bogota", "BOGOTÁ", "  Bogotá "])
    def test_case_and_accents_do_not_matter(self, gazetteer: Gazetteer, name: str) -> None:
        assert 3688689 in [p.id for p in gazetteer.lookup(name)]

    @pytest.mark.parametrize("name", ["Estados Unidos", "EE.UU.", "U.S.", "Alemania", "Reino Unido", "Ivory Coast"])
    def test_countries_are_known_by_their_names_in_both_languages(self, gazetteer: Gazetteer, name: str) -> None:
        assert gazetteer.lookup(name)[0].kind == "country"

    @pytest.mark.parametrize("name", ["Maracaibbo", "Barquisimetto", "Bogot\ufffd"])
    def test_misspelt_and_garbled_names_are_guessed(self, gazetteer: Gazetteer, name: str) -> None:
        assert gazetteer.lookup(name) == ()
        assert gazetteer.lookup_fuzzy(name)

    def test_units_of_the_first_and_second_level_have_coordinates(self, gazetteer: Gazetteer) -> None:
        kinds = {
            p.kind for name in ("Zulia", "Los Angeles County") for p in gazetteer.lookup(name) if -90 <= p.lat <= 90
        }
        assert {"admin1", "admin2"} <= kinds

    def test_a_place_knows_its_units(self, gazetteer: Gazetteer) -> None:
        maracaibo = gazetteer.lookup("Maracaibo")[0]
        assert (maracaibo.country, maracaibo.admin1) == ("VE", "Zulia")


_WORDS = st.sampled_from(
    [
        "Caracas",
        "Paris",
        ",",
        " Texas",
        "the",
        " in ",
        "St. ",
        "Venezuelan",
        "venezolanos",
        "U.S.",
        "\n",
        "'s",
        "Washington",
        " D.C.",
        "—",
        "(",
        "Zzq",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    text=st.one_of(
        st.text(st.characters(), max_size=200),
        st.lists(_WORDS, max_size=25).map(" ".join),
        st.lists(_WORDS, max_size=25).map("".join),
    ),
    cuts=st.lists(
        st.tuples(
            st.integers(0, 200), st.integers(0, 20), st.sampled_from(["person", "org", "place", "nationality", "other"])
        ),
        max_size=6,
    ),
    language=st.sampled_from(["en", "es"]),
    given_only=st.booleans(),
)
def test_quotes_are_always_the_texts_own_words_in_order(
    text: str, cuts: list[tuple[int, int, str]], language: str, given_only: bool
) -> None:
    entities = [NamedSpan(min(s, len(text)), min(s + n, len(text)), label) for s, n, label in cuts]
    found = find_places(text, language, entities, gazetteer=open_gazetteer(), spans_given=given_only)
    assert all(f.quote.text == text[f.quote.start : f.quote.end] for f in found)
    assert [f.quote.start for f in found] == sorted(f.quote.start for f in found)
    assert all(0 <= f.score <= 1 for f in found)
