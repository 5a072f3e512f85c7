"""Why something is refused or failed: a reason that is said in its reader's language, and the sentence in English for logs and programs."""

from __future__ import annotations

#: What is said for each reason; the catalogues of the pages, which the command line reads too, hold the same with 'why_' before it.
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
    "other_text": "The id {report} stands for another text in the store; give this report its own id.",
    "published_id": "The id {report} begins as those of published events do; give this report an id of its own.",
    "not_read_again": "{path} could not be read again for the archive ({words}); add it again.",
    "changed_while_read": "{path} was changed while it was read; add it again. What was stored before stays.",
    "no_coordinate": "“{words}” is no coordinate in degrees: {field} goes from -{furthest} to {furthest}.",
    "blind_waiting": "Event {event} is coded twice, blind: it is judged on its own page until two people have done so.",
    "blind_differ": "Two people judged event {event} unlike: an adjudicator settles it.",
    "name_length": "A name has 1 to {n} characters.",
    "password_length": "A password has {shortest} to {longest} characters; a sentence is a good one.",
    "last_admin": "{name} is the last admin: make somebody else one first.",
    "nobody": "There is nobody called {name}.",
    "may_not_sign_in": "Nobody called {name} may sign in; `almenara people add` lets somebody in.",
    "link_over": "This link opens nothing any more; ask for another one.",
    "name_taken": "Somebody has that name; choose another one.",
    "view_name": "A view has a name of 1 to {n} characters.",
    "too_many_views": "You keep {n} views already; drop one first.",
    "token_scopes": "A token has one or more of these scopes: {known}.",
    "token_of_reader": "{name} is a reader, whose tokens cannot decide; give them another access first.",
    "token_days": "A token lasts from 1 to {n} days.",
    "locked": "Another process has kept the database for {n} seconds. Wait for it to end, or stop it; nothing was lost.",
    "read_only": "The database may only be read here. Give yourself the right to write its file and folder.",
    "disk_full": "The disk is full; what was under way was undone and nothing else was lost. Free some space and run it again.",
    "not_opened": "The database file could not be opened. Check that its folder exists and that you may write there.",
    "database_said": "The database said: {words}.",
    "no_address": "{url} is no database's address; write sqlite:///FILE or postgresql://HOST/NAME.",
    "needs_psycopg": "A PostgreSQL database needs the package psycopg: pip install 'psycopg[binary]' ({words}).",
    "newer": "The database was written by a newer almenara (its tables are of version {version}). Update almenara, or open a backup of before.",
    "archive_not_written": "The archive {folder} could not be written ({words}). Make room or check its permissions, and repeat; nothing was lost.",
    "not_archived": "The archive holds no {sha256}; look for {name} in a backup.",
    "archive_damaged": "{path} is damaged ({words}); put it back from a backup.",
    "other_bytes": "{path} holds other bytes than were archived; put it back from a backup.",
    "pg_dump": "A PostgreSQL database is backed up with its own pg_dump; copy the folder 'archive' beside it.",
    "there_already": "{path} is there already; name another file.",
    "no_force": "{path} is there already; to put the backup in its place, add --force.",
    "backup_not_written": "The backup could not be written to {path} ({words}); nothing was left behind.",
    "no_backup": "There is no backup {path}.",
    "not_a_backup": "{path} is no backup of an observatory.",
    "not_a_sound_backup": "{path} is no backup of an observatory, or damaged ({words}).",
    "backup_damaged": "{path} is damaged ({words}). Use another backup.",
    "job_broke": "Something went wrong that nobody foresaw ({error}); what was stored before stays. The process's own output says more.",
    "other_language": "Report {report} is in “{language}”; almenara codes {known}. It was kept and not coded; if that is wrong, say its language.",
    "said": "{words}",
    "not_put_back": "The backup could not be put back ({words}).",
}


class WithReason(Exception):
    """`reason` is one of `REASONS`, `values` what its sentence is filled in with."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(REASONS[reason].format(**values))
        self.reason, self.values = reason, values

    def plain(self) -> tuple[str, dict[str, str]]:
        """The reason and its values as JSON can hold them: from these the same is made again, for a reader in whatever language."""
        return self.reason, {name: str(value) for name, value in self.values.items()}


class Refusal(WithReason, ValueError):
    """Something that somebody asks for and that cannot be."""


class StoreError(WithReason):
    """Something about the database or the archive themselves."""
