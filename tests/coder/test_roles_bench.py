"""The scorer of roles: MUC-4's slots, each entity once, alike and exactly; the documents are made up."""

from __future__ import annotations

import json
from pathlib import Path

from almenara.bench.roles import bare, matches, role_figures

DOCUMENT = (
    "PISCO, PERU -- MEMBERS OF THE ORINOCO LIBERATION FRONT (OLF) KILLED THE MAYOR OF PISCO, ROSA PINEDA, ON MONDAY.\n\n"
    "GUNMEN HURLED A GRENADE AT A BAKERY IN PISCO ON TUESDAY. SOLDIERS KILLED FIVE PEASANTS ON WEDNESDAY."
)
GOLD = {
    "perp_individual_id": [["MEMBERS OF THE ORINOCO LIBERATION FRONT"], ["GUNMEN"], ["SOLDIERS"]],
    "perp_organization_id": [["ORINOCO LIBERATION FRONT", "OLF"]],
    "phys_tgt_id": [["BAKERY"]],
    "hum_tgt_name": [["ROSA PINEDA"]],
    "incident_instrument_id": [["GRENADE"]],
}


def test_what_stands_in_a_document_fills_its_slots(tmp_path: Path) -> None:
    (tmp_path / "muc4_dev.json").write_text(json.dumps({"one": {"doc": DOCUMENT, "roles": GOLD}}), encoding="utf-8")
    exact, alike = role_figures(tmp_path)
    assert alike.value == 1.0, alike.errors
    assert 0 < exact.value <= alike.value
    # The peasants have no name: MUC-4's slot of victims asks for none of them.
    assert not any("peasants" in error for error in alike.errors)


def test_an_entity_counts_once_and_words_name_one_entity() -> None:
    gold = [["BOMB", "CAR BOMB"], ["GRENADE"]]
    assert matches(gold, ["powerful car bomb", "bomb"]) == 1
    assert matches(gold, ["bomb", "hand grenade"]) == 2
    assert matches(gold, ["bomb", "hand grenade"], lambda one, other: one == other) == 1


def test_articles_and_figures_in_front_do_not_count() -> None:
    assert bare("THE TWO Rebels") == "rebels"
    assert bare("Some 45 soldiers") == "soldiers"
