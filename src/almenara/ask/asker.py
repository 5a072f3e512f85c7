"""A report in, what the language model says of it out: prompt, cache, budget, endpoint, check."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

from almenara.ask.answer_schema import answer_schema, most_rows, row_schema
from almenara.ask.batches import Batches
from almenara.ask.budget import Budget, guessed_tokens
from almenara.ask.cache import AnswerCache, key_of
from almenara.ask.check import BadAnswer, Checked, ReadQuantity, rows_of
from almenara.ask.client import AskAgain, Client, Refused, Unreachable
from almenara.ask.mentions import is_unsure, joined, sure_ids, to_mentions
from almenara.ask.prompt import compile_prompt, messages_for
from almenara.ask.sentences import tell
from almenara.ask.settings import LanguageModelSettings
from almenara.codebook import Codebook
from almenara.language import AnnotatedText
from almenara.model import Mention, Report

#: Seconds before the second attempt; each further wait is twice as long, by chance up to half more, so that many runs do not
#: come back at the same moment.
FIRST_WAIT = 1.0
#: Seconds that almenara waits for an endpoint at the longest; one that asks for more has no room today.
LONGEST_WAIT = 120.0
#: Reports in a row that the endpoint may fail on before it is taken to be broken.
FAILURES_IN_A_ROW = 3


@dataclass(frozen=True)
class Asked:
    """A report with its annotation and what the rules coded in it (nothing, where they were not asked).

    `transformer` is what a model of one's own made of that; None where there is none.
    """

    report: Report
    annotated: AnnotatedText
    rules: Sequence[Mention] = ()
    transformer: Sequence[Mention] | None = None

    @property
    def standing(self) -> Sequence[Mention]:
        """What stands where nobody is asked."""
        return self.rules if self.transformer is None else self.transformer


@dataclass(frozen=True)
class NotAnswered:
    """No answer for a report, with a sentence; `final` where nothing further will be asked in this run, `waits` where one may come later."""

    why: str
    final: bool = False
    #: Whether it is, or will be, with the endpoint in a batch.
    waits: bool = False


@dataclass
class Tally:
    """What came of the questions: `rows` of `offered` rows kept; `dropped` of `told` quotes inside kept rows; of all `spans` that
    were quoted, `rejected` are in no kept row."""

    asked: int = 0
    cached: int = 0
    offered: int = 0
    rows: int = 0
    told: int = 0
    dropped: int = 0
    spans: int = 0
    rejected: int = 0

    def add(self, checked: Checked) -> None:
        self.offered += checked.offered
        self.rows += len(checked.rows)
        self.told += checked.told
        self.dropped += checked.dropped
        self.spans += checked.spans
        self.rejected += checked.rejected


@dataclass
class Asker:
    """Asks one model about reports. `language` is that of its sentences; `second_opinion` asks only where the rules (and the
    transformer, if there is one) are unsure.

    `read_quantity` reads a number as the rules do, for a report's language. Raises ValueError, with a sentence, where the
    settings do not allow to ask.
    """

    settings: LanguageModelSettings
    codebook: Codebook
    cache: AnswerCache | None
    read_quantity: Callable[[str], ReadQuantity]
    language: str = "en"
    second_opinion: bool = False
    #: Whether questions are sent together, to be answered in a later run; it needs a cache.
    in_batches: bool = False
    sleep: Callable[[float], None] = time.sleep
    tally: Tally = field(default_factory=Tally)
    #: Sentences on reports that keep the rules' rows because the model gave none.
    notes: list[str] = field(default_factory=list)
    stopped: NotAnswered | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _failures: int = 0
    #: Reports whose answers are still to come, and those for whose questions the budget had no room.
    _waiting: int = 0
    _over_budget: int = 0
    _prompts: dict[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        lack = self.settings.lacks()
        if lack is not None:
            raise ValueError(tell(lack, self.language))
        self.budget = Budget(self.settings)
        self._client = Client(self.settings)
        self._row_schema = row_schema(self.codebook)
        self.batches = None
        if self.in_batches:
            assert self.cache is not None
            self.batches = Batches(self.settings, self._client, self.cache, self._patiently, self._tell)

    def begin(self) -> None:
        """Fetch what batches of an earlier run have been answered; does nothing where questions are asked one by one.

        Where the endpoint cannot tell, nothing is asked in this run.
        """
        if self.batches is not None:
            self._of_batches(self.batches.collect)
            self.budget.sent += self.batches.sent_tokens
            self.budget.answered += self.batches.answered_tokens

    def finish(self) -> list[str]:
        """Send the questions that were gathered for a batch; sentences on how batches stand, `notes` being what went wrong."""
        if self.batches is None:
            return []
        if self.stopped is None and (failure := self._of_batches(self.batches.send)) is not None:
            # Nobody was told: it was after the last report.
            self.notes.append(failure.why)
        self.batches.discard()
        self.notes += self.batches.problems
        for sentence, count in (("batch_waits", self._waiting), ("batch_budget", self._over_budget)):
            if count:
                self.notes.append(self._tell(sentence, reports=count))
        return self.batches.told

    def _of_batches(self, step: Callable[[], None]) -> NotAnswered | None:
        """Carry out a step; why it could not be, or None."""
        try:
            step()
        except Unreachable as error:
            return self._stop("down", detail=error)
        except Refused as error:
            sentence = "no_batches" if error.status in (404, 405, 501) else "refused"
            return self._stop(sentence, detail=error, key=self.settings.key_variable)
        except AskAgain as error:
            return self._stop("batch_busy", detail=error)
        except OSError as error:
            return self._stop("no_cache", folder=self.cache.folder if self.cache else "", detail=error.strerror)
        return None

    def _patiently(self, exchange: Callable[[], Any]) -> Any:
        """The exchange, again after a wait where the endpoint is busy for the moment."""
        for attempt in range(self.settings.attempts):
            try:
                return exchange()
            except AskAgain as error:
                if attempt + 1 == self.settings.attempts or (error.after or 0) > LONGEST_WAIT:
                    raise
                self._wait(attempt, error.after, unusable=False)
        raise AssertionError("attempts are one at least")

    @property
    def method(self) -> str:
        """How mention rows name what made them."""
        return f"llm:{self.settings.model}"

    def warnings(self) -> list[str]:
        """What leaves the machine, for people to read before anything does."""
        which = tell("unsure_reports" if self.second_opinion else "every_report", self.language)
        here = self.settings.stays_here
        found = [self._tell("stays" if here else "leaves", which=which, model=self.settings.model)]
        if not here and self.settings.endpoint.startswith("http:"):
            found.append(self._tell("in_clear"))
        return found

    def summary(self) -> str:
        """What was asked, spent, kept and dropped, in a sentence."""
        money = self.budget.money
        return self._tell(
            "summary",
            model=self.settings.model,
            tokens=self.budget.tokens,
            money="" if money is None else f" ({money:.4f})",
            **vars(self.tally),
        )

    def code(self, batch: Sequence[Asked]) -> list[tuple[Mention, ...] | NotAnswered]:
        """Mentions for each report, or why there are none; in a second opinion what stands without it where the model gave none.

        After a final `NotAnswered` every report is one, or keeps the rows that stand, and nothing is sent.
        """
        if self.settings.parallel == 1:
            return [self._code(one) for one in batch]
        with ThreadPoolExecutor(self.settings.parallel) as pool:
            return list(pool.map(self._code, batch))

    def asks(self, one: Asked) -> bool:
        """Whether a report is asked about: in a second opinion, where the rules are unsure and so is the transformer, if there is one."""
        if not self.second_opinion:
            return True
        limit = self.settings.unsure_below
        return is_unsure(one.rules, limit) and is_unsure(one.standing, limit)

    def close(self) -> None:
        self._client.close()

    def _code(self, one: Asked) -> tuple[Mention, ...] | NotAnswered:
        if not self.asks(one):
            return tuple(one.standing)
        checked = self._answer(one.report)
        if isinstance(checked, NotAnswered):
            return self._kept_rules(one, checked) if self.second_opinion else self._left_out(checked)
        mentions = tuple(to_mentions(checked.rows, one.report, one.annotated, self.codebook, self.method))
        if not self.second_opinion:
            return mentions
        sure = sure_ids(one.rules, one.standing, unsure_below=self.settings.unsure_below)
        return joined(one.standing, sure, mentions)

    def _kept_rules(self, one: Asked, failure: NotAnswered) -> tuple[Mention, ...]:
        if failure.waits:
            return tuple(one.standing)
        note = f"{failure.why} {tell('by_rules' if failure.final else 'kept_rules', self.language)}"
        with self._lock:
            if note not in self.notes:
                self.notes.append(note)
        return tuple(one.standing)

    def _left_out(self, failure: NotAnswered) -> NotAnswered:
        return replace(failure, why=f"{failure.why} {tell('left_out', self.language)}") if failure.final else failure

    def _answer(self, report: Report) -> Checked | NotAnswered:
        """The checked answer, from the cache or the endpoint."""
        request = self._request(report)
        key = key_of(request, self.settings.endpoint)
        kept = self.cache.get(key) if self.cache else None
        bad = ""
        if kept is not None:
            try:
                checked = self._checked(kept, report)
            except BadAnswer as error:
                bad = str(error)
            else:
                with self._lock:
                    self.tally.cached += 1
                    self.tally.add(checked)
                return checked
        if self.stopped is not None:
            return self.stopped
        if len(report.text) > self.settings.longest_report:
            return NotAnswered(self._tell("too_long", report=report.id, detail=len(report.text)))
        if self.batches is not None:
            return self._later(self.batches, report, request, key, bad)
        return self._ask(report, request, key)

    def _later(
        self, batches: Batches, report: Report, request: Mapping[str, object], key: str, bad: str
    ) -> NotAnswered:
        """Leave a question to a batch, unless its answer came in this run and was of no use: that is for the next run to ask again."""
        if bad and key in batches.came:
            return NotAnswered(self._tell("no_answer", report=report.id, attempts=1, detail=bad))
        if key in batches.failed:
            return NotAnswered(self._tell("batch_left_out", report=report.id, detail=batches.failed[key]))
        if not batches.waits(key):
            if not self.budget.reserve(guessed_tokens(json.dumps(request, ensure_ascii=False))):
                with self._lock:
                    self._over_budget += 1
                return NotAnswered(self._tell("budget", report=report.id, detail=self._spent()), waits=True)
            batches.add(key, request)
        with self._lock:
            self._waiting += 1
        return NotAnswered(self._tell("batch_waits", reports=1), waits=True)

    def _ask(self, report: Report, request: Mapping[str, object], key: str) -> Checked | NotAnswered:
        guess = guessed_tokens(json.dumps(request, ensure_ascii=False))
        unusable = unreachable = False
        detail = ""
        for attempt in range(self.settings.attempts):
            if self.stopped is not None:
                return self.stopped
            if not self.budget.reserve(guess):
                return self._stop("budget", report=report.id, detail=self._spent())
            sent = answered = 0
            after: float | None = None
            try:
                reply = self._client.ask(request)
                sent = guess if reply.sent is None else reply.sent
                answered = guessed_tokens(reply.content) if reply.answered is None else reply.answered
                if not reply.whole:
                    raise BadAnswer("cut off; `answer_tokens` may be too few")
                checked = self._checked(reply.content, report)
            except Unreachable as error:
                unusable, unreachable, detail = False, True, str(error)
                # One that never answered has a wrong address or is not started; one that did may come back.
                if self.tally.asked == 0:
                    return self._stop("down", detail=detail)
            except Refused as error:
                if error.final:
                    return self._stop("refused", detail=error, key=self.settings.key_variable)
                return self._failed("refused_one", report=report.id, detail=error)
            except AskAgain as error:
                unusable, unreachable, detail, after = False, False, str(error), error.after
                sent = guess if error.charged else 0
            except BadAnswer as error:
                unusable, unreachable, detail = True, False, str(error)
            else:
                return self._done(checked, key, reply.content)
            finally:
                self.budget.settle(guess, sent, answered)
            if after is not None and after > LONGEST_WAIT:
                return self._stop("wait_too_long", detail=round(after))
            if attempt + 1 < self.settings.attempts:
                self._wait(attempt, after, unusable)
        if unreachable:
            return self._stop("down", detail=detail)
        key_of_sentence = "no_answer" if unusable else "busy"
        return self._failed(key_of_sentence, report=report.id, attempts=self.settings.attempts, detail=detail)

    def _wait(self, attempt: int, after: float | None, unusable: bool) -> None:
        """As long as the endpoint asks, else twice as long each time; a bad answer needs no wait."""
        if unusable:
            return
        chance = 1 + random.random() / 2  # noqa: S311 (spreads load, guards nothing)
        self.sleep(after if after is not None else min(LONGEST_WAIT, FIRST_WAIT * 2**attempt * chance))

    def _done(self, checked: Checked, key: str, content: str) -> Checked:
        if self.cache is not None:
            try:
                self.cache.put(key, content)
            except OSError as error:
                note = self._tell("no_cache", folder=self.cache.folder, detail=error.strerror)
                with self._lock:
                    if note not in self.notes:
                        self.notes.append(note)
        with self._lock:
            self._failures = 0
            self.tally.asked += 1
            self.tally.add(checked)
        return checked

    def _failed(self, sentence: str, **values: object) -> NotAnswered:
        with self._lock:
            self._failures += 1
            broken = self._failures >= FAILURES_IN_A_ROW
        failure = NotAnswered(self._tell(sentence, **values))
        if broken:
            self._stop("failing", detail=FAILURES_IN_A_ROW)
        return failure

    def _stop(self, sentence: str, **values: object) -> NotAnswered:
        """Ask nothing more in this run; the first reason to stop is the one that is told."""
        with self._lock:
            if self.stopped is None:
                self.stopped = NotAnswered(self._tell(sentence, **values), final=True)
            return self.stopped

    def _checked(self, content: str, report: Report) -> Checked:
        return rows_of(content, report.text, self._row_schema, self.read_quantity(report.language or "en"))

    def _request(self, report: Report) -> Mapping[str, object]:
        settings, language = self.settings, report.language or "en"
        if language not in self._prompts:
            self._prompts[language] = compile_prompt(self.codebook, language)
        request: dict[str, object] = {
            "model": settings.model,
            "messages": messages_for(report, self._prompts[language]),
            settings.answer_limit: settings.answer_tokens,
        }
        if settings.temperature != "default":
            request["temperature"] = settings.temperature
        if settings.answer_format == "json_schema":
            schema = answer_schema(self.codebook, most_rows(report.text))
            shape = {"name": "mentions", "strict": True, "schema": schema}
            request["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif settings.answer_format == "json_object":
            request["response_format"] = {"type": "json_object"}
        return request

    def _spent(self) -> str:
        money = self.budget.money
        return f"{self.budget.tokens} tokens" + ("" if money is None else f", {money:.4f}")

    def _tell(self, sentence: str, **values: object) -> str:
        return tell(sentence, self.language, **{"host": self.settings.host, **values})
