"""The formats of a report. Each module turns the result of a run into a string and decides nothing on its own."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from ekzlint.findings.model import Result
    from ekzlint.knowledge.schema import Rule

FORMATS: Final[Mapping[str, str]] = {
    "text": "ekzlint.report.text",
    "concise": "ekzlint.report.concise",
    "json": "ekzlint.report.json",
    "sarif": "ekzlint.report.sarif",
    "github": "ekzlint.report.github",
}
"""The name of each format, with the module that renders it."""


def render(format: str, result: Result, *, color: bool = False, rules: Mapping[str, Rule] | None = None) -> str:
    """Return `result` in `format`, ending with a newline unless it is empty; only the module of the format is loaded.

    `color` asks for the colours of a terminal, where the format has any. `rules` are told of in full by formats that
    describe rules; without them these know a rule by its findings alone. Raises KeyError for an unknown format.
    """
    module = importlib.import_module(FORMATS[format])
    return cast(str, module.render(result, color=color, rules=rules))
