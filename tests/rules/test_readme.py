"""The README lists every rule, in the order of the codes, by its name."""

from __future__ import annotations

import re
from pathlib import Path

from ekzlint.knowledge.load import load_rules

README = Path(__file__).parents[2] / "README.md"


def test_the_table_has_every_rule() -> None:
    rows = re.findall(r"^\| (EKZ\d{3}) \| ([a-z-]+) \|", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(code, rule.name) for code, rule in sorted(load_rules().items())]
