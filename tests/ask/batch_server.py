"""A service on this machine that takes batches as OpenAI's does: files, batches, and what goes wrong with both."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: Makes the lines of an output file from the questions: (custom_id, question) pairs in, lines out.
Answers = Callable[[list[tuple[str, dict[str, Any]]]], list[str]]


def answer(custom_id: str, content: object, status: int = 200, finish: str = "stop") -> str:
    """A line of an output or error file."""
    words = content if isinstance(content, str) else json.dumps(content)
    body = {
        "choices": [{"message": {"content": words}, "finish_reason": finish}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 100},
    }
    response = {"status_code": status, "body": body if status == 200 else {"error": {"message": "no"}}}
    return json.dumps({"id": "line", "custom_id": custom_id, "response": response, "error": None})


@dataclass
class Service:
    """What it holds, and what came. `status` is what every batch is in; `refuse` gives (method, path pattern) a status to answer with once."""

    answers: Answers
    status: str = "completed"
    address: str = ""
    listed: bool = True
    files: dict[str, str] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    came: list[tuple[str, str, str]] = field(default_factory=list)
    refuse: list[tuple[str, str, int]] = field(default_factory=list)
    lose_answer_of_batch: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def questions(self, batch: str) -> list[tuple[str, dict[str, Any]]]:
        lines = self.files[self.batches[batch]["input_file_id"]].splitlines()
        return [(row["custom_id"], row["body"]) for row in map(json.loads, lines)]

    def asked(self) -> list[list[str]]:
        """The texts that each batch asks about."""
        return [[json.loads(q["messages"][1]["content"])["text"] for _, q in self.questions(b)] for b in self.batches]

    def handle(self, method: str, path: str, body: bytes) -> tuple[int, str]:
        with self.lock:
            for rule in self.refuse:
                if rule[0] == method and re.fullmatch(rule[1], path):
                    self.refuse.remove(rule)
                    return rule[2], "{}"
            match method, path.partition("?")[0].removeprefix("/v1").strip("/").split("/"):
                case "POST", ["files"]:
                    lines = [line for line in body.decode().splitlines() if line.startswith('{"custom_id"')]
                    name = f"file-{len(self.files)}"
                    self.files[name] = "\n".join(lines)
                    assert b'name="purpose"' in body
                    return 200, json.dumps({"id": name})
                case "POST", ["batches"]:
                    name = f"batch_{len(self.batches)}"
                    self.batches[name] = {"id": name, "status": "validating", **json.loads(body)}
                    return (500, "{}") if self.lose_answer_of_batch else (200, json.dumps(self.batches[name]))
                case "GET", ["batches"]:
                    if not self.listed:
                        return 404, "{}"
                    return 200, json.dumps({"data": list(self.batches.values()), "has_more": False})
                case "GET", ["batches", name] if name in self.batches:
                    return 200, json.dumps(self._state(name))
                case "GET", ["files", name, "content"]:
                    return 200, self.files[name]
                case "DELETE", ["files", name]:
                    self.deleted.append(name)
                    return 200, json.dumps({"id": name, "deleted": True})
            return 404, "{}"

    def _state(self, name: str) -> dict[str, Any]:
        batch = {**self.batches[name], "status": self.status, "request_counts": {"completed": 0}}
        if self.status == "failed":
            return {**batch, "errors": {"data": [{"message": "the model takes no batches"}]}}
        if self.status in ("completed", "expired"):
            out = f"{name}-out"
            self.files[out] = "\n".join(self.answers(self.questions(name)))
            return {**batch, "output_file_id": out, "error_file_id": None}
        return batch


@contextmanager
def batching(answers: Answers, **more: Any) -> Iterator[Service]:
    """The service, up as long as the block runs; `service.address` is its endpoint."""
    service = Service(answers, **more)

    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            service.came.append((self.command, self.path, self.headers.get("Authorization", "")))
            status, words = service.handle(self.command, self.path, body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(words.encode())))
            self.end_headers()
            self.wfile.write(words.encode())

        do_GET = do_POST = do_DELETE = _any

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    service.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
