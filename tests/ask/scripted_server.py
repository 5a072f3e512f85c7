"""A server on this machine that answers like an OpenAI-compatible endpoint, by a script: one step for each question."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Step:
    """What the server does with one question: status and body, after a delay; `trickle` sends byte by byte without end."""

    body: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0
    trickle: bool = False
    cut: bool = False


def says(content: object, *, finish: str = "stop", usage: tuple[int, int] | None = (1000, 100)) -> Step:
    """A good reply whose content is this text, or this object as JSON."""
    words = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    reply: dict[str, object] = {
        "choices": [{"message": {"role": "assistant", "content": words}, "finish_reason": finish}]
    }
    if usage is not None:
        reply["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return Step(json.dumps(reply))


@dataclass
class Script:
    """The steps still to come (the last one is repeated), and the questions that came: bodies and headers."""

    steps: list[Step]
    questions: list[dict[str, object]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    address: str = ""
    by_question: Callable[[Mapping[str, object]], Step] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self, question: dict[str, object], headers: dict[str, str]) -> Step:
        with self.lock:
            self.questions.append(question)
            self.headers.append(headers)
            if self.by_question is not None:
                return self.by_question(question)
            return self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]


@contextmanager
def serving(
    steps: Sequence[Step], by_question: Callable[[Mapping[str, object]], Step] | None = None
) -> Iterator[Script]:
    """The server, up as long as the block runs; `script.address` is its endpoint."""
    script = Script(list(steps), by_question=by_question)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            question = json.loads(self.rfile.read(length))
            question["path"] = self.path
            step = script.next(question, dict(self.headers))
            time.sleep(step.delay)
            # The asker hangs up, as it should on a server like this.
            with contextlib.suppress(OSError):
                self._send(step)

        def _send(self, step: Step) -> None:
            body = step.body.encode()
            self.send_response(step.status)
            for name, value in step.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body) + (10_000 if step.trickle or step.cut else 0)))
            self.end_headers()
            if step.trickle:
                for _ in range(200):
                    self.wfile.write(b" ")
                    self.wfile.flush()
                    time.sleep(0.02)
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    script.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
