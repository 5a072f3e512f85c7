"""What one run may cost, and what it has cost."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from almenara.ask.settings import LanguageModelSettings

#: Characters of English and Spanish prose that a token stands for at the least: a guess that errs on the costly side.
CHARACTERS_A_TOKEN = 2.5


def guessed_tokens(text: str) -> int:
    """How many tokens a text has at most, more or less, where the endpoint does not tell."""
    return int(len(text) / CHARACTERS_A_TOKEN) + 1


@dataclass
class Budget:
    """Tokens and money spent. Each question reserves beforehand the most that it can cost, so that no limit is passed."""

    settings: LanguageModelSettings
    sent: int = 0
    answered: int = 0
    _reserved_sent: int = 0
    _reserved_answered: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def reserve(self, sent: int) -> bool:
        """Set aside `sent` tokens and a whole answer; False, and nothing set aside, where a limit could be passed."""
        with self._lock:
            all_sent = self.sent + self._reserved_sent + sent
            all_answered = self.answered + self._reserved_answered + self.settings.answer_tokens
            tokens, money = self.settings.budget_tokens, self.settings.budget_money
            if tokens is not None and all_sent + all_answered > tokens:
                return False
            if money is not None and self._money(all_sent, all_answered) > money:
                return False
            self._reserved_sent += sent
            self._reserved_answered += self.settings.answer_tokens
            return True

    def settle(self, reserved: int, sent: int, answered: int) -> None:
        """Put what a question did cost in place of what was set aside for it."""
        with self._lock:
            self._reserved_sent -= reserved
            self._reserved_answered -= self.settings.answer_tokens
            self.sent += sent
            self.answered += answered

    @property
    def tokens(self) -> int:
        return self.sent + self.answered

    @property
    def money(self) -> float | None:
        """In the currency of the prices; None where there are none."""
        if self.settings.price_sent is None or self.settings.price_answered is None:
            return None
        return self._money(self.sent, self.answered)

    def _money(self, sent: int, answered: int) -> float:
        return (sent * (self.settings.price_sent or 0) + answered * (self.settings.price_answered or 0)) / 1_000_000
