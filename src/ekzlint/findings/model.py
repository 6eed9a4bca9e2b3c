"""The records every part of ekzlint agrees on: spans, findings, traces and the result of a run."""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["error", "warning", "info"]
Confidence = Literal["high", "medium", "low"]
Language = Literal["en", "pt"]
Applicability = Literal["safe", "unsafe", "display"]
"""Whether a fix keeps what the code means, may change it, or is only a text of what to write."""

SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")
CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")


class Span(msgspec.Struct, frozen=True, array_like=True):
    """A place in a file: 1-based lines and 1-based columns counted in characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Step(msgspec.Struct, frozen=True):
    """One hop of a proof before it is put into words.

    `key` names a sentence of rules/messages.toml and `params` fill its placeholders.
    """

    path: str
    span: Span
    key: str
    params: dict[str, str] = {}


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What a check yields: a finding without words, so that it can be told in any language."""

    code: str
    path: str
    span: Span
    function: str = ""
    provider: str = ""
    confidence: Confidence = "high"
    params: dict[str, str] = {}
    trace: tuple[Step, ...] = ()


class TraceStep(msgspec.Struct, frozen=True, kw_only=True):
    """One hop of a proof, in words. `path` is relative to the working directory, with `/`."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: str


class TextEdit(msgspec.Struct, frozen=True, kw_only=True):
    """One place of a file, and what it becomes; an empty place is an insertion."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """A repair of one finding, in words and as edits; one that is only displayed has no edits."""

    applicability: Applicability
    message: str
    edits: tuple[TextEdit, ...] = ()


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One mistake, ready for every reporter. Lines and columns are 1-based, the end is exclusive."""

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    remedy: str
    function: str
    provider: str
    trace: tuple[TraceStep, ...]
    fixable: bool
    fingerprint: str
    fix: Fix | None = None
    """The planned repair, where it was asked for."""


class FileError(msgspec.Struct, frozen=True, kw_only=True):
    """A file (or a limit inside it) that kept ekzlint from a full answer. `line` is 0 when the whole file is meant."""

    path: str
    line: int
    column: int
    reason: str


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of a run; `seconds` is wall time."""

    files_seen: int
    files_parsed: int
    seconds: float


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """The whole outcome of a run. Reporters read it and nothing else."""

    version: str
    language: Language
    findings: tuple[Finding, ...]
    errors: tuple[FileError, ...]
    stats: Stats
    sources: dict[str, str] = {}
    """Text of each file that a finding or a trace step points into, by path, for reporters that show source lines."""


Proof = Literal["proven", "missing", "unseen"]
"""Whether a step of the pipeline was seen on every path, is needed and absent, or was neither seen nor needed."""


class PipelineStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step that an entry point owes, and where it was seen; `line` is 0 where it was not."""

    name: str
    proof: Proof
    path: str = ""
    line: int = 0
    what: str = ""


class EntryPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A place where the world reaches the payment code: a provider's webhook, a checkout, a page of return."""

    kind: Literal["webhook", "checkout", "return"]
    function: str
    path: str
    line: int
    provider: str
    route: str
    steps: tuple[PipelineStep, ...]
