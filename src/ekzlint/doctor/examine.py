"""The examination: compares what the environment holds with what the provider files say of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from ekzlint.doctor import git
from ekzlint.doctor.records import Entry, Remark
from ekzlint.knowledge.schema import Provider, Setting

_PLACEHOLDER: Final = re.compile(
    r"(?i)^(change[-_ ]?me|replace[-_ ]?me|your[-_ ].*|<.*>|x{3,}|\.{3,}|todo|tbd|secret|password|none|null|example.*)$"
    r"|_your_"
)


def examine(
    providers: Iterable[Provider], entries: Sequence[Entry], asked: Mapping[str, Path], files: Sequence[Path]
) -> Iterator[Remark]:
    """Say what is wrong with the settings of every provider in use, and with the files that hold them.

    `entries` are the settings in the order in which the later one counts, `asked` the names that the code reads.
    """
    held = {entry.name: entry for entry in entries}
    secret_names: set[str] = set()
    for provider in providers:
        used = {s.name for s in provider.setting if s.name in held or s.name in asked}
        if not used:
            continue
        secret_names |= {setting.name for setting in provider.setting if setting.secret}
        yield from _missing(provider, held, asked)
        for setting in provider.setting:
            if setting.name in held:
                yield from _value(provider, setting, held[setting.name])
        yield from _modes(provider, held)
    yield from _given_away(files, entries, secret_names)


def _missing(provider: Provider, held: Mapping[str, Entry], asked: Mapping[str, Path]) -> Iterator[Remark]:
    families = {s.family for s in provider.setting if s.required and (s.name in held or s.name in asked)}
    for setting in provider.setting:
        wanted = setting.name in asked or (setting.required and setting.family in families)
        if not wanted or (setting.name in held and held[setting.name].value.strip()):
            continue
        if setting.name not in asked and not setting.family:
            # Another name may hold it: only families are known to need every part.
            continue
        grade = "error" if setting.required else "warning"
        reason = "empty" if setting.name in held else "missing"
        where = asked.get(setting.name)
        yield Remark(
            grade=grade,  # type: ignore[arg-type]
            provider=provider.name,
            subject=setting.name,
            reason=reason if where is None else f"{reason}_read",
            detail=where.name if where else "",
        )


def _value(provider: Provider, setting: Setting, entry: Entry) -> Iterator[Remark]:
    """What is wrong with one value. The sentences never say it."""
    value = entry.value.strip()
    reason, detail = "", ""
    if not value:
        return
    if _PLACEHOLDER.search(value):
        reason = "placeholder"
    elif value != entry.value:
        reason = "padded"
    elif setting.hosts and urlsplit(value).hostname not in setting.hosts:
        other = _family_of_host(provider, urlsplit(value).hostname or "")
        reason, detail = ("mixed_family", other) if other else ("host", ", ".join(setting.hosts))
    elif setting.pattern and not re.fullmatch(setting.pattern, value):
        reason = "malformed"
    elif setting.hosts and urlsplit(value).scheme != "https":
        reason = "no_https"
    if reason:
        yield _remark(provider, entry, reason, detail)


def _family_of_host(provider: Provider, host: str) -> str:
    return next((setting.family for setting in provider.setting if host in setting.hosts), "")


def _modes(provider: Provider, held: Mapping[str, Entry]) -> Iterator[Remark]:
    """Settings for real money beside settings for tests."""
    live, test = [], []
    for setting in provider.setting:
        entry = held.get(setting.name)
        if entry is None:
            continue
        if setting.live and re.match(setting.live, entry.value):
            live.append(entry)
        elif setting.test and re.match(setting.test, entry.value):
            test.append(entry)
    if live and test:
        yield _remark(provider, test[0], "mixed_modes", ", ".join(entry.name for entry in live))


def _given_away(files: Sequence[Path], entries: Sequence[Entry], secret_names: set[str]) -> Iterator[Remark]:
    """Files with secrets that git has, had, or would take."""
    for path in files:
        names = sorted({e.name for e in entries if e.path == path and e.name in secret_names and e.value.strip()})
        if not names:
            continue
        told = ", ".join(names)
        if git.is_tracked(path):
            yield _of_file(path, "tracked", told)
        elif git.was_committed(path):
            yield _of_file(path, "committed", told)
        elif not git.is_ignored(path):
            yield _of_file(path, "not_ignored", told)


def _of_file(path: Path, reason: str, detail: str) -> Remark:
    grade = "warning" if reason == "not_ignored" else "error"
    return Remark(grade=grade, provider="", subject=path.name, reason=reason, detail=detail, path=path.name)  # type: ignore[arg-type]


def _remark(provider: Provider, entry: Entry, reason: str, detail: str = "") -> Remark:
    return Remark(
        grade="error",
        provider=provider.name,
        subject=entry.name,
        reason=reason,
        detail=detail,
        path=entry.path.name if entry.path else "",
        line=entry.line,
    )
