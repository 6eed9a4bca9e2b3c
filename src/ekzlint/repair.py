"""The pipeline of `ekzlint fix`: check, plan, apply in memory, check again, and keep what made things better only.

Nothing is written here. A repair is kept when its files still parse, its finding is gone, and no new finding has come
up anywhere in the project; else it is dropped, with the reason. Repairs that touch each other wait for the next round.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ekzlint import engine
from ekzlint.config import Config
from ekzlint.findings.model import CONFIDENCES, Finding, Result
from ekzlint.findings.render import fill, load_messages
from ekzlint.fixes.edits import Edit, EditError, apply, flatten
from ekzlint.limits import MOST_FIX_ROUNDS
from ekzlint.planning import Planned, plans, sentence
from ekzlint.together import groups_of
from ekzlint.verdict import Problem, compared, identity_of, unreadable

if TYPE_CHECKING:
    from ekzlint.fixes.context import Trees


@dataclass(frozen=True)
class Done:
    """A finding that was repaired, and how."""

    finding: Finding
    message: str


@dataclass(frozen=True)
class Left:
    """A finding that stays, and why; `advice` says that the reason is what a person should write."""

    finding: Finding
    reason: str
    advice: bool = False


@dataclass(frozen=True)
class Offer:
    """A repair before it is applied: what a person is asked about. `files` are (path, old, new)."""

    finding: Finding
    message: str
    files: tuple[tuple[str, bytes, bytes], ...]


Answer = bool | bytes
"""Whether to take an offer; bytes are the person's own version of its first file."""


@dataclass
class Repair:
    """The outcome: new contents by absolute path, with the old ones, and what was done and what was not."""

    files: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    done: list[Done] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    result: Result | None = None
    groups: tuple[tuple[str, ...], ...] = ()
    """The files that belong together, each group in the order in which it is written."""


