"""When each event took place: the date that its own words give, else the nearest earlier one, marked as inherited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from almenara.language import AnnotatedText, Sentence, Token, token_at
from almenara.model import DateValue, Mention, Quote, Report, Span, Status
from almenara.resolve.dates import DateFinding, Tense, find_dates, reanchor, resolve_open
from almenara.resolve.nearness import TOO_FAR, nearness

#: An event whose last day lies further back than this is background, not news.
LONG_AGO = timedelta(days=365)
#: Only dates this near to publication are handed on to later sentences; older ones are asides.
INHERITABLE = timedelta(days=45)
#: With no date in the whole report an event is taken to lie in the days up to publication.
PUBLICATION_REACH = timedelta(days=2)

#: Characters behind a headline in which its date may stand.
LEAD_REACH = 300

_UNFULFILLED = frozenset({Status.PLANNED, Status.CALLED_FOR, Status.THREATENED})
_TOLD = frozenset({Status.HAPPENED, Status.ONGOING, Status.ALLEGED, Status.DENIED})


def find_dates_in(
    report: Report, annotated: AnnotatedText, country: str | None, spans: Sequence[Span]
) -> tuple[DateFinding, ...]:
    """The date expressions in some parts of the report, boilerplate left out; each part is read by itself."""
    found: list[DateFinding] = []
    for span in spans:
        if any(b.covers(span) for b in annotated.boilerplate):
            continue
        for finding in find_dates(span.of(report.text), annotated.language, report.published, country=country):
            quote = Quote(span.start + finding.quote.start, span.start + finding.quote.end, finding.quote.text)
            found.append(replace(finding, quote=quote))
    return tuple(f for f in found if not any(b.covers(f.quote.span) for b in annotated.boilerplate))


def date_values_in(
    report: Report, annotated: AnnotatedText, country: str | None, start: int, end: int
) -> tuple[DateValue, ...]:
    """As `find_dates_in` for one part, as rows carry them."""
    return tuple(to_value(finding) for finding in find_dates_in(report, annotated, country, [Span(start, end)]))


def to_value(finding: DateFinding, *, inherited: bool = False) -> DateValue:
    """A finding as a row's date."""
    known = finding.start is not None
    return DateValue(
        start=finding.start,
        end=finding.end,
        precision=finding.precision if known else None,
        quote=finding.quote,
        inherited=inherited,
        method=finding.method,
    )


def attach_dates(
    mentions: Sequence[Mention], findings: Sequence[DateFinding], annotated: AnnotatedText, report: Report
) -> list[Mention]:
    """Mentions with their dates, and statuses that only a date can tell: long ago is historical, ahead is planned."""
    dated: list[Mention] = []
    current: DateValue | None = None
    for mention in mentions:
        own = _own(mention, mentions, findings, annotated)
        if own is not None:
            value = _resolved(own, mention, current, fixed=_was_fixed(own, mention, annotated))
            if _is_of_another(value, mention, annotated, report.published):
                own = None
        if own is None:
            current = _nearest_earlier(mention, findings, report) or current
            value = _inherited(mention, current or _lead(mention, findings, report), report)
        settled = replace(mention, date=value, status=_status_by_date(mention, value, report.published))
        dated.append(settled)
        if own is not None and value.start is not None and _may_pass_on(value, report.published):
            current = value
    return dated


def _own(
    mention: Mention, mentions: Sequence[Mention], findings: Sequence[DateFinding], annotated: AnnotatedText
) -> DateFinding | None:
    """The date in the mention's sentence that its trigger is nearest to, if it is not that of what the mention calls for or forbids."""
    sentence = annotated.sentence_at(mention.trigger.start)
    here = [f for f in findings if mention.sentence.span.covers(f.quote.span) and _dates_an_event(f)]
    if sentence is None or not here:
        return None
    trigger = token_at(sentence, mention.trigger.start, mention.trigger.end)
    best: tuple[float, DateFinding] | None = None
    for finding in here:
        word = token_at(sentence, finding.quote.start, finding.quote.end)
        if trigger is None or word is None:
            continue
        start, end = sorted((mention.trigger.start, finding.quote.start))
        if ";" in annotated.text[start:end]:
            # 'Workers blocked the road for a third day; one of them was killed on Thursday'
            continue
        if mention.status is Status.HAPPENED and _dates_what_is_asked(word, trigger, mention, mentions, sentence):
            continue
        cost = nearness(trigger, word)
        if best is None or cost < best[0]:
            best = (cost, finding)
    return best[1] if best is not None and best[0] < TOO_FAR else None


def _dates_what_is_asked(
    word: Token, trigger: Token, mention: Mention, mentions: Sequence[Mention], sentence: Sentence
) -> bool:
    """'called on them to march on Friday', 'banned a march planned for Friday': the day hangs on what is called for or forbidden."""
    asked = [
        token_at(sentence, m.trigger.start, m.trigger.end)
        for m in mentions
        if m is not mention and m.sentence == mention.sentence and m.status in (*_UNFULFILLED, Status.DENIED)
    ]
    for above in word.ancestors():
        if above is trigger:
            return False
        if any(above is token for token in asked):
            return trigger in above.ancestors()
    return False


