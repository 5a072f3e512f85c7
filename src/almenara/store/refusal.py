"""Why a decision is refused: a reason that pages say in their reader's language, and the sentence in English for everything else."""

from __future__ import annotations

#: What is said for each reason; the catalogues of the pages hold the same with 'why_' before it.
REASONS: dict[str, str] = {
    "no_event": "There is no event {event}; look for it in the list of events.",
    "merged": "Event {event} was merged into {into}; decide on that one.",
    "no_words": "This needs words: say why.",
    "not_corrected": "{field} cannot be corrected; these can: {known}.",
    "no_relation": "Say to which event this one stands in which relation: {known}.",
    "bring_back": "What decision {number} undid is not brought back by undoing: merge or split anew.",
    "no_such_decision": "Event {event} has no decision {number}.",
    "undone_already": "Decision {number} is undone already.",
    "no_other_event": "There is no other event {other} to merge with {event}.",
    "split_some": "To split {event}, name some but not all of its accounts: {known}.",
    "split_one": "Event {event} has only one account; there is nothing to split off.",
    "moved_since": "Decision {number} cannot be undone: a later one moved {known}. Undo that one first.",
    "no_evidence_of": "There is no evidence of {field}; there is of these: {known}.",
    "which_words": "Say in which report and from which character to which the words stand.",
    "not_told_by": "No report '{report}' tells of event {event}.",
    "no_such_words": "Report {report} has {n} characters; no words stand from {start} to {end}.",
    "other_words": "At these places of report {report} stands “{words}” and not what was chosen. Choose again.",
    "judged_already": "You have judged event {event} already; a blind judgement is given once.",
    "nothing_to_judge": "There is no event {event} to judge; perhaps it was merged into another one.",
    "waits_for_none": "Event {event} waits for no blind judgement.",
    "none_to_settle": "No two judgements on event {event} wait for an adjudicator; perhaps another one was faster.",
    "accept_or_reject": "A judgement accepts or rejects.",
    "both_days": "Give both days, the first not after the last, or neither.",
    "no_figure": "“{words}” is no figure: write 40, 40-60 (from, to), 40-50-60 (from, best, to), 40- (at least) or -60 (at most).",
    "figure_falls": "“{words}” is no figure: from, best and to must not fall.",
    "no_such_figure": "{field} is no figure; these are: {known}.",
    "no_such_kind": "There is no decision {kind}.",
    "no_type": "The codebook has no type {words}.",
    "no_status": "The codebook has no status {words}.",
    "no_precision": "{words} is no precision; these are: {known}.",
    "no_day": "“{words}” is no day: write it as 2024-06-05.",
    "join_two": "Name two or more, and which of them is kept.",
    "no_such_name": "There is no {name} in the list.",
    "joined_already": "{name} was joined into {into} already; join that one, or undo it first.",
    "keep_known": "{name} is in the registry: keep that one.",
    "no_such_join": "Decision {number} joins no names.",
    "no_coordinate": "“{words}” is no coordinate in degrees: {field} goes from -{furthest} to {furthest}.",
}


class Refusal(ValueError):
    """A decision that cannot be: `reason` is one of `REASONS`, `values` what its sentence is filled in with."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(REASONS[reason].format(**values))
        self.reason, self.values = reason, values
