"""The shape of a codebook's files, checked on loading. docs/codebook.md explains each key to those who write them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from almenara.model.status import Status

Language = Literal["en", "es"]
QuantityOf = Literal["crowd", "killed", "injured", "arrested", "displaced", "missing", "weapons", "other"]
RoleName = Literal["agent", "target", "instrument", "participant"]
CountedRole = Literal["participants", "agent", "target"]


class Part(BaseModel):
    """Every part of a codebook refuses keys that it does not know: a misspelt key must not be silently idle."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(Part):
    en: str = Field(min_length=1)
    es: str = Field(min_length=1)


class BilingualLists(Part):
    en: tuple[str, ...] = ()
    es: tuple[str, ...] = ()


class Conditions(Part):
    """Words that must (or must not) stand around a trigger; any one word of a list is enough."""

    agent: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()
    context: tuple[str, ...] = ()


class Trigger(Conditions):
    phrase: str = Field(min_length=1)
    unless: Conditions = Conditions()
    weak: bool = False
    counts: dict[CountedRole, QuantityOf] | None = None


def _as_trigger(value: object) -> object:
    return {"phrase": value} if isinstance(value, str) else value


AnyTrigger = Annotated[Trigger, BeforeValidator(_as_trigger)]


class Triggers(Part):
    en: tuple[AnyTrigger, ...] = ()
    es: tuple[AnyTrigger, ...] = ()


class Expectation(Part):
    """One event row that must be coded from an example sentence."""

    type: str
    status: Status = Status.HAPPENED
    agent: str | None = None
    target: str | None = None
    crowd: int | None = None
    killed: int | None = None
    injured: int | None = None
    arrested: int | None = None
    displaced: int | None = None
    missing: int | None = None
    weapons: int | None = None
    demands: tuple[str, ...] = ()


class Example(Part):
    text: str = Field(min_length=1)
    expect: tuple[Expectation, ...] | None = None


class Examples(Part):
    en: tuple[Example, ...] = ()
    es: tuple[Example, ...] = ()


class AcledRule(Part):
    """`with`: types coded for the same event, of which any one is enough; none given: the rule always holds."""

    with_: tuple[str, ...] = Field(default=(), alias="with")
    event_type: str
    sub_event_type: str


class Plover(Part):
    event: str
    mode: str | None = None


class Ovcs(Part):
    modality: str | None = None


class Crosswalk(Part):
    acled: tuple[AcledRule, ...] = ()
    plover: Plover | None = None
    cameo: str | None = None
    ovcs: Ovcs | None = None


class EventType(Part):
    """One YAML file of `types/`."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    family: str
    low_intensity: bool = False
    #: Everyday politics (visits, aid, praise): left out, triggers and all, unless a caller asks for it.
    background: bool = False
    counts: dict[CountedRole, QuantityOf] = {}
    #: Who stands behind 'of' / 'de' ('a mutiny of soldiers'); by default agents of gatherings, targets of all else.
    of: Literal["agent", "target"] | None = None
    #: Where no words say against whom, the place or thing where it strikes is its target ('exploded outside a bank').
    place_is_target: bool = False
    label: Bilingual
    definition: Bilingual
    includes: BilingualLists
    excludes: BilingualLists
    roles: tuple[RoleName, ...]
    triggers: Triggers
    examples: Examples
    counter_examples: Examples
    crosswalk: Crosswalk


class CorpusFile(Part):
    """One YAML file of `corpus/`: more example sentences, for measuring and prototypes."""

    examples: Examples = Examples()
    counter_examples: Examples = Examples()


class CorpusNegatives(Part):
    """`corpus/hard_negatives.yaml`: snippets with conflict-sounding words from which nothing may be coded."""

    negatives: BilingualLists


class WordList(Part):
    en: tuple[str, ...] = ()
    es: tuple[str, ...] = ()


class Demand(Part):
    """Why people protest. `rights` is social (economic, social, cultural, environmental) or civil (civil, political)."""

    id: str
    label: Bilingual
    rights: Literal["social", "civil"]
    words: BilingualLists


class Sector(Part):
    """One of PLOVER's actor sectors and the nouns that show it."""

    code: str
    label: Bilingual
    words: BilingualLists


class StatusCues(Part):
    """The words that give a status to the event that they govern or modify."""

    label: Bilingual
    definition: Bilingual
    governors: BilingualLists = BilingualLists()
    modifiers: BilingualLists = BilingualLists()
    adverbs: BilingualLists = BilingualLists()
    announcing: BilingualLists = BilingualLists()


class VagueNumber(Part):
    """What 'dozens' or 'una veintena' counts as; `best` may be null: then only the bounds are kept."""

    word: str
    low: int | None = None
    best: int | None = None
    high: int | None = None


class VagueNumbers(Part):
    rule: str
    definition: Bilingual
    en: tuple[VagueNumber, ...]
    es: tuple[VagueNumber, ...]


class CountedWords(Part):
    """Verbs whose objects, and nouns that themselves, are counted as killed, injured, arrested, ... whatever the event."""

    verbs: BilingualLists
    nouns: BilingualLists


class Family(Part):
    """`announced_means_happened`: 'announced the arrest' reports an arrest, 'announced a strike' does not report a strike.
    `purpose_means_happened`: 'gathered to protest' tells of a protest, 'plotted to seize' does not tell of a seizure.
    `demands`: whether demands are read for this family."""

    id: str
    label: Bilingual
    announced_means_happened: bool = False
    purpose_means_happened: bool = False
    demands: bool = False


class CodebookFile(Part):
    """`codebook.yaml`: the codebook's name, families in order of precedence, and its rule for vague numbers."""

    name: str
    version: str
    families: tuple[Family, ...]
    contentious: tuple[str, ...]
    counted: dict[QuantityOf, CountedWords]
    people: BilingualLists
    #: Nouns for things with which something is done: where they 'explode' they are instruments, not agents.
    instruments: BilingualLists = BilingualLists()
    #: Nouns for buildings, vehicles and places that can be struck or searched.
    things: BilingualLists = BilingualLists()
    #: Nouns for what is done to whom they are said to belong to: 'the mayor's murder', 'su secuestro'.
    undergone: BilingualLists = BilingualLists()
    vague_numbers: VagueNumbers
