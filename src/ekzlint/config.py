"""The configuration: `[tool.ekzlint]` in pyproject.toml, or a file ekzlint.toml with the same keys at its top level."""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, get_args

import msgspec
from pathspec import GitIgnoreSpec

from ekzlint.findings.model import CONFIDENCES, SEVERITIES, Confidence, Language, Severity

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

DEFAULT_EXCLUDE: Final = (
    "vendor/",
    "_vendor/",
    "third_party/",
    "migrations/",
    "**/alembic/versions/",
    "tests/",
    "test/",
    "test_*.py",
    "*_test.py",
    "conftest.py",
    "build/",
    "dist/",
)
"""What is left out unless the key `exclude` says otherwise, as patterns of .gitignore."""

_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "min-confidence": CONFIDENCES,
    "fail-on": SEVERITIES,
    "lang": get_args(Language),
}


class ConfigError(Exception):
    """The configuration cannot be used; the text names the file, the key and the reason."""


class Config(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """What a run is asked to do. Every field but `file` is a key of the configuration file, with `-` for `_`."""

    select: tuple[str, ...] = ()
    """Codes or prefixes of codes to report; empty means all."""
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    extend_exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    """Whether the excludes hold for a file that is named on the command line too."""
    min_confidence: Confidence = "medium"
    fail_on: Severity = "info"
    lang: Language = "en"
    knowledge: tuple[Path, ...] = ()
    """The project's own provider files; absolute once loaded."""
    baseline: Path | None = None
    """The file of known findings, which are not reported; absolute once loaded."""
    adapters: tuple[str, ...] = ()
    """Patterns of further modules that count as adapters and may compare raw statuses."""
    cache_dir: Path | None = None
    """Where results are kept between runs; absolute once loaded. None: `.ekzlint_cache` in the project's root."""
    file: Path | None = None
    """Where this configuration was read; None when there is no file."""

    @property
    def root(self) -> Path:
        """The folder that the patterns are relative to: that of the file, else the working directory."""
        return self.file.parent if self.file else Path.cwd()

    def selects(self, code: str) -> bool:
        """Tell whether findings of `code` are wanted: the longest matching prefix wins, and `ignore` wins a tie."""
        wanted = _longest_prefix(code, self.select) if self.select else 0
        unwanted = _longest_prefix(code, self.ignore)
        return wanted is not None and (unwanted is None or wanted > unwanted)


def load_config(paths: Sequence[Path] = ()) -> Config:
    """Return the nearest configuration above `paths`, else above the working directory, else the defaults.

    In one folder ekzlint.toml goes before pyproject.toml, and a pyproject.toml without [tool.ekzlint] does not count.
    Raises ConfigError for a file that cannot be read, is not TOML, or has an unknown key or a wrong value.
    """
    seen: set[Path] = set()
    for start in (_common_folder(paths), Path.cwd()):
        for folder in (start, *start.parents):
            if folder in seen:
                break
            seen.add(folder)
            for file, keys in ((folder / "ekzlint.toml", ()), (folder / "pyproject.toml", ("tool", "ekzlint"))):
                table = _table(file, keys)
                if table is not None:
                    return parse_config(table, file, ".".join(keys))
    return Config()


def parse_config(table: Mapping[str, Any], file: Path, prefix: str = "") -> Config:
    """Check `table`, read from `file` under the dotted `prefix`, and return it as a Config.

    Raises ConfigError with the full name of the key at fault.
    """
    known = [field.encode_name for field in msgspec.structs.fields(Config) if field.name != "file"]
    for key in table:
        if key not in known:
            raise ConfigError(f"{file}: unknown key {_dotted(prefix, key)!r}{nearest(key, known)}")
    try:
        config = msgspec.convert(dict(table), Config, dec_hook=_decode)
    except msgspec.ValidationError as error:
        raise ConfigError(_explain(error, file, prefix)) from None
    _check_patterns(config, file, prefix)
    knowledge = tuple(file.parent / path for path in config.knowledge)
    for path in knowledge:
        if not path.is_file():
            raise ConfigError(f"{file}: {_dotted(prefix, 'knowledge')!r}: there is no file {path}")
    baseline = file.parent / config.baseline if config.baseline else None
    cache_dir = _cache_dir(config, file, prefix)
    return msgspec.structs.replace(config, knowledge=knowledge, baseline=baseline, cache_dir=cache_dir, file=file)


def _cache_dir(config: Config, file: Path, prefix: str) -> Path | None:
    """The folder of the cache, which a project may not put outside of itself."""
    if config.cache_dir is None:
        return None
    folder = Path(os.path.normpath(file.parent.absolute() / config.cache_dir))
    if file.parent.absolute() not in folder.parents:
        raise ConfigError(f"{file}: {_dotted(prefix, 'cache-dir')!r}: must lie inside {file.parent}")
    return folder


def nearest(word: str, known: Sequence[str]) -> str:
    """Return "; did you mean 'x'?" with the most similar of `known`, or "" when nothing is similar."""
    match = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"; did you mean {match[0]!r}?" if match else ""


def _table(file: Path, keys: Sequence[str]) -> Mapping[str, Any] | None:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: not UTF-8 (byte {error.start})") from None
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from None
    try:
        table: Any = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from None
    for depth, key in enumerate(keys, start=1):
        table = table.get(key)
        if table is None:
            return None
        if not isinstance(table, dict):
            raise ConfigError(f"{file}: {'.'.join(keys[:depth])!r} must be a table")
    found: Mapping[str, Any] = table
    return found


def _common_folder(paths: Sequence[Path]) -> Path:
    folders = [path if path.is_dir() else path.parent for path in (path.resolve() for path in paths)]
    try:
        return Path(os.path.commonpath(folders)) if folders else Path.cwd()
    except ValueError:  # on different drives
        return Path.cwd()


def _longest_prefix(code: str, prefixes: Sequence[str]) -> int | None:
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix.upper())), default=None)


def _check_patterns(config: Config, file: Path, prefix: str) -> None:
    for key, patterns in (("exclude", config.exclude), ("extend-exclude", config.extend_exclude)):
        for pattern in patterns:
            try:
                GitIgnoreSpec.from_lines([pattern])
            except (ValueError, re.error):
                raise ConfigError(f"{file}: {_dotted(prefix, key)!r}: {pattern!r} is not a valid pattern") from None


def _dotted(prefix: str, key: str) -> str:
    return f"{prefix}.{key}" if prefix else key


def _decode(wanted: type, value: object) -> object:
    if wanted is Path and isinstance(value, str):
        return Path(value)
    raise TypeError(f"Expected `str`, got `{type(value).__name__}`")


def _explain(error: msgspec.ValidationError, file: Path, prefix: str) -> str:
    """Turn "Expected `array`, got `str` - at `$.select`" into a sentence with the file and the key."""
    reason, _, place = str(error).partition(" - at ")
    key = place.strip("`").removeprefix("$").removeprefix(".")
    for ours, theirs in {
        "array": "a list",
        "object": "a table",
        "str": "a string",
        "bool": "true or false",
        "int": "a number",
    }.items():
        reason = reason.replace(f"`{ours}`", theirs)
    invalid = re.fullmatch(r"Invalid enum value '(.*)'", reason)
    if invalid:
        allowed = _CHOICES[key]
        reason = f"{invalid[1]!r} is none of {', '.join(allowed)}{nearest(invalid[1], allowed)}"
    return f"{file}: {_dotted(prefix, key)!r}: {reason[:1].lower()}{reason[1:]}"
