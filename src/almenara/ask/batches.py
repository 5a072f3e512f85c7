"""Questions sent together and answered within a day: the batches of OpenAI-compatible services (`/files` and `/batches`).

One run sends what is not answered yet and ends; a later run with the same folder of answers fetches what came. What is under way
stands in the folder `batches` beside the answers, one file a batch:

    {"digest": of its questions, "id": the endpoint's name for it or null, "endpoint", "model", "keys": [the questions' keys]}

The file is written before the batch is made, and the digest goes to the endpoint with it, so that a run that was broken off in between finds the
batch again and does not pay twice.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from almenara.ask.cache import AnswerCache, put_whole
from almenara.ask.client import ABOUT_THIS_ONE, AskAgain, Client, Refused, Reply, Unreachable, read_reply
from almenara.ask.settings import LanguageModelSettings

FOLDER = "batches"
#: Questions and bytes of one batch. OpenAI takes 50,000 and 200 MB; others half of the bytes.
MOST_QUESTIONS = 50_000
MOST_BYTES = 90_000_000
#: How the question of one line is asked, as in the address of a single one.
QUESTION_PATH = "/v1/chat/completions"
#: What an endpoint says of a batch that it works on no more; whatever was answered until then is there.
ENDED = frozenset({"completed", "failed", "expired", "cancelled", "canceled"})
#: Pages of the endpoint's list of batches (100 each) that are looked through for one whose making was broken off.
_PAGES = 10
_DIGEST = "almenara"

#: Tells a sentence by its key, with its values.
Tell = Callable[..., str]
#: Carries an exchange out, again where that helps; what it returns is the exchange's.
Patiently = Callable[[Callable[[], Any]], Any]


@dataclass
class Batches:
    """What waits at the endpoint, and what is to be sent there.

    `collect` first, then `waits` or `add` for each question, then `send`. `told` are sentences on how batches stand, `problems` on what went
    wrong with them. `came` are the questions whose answers came in `collect`, `failed` says why one of an ended batch got none that is of use.
    """

    settings: LanguageModelSettings
    client: Client
    cache: AnswerCache
    patiently: Patiently
    tell: Tell
    most_questions: int = MOST_QUESTIONS
    most_bytes: int = MOST_BYTES
    waiting: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)
    came: set[str] = field(default_factory=set)
    sent_tokens: int = 0
    answered_tokens: int = 0
    told: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    _files: list[_Questions] = field(default_factory=list, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def folder(self) -> Path:
        return self.cache.folder / FOLDER

    def collect(self) -> None:
        """Fetch the answers of the batches that ended. Raises AskAgain, Unreachable or Refused where the endpoint does not tell."""
        for left_behind in self.folder.glob("*.jsonl"):
            # Of a run that was broken off before it sent them; they hold reports' words.
            left_behind.unlink(missing_ok=True)
        for path in sorted(self.folder.glob("*.json")):
            state = _read_state(path)
            if state is None or (state["endpoint"], state["model"]) != (self.settings.endpoint, self.settings.model):
                continue
            ident = state["id"] or self._made_after_all(state["digest"])
            if ident is None:
                # Broken off before it was made: its questions are asked anew.
                path.unlink()
                continue
            self._collect_one(path, {**state, "id": ident})

    def waits(self, key: str) -> bool:
        """Whether a question is with the endpoint already."""
        return key in self.waiting

    def add(self, key: str, request: Mapping[str, object]) -> None:
        """Put a question into the batch that will be sent; a question that is there is not put in twice."""
        line = json.dumps({"custom_id": key, "method": "POST", "url": QUESTION_PATH, "body": request}) + "\n"
        with self._lock:
            if key in self.waiting:
                return
            full = not self._files or not self._files[-1].takes(line, self.most_questions, self.most_bytes)
            if full:
                self.cache.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self.folder.mkdir(mode=0o700, exist_ok=True)
                self._files.append(_Questions(self.folder))
            self._files[-1].add(key, line)
            self.waiting.add(key)

    def send(self) -> None:
        """Send what was added. Raises AskAgain, Unreachable or Refused; what was sent before stays sent."""
        try:
            for questions in self._files:
                questions.close()
                self._send_one(questions)
        finally:
            self.discard()

    def discard(self) -> None:
        """Forget what was added and not sent."""
        for questions in self._files:
            questions.close()
            questions.path.unlink(missing_ok=True)
        self._files.clear()

    def _send_one(self, questions: _Questions) -> None:
        digest = hashlib.sha256("\n".join(questions.keys).encode()).hexdigest()
        path = self.folder / f"{digest[:32]}.json"
        state: dict[str, Any] = {
            "digest": digest, "id": None, "endpoint": self.settings.endpoint, "model": self.settings.model, "keys": questions.keys
        }  # fmt: skip
        put_whole(path, state)
        file = self.patiently(lambda: self.client.send_file(questions.path))
        wanted = {
            "input_file_id": file["id"],
            "endpoint": QUESTION_PATH,
            "completion_window": self.settings.batch_window,
            "metadata": {_DIGEST: digest},
        }
        # Not again and again: one that was made though the answer was lost is found by its digest in the next run.
        batch = self.client.exchange("POST", "/batches", wanted)
        put_whole(path, {**state, "id": _ident(batch)})
        self.told.append(self.tell("batch_sent", questions=len(questions.keys), batch=_ident(batch)))

    def _made_after_all(self, digest: str) -> str | None:
        """The name of a batch whose making was broken off on this side, if the endpoint made it."""
        after = ""
        for _ in range(_PAGES):
            listed = partial(self.client.exchange, "GET", f"/batches?limit=100{after}")
            try:
                page = self.patiently(listed)
            except Refused as error:
                if error.status != 404:
                    raise
                # It lists none.
                return None
            found = page.get("data") if isinstance(page.get("data"), list) else []
            for batch in found:
                if isinstance(batch, dict) and (batch.get("metadata") or {}).get(_DIGEST) == digest:
                    return _ident(batch)
            if not page.get("has_more") or not found:
                return None
            after = f"&after={_ident(found[-1].get('id'))}"
        return None

    def _collect_one(self, path: Path, state: dict[str, Any]) -> None:
        ident, keys = state["id"], state["keys"]
        try:
            batch = self.patiently(lambda: self.client.exchange("GET", f"/batches/{ident}"))
        except Refused as error:
            if error.status != 404:
                raise
            path.unlink()
            self.problems.append(self.tell("batch_gone", batch=ident))
            return
        status = str(batch.get("status"))
        if status not in ENDED:
            self.waiting.update(keys)
            counts = batch.get("request_counts")
            done = counts.get("completed", 0) if isinstance(counts, dict) else 0
            self.told.append(self.tell("batch_running", batch=ident, status=status, done=done, questions=len(keys)))
            if state != _read_state(path):
                put_whole(path, state)
            return
        before = len(self.came)
        left = set(keys)
        for name in ("output_file_id", "error_file_id"):
            if isinstance(batch.get(name), str) and batch[name]:
                left.difference_update(self.patiently(partial(self._kept, _ident(batch, name), frozenset(left))))
        path.unlink()
        self._tidy(batch)
        came = len(self.came) - before
        self.told.append(self.tell("batch_ended", batch=ident, status=status, answered=came, questions=len(keys)))
        if status == "failed":
            why = _why_failed(batch)
            self.problems.append(self.tell("batch_failed", batch=ident, detail=why))
            # Asked again at once it would fail again.
            self.failed.update(dict.fromkeys(left, why))

    def _tidy(self, batch: Mapping[str, Any]) -> None:
        """Delete the files of a batch at the endpoint, as far as it lets us: they hold reports' words."""
        for name in ("input_file_id", "output_file_id", "error_file_id"):
            if isinstance(batch.get(name), str) and batch[name]:
                with suppress(AskAgain, Refused, Unreachable):
                    self.client.exchange("DELETE", f"/files/{_ident(batch, name)}")

    def _kept(self, file: str, asked: Collection[str]) -> set[str]:
        """Keep the answers of a file's lines, and why those that are none are none; the questions that need not be asked again now."""
        done = set()
        for line in self.client.lines(f"/files/{file}/content"):
            try:
                told = json.loads(line)
                key, response = told["custom_id"], told.get("response") or {}
                status, body = response.get("status_code"), response.get("body")
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                # Whose answer it was is not known: it is among those that are missing, and asked again.
                continue
            if not isinstance(key, str) or key not in asked or key in done:
                continue
            if status in ABOUT_THIS_ONE:
                self.failed[key] = f"HTTP {status}"
                done.add(key)
            elif status == 200 and self._keep(key, body):
                done.add(key)
        return done

    def _keep(self, key: str, body: object) -> bool:
        """Keep one answer; False where it is none and the question should be asked again."""
        try:
            reply: Reply = read_reply(body)
        except AskAgain:
            return False
        if key not in self.came:
            # A file that broke off is read again from its beginning.
            self.sent_tokens += reply.sent or 0
            self.answered_tokens += reply.answered or 0
        if not reply.whole:
            self.failed[key] = "cut off; `answer_tokens` may be too few"
            return True
        self.cache.put(key, reply.content)
        self.came.add(key)
        return True


