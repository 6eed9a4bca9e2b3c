"""From what the analysis found to what a user is told: selection, suppressions, words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from ekzlint.cache.records import Located
from ekzlint.config import Config
from ekzlint.findings.model import CONFIDENCES, Draft, FileError, Finding, Span
from ekzlint.findings.render import load_messages, to_findings
from ekzlint.findings.suppress import Suppressions, parse
from ekzlint.knowledge.load import load_rules
from ekzlint.source.discover import display_path

UNREADABLE, UNUSED = "EKZ900", "EKZ901"


class Finish:
    """The last stage of one run. `text` gives the text of a file by its absolute path."""

    def __init__(self, config: Config, text: Callable[[str], str]) -> None:
        self._config, self._text = config, text
        self._rules = load_rules()
        self._comments: dict[str, Suppressions] = {}
        self.problems: list[FileError] = []
        """Comments to ekzlint that it does not understand."""

    def findings(
        self,
        found: Iterable[Located],
        targets: frozenset[str],
        speaking: Sequence[str],
        unreadable: Iterable[FileError],
    ) -> list[Finding]:
        """What is told of `targets`; of `speaking`, which may hold comments to ekzlint, those too that hide nothing."""
        kept = [located.draft for located in _strongest(found) if self._is_told(located, targets)]
        for path in speaking:
            kept += self._unused(path)
        named = [_renamed(draft) for draft in kept]
        if self._config.selects(UNREADABLE):
            named += [_unreadable(error) for error in unreadable]
        texts = {display_path(Path(draft.path)): self._text(draft.path) for draft in kept}
        language = self._config.lang
        return to_findings(named, self._rules, load_messages(language), language, texts)

    def sources(self, findings: Iterable[Finding], read: Iterable[str]) -> dict[str, str]:
        """The text of each file that a finding or a step of its trace points into: `read` holds all that may be."""
        paths = {display_path(Path(path)): path for path in read}
        shown = {finding.path for finding in findings} | {step.path for finding in findings for step in finding.trace}
        return {name: self._text(paths[name]) for name in sorted(shown) if name in paths}

    def _is_told(self, located: Located, targets: frozenset[str]) -> bool:
        draft = located.draft
        if draft.path not in targets or draft.code not in self._rules or not self._config.selects(draft.code):
            return False
        hidden = self._comments_of(draft.path).hides(draft.code, located.statement, located.header)
        return not hidden and CONFIDENCES.index(draft.confidence) >= CONFIDENCES.index(self._config.min_confidence)

    def _comments_of(self, path: str) -> Suppressions:
        if path not in self._comments:
            self._comments[path] = parse(self._text(path), self._rules)
        return self._comments[path]

    def _unused(self, path: str) -> Iterable[Draft]:
        """Comments of a file that hide nothing; those that make no sense are put aside as problems."""
        comments = self._comments_of(path)
        for line, message in comments.problems:
            self.problems.append(FileError(path=path, line=line, column=1, reason=message))
        selected = [code for code in self._rules if self._config.selects(code)]
        if UNUSED not in selected:
            return
        for line, column, code in comments.unused(selected):
            span = Span(line, column, line, column + 1)
            if not comments.hides(UNUSED, (line, line), None):
                yield Draft(code=UNUSED, path=path, span=span, params={"code": code})


def _strongest(found: Iterable[Located]) -> list[Located]:
    """One draft a code and place: the surest, and among those the one with the shortest proof."""
    best: dict[tuple[str, str, Span], Located] = {}
    for located in found:
        key = (located.draft.code, located.draft.path, located.draft.span)
        other = best.get(key)
        if other is None or _rank(located.draft) > _rank(other.draft):
            best[key] = located
    return list(best.values())


def _rank(draft: Draft) -> tuple[int, int]:
    return CONFIDENCES.index(draft.confidence), -len(draft.trace)


def _unreadable(error: FileError) -> Draft:
    line, column = max(error.line, 1), max(error.column, 1)
    place = Span(line, column, line, column + 1)
    return Draft(code=UNREADABLE, path=display_path(Path(error.path)), span=place, params={"reason": error.reason})


def _renamed(draft: Draft) -> Draft:
    """The draft with paths as the user sees them."""
    trace = tuple(msgspec.structs.replace(step, path=display_path(Path(step.path))) for step in draft.trace)
    return msgspec.structs.replace(draft, path=display_path(Path(draft.path)), trace=trace)