def repair(
    paths: Sequence[Path],
    config: Config,
    *,
    wanted: Callable[[Finding], bool],
    unsafe: bool = False,
    ask: Callable[[Offer], Answer] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Repair:
    """Repair the `wanted` findings of files and folders, in memory.

    `unsafe` takes repairs in that may change what the code does. `ask` is shown each repair before it is applied.
    Raises KnowledgeError as `engine.check` does.
    """
    session = _Session(paths, config, wanted, unsafe, ask, progress)
    for _ in range(MOST_FIX_ROUNDS):
        if not session.round():
            break
    return session.outcome()


class _Session:
    """One run: what the files would contain by now, and what was decided of each finding."""

    def __init__(
        self,
        paths: Sequence[Path],
        config: Config,
        wanted: Callable[[Finding], bool],
        unsafe: bool,
        ask: Callable[[Offer], Answer] | None,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self.paths, self.config, self.unsafe, self.ask, self.progress = paths, config, unsafe, ask, progress
        self.least = CONFIDENCES.index(config.min_confidence)
        self.messages = load_messages(config.lang)
        self.wanted = wanted
        # A repair that only makes ekzlint less sure is none, so everything is looked at.
        self.watch = msgspec.structs.replace(config, min_confidence="low")
        self.overlay: dict[str, bytes] = {}
        self.trees: Trees = {}
        self.originals: dict[str, bytes] = {}
        self.dropped: dict[str, Left] = {}
        self.done: list[Done] = []
        self.changes: list[tuple[str, frozenset[str]]] = []
        self.result = self.check({})

    def check(self, overlay: Mapping[str, bytes]) -> Result:
        return engine.check(self.paths, self.watch, overlay=overlay, progress=self.progress)

    def candidates(self) -> list[Finding]:
        return [
            finding
            for finding in self.result.findings
            if self.wanted(finding) and self.is_shown(finding) and finding.fingerprint not in self.dropped
        ]

    def round(self) -> bool:
        """Apply what can be applied together; False when nothing is left to try."""
        planned, refused = plans(self.candidates(), self.paths, self.config, self.overlay, self.trees)
        for finding, refusal in refused:
            self.drop(finding, sentence(refusal, self.messages))
        batch = self.together([item for item in planned if self.may(item)])
        while batch:
            files = self.applied(batch)
            if self.ask and not isinstance(files, str):
                return self.interactively(batch[0])
            problem = Problem(files) if isinstance(files, str) else self.keep(batch, files)
            if problem is None:
                return True
            guilty = [item for item in batch if identity_of(item.finding) == problem.identity]
            if len(batch) == 1 or guilty:
                for item in guilty or batch:
                    self.drop(item.finding, problem.text)
                batch = [item for item in batch if guilty and item not in guilty]
            else:
                # Nobody can tell which of them it was: the first half is tried, the rest in the next round.
                batch = batch[: len(batch) // 2]
        return bool(planned)

    def may(self, item: Planned) -> bool:
        text = sentence(item.plan, self.messages)
        if item.plan.applicability == "display":
            self.drop(item.finding, text, advice=True)
        elif item.plan.applicability == "unsafe" and not self.unsafe:
            self.drop(item.finding, self.say("fix_unsafe", what=text))
        else:
            return True
        return False

    def interactively(self, item: Planned) -> bool:
        assert self.ask is not None
        files = self.applied([item])
        if isinstance(files, str):
            self.drop(item.finding, files)
            return True
        shown = tuple((path, self.content(path), new) for path, new in files.items())
        answer = self.ask(Offer(item.finding, sentence(item.plan, self.messages), shown))
        if answer is False:
            self.drop(item.finding, self.say("fix_declined"))
            return True
        if isinstance(answer, bytes):
            files = {**files, shown[0][0]: answer}
        problem = self.keep([item], files)
        if problem:
            self.drop(item.finding, problem.text)
        return True

    def together(self, planned: list[Planned]) -> list[Planned]:
        """As many as do not touch each other, in order."""
        batch: list[Planned] = []
        edits: list[Edit] = []
        for item in planned:
            try:
                flatten([*edits, *item.plan.edits])
            except EditError:
                continue
            batch.append(item)
            edits += item.plan.edits
        return batch

    def applied(self, batch: list[Planned]) -> dict[str, bytes] | str:
        """The new contents of the files that a batch edits, or why it cannot be applied."""
        edits = flatten(edit for item in batch for edit in item.plan.edits)
        files: dict[str, bytes] = {}
        try:
            for path in sorted({edit.path for edit in edits}):
                files[path] = apply(self.content(path), [edit for edit in edits if edit.path == path])
        except (EditError, OSError) as error:
            return str(error)
        return files

    def content(self, path: str) -> bytes:
        if path not in self.originals:
            # The example of an environment file may not be there yet.
            self.originals[path] = Path(path).read_bytes() if Path(path).exists() else b""
        return self.overlay.get(path, self.originals[path])

    def keep(self, batch: list[Planned], files: Mapping[str, bytes]) -> Problem | None:
        """Take new contents over where they are better; else say what is wrong with them."""
        problem = unreadable(files, self.say)
        if problem is not None:
            return problem
        overlay = {**self.overlay, **files}
        after = self.check(overlay)
        problem = compared(self.result, after, [item.finding for item in batch], self.is_shown, self.say)
        if problem is None:
            self.overlay, self.result = overlay, after
            for item in batch:
                self.done.append(Done(item.finding, sentence(item.plan, self.messages)))
                own = Path(os.path.abspath(item.finding.path)).as_posix()  # noqa: PTH100 - a link stays one
                self.changes.append((own, frozenset(edit.path for edit in item.plan.edits)))
        return problem

    def is_shown(self, finding: Finding) -> bool:
        """Whether a finding is as sure as the configuration asks for."""
        return CONFIDENCES.index(finding.confidence) >= self.least

    def say(self, key: str, what: str = "") -> str:
        return fill(self.messages.get(key, key), {"what": what})

    def drop(self, finding: Finding, reason: str, advice: bool = False) -> None:
        self.dropped[finding.fingerprint] = Left(finding, reason, advice)

    def outcome(self) -> Repair:
        """What came out, the findings that stay with where they are now."""
        left = []
        for finding in self.result.findings:
            if self.wanted(finding) and self.is_shown(finding):
                known = self.dropped.get(finding.fingerprint)
                reason, advice = (known.reason, known.advice) if known else (self.say("fix_rounds"), False)
                left.append(Left(finding, reason, advice))
        files = {
            path: (self.originals[path], new)
            for path, new in sorted(self.overlay.items())
            if new != self.originals[path]
        }
        return Repair(files, self.done, left, self.result, groups_of(self.changes))
