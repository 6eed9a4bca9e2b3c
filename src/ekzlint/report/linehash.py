"""The line hash by which GitHub code scanning recognises an alert in a later version of a file.

GitHub's upload action computes the same number and complains where a report brings another one; with the right one
in the report, an upload without that action recognises its alerts too. The number belongs to the 100 UTF-16 units
from the beginning of the line on, spaces and tabs left out: as digits to the base 37, modulo 2**64. The end of the
file counts as the unit 65535, and what would follow it as 0. After a colon comes how many lines so far had it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Final

_UNITS: Final = 100
_BASE: Final = 37
_END_OF_FILE: Final = 0xFFFF
_IGNORED: Final = str.maketrans("", "", " \t")


def line_hashes(text: str, wanted: Collection[int]) -> dict[int, str]:
    """Return the hash of each of the `wanted` lines (1-based) that `text` has. Its lines end with `\\n`."""
    lines = [line.encode("utf-16-le", "surrogatepass") for line in text.translate(_IGNORED).split("\n")]
    units = b"\n\0".join(lines)
    seen: Counter[bytes] = Counter()
    hashes: dict[int, str] = {}
    start = 0
    for number, line in enumerate(lines, start=1):
        window = units[start : start + 2 * _UNITS]
        seen[window] += 1
        if number in wanted:
            hashes[number] = f"{_hash(window):x}:{seen[window]}"
        start += len(line) + 2
    return hashes


def _hash(window: bytes) -> int:
    units = [int.from_bytes(window[at : at + 2], "little") for at in range(0, len(window), 2)]
    value = 0
    for unit in [*units, _END_OF_FILE, *[0] * _UNITS][:_UNITS]:
        value = value * _BASE + unit
    return value % 2**64
