"""Arrays of a safetensors file, which holds nothing else: eight bytes of length, a table in JSON, and the numbers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_LENGTH = 8
_KINDS = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "U8": "u1", "BOOL": "u1"}
#: Half of a 32-bit number: its upper sixteen bits.
_UPPER_HALF = "BF16"


def read_weights(path: Path) -> dict[str, NDArray[np.float32]]:
    """The arrays by name, as 32-bit numbers. Raises ValueError, or OSError, where the file holds none or breaks off."""
    data = path.read_bytes()
    start = _LENGTH + int.from_bytes(data[:_LENGTH], "little")
    if start > len(data):
        raise ValueError("it breaks off before its numbers, or is no safetensors file")
    table = json.loads(data[_LENGTH:start])
    found = {}
    for name, entry in table.items():
        if name == "__metadata__":
            continue
        try:
            kind, shape, (begin, end) = entry["dtype"], entry["shape"], entry["data_offsets"]
            part = memoryview(data)[start + begin : start + end]
            if kind == _UPPER_HALF:
                flat = (np.frombuffer(part, "<u2").astype(np.uint32) << 16).view(np.float32)
            else:
                flat = np.frombuffer(part, _KINDS[kind]).astype(np.float32)
            found[name] = flat.reshape(shape)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"its array {name} cannot be read ({error})") from error
    return found
