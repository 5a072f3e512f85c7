"""What an account means, in 64 bits: by how many bits two signatures differ tells how far their embeddings lie apart.

Each bit says on which side of a random hyperplane the embedding lies (Charikar 2002), so that two of an angle a differ in about
64 a / pi bits. Signatures are kept with the accounts: a million of them take 8 MB, and comparing two is one instruction, in
Spanish and English alike, where the two reports may not have a rare word in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from almenara.language.embed import EMBEDDING_SIZE, embed, embeddings_present
from almenara.link.account import Account

BITS = 64


def with_meanings(accounts: Sequence[Account]) -> list[Account]:
    """The accounts with the signatures of their sentences; unchanged where embeddings are not installed."""
    if not embeddings_present() or not accounts:
        return list(accounts)
    told = [" ".join(dict.fromkeys(m.sentence.text for m in account.mentions)) for account in accounts]
    return [replace(a, meaning=bits) for a, bits in zip(accounts, signatures(embed(told)), strict=True)]


def signatures(embeddings: NDArray[np.float32]) -> list[int]:
    """A signed 64-bit integer for each row of (n, 512) embeddings, as databases keep them."""
    sides = embeddings @ _hyperplanes() > 0
    packed = np.packbits(sides, axis=1).copy().view(">i8")
    return [int(bits) for bits in packed[:, 0]]


@cache
def _hyperplanes() -> NDArray[np.float32]:
    # The seed is part of the format: signatures of one store must be made with the same hyperplanes.
    return np.random.default_rng(64).normal(size=(EMBEDDING_SIZE, BITS)).astype(np.float32)
