"""Writes a report to where it belongs. Only here does the command line touch standard output."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ekzlint.report import render

if TYPE_CHECKING:
    from ekzlint.findings.model import Result
    from ekzlint.knowledge.schema import Rule
    from ekzlint.profile import Times

_EXIT_CLOSED_PIPE: Final = 141


def write_report(result: Result, rules: Mapping[str, Rule], *, format_: str, output: Path | None) -> None:
    """Write `result` in `format_` to the file `output`, or to standard output where that is None.

    Raises click.FileError when the file cannot be written.
    """
    text = render(format_, result, color=output is None and wants_color(), rules=rules)
    if text and not text.endswith("\n"):
        text += "\n"
    if output is None:
        write(text)
        return
    try:
        output.write_bytes(_encode(text, "utf-8"))
    except OSError as error:
        raise click.FileError(str(output), error.strerror) from None


def write_statistics(result: Result, *, err: bool) -> None:
    """Write how many findings each code has, the most frequent first."""
    counts = Counter((finding.code, finding.name) for finding in result.findings)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    write("".join(f"{count:>6}  {code}  {name}\n" for (code, name), count in ordered), err=err)


def write_profile(times: Times) -> None:
    """Write how long each stage and each rule took, the longest first; processes count side by side."""
    lines = ["seconds  stage"]
    lines += [f"{seconds:7.3f}  {name}" for name, seconds in times.stages.items()]
    lines += ["seconds  rule"] if times.rules else []
    lines += [f"{seconds:7.3f}  {code}" for code, seconds in times.rules.items()]
    write("".join(f"{line}\n" for line in lines), err=True)


def write(text: str, *, err: bool = False) -> None:
    """Write `text` to standard output or standard error; when the reader has gone away, end quietly."""
    stream = sys.stderr if err else sys.stdout
    if stream is None:  # closed by whoever started this process
        return
    try:
        click.echo(_encode(text, "utf-8" if not stream.isatty() else stream.encoding), nl=False, err=err)
    except BrokenPipeError:
        # Whatever Python still has to flush at exit goes nowhere, instead of failing once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        sys.exit(_EXIT_CLOSED_PIPE)
    except OSError as error:
        raise click.ClickException(f"the report cannot be written: {error.strerror}") from None


def wants_color() -> bool:
    """Tell whether standard output is a terminal that shows colour, and nobody said NO_COLOR."""
    return (
        sys.stdout is not None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def _encode(text: str, encoding: str) -> bytes:
    # A file name that is not text carries lone surrogates; written as \udcXX they stay readable, and valid JSON.
    return text.encode(encoding, errors="backslashreplace")
