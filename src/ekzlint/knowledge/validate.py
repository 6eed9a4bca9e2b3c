"""What a file of knowledge must fulfil beyond its types. A problem is a pair of the key and the reason."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

import msgspec

from ekzlint.knowledge.schema import Framework, Provider, Rule, Setting

Problem: TypeAlias = tuple[str, str]

_NAME: Final = re.compile(r"[a-z][a-z0-9_-]*")
_MODULE: Final = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
_PATTERN: Final = re.compile(r"(\*\.)?[^\W\d]\w*(\.[^\W\d]\w*)*(\.\*)?")
_AMOUNT: Final = re.compile(r"(\d+|[^\W\d][\w-]*)(\[\])*(\.[^\W\d][\w-]*(\[\])*)*")
_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CODE: Final = re.compile(r"EKZ[0-9]{3}")
_SHORTEST_WORD: Final = 3
_MEANINGS: Final = ("paid", "pending", "failed", "expired")


def check_provider(provider: Provider) -> list[Problem]:
    """Return what is wrong with `provider`, the first problem first; empty when it can be used."""
    return [*_provider(provider), *_texts("", provider)]


def check_framework(framework: Framework) -> list[Problem]:
    """Return what is wrong with `framework`; empty when it can be used."""
    return [*_framework(framework), *_texts("", framework)]


def check_rule(rule: Rule) -> list[Problem]:
    """Return what is wrong with `rule`; empty when it can be used."""
    return [*_rule(rule), *_texts("", rule)]


def _provider(provider: Provider) -> Iterator[Problem]:
    yield from _name(provider.name)
    if provider.existing != "extend":
        if not provider.title:
            yield "title", "the key is missing"
        if not (provider.imports or provider.hosts or provider.words):
            yield "imports", "nothing tells this provider: give imports, hosts or words"
    yield from _modules("imports", provider.imports)
    yield from _hosts(provider.hosts)
    yield from _lower("words", provider.words)
    yield from _telling("words", provider.words)
    yield from _telling("webhook.payload_keys", provider.webhook.payload_keys)
    yield from _lower("secrets.names", provider.secrets.names)
    for index, charge in enumerate(provider.charge):
        yield from _patterns(f"charge[{index}].call", (charge.call,))
        yield from _amounts(f"charge[{index}].amount", charge.amount)
    for index, endpoint in enumerate(provider.endpoint):
        yield from _paths(f"endpoint[{index}].path", (endpoint.path,))
        yield from _amounts(f"endpoint[{index}].amount", endpoint.amount)
    yield from _patterns("webhook.verify", provider.webhook.verify)
    yield from _patterns("webhook.verify_bool", provider.webhook.verify_bool)
    yield from _patterns("webhook.handlers", provider.webhook.handlers)
    for both in sorted({*provider.webhook.verify} & {*provider.webhook.verify_bool}):
        yield "webhook.verify", f"{both!r} also stands in verify_bool: does it raise, or return?"
    yield from _patterns("webhook.bases", provider.webhook.bases)
    yield from _patterns("refetch.calls", provider.refetch.calls)
    yield from _paths("refetch.paths", provider.refetch.paths)
    yield from _statuses(provider)
    for both in sorted({*provider.secrets.prefixes} & {*provider.secrets.public_prefixes}):
        yield "secrets.prefixes", f"{both!r} also stands in public_prefixes"
    for index, setting in enumerate(provider.setting):
        yield from _setting(f"setting[{index}]", setting)


def _setting(key: str, setting: Setting) -> Iterator[Problem]:
    if not _VARIABLE.fullmatch(setting.name):
        yield f"{key}.name", f"{setting.name!r} is no name of an environment variable"
    for name in ("pattern", "live", "test"):
        try:
            re.compile(getattr(setting, name))
        except re.error as error:
            yield f"{key}.{name}", f"not a regular expression: {error}"


def _framework(framework: Framework) -> Iterator[Problem]:
    yield from _name(framework.name)
    yield from _modules("imports", framework.imports)
    request, routes, storage = framework.request, framework.routes, framework.storage
    yield from _patterns("request.types", request.types)
    yield from _patterns("request.globals", request.globals)
    yield from _patterns("request.markers", request.markers)
    yield from _patterns("request.header_markers", request.header_markers)
    yield from _patterns("request.dependency_markers", request.dependency_markers)
    yield from _patterns("routes.owners", routes.owners)
    yield from _patterns("routes.view_decorators", routes.view_decorators)
    yield from _patterns("routes.view_bases", routes.view_bases)
    yield from _patterns("routes.body_models", routes.body_models)
    yield from _patterns("storage.model_bases", storage.model_bases)
    yield from _patterns("storage.unique_errors", storage.unique_errors)
    for index, effect in enumerate(framework.effect):
        yield from _patterns(f"effect[{index}].call", (effect.call,))
    seen: set[str] = set()
    for index, effect in enumerate(framework.effect):
        if effect.call in seen:
            yield f"effect[{index}].call", f"{effect.call!r} is given twice"
        seen.add(effect.call)


def _rule(rule: Rule) -> Iterator[Problem]:
    if not _CODE.fullmatch(rule.code):
        yield "code", f"{rule.code!r} is not EKZ and three digits"
    yield from _name(rule.name)
    if not 0 <= rule.security_severity <= 10:
        yield "security_severity", f"{rule.security_severity} is not between 0 and 10"
    english, portuguese = _placeholders(rule.en.message), _placeholders(rule.pt.message)
    for language, found in (("en", english), ("pt", portuguese)):
        if found is None:
            yield f"{language}.message", "a '{' or a '}' has no partner"
    if english != portuguese and english is not None and portuguese is not None:
        given, wanted = (", ".join(sorted(names)) or "none" for names in (portuguese, english))
        yield "pt.message", f"its placeholders ({given}) are not those of en.message ({wanted})"


def _placeholders(message: str) -> set[str] | None:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}
    except ValueError:
        return None


def _name(name: str) -> Iterator[Problem]:
    if not _NAME.fullmatch(name):
        yield "name", f"{name!r} must be lower-case letters, digits, '-' or '_', a letter first"


def _modules(key: str, names: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        if not _MODULE.fullmatch(name):
            yield key, f"{name!r} is not the name of a module"


def _patterns(key: str, patterns: Sequence[str]) -> Iterator[Problem]:
    for pattern in patterns:
        if not _PATTERN.fullmatch(pattern):
            yield key, f"{pattern!r} is not a dotted name without '()', whose first or last part may be '*'"


def _amounts(key: str, paths: Sequence[str]) -> Iterator[Problem]:
    for path in paths:
        if not _AMOUNT.fullmatch(path):
            yield key, f"{path!r} is not a path such as 'amount', '0.amount' or 'items[].price'"


def _paths(key: str, paths: Sequence[str]) -> Iterator[Problem]:
    for path in paths:
        if "://" in path or re.search(r"[\s?#]", path):
            yield key, f"{path!r} must be a part of the URL's path: no scheme, host, query or space"


def _hosts(hosts: Sequence[str]) -> Iterator[Problem]:
    for host in hosts:
        if "://" in host or "/" in host:
            yield "hosts", f"{host!r} must be a bare host name: no scheme, no path"
    yield from _lower("hosts", hosts)


def _lower(key: str, words: Sequence[str]) -> Iterator[Problem]:
    for word in words:
        if word != word.lower():
            yield key, f"{word!r} must be lower case: {word.lower()!r}"


def _telling(key: str, words: Sequence[str]) -> Iterator[Problem]:
    """Files are searched for these words: one that is in every file tells nothing."""
    for word in words:
        if word.strip() and len(word) < _SHORTEST_WORD:
            yield key, f"{word!r} is too short to tell a provider: at least {_SHORTEST_WORD} characters"


def _statuses(provider: Provider) -> Iterator[Problem]:
    """A value has one meaning, whether it comes as a number or as a string; its case counts."""
    meanings: dict[str, str] = {}
    for meaning in _MEANINGS:
        for value in getattr(provider.status, meaning):
            other = meanings.setdefault(str(value), meaning)
            if other != meaning:
                yield f"status.{meaning}", f"{value!r} already means {other}"


def _texts(prefix: str, record: Any) -> Iterator[Problem]:
    """No text is empty or padded, and no list says a thing twice."""
    for field in msgspec.structs.fields(record):
        key, value = f"{prefix}{field.name}", getattr(record, field.name)
        if isinstance(value, str) and value == field.default:
            continue
        values = value if isinstance(value, tuple) else (value,)
        for index, item in enumerate(values):
            if isinstance(item, msgspec.Struct):
                place = f"{key}[{index}]" if isinstance(value, tuple) else key
                yield from _texts(f"{place}.", item)
            elif isinstance(item, str) and not item.strip():
                yield key, "is empty" if isinstance(value, str) else "has an empty text in it"
            elif item in values[:index] and not isinstance(item, bool):
                yield key, f"{item!r} is given twice"