class _Questions:
    """A file of questions, written as they come."""

    def __init__(self, folder: Path) -> None:
        handle, name = tempfile.mkstemp(dir=folder, suffix=".jsonl")
        self.path = Path(name)
        self.keys: list[str] = []
        self._file = os.fdopen(handle, "w", encoding="ascii")
        self._size = 0

    def takes(self, line: str, most: int, size: int) -> bool:
        return len(self.keys) < most and self._size + len(line) <= size

    def add(self, key: str, line: str) -> None:
        self._file.write(line)
        self._size += len(line)
        self.keys.append(key)

    def close(self) -> None:
        self._file.close()


def _ident(told: object, name: str = "id") -> str:
    """The endpoint's name for a batch, or for one of its files, by what it told. Raises AskAgain where it gives none."""
    ident = told.get(name) if isinstance(told, Mapping) else None
    # It becomes part of an address.
    if not isinstance(ident, str) or not ident.replace("-", "").replace("_", "").isalnum():
        raise AskAgain("not the answer of such an endpoint")
    return ident


def _why_failed(batch: Mapping[str, Any]) -> str:
    errors = batch.get("errors")
    rows: Sequence[object] = errors.get("data") or [] if isinstance(errors, dict) else []
    told = [str(row.get("message") or row.get("code")) for row in rows if isinstance(row, dict)]
    return "; ".join(told[:3])[:500] or "no reason given"


def _read_state(path: Path) -> dict[str, Any] | None:
    """What stands in the file of a batch; None where it is spoilt."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    there = isinstance(state, dict) and {"digest", "id", "endpoint", "model"} <= state.keys()
    return state if there and isinstance(state.get("keys"), list) else None
