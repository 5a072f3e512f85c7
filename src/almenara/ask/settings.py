"""Which language model may be asked, and at what cost: `[language_model]` in `almenara.toml`, or flags."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, StrictBool

#: Reports are asked a second opinion on where the rules find nothing, or a mention that scores less than this: all that
#: rests on a weak trigger (0.5), none that rests on a plain one (0.8).
UNSURE_BELOW = 0.8


class LanguageModelSettings(BaseModel):
    """Nothing is sent unless `allowed` is true and `endpoint` and `model` are named."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: Whether reports' words may leave almenara for the endpoint.
    allowed: StrictBool = False
    #: Address up to and without `/chat/completions`, as `http://localhost:8080/v1`.
    endpoint: str = ""
    model: str = ""
    #: The environment variable that holds the key, if the endpoint wants one. The key itself is never written down.
    key_variable: str = "ALMENARA_MODEL_KEY"
    #: Seconds for one whole answer. Small models on a CPU need a minute for a long report.
    timeout: float = Field(default=120, gt=0)
    #: How often one report is asked about before it is given up.
    attempts: int = Field(default=4, ge=1, le=10)
    #: Reports asked about at the same time.
    parallel: int = Field(default=1, ge=1, le=32)
    #: Tokens that one answer may have; a report with twenty events needs about 3,000.
    answer_tokens: int = Field(default=4000, ge=100)
    #: What the endpoint calls that limit, and how it is told the shape of the answer: they differ.
    answer_limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    answer_format: Literal["json_schema", "json_object", "none"] = "json_schema"
    #: "default" leaves it to the endpoint; some models take no other.
    temperature: Annotated[float, Field(ge=0, le=2)] | Literal["default"] = 0.0
    #: Characters of a report that are sent; a longer one is not asked about, rather than in part. No news article has as many.
    longest_report: int = Field(default=60_000, ge=100)
    #: No more is asked in one run when either is reached; None: no limit.
    budget_tokens: int | None = Field(default=None, ge=0)
    budget_money: float | None = Field(default=None, ge=0)
    #: Price of a million tokens sent and answered, in whatever currency `budget_money` is in.
    price_sent: float | None = Field(default=None, ge=0)
    price_answered: float | None = Field(default=None, ge=0)
    #: Within what a batch must be answered; OpenAI knows no other.
    batch_window: str = Field(default="24h", min_length=1)
    #: Score under which a mention of the rules is unsure.
    unsure_below: float = Field(default=UNSURE_BELOW, ge=0, le=1)

    @property
    def host(self) -> str:
        """The endpoint's host, '' where the address has none."""
        try:
            return urlsplit(self.endpoint).hostname or ""
        except ValueError:
            return ""

    @property
    def stays_here(self) -> bool:
        """Whether the endpoint is on this machine."""
        return self.host in ("localhost", "::1") or self.host.startswith("127.")

    def lacks(self) -> str | None:
        """The key of the sentence (`sentences.py`) that says why nothing may be asked with these settings; None if it may."""
        if not self.allowed:
            return "not_allowed"
        if not self.model:
            return "no_model"
        try:
            address = urlsplit(self.endpoint)
            if address.scheme not in ("http", "https") or not address.hostname or address.username is not None:
                return "no_endpoint"
        except ValueError:
            return "no_endpoint"
        if self.budget_money is not None and (self.price_sent is None or self.price_answered is None):
            return "no_price"
        return None
