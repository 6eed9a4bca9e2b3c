"""The words of the text report, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from ekzlint.findings.model import Applicability, Confidence, Language, Severity, Stats

Noun = tuple[str, str]
"""One and many."""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What the text report says besides the sentences of the rules."""

    severities: Mapping[Severity, Noun]
    confidences: Mapping[Confidence, str]
    note: str
    help: str
    problem: Noun
    found: Noun
    """Begins the summary: `{count}` mistakes, sorted by severity in `{kinds}`, lie in `{files}`."""
    nothing: str
    file: Noun
    seen: Noun
    analysed: Noun
    decimal_point: str
    fix: str
    applicabilities: Mapping[Applicability, str]

    def count(self, number: int, noun: Noun) -> str:
        """Return the number with the noun after it."""
        return f"{number} {self.choose(number, noun)}"

    def choose(self, number: int, noun: Noun) -> str:
        """Return the form of the noun that goes with the number."""
        return noun[number != 1]

    def totals(self, stats: Stats) -> str:
        """Return how much was looked at, and for how long."""
        seconds = f"{stats.seconds:.2f}".replace(".", self.decimal_point)
        seen = f"{self.count(stats.files_seen, self.file)} {self.choose(stats.files_seen, self.seen)}"
        return f"{seen}, {self.count(stats.files_parsed, self.analysed)}, {seconds} s"


_EN: Final = Words(
    severities={"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("info", "info")},
    confidences={"high": "high confidence", "medium": "medium confidence", "low": "low confidence"},
    note="note",
    help="help",
    problem=("problem", "problems"),
    found=("Found {count} mistake ({kinds}) in {files}", "Found {count} mistakes ({kinds}) in {files}"),
    nothing="No mistakes found",
    file=("file", "files"),
    seen=("seen", "seen"),
    analysed=("analysed", "analysed"),
    decimal_point=".",
    fix="fix",
    applicabilities={"safe": "safe", "unsafe": "unsafe", "display": "by hand"},
)

_PT: Final = Words(
    severities={
        "error": ("erro", "erros"),
        "warning": ("aviso", "avisos"),
        "info": ("informação", "informações"),
    },
    confidences={"high": "confiança alta", "medium": "confiança média", "low": "confiança baixa"},
    note="nota",
    help="ajuda",
    problem=("problema", "problemas"),
    found=("Encontrada {count} falha ({kinds}) em {files}", "Encontradas {count} falhas ({kinds}) em {files}"),
    nothing="Nenhuma falha encontrada",
    file=("ficheiro", "ficheiros"),
    seen=("visto", "vistos"),
    analysed=("analisado", "analisados"),
    decimal_point=",",
    fix="reparação",
    applicabilities={"safe": "segura", "unsafe": "insegura", "display": "à mão"},
)

WORDS: Final[Mapping[Language, Words]] = {"en": _EN, "pt": _PT}