def _dates_an_event(finding: DateFinding) -> bool:
    return finding.kind not in ("duration", "set")


def _is_of_another(value: DateValue, mention: Mention, annotated: AnnotatedText, published: date | None) -> bool:
    """'They threatened to walk out next week': a day ahead is not that of what a verb tells as past."""
    if mention.status is not Status.HAPPENED or value.start is None or published is None or value.start <= published:
        return False
    sentence = annotated.sentence_at(mention.trigger.start)
    verb = token_at(sentence, mention.trigger.start, mention.trigger.end) if sentence is not None else None
    return verb is not None and verb.is_verbal and verb.feature("VerbForm") == "Fin" and verb.feature("Tense") == "Past"


def _was_fixed(finding: DateFinding, mention: Mention, annotated: AnnotatedText) -> bool:
    """'la marcha prevista para el jueves', "Saturday's march was called off": the day for which something is or was planned."""
    start, end = finding.quote.start, finding.quote.end
    if _FIXED_FOR.search(annotated.text, max(0, start - _FIXED_REACH), start):
        return True
    cue = mention.status_cue
    return (
        cue is not None and _CALLED_OFF.match(cue.text) is not None and _OF_A_DAY.match(annotated.text, end) is not None
    )


_FIXED_FOR = re.compile(r"\b(?:para|for)\s+(?:(?:el|la|este|esta|the|this)\s+)?$", re.IGNORECASE)
_FIXED_REACH = 16
_OF_A_DAY = re.compile("(?<!['’]s)['’]s |(?<=['’]s) ")
_CALLED_OFF = re.compile(r"(?:call|cancel|postpon|scrap|shelv|suspend|put off)", re.IGNORECASE)


def _resolved(finding: DateFinding, mention: Mention, previous: DateValue | None, *, fixed: bool) -> DateValue:
    """`fixed`: the day is one for which something was planned; what was called off or denied lay ahead."""
    ahead = mention.status in _UNFULFILLED or (fixed and mention.status is Status.DENIED)
    tense: Tense | None = "future" if ahead else "past" if mention.status in _TOLD else None
    if finding.anchor == "previous" and previous is not None and previous.start is not None:
        finding = reanchor(finding, previous.start)
    return to_value(resolve_open(finding, tense))


def _nearest_earlier(mention: Mention, findings: Sequence[DateFinding], report: Report) -> DateValue | None:
    """The last inheritable date before the mention's sentence."""
    before = [f for f in findings if f.quote.end <= mention.sentence.start and _dates_an_event(f)]
    for finding in reversed(before):
        value = to_value(resolve_open(finding, "past"))
        if value.start is not None and _may_pass_on(value, report.published):
            return value
    return None


def _lead(mention: Mention, findings: Sequence[DateFinding], report: Report) -> DateValue | None:
    """The date of the sentences right behind a headline, which tells in short what they tell."""
    for finding in findings:
        if 0 <= finding.quote.start - mention.sentence.end <= LEAD_REACH and _dates_an_event(finding):
            value = to_value(resolve_open(finding, "past"))
            if _may_pass_on(value, report.published):
                return value
    return None


def _may_pass_on(value: DateValue, published: date | None) -> bool:
    if value.start is None or value.precision not in ("day", "week", "span"):
        return False
    if value.method.startswith("anniversary"):
        return False
    return published is None or abs(published - value.start) <= INHERITABLE


def _inherited(mention: Mention, earlier: DateValue | None, report: Report) -> DateValue:
    told = mention.status in _TOLD
    if earlier is not None and told and (report.published is None or _not_ahead(earlier, report.published)):
        return replace(earlier, inherited=True)
    if mention.status is Status.CALLED_FOR or mention.status is Status.PLANNED or not told:
        if earlier is not None and report.published and earlier.start and earlier.start > report.published:
            return replace(earlier, inherited=True)
        return DateValue(None, None, None, method="no date in the event's sentence")
    if report.published is not None:
        start = report.published - PUBLICATION_REACH
        return DateValue(start, report.published, "span", inherited=True, method="publication")
    return DateValue(None, None, None, method="no date in the report and no publication date")


def _not_ahead(value: DateValue, published: date) -> bool:
    return value.start is not None and value.start <= published


def _status_by_date(mention: Mention, value: DateValue, published: date | None) -> Status:
    status = mention.status
    if published is None or value.start is None or value.end is None or value.inherited:
        return status
    # 'gathered to mark the anniversary of the 1992 coup': what has its day long ago is no idea.
    if (
        status in (Status.HAPPENED, Status.ONGOING, Status.GENERIC, Status.HYPOTHETICAL)
        and value.end < published - LONG_AGO
    ):
        return Status.HISTORICAL
    if (
        status is Status.HAPPENED
        and value.precision in ("month", "year")
        and mention.trigger.text.lower().endswith("s")
    ):
        # 'Protests up in May', 'las protestas de 2023': many events of a long time, no one of them.
        return Status.GENERIC
    if status is Status.HAPPENED and value.start > published:
        return Status.PLANNED
    return status
