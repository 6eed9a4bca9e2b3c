"""Loads what ekzlint knows: the TOML files under rules/, and those that a project adds by configuration."""

from __future__ import annotations

import difflib
import hashlib
import re
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar, get_args, get_origin

import msgspec

from ekzlint import __version__, store
from ekzlint.data import data_folder
from ekzlint.knowledge.extend import extended
from ekzlint.knowledge.schema import Framework, Provider, Rule
from ekzlint.knowledge.validate import check_framework, check_provider, check_rule
from ekzlint.limits import MAX_FILE_BYTES

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_T = TypeVar("_T", Provider, Framework, Rule)

_SNAPSHOT: Final = "knowledge"
_STEP: Final = re.compile(r"\.(\w+)|\[(?:\d+|\.\.\.)\]")
_WORDS: Final = {
    "array": "a list",
    "object": "a table",
    "str | int": "a string or a whole number",
    "int | str": "a string or a whole number",
    "str": "a string",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "date": "a date",
    "datetime": "a date and time",
    "time": "a time",
}


class KnowledgeError(Exception):
    """A file of knowledge cannot be used; the text names the path, the key and the reason."""


class Knowledge(msgspec.Struct, frozen=True, kw_only=True):
    """The providers and the frameworks that an analysis knows, each by its name."""

    providers: dict[str, Provider]
    frameworks: dict[str, Framework]


class Shipped(msgspec.Struct, frozen=True, kw_only=True):
    """All that ships with ekzlint."""

    digest: str
    """The identity of the files that this was read from."""
    providers: dict[str, Provider]
    owners: dict[str, str]
    """The file of each provider."""
    frameworks: dict[str, Framework]
    rules: dict[str, Rule]


def load_knowledge(extra: Sequence[Path] = ()) -> Knowledge:
    """Return what ships with ekzlint, and the provider files `extra` of the project on top of it, in their order.

    Raises KnowledgeError for a file that cannot be read, is not TOML, has an unknown key or a wrong value,
    takes a name that another file has without saying so, or extends a provider that there is not.
    """
    shipped = load_shipped()
    if not extra:
        return Knowledge(providers=shipped.providers, frameworks=shipped.frameworks)
    providers = dict(shipped.providers)
    owners = {name: data_folder("rules") / "providers" / file for name, file in shipped.owners.items()}
    for path in extra:
        _add_provider(providers, owners, path)
    return Knowledge(providers=providers, frameworks=shipped.frameworks)


def load_rules() -> dict[str, Rule]:
    """Return the rules by code, in the order of the codes.

    Raises KnowledgeError for a rule.toml that is wrong or does not fit the name of its folder.
    """
    return load_shipped().rules


def digest(extra: Sequence[Path] = ()) -> str:
    """The identity of what is known, the provider files `extra` of a project included. Raises KnowledgeError."""
    parts = [load_shipped().digest, *(_read(path) for path in extra)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def load_shipped() -> Shipped:
    """All that ships with ekzlint. Raises KnowledgeError for a file that is wrong."""
    root = data_folder("rules")
    files = (
        *sorted(root.glob("providers/*.toml")),
        *sorted(root.glob("frameworks/*.toml")),
        *sorted(root.glob("EKZ*/rule.toml")),
    )
    return _shipped(root, tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files))


@lru_cache(maxsize=4)
def _shipped(root: Path, files: tuple[tuple[Path, int, int], ...]) -> Shipped:
    """What lies under `root`: as it was read last, where the files still hold the same, else read anew."""
    content = hashlib.sha256(__version__.encode())
    for path, _, _ in files:
        content.update(f"\0{path.relative_to(root)}\0{_read(path)}".encode())
    known = _snapshot(content.hexdigest())
    if known is not None:
        return known
    providers: dict[str, Provider] = {}
    owners: dict[str, Path] = {}
    for path in sorted(root.glob("providers/*.toml")):
        _add_provider(providers, owners, path)
    shipped = Shipped(
        digest=content.hexdigest(),
        providers=providers,
        owners={name: path.name for name, path in owners.items()},
        frameworks=_frameworks(sorted(root.glob("frameworks/*.toml"))),
        rules=_rules(sorted(root.glob("EKZ*/rule.toml"))),
    )
    folder = store.user_folder()
    if folder is not None:
        store.write(folder / _SNAPSHOT, msgspec.msgpack.encode(shipped))
    return shipped


def _snapshot(wanted: str) -> Shipped | None:
    """What this user's ekzlint read last, if that is what is wanted: checked, and forty files faster."""
    folder = store.user_folder()
    try:
        data = store.read(folder / _SNAPSHOT) if folder is not None else None
        shipped = msgspec.msgpack.decode(data, type=Shipped) if data is not None else None
    except (store.ForeignError, msgspec.DecodeError):
        return None
    return shipped if shipped is not None and shipped.digest == wanted else None


def _rules(paths: Sequence[Path]) -> dict[str, Rule]:
    rules = {path: _load(path, Rule) for path in paths}
    for path, rule in rules.items():
        if path.parent.name != f"{rule.code}-{rule.name}":
            raise KnowledgeError(f"{path}: 'code' and 'name': the folder must be named {rule.code}-{rule.name}")
    codes = [rule.code for rule in rules.values()]
    for path, rule in rules.items():
        if codes.count(rule.code) > 1:
            raise KnowledgeError(f"{path}: 'code': {rule.code} belongs to two rules")
    return {rule.code: rule for rule in rules.values()}


