"""The report for people: every finding with its source line and the steps that prove it, like a good compiler."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from ekzlint.findings.model import SEVERITIES, FileError, Finding, Result, Severity, TraceStep
from ekzlint.knowledge.schema import Rule
from ekzlint.report.escape import visible
from ekzlint.report.excerpt import excerpt, mask_secrets
from ekzlint.report.fixes import fix_diff
from ekzlint.report.untold import untold_errors
from ekzlint.report.words import WORDS, Words

_MAX_LINES: Final = 4
"""The lines of a statement that are shown; a longer one is cut."""
_SECRET_IN_SOURCE: Final = "EKZ801"
"""The rule whose source lines must not be repeated as they are: reports end in logs that many can read."""

_BOLD: Final = "1"
_GUTTER: Final = "1;34"
_NOTE: Final = "1;36"
_HELP: Final = "1;32"
_DIFF: Final[Mapping[str, str]] = {"-": "31", "+": "32"}
_SEVERITY: Final[Mapping[Severity, str]] = {"error": "1;31", "warning": "1;33", "info": "1;36"}


def render(result: Result, *, color: bool = False, rules: Mapping[str, Rule] | None = None) -> str:
    """Return every finding of `result`, every error that none of them tells, and a summary in the last line.

    `color` adds the escape sequences of a terminal; `rules` is not used.
    """
    words = WORDS[result.language]
    paint = _Paint(color)
    sources = _Sources(result.sources)
    blocks = ["\n".join(_finding(finding, words, paint, sources)) for finding in result.findings]
    errors = untold_errors(result)
    if errors:
        blocks.append("\n".join(_problem(error, words, paint) for error in errors))
    blocks.append(paint(_summary(result, len(errors), words), _BOLD))
    return "\n\n".join(blocks) + "\n"


class _Paint:
    """Puts the escape sequence of a style around a text, or leaves it alone."""

    def __init__(self, color: bool) -> None:
        self._color = color

    def __call__(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._color and text and style else text


class _Sources:
    """The lines of each file, split once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self._lines: dict[str, list[str]] = {}

    def lines(self, at: Finding | TraceStep) -> list[tuple[int, str]]:
        """Return the numbered lines that `at` covers; none where the text of the file is not at hand."""
        if at.path not in self._lines:
            self._lines[at.path] = self.texts[at.path].split("\n") if at.path in self.texts else []
        last = at.end_line if at.end_column > 1 else at.end_line - 1
        numbers = range(at.line, max(at.line, last) + 1)
        lines = self._lines[at.path]
        return [(number, lines[number - 1]) for number in numbers if 0 < number <= len(lines)]


def _finding(finding: Finding, words: Words, paint: _Paint, sources: _Sources) -> Iterator[str]:
    style = _SEVERITY[finding.severity]
    places: list[Finding | TraceStep] = [finding, *finding.trace]
    width = max((len(str(number)) for at in places for number, _ in sources.lines(at)[:_MAX_LINES]), default=1)
    masked = finding.code == _SECRET_IN_SOURCE

    severity = words.severities[finding.severity][0]
    kind = f"[{severity}, {words.confidences[finding.confidence]}]"
    where = f"{visible(finding.path)}:{finding.line}:{finding.column}"
    yield f"{paint(where, _BOLD)} {paint(finding.code, style)} {finding.name} {paint(kind, style)}"
    yield visible(finding.message)
    yield from _snippet(finding, sources.lines(finding), width, paint, style, masked)
    for number, step in enumerate(finding.trace, start=1):
        lines = sources.lines(step)
        note = paint(f"{words.note} {number}:", _NOTE)
        # Where the line is shown its number is too; the file has to be named only when it is another one.
        known = bool(lines) and step.path == finding.path
        yield f"{note} {visible(step.message)}" + (
            "" if known else f" ({visible(step.path)}:{step.line}:{step.column})"
        )
        yield from _snippet(step, lines, width, paint, _NOTE, masked)
    if finding.remedy:
        first, *more = finding.remedy.split("\n")
        yield f"{paint(f'{words.help}:', _HELP)} {visible(first)}"
        for line in more:
            yield f"  {visible(line)}".rstrip()
    if finding.fix:
        kind = f"{words.fix} ({words.applicabilities[finding.fix.applicability]}):"
        yield f"{paint(kind, _HELP)} {visible(finding.fix.message)}"
        yield from (
            paint(visible(line), _DIFF.get(line[:1], "")) for line in fix_diff(finding.fix, sources.texts, masked)
        )


def _snippet(
    at: Finding | TraceStep, lines: list[tuple[int, str]], width: int, paint: _Paint, style: str, masked: bool
) -> Iterator[str]:
    """Show numbered lines; carets mark the first one, from where `at` begins to where it or the line ends."""
    for number, line in lines[:_MAX_LINES]:
        text = mask_secrets(line) if masked else line
        is_first = number == at.line
        end = at.end_column if at.end_line == at.line else len(line.rstrip()) + 1
        shown, carets = excerpt(text, at.column if is_first else 1, end if is_first else 1)
        yield f"{paint(f'{number:>{width + 2}} |', _GUTTER)} {shown}".rstrip()
        if is_first:
            yield f"{paint(' ' * (width + 2) + ' |', _GUTTER)} {_paint_carets(carets, paint, style)}"
    if len(lines) > _MAX_LINES:
        yield f"{paint(' ' * (width + 2) + ' |', _GUTTER)} ..."


def _paint_carets(carets: str, paint: _Paint, style: str) -> str:
    marks = carets.lstrip()
    return carets[: len(carets) - len(marks)] + paint(marks, style)


def _problem(error: FileError, words: Words, paint: _Paint) -> str:
    where = f"{visible(error.path)}:{error.line}:{max(error.column, 1)}" if error.line > 0 else visible(error.path)
    return f"{paint(where, _BOLD)} {paint(words.problem[0] + ':', _SEVERITY['error'])} {visible(error.reason)}"


def _summary(result: Result, problems: int, words: Words) -> str:
    parts = [words.nothing]
    number = len(result.findings)
    if number:
        counts = Counter(finding.severity for finding in result.findings)
        kinds = [words.count(counts[s], words.severities[s]) for s in reversed(SEVERITIES) if counts[s]]
        files = words.count(len({finding.path for finding in result.findings}), words.file)
        template = words.choose(number, words.found)
        parts = [template.format(count=number, kinds=", ".join(kinds), files=files)]
    if problems:
        parts.append(words.count(problems, words.problem))
    return "; ".join([*parts, words.totals(result.stats)])
