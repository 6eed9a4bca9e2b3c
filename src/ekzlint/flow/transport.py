"""How calls of a provider travel: with certificates that are not checked, or with no limit of time."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.flow import http
from ekzlint.flow.frame import Frame
from ekzlint.flow.values import UNKNOWN, Value

_SWITCHES = frozenset("verify ssl verify_ssl cert_reqs context ssl_context check_hostname".split())
SWITCHED_OFF = frozenset("verify verify_mode verify_ssl verify_ssl_certs _create_default_https_context".split())
"""Attributes that switch the checking of certificates off where False, or what checks nothing, is assigned."""
_LIBRARIES = frozenset("requests httpx aiohttp urllib urllib3 ssl niquests http".split())
_TIMEOUT_AT = {"urllib.request.urlopen": 2}
"""Calls that take the time as a positional argument."""


def notice(frame: Frame, callee: Value, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place) -> None:
    """Log what is missing in a call of an HTTP library."""
    library = callee.name.partition(".")[0]
    request = http.is_http(callee, keywords)
    if library not in _LIBRARIES and not request:
        return
    off = next((key for key in _SWITCHES if key in keywords and is_off(keywords[key])), "")
    if off or callee.name.endswith("_create_unverified_context"):
        _log(frame, "tls-off", callee, args, keywords, at, off)
    untimed = request and library in ("requests", "urllib") and not _is_timed(callee, args, keywords)
    if untimed or (library in ("requests", "httpx", "urllib") and _never(keywords)):
        _log(frame, "untimed", callee, args, keywords, at, "")


def is_off(value: Value) -> bool:
    """Whether a value given for the checking of certificates checks nothing."""
    return (
        value.const is False or value.name.endswith(("CERT_NONE", "_unverified_context")) or value.text == "CERT_NONE"
    )


def assigned(frame: Frame, owner: Value, name: str, value: Value, at: r.Place) -> None:
    """`session.verify = False`, `context.verify_mode = ssl.CERT_NONE`."""
    if name in SWITCHED_OFF and is_off(value):
        _log(frame, "tls-off", owner, (), {}, at, name)


def _is_timed(callee: Value, args: tuple[Value, ...], keywords: dict[str, Value]) -> bool:
    """Whether a time is given, or arguments that cannot be seen may hold one."""
    return "timeout" in keywords or "**" in keywords or len(args) > _TIMEOUT_AT.get(callee.name, len(args))


def _never(keywords: dict[str, Value]) -> bool:
    return "timeout" in keywords and keywords["timeout"].const is None


def _log(
    frame: Frame,
    kind: str,
    callee: Value,
    args: tuple[Value, ...],
    keywords: dict[str, Value],
    at: r.Place,
    switch: str,
) -> None:
    verb = callee.name.rpartition(".")[2]
    places = args[1:] if verb == "request" else args
    url = (places[0] if places else keywords.get("url", keywords.get("base_url", UNKNOWN))).text
    provider = http.provider_of(frame, url)
    if provider:
        sure = provider in (frame.run.library.provider_of(url.partition("?")[0]), http.named(frame))
        what = ".".join(callee.name.split(".")[-2:])
        frame.log(kind, at, what=what, provider=provider, detail=switch, confidence="high" if sure else "low")
