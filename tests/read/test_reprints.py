"""Reprints are known by their words; corrected figures and like stories are not reprints."""

from __future__ import annotations

from random import Random

from almenara.read import bands_of, is_near_copy

STORY = (
    "Dockers of the Harbour Guild marched through Brightport on Tuesday over unpaid tallies. Some 300 people took part, the port "
    "authority said. The guild wants the arrears of March and April paid before the season begins, and it has asked the ministry to send "
    "an inspector. Police closed two streets and no one was arrested, a spokesman told reporters in the evening."
)


def test_a_reprint_with_another_lead_and_a_mended_word_is_a_near_copy() -> None:
    reprint = "BRIGHTPORT (Wire) - " + STORY.replace("in the evening", "on Tuesday evening")
    assert is_near_copy(STORY, reprint)
    assert set(bands_of(STORY)) & set(bands_of(reprint))


def test_another_figure_is_no_copy() -> None:
    assert not is_near_copy(STORY, STORY.replace("300", "450"))


def test_a_like_story_is_no_copy_and_a_short_text_never_is() -> None:
    other = " ".join(sorted(STORY.split()))
    assert not is_near_copy(STORY, other)
    assert bands_of("Paro de choferes mañana") == ()
    assert not is_near_copy("Paro de choferes mañana", "Paro de choferes mañana")


def test_pairs_that_share_nine_runs_in_ten_are_found() -> None:
    random = Random(5)
    vocabulary = [f"w{n}" for n in range(5000)]
    found = 0
    for _ in range(300):
        words = random.choices(vocabulary, k=200)
        changed = list(words)
        # Each changed word breaks four runs: five changes leave nine in ten.
        for place in random.sample(range(4, 196), 5):
            changed[place] = "x" + changed[place]
        one, other = (" ".join(w) for w in (words, changed))
        found += bool(set(bands_of(one)) & set(bands_of(other)))
    assert found / 300 >= 0.98
