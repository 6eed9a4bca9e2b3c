"""The pipeline: discover, triage, parse, walk, check, suppress, render. Every stage lives in its own package."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ekzlint import __version__
from ekzlint.checks import MODULE_CHECKS, WALK_CHECKS
from ekzlint.config import Config
from ekzlint.findings.model import CONFIDENCES, Draft, FileError, Finding, Result, Span, Stats, Step
from ekzlint.findings.render import load_messages, to_findings
from ekzlint.findings.suppress import Suppressions, parse
from ekzlint.flow.entries import entries_of
from ekzlint.flow.library import Library
from ekzlint.flow.loader import Loader
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import Project
from ekzlint.flow.shapes import shapes_of
from ekzlint.flow.start import walk
from ekzlint.flow.views import Walk
from ekzlint.knowledge.load import load_knowledge, load_rules
from ekzlint.limits import DEEPEST_STACK
from ekzlint.source.discover import discover, display_path
from ekzlint.source.roots import project_root

UNREADABLE, UNUSED = "EKZ900", "EKZ901"


@dataclass
class _Outcome:
    """What is gathered while files are checked."""

    drafts: list[Draft] = field(default_factory=list)
    errors: list[FileError] = field(default_factory=list)


def check(
    paths: Sequence[Path],
    config: Config,
    *,
    stdin: tuple[str, bytes] | None = None,
    progress: Callable[[int, int], None] | None = None,
    overlay: Mapping[str, bytes] | None = None,
) -> Result:
    """Check files and folders, or one text given as (name, bytes), and return all that was found.

    `overlay` holds what files would contain, by absolute path, as if it were written already.
    Raises KnowledgeError where a provider file of the configuration cannot be used. `progress` is told (done, total).
    """
    began = time.perf_counter()
    knowledge = load_knowledge(config.knowledge)
    loader = Loader(knowledge, config.adapters, config.root, overlay)
    outcome = _Outcome()
    files: list[Path] = []
    if stdin is not None:
        files = [loader.add_text(*stdin)]
    else:
        files, outcome.errors = discover(paths, config)
    project = Project(project_root(files), loader.load)
    machine = Machine(project, Library(knowledge), shapes_of(knowledge))
    with room():
        for done, path in enumerate(files):
            if progress:
                progress(done, len(files))
            _check_file(machine, loader, path.as_posix(), outcome)
    outcome.errors += loader.errors
    findings = _finish(loader, config, outcome)
    shown = {finding.path for finding in findings} | {step.path for finding in findings for step in finding.trace}
    return Result(
        version=__version__,
        language=config.lang,
        findings=tuple(findings),
        errors=tuple(sorted(outcome.errors, key=lambda error: (error.path, error.line))),
        stats=Stats(files_seen=len(files), files_parsed=loader.parsed, seconds=time.perf_counter() - began),
        sources={name: text for name, text in loader.texts_by_name().items() if name in shown},
    )


@contextmanager
def room() -> Iterator[None]:
    """Let walks go deep, and keep the garbage collector from going over records that all live to the end."""
    gc_was_on, depth = gc.isenabled(), sys.getrecursionlimit()
    gc.disable()
    sys.setrecursionlimit(max(depth, DEEPEST_STACK))
    try:
        yield
    finally:
        sys.setrecursionlimit(depth)
        if gc_was_on:
            gc.enable()


def _check_file(machine: Machine, loader: Loader, path: str, outcome: _Outcome) -> None:
    if not loader.triggers(path):
        return
    try:
        _check_module(machine, path, outcome)
    except RecursionError:
        reason = "nested too deeply to be analysed"
        outcome.errors.append(FileError(path=display_path(Path(path)), line=0, column=0, reason=reason))


def _check_module(machine: Machine, path: str, outcome: _Outcome) -> None:
    module = machine.project.module(path)
    if module is None:
        return
    for check_module in MODULE_CHECKS.values():
        outcome.drafts += check_module(machine, module)
    for entry in entries_of(machine, module):
        seen = Walk(machine, entry, walk(machine, entry))
        for check_walk in WALK_CHECKS.values():
            outcome.drafts += check_walk(seen)
        for limit in sorted(seen.run.limits):
            reason = f"{entry.name}: not followed to the end, the limit of {limit} was reached"
            outcome.errors.append(
                FileError(path=display_path(Path(path)), line=entry.node.at[0], column=1, reason=reason)
            )


def _finish(loader: Loader, config: Config, outcome: _Outcome) -> list[Finding]:
    """From drafts to findings: unreadable files join in, suppressed and unwanted ones leave."""
    rules = load_rules()
    least = CONFIDENCES.index(config.min_confidence)
    suppressions: dict[str, Suppressions] = {}
    kept: list[Draft] = []
    for draft in _strongest(outcome.drafts):
        if not config.selects(draft.code) or draft.code not in rules or not loader.is_target(draft.path):
            continue
        comments = suppressions.setdefault(draft.path, parse(loader.text(draft.path), rules))
        hidden = comments.hides(
            draft.code, loader.statement_lines(draft.path, draft.span), loader.def_lines(draft.path, draft.span)
        )
        if not hidden and CONFIDENCES.index(draft.confidence) >= least:
            kept.append(draft)
    selected = [code for code in rules if config.selects(code)]
    kept += _unused(loader, selected, suppressions, rules, outcome)
    named = [_renamed(draft) for draft in kept]
    if config.selects(UNREADABLE) and UNREADABLE in rules:
        named += [_unreadable(error) for error in outcome.errors if error.line == 0 or error.path in loader.broken]
    return to_findings(named, rules, load_messages(config.lang), config.lang, loader.texts_by_name())


def _strongest(drafts: Iterable[Draft]) -> list[Draft]:
    """One draft a code and place: the surest, and among those the one with the shortest proof."""
    best: dict[tuple[str, str, Span], Draft] = {}
    for draft in drafts:
        key = (draft.code, draft.path, draft.span)
        other = best.get(key)
        if other is None or _rank(draft) > _rank(other):
            best[key] = draft
    return list(best.values())


def _rank(draft: Draft) -> tuple[int, int]:
    return CONFIDENCES.index(draft.confidence), -len(draft.trace)


def _unused(
    loader: Loader, selected: list[str], suppressions: dict[str, Suppressions], rules: Iterable[str], outcome: _Outcome
) -> list[Draft]:
    drafts: list[Draft] = []
    for path, text in loader.target_texts():
        if "ekzlint:" not in text:
            continue
        comments = suppressions.setdefault(path, parse(text, list(rules)))
        for line, message in comments.problems:
            outcome.errors.append(FileError(path=display_path(Path(path)), line=line, column=1, reason=message))
        if UNUSED not in selected:
            continue
        for line, column, code in comments.unused(selected):
            span = Span(line, column, line, column + 1)
            if not comments.hides(UNUSED, (line, line), None):
                drafts.append(Draft(code=UNUSED, path=path, span=span, params={"code": code}))
    return drafts


def _unreadable(error: FileError) -> Draft:
    line, column = max(error.line, 1), max(error.column, 1)
    return Draft(
        code=UNREADABLE, path=error.path, span=Span(line, column, line, column + 1), params={"reason": error.reason}
    )


def _renamed(draft: Draft) -> Draft:
    """The draft with paths as the user sees them."""
    trace = tuple(Step(display_path(Path(step.path)), step.span, step.key, step.params) for step in draft.trace)
    return Draft(
        code=draft.code,
        path=display_path(Path(draft.path)),
        span=draft.span,
        function=draft.function,
        provider=draft.provider,
        confidence=draft.confidence,
        params=draft.params,
        trace=trace,
    )
