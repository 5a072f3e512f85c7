"""English parses (ClearNLP labels) and Spanish ones (UD labels) brought to one set of relations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

_ENGLISH = {
    "ROOT": "root",
    "nsubj": "nsubj",
    "nsubjpass": "nsubj:pass",
    "csubj": "csubj",
    "csubjpass": "csubj",
    "dobj": "obj",
    "dative": "iobj",
    "attr": "attr",
    "poss": "nmod:poss",
    "auxpass": "aux:pass",
    "relcl": "acl:relcl",
    "prt": "compound:prt",
    "neg": "advmod",
    "npadvmod": "obl",
    "nmod": "nmod",
    "oprd": "xcomp",
    "acomp": "xcomp",
    "preconj": "cc",
    "predet": "det",
}


class ParsedToken(Protocol):
    """What is read of a parser's token."""

    i: int
    dep_: str
    pos_: str
    lower_: str


def english_relations(
    dependencies: Sequence[str], heads: Sequence[int], pos: Sequence[str], words: Sequence[str]
) -> tuple[list[str], list[int]]:
    """ClearNLP dependencies as UD ones: the preposition becomes its noun's `case`, the noun an `obl` or `nmod`.

    `heads` are indices; a root is its own head. Returns relations and heads in the same order.
    """
    relations = [_ENGLISH.get(label, label) for label in dependencies]
    new_heads = list(heads)
    for i, label in enumerate(dependencies):
        if label not in ("pobj", "pcomp"):
            continue
        preposition = heads[i]
        outer = preposition
        # 'from inside the barracks': the chain of prepositions hangs on one outer word.
        while dependencies[outer] in ("prep", "agent", "dative", "prep") and heads[outer] != outer:
            if dependencies[heads[outer]] in ("prep", "agent"):
                outer = heads[outer]
            else:
                break
        governor = heads[outer]
        if governor == outer:
            governor = preposition
            relations[i] = "obl"
            continue
        verbal = pos[governor] in ("VERB", "AUX", "ADJ", "ADV")
        if label == "pcomp":
            relations[i] = "advcl" if verbal else "acl"
        elif dependencies[preposition] == "agent" or (
            words[preposition] == "by" and dependencies[governor] in ("acl", "relcl") and verbal
        ):
            relations[i] = "obl:agent"
        else:
            relations[i] = "obl" if verbal else "nmod"
        new_heads[i] = governor
        relations[preposition] = "case"
        new_heads[preposition] = i
    return relations, new_heads


def spanish_relations(
    dependencies: Sequence[str], heads: Sequence[int], pos: Sequence[str], words: Sequence[str]
) -> tuple[list[str], list[int]]:
    """UD relations with the passive made explicit: 'fueron detenidos por la policía' has `nsubj:pass` and `obl:agent`."""
    relations = ["root" if label == "ROOT" else label for label in dependencies]
    passive = set()
    for i, label in enumerate(dependencies):
        if label in ("aux", "aux:pass") and words[i] in _SER:
            passive.add(heads[i])
    by = {heads[i] for i, label in enumerate(dependencies) if label == "case" and words[i] == "por"}
    for i, label in enumerate(dependencies):
        head = heads[i]
        if label == "nsubj" and head in passive:
            relations[i] = "nsubj:pass"
        elif label in ("obl", "nmod", "obj", "iobj") and i in by and (head in passive or _is_participle(words[head])):
            relations[i] = "obl:agent"
    new_heads = list(heads)
    for i, label in enumerate(dependencies):
        if label == "fixed" and words[i] in _AGENT_PHRASES and dependencies[heads[i]] == "case":
            # 'a manos de milicianos', 'por parte de la guerrilla': the doer, of the noun that names what was done.
            doer = heads[heads[i]]
            relations[doer] = "obl:agent"
            if dependencies[heads[doer]] == "nmod" and heads[heads[doer]] != heads[doer]:
                new_heads[doer] = heads[heads[doer]]
    return relations, new_heads


#: The noun of 'a manos de', 'por parte de', 'a cargo de', 'por obra de'.
_AGENT_PHRASES = frozenset({"manos", "parte", "cargo", "obra"})
_SER = frozenset(
    [
        "es",
        "son",
        "fue",
        "fueron",
        "era",
        "eran",
        "será",
        "serán",
        "sería",
        "serían",
        "sea",
        "sean",
        "fuera",
        "fueran",
        "sido",
        "siendo",
        "ser",
        "fuese",
        "fuesen",
        "resultó",
        "resultaron",
    ]
)
_PARTICIPLE_ENDINGS = (
    "ado",
    "ada",
    "ados",
    "adas",
    "ido",
    "ida",
    "idos",
    "idas",
    "to",
    "ta",
    "tos",
    "tas",
    "cho",
    "chos",
)


def _is_participle(word: str) -> bool:
    return word.endswith(_PARTICIPLE_ENDINGS)