def rule_folder(code: str) -> Path:
    """Return the folder of the rule `code`, with its rule.toml and its examples.

    Raises KnowledgeError when there is no such rule.
    """
    root = data_folder("rules")
    for path in root.glob("EKZ*/rule.toml"):
        if path.parent.name.partition("-")[0] == code:
            return path.parent
    raise KnowledgeError(f"{root}: there is no rule {code}")


def _load(path: Path, wanted: type[_T]) -> _T:
    """The record of one file; a file that has not changed since it was read is not read again."""
    try:
        now = path.stat()
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read: {error.strerror}") from None
    record: _T = _load_version(path, wanted, (now.st_mtime_ns, now.st_size))
    return record


@lru_cache(maxsize=256)
def _load_version(path: Path, wanted: type[_T], version: tuple[int, int]) -> _T:
    """Read one file, decode it, and check what types cannot say."""
    try:
        table: Any = tomllib.loads(_read(path))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise KnowledgeError(f"{path}: not valid TOML: {error}") from None
    try:
        record = msgspec.convert(table, wanted)
    except msgspec.ValidationError as error:
        raise KnowledgeError(f"{path}: {_explain(error, wanted)}") from None
    for key, reason in _problems(record):
        raise KnowledgeError(f"{path}: '{key}': {reason}")
    return record


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
        if len(data) > MAX_FILE_BYTES:
            raise KnowledgeError(f"{path}: larger than {MAX_FILE_BYTES // 1024} KiB")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{path}: not UTF-8 (byte {error.start})") from None
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read: {error.strerror}") from None


def _problems(record: Provider | Framework | Rule) -> Sequence[tuple[str, str]]:
    if isinstance(record, Provider):
        return check_provider(record)
    return check_framework(record) if isinstance(record, Framework) else check_rule(record)


def _add_provider(providers: dict[str, Provider], owners: dict[str, Path], path: Path) -> None:
    """Load one file on top of those before it; a name that is taken must be meant."""
    provider = _load(path, Provider)
    known = providers.get(provider.name)
    if known is None and provider.existing != "refuse":
        raise KnowledgeError(
            f"{path}: 'name': there is no provider {provider.name!r} to {provider.existing}"
            f"{_nearest(provider.name, list(providers))}"
        )
    if known is not None and provider.existing == "refuse":
        raise KnowledgeError(
            f"{path}: 'name': {provider.name!r} is taken by {owners[provider.name]}; "
            'with existing = "extend" or "replace" this file builds on it or takes its place'
        )
    if known is not None and provider.existing == "extend":
        provider = extended(known, provider)
        for key, reason in check_provider(provider):
            raise KnowledgeError(f"{path}: '{key}': {reason}")
    providers[provider.name] = provider
    owners[provider.name] = path


def _frameworks(paths: Sequence[Path]) -> dict[str, Framework]:
    frameworks: dict[str, Framework] = {}
    for path in paths:
        framework = _load(path, Framework)
        if framework.name in frameworks:
            raise KnowledgeError(f"{path}: 'name': {framework.name!r} is taken by another file")
        frameworks[framework.name] = framework
    return frameworks


def _explain(error: msgspec.ValidationError, root: type) -> str:
    """Turn "Expected `array`, got `str` - at `$.charge[0].amount`" into a sentence with the full key."""
    reason, _, place = str(error).partition(" - at ")
    place = place.strip("`").removeprefix("$")
    named = re.fullmatch(r"Object (contains unknown|missing required) field `(.*)`", reason)
    if named:
        key = f"{place}.{named[2]}".lstrip(".")
        if named[1] == "missing required":
            return f"'{key}': the key is missing"
        return f"unknown key '{key}'{_nearest(named[2], _keys(_type_at(root, place)))}"
    key = place.lstrip(".") or "the file"
    invalid = re.fullmatch(r"Invalid enum value '?(.*?)'?", reason)
    if invalid:
        allowed = [str(value) for value in get_args(_type_at(root, place))]
        return f"'{key}': {invalid[1]!r} is none of {', '.join(allowed)}{_nearest(invalid[1], allowed)}"
    if reason == "Expected `array`, got `object`" and key in _keys(root):
        return f"'{key}': expected a list, got a table: write [[{key}]] for each of them"
    reason = re.sub(r"`([^`]*)`", lambda match: _WORDS.get(match[1], match[1]), reason)
    return f"'{key}': {reason[:1].lower()}{reason[1:]}"


def _type_at(root: Any, place: str) -> Any:
    """Return the type that a struct declares at `place`, such as `.charge[0].amount`."""
    for step in _STEP.finditer(place):
        if step[1]:
            root = next(field.type for field in msgspec.structs.fields(root) if field.encode_name == step[1])
        elif get_origin(root) is tuple:
            root = get_args(root)[0]
    return root


def _keys(struct: Any) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(struct)]


def _nearest(word: str, known: Sequence[str]) -> str:
    match = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"; did you mean '{match[0]}'?" if match else f"; known are {', '.join(known)}"
