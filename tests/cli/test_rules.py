from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ekzlint.knowledge.load import load_rules

Run = Callable[..., Any]


def test_every_rule_has_a_line_with_its_code_name_severity_and_title(run: Run):
    code, out, err = run("rules")
    assert (code, err) == (0, "")
    rows = [line.split(maxsplit=3) for line in out.splitlines()]
    assert rows == [[rule.code, rule.name, rule.severity, rule.en.title] for _, rule in sorted(load_rules().items())]


def test_titles_come_in_portuguese_too(run: Run):
    titles = [rule.pt.title for _, rule in sorted(load_rules().items())]
    assert [line.split(maxsplit=3)[3] for line in run("rules", "--lang", "pt").out.splitlines()] == titles
    Path("ekzlint.toml").write_text('lang = "pt"')
    assert run("rules").out == run("rules", "--lang", "pt").out


def test_json_has_the_same(run: Run):
    rule = load_rules()["EKZ101"]
    rows = json.loads(run("rules", "--format", "json").out)
    assert [row["code"] for row in rows] == sorted(load_rules())
    assert next(row for row in rows if row["code"] == "EKZ101") == {
        "code": "EKZ101",
        "name": "client-supplied-amount",
        "severity": rule.severity,
        "confidence": rule.confidence,
        "cwe": list(rule.cwe),
        "title": rule.en.title,
    }
