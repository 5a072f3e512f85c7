"""What `almenara code` needs to ask a language model: flags over settings, the warning before and the account after."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from almenara.cli.followed import settings_folder
from almenara.cli.wording import language, say
from almenara.codebook import Codebook

if TYPE_CHECKING:
    from almenara.ask.asker import Asker


@dataclass(frozen=True)
class AskingFlags:
    """Each goes before what almenara.toml says under [language_model]."""

    second_opinion: Annotated[
        bool, Parameter(negative=(), help="Ask a language model only where the rules are unsure or find nothing.")
    ] = False
    batch: Annotated[
        bool,
        Parameter(
            negative=(), help="Send questions together, to be answered within a day; a later run fetches the answers."
        ),
    ] = False
    allow_sending: Annotated[
        bool, Parameter(negative=(), help="Allow reports to be sent to the endpoint; nothing is sent otherwise.")
    ] = False
    endpoint: Annotated[str | None, Parameter(help="OpenAI-compatible address, as http://localhost:8080/v1.")] = None
    model: Annotated[
        str | None,
        Parameter(help="The language model's name at the endpoint; of a transformer its folder or .onnx file."),
    ] = None
    asked_model: Annotated[
        str | None,
        Parameter(help="The language model's name at the endpoint, where --model is a transformer's folder."),
    ] = None
    budget_tokens: Annotated[int | None, Parameter(help="Stop before this many tokens are spent.")] = None
    settings: Annotated[
        Path | None, Parameter(help="Folder with the almenara.toml to follow; default: the one that you are in.")
    ] = None
    answers: Annotated[Path | None, Parameter(help="Folder in which answers are kept; default: your cache folder.")] = (
        None
    )


def open_asker(flags: AskingFlags, codebook: Codebook, jobs: int, *, beside_transformer: bool = False) -> Asker:
    """The asker, after its warning is printed. `beside_transformer`: `--model` names another model than the one that is asked.

    Raises ValueError, with a sentence, where asking is not allowed or not possible.
    """
    from platformdirs import user_cache_path
    from pydantic import ValidationError

    from almenara.ask.asker import Asker
    from almenara.ask.cache import AnswerCache
    from almenara.ask.settings import LanguageModelSettings
    from almenara.coder import quoted_number
    from almenara.observatory.settings import SettingsError, read_settings

    if jobs > 1:
        raise ValueError(say("jobs_and_model"))
    settings = LanguageModelSettings()
    folder = settings_folder(flags.settings)
    try:
        if folder is not None:
            settings = read_settings(folder).language_model
        model = flags.asked_model or (None if beside_transformer else flags.model)
        over: dict[str, Any] = {"endpoint": flags.endpoint, "model": model, "budget_tokens": flags.budget_tokens}
        over["allowed"] = flags.allow_sending or None
        settings = LanguageModelSettings.model_validate(
            {**settings.model_dump(), **{key: value for key, value in over.items() if value is not None}}
        )
    except SettingsError as error:
        raise ValueError(str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(say("bad_flag", flag=str(first["loc"][0]).replace("_", "-"), why=first["msg"])) from error
    asker = Asker(
        settings,
        codebook,
        AnswerCache(flags.answers or user_cache_path("almenara") / "answers"),
        lambda language: quoted_number(codebook, language),
        language=language(),
        second_opinion=flags.second_opinion,
        in_batches=flags.batch,
    )
    for warning in asker.warnings():
        print(warning, file=sys.stderr)
    asker.begin()
    return asker


def close_asker(asker: Asker, failures: list[str]) -> None:
    """Send what waits for a batch, and print what was asked, spent and dropped; what the model could not say goes into `failures`."""
    for sentence in asker.finish():
        print(sentence, file=sys.stderr)
    asker.close()
    failures += asker.notes
    print(asker.summary(), file=sys.stderr)
