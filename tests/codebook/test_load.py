"""A codebook's files are checked whole, and every problem is told with file, line and mend."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from almenara.codebook import DEFAULT_CODEBOOK, Codebook, CodebookError, load_codebook

FAMILIES = {
    "contention": "demonstration march vigil placard_protest road_block pot_banging sit_in occupation strike hunger_strike boycott "
    "assembly petition public_statement legal_action other_protest",
    "unrest": "riot looting mob_violence property_destruction",
    "state_response": "dispersal excessive_force arrest enforced_disappearance ban_or_curfew raid",
    "armed": "armed_clash attack_on_civilians sexual_violence abduction shelling_or_missile air_or_drone_strike remote_explosive "
    "suicide_bombing grenade chemical_weapon mutiny coup_attempt seizure_of_position government_regains_position "
    "nonviolent_transfer base_established weapons_seized change_to_group",
    "politics": "agreement negotiation election call_to_action threat accusation recognition",
}
BACKGROUND = (
    "diplomatic_visit cooperation aid endorsement commitment refusal political_demand inquiry_or_complaint sanction concession "
    "withdrawal troop_posture police_action police_statement"
)
ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    shutil.copytree(DEFAULT_CODEBOOK, folder, ignore=shutil.ignore_patterns("corpus"))
    return folder


def problems(folder: Path) -> list[str]:
    with pytest.raises(CodebookError) as caught:
        load_codebook(folder)
    return caught.value.problems


@pytest.mark.parametrize("family", FAMILIES)
def test_every_type_of_the_design_is_there(codebook: Codebook, family: str) -> None:
    assert {k for k, t in codebook.types.items() if t.family == family} == set(FAMILIES[family].split())


def test_background_types_are_left_out_unless_asked_for(codebook: Codebook) -> None:
    background = set(BACKGROUND.split())
    everything = load_codebook(background=True)
    assert {kind for kind, entry in everything.types.items() if entry.background} == background
    assert not background & set(codebook.types)
    assert codebook.types == everything.without_background().types
    assert everything.with_background
    assert not codebook.with_background


def test_every_type_has_three_examples_and_a_counter_example_per_language() -> None:
    for kind, entry in load_codebook(background=True).types.items():
        for language in ("en", "es"):
            assert len(getattr(entry.examples, language)) >= 3, (kind, language)
            assert len(getattr(entry.counter_examples, language)) >= 1, (kind, language)
            assert getattr(entry.triggers, language), (kind, language)


def test_crosswalks_name_only_what_acled_has(codebook: Codebook) -> None:
    for kind, entry in codebook.types.items():
        for rule in entry.crosswalk.acled:
            assert rule.sub_event_type in ACLED[rule.event_type], kind


def test_a_demonstration_that_met_a_dispersal_is_a_protest_with_intervention(codebook: Codebook) -> None:
    plain = codebook.codes("demonstration")["acled"]
    met = codebook.codes("demonstration", ["dispersal"])["acled"]
    assert plain == {"event_type": "Protests", "sub_event_type": "Peaceful protest"}
    assert met == {"event_type": "Protests", "sub_event_type": "Protest with intervention"}


def test_an_unknown_key_is_told_with_file_and_line(copy: Path) -> None:
    path = copy / "types" / "vigil.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("roles:", "rolls:"), encoding="utf-8")
    line = next(
        n for n, words in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if words.startswith("rolls:")
    )
    assert any(p.startswith(f"{path}:{line}: rolls:") for p in problems(copy))


def test_broken_yaml_is_told_with_its_line(copy: Path) -> None:
    path = copy / "types" / "vigil.yaml"
    path.write_text("id: vigil\nlabel: {en: Vigil\nfamily: contention\n", encoding="utf-8")
    assert any(p.startswith(f"{path}:") and "no valid YAML" in p for p in problems(copy))


def test_a_list_that_does_not_exist_is_told(copy: Path) -> None:
    path = copy / "types" / "vigil.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("triggers:\n  en:\n", "triggers:\n  en:\n    - {phrase: watch/noun, agent: ['@nobody']}\n"),
        encoding="utf-8",
    )
    assert any("@nobody" in p for p in problems(copy))


def test_a_codebook_whose_own_lists_lost_their_words_is_told_and_not_found_out_while_coding(copy: Path) -> None:
    shutil.rmtree(copy / "words")
    assert any("codebook.yaml: @crowd is in no file of words/" in p for p in problems(copy))


def test_all_problems_are_told_at_once(copy: Path) -> None:
    for name in ("vigil", "march"):
        path = copy / "types" / f"{name}.yaml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("family: contention", "family: parties"), encoding="utf-8"
        )
    assert sum("'parties'" in p for p in problems(copy)) == 2


def test_a_folder_without_codebook_is_told(tmp_path: Path) -> None:
    assert "there is no codebook.yaml here" in problems(tmp_path)[0]


def test_a_type_is_added_by_adding_a_file(copy: Path) -> None:
    text = (copy / "types" / "vigil.yaml").read_text(encoding="utf-8")
    (copy / "types" / "lantern_walk.yaml").write_text(text.replace("id: vigil", "id: lantern_walk"), encoding="utf-8")
    assert "lantern_walk" in load_codebook(copy).types


def test_no_code_names_a_type_of_the_default_codebook(codebook: Codebook) -> None:
    source = Path(__file__).parents[2] / "src" / "almenara"
    rooms = ("model", "codebook", "read", "language", "coder", "resolve", "link")
    files = [f for room in rooms for f in (source / room).rglob("*.py")] + [source / "pipeline.py"]
    for file in files:
        text = file.read_text(encoding="utf-8")
        for kind in codebook.types:
            # Ids that are plain words may stand in lists of English words, but nothing may be compared with them.
            named = (
                rf"""(?:type|kind)\s*(?:==|!=|is|in)\s*[(\[{{]?\s*["']{kind}["']"""
                if "_" not in kind
                else rf"""["']{kind}["']"""
            )
            assert not re.search(named, text), f"{file.name} names {kind}"
