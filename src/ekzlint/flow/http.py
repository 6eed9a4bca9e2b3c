"""Raw HTTP calls: is it the provider that is called, and is a payment created or asked for?"""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.flow import asked, idempotency
from ekzlint.flow.frame import Frame
from ekzlint.flow.paths import amounts_at, given_to
from ekzlint.flow.state import CONFIRMED, REFETCHED
from ekzlint.flow.values import MISSING, PROVIDER, UNKNOWN, VERDICT, Value
from ekzlint.flow.words import carries_out, is_money, is_refetch, words

_VERBS = {"post", "get", "put", "patch", "request", "urlopen", "delete", "send"}
_LIBRARIES = ("requests", "httpx", "aiohttp", "urllib", "urllib3", "http_client", "niquests")
_QUESTIONS = frozenset("status getstatus verify query inquiry enquiry lookup session portal".split())
_BODIES = ("json", "data", "params", "body", "payload", "content", "files")


def is_request(name: str) -> bool:
    """Whether a dotted name is that of a request in one of the usual libraries."""
    return name.rpartition(".")[2] in _VERBS and name.partition(".")[0] in _LIBRARIES


def is_http(callee: Value, keywords: dict[str, Value]) -> bool:
    """Whether a call looks like an HTTP request of one of the usual libraries."""
    receiver, _, verb = callee.name.rpartition(".")
    if verb not in _VERBS or ".parse." in callee.name or receiver.rpartition(".")[2] in ("headers", "cookies"):
        return False
    first = callee.name.partition(".")[0]
    if first in _LIBRARIES or any(f".{library}." in f".{receiver}." for library in _LIBRARIES):
        return True
    last = receiver.rpartition(".")[2].lower()
    named = any(word in last for word in ("session", "client", "http", "requests", "api"))
    return bool(named and (set(keywords) & {"json", "headers", "data", "timeout", "params", "auth"}))


def request(frame: Frame, callee: Value, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place) -> Value:
    """The value of an HTTP call; a payment that is created, or re-fetched, is put in the log."""
    verb = callee.name.rpartition(".")[2]
    rest = args
    if verb == "request" and args:
        verb, rest = (args[0].text or "post").lower(), args[1:]
    elif verb == "request":
        verb = (keywords.get("method", UNKNOWN).text or "post").lower()
    url = rest[0].text if rest else keywords.get("url", UNKNOWN).text
    provider = provider_of(frame, url)
    given = given_to(args, keywords)
    bodies = [keywords[name] for name in _BODIES if name in keywords] + list(rest[1:])
    found = endpoint_of(frame, url, provider)
    if not provider:
        function = frame.function.rpartition(".")[2]
        if carries_out(function):
            # To capture a payment that was agreed to: the provider does it once.
            return Value(origin=PROVIDER, name="response", kind="reply")
        if is_refetch(function) and not _harmless(url):
            # A provider that no knowledge file names, in a function that says what it asks.
            frame.log("refetch", at, what=f"HTTP {verb.upper()}", confidence="medium")
            frame.learn(REFETCHED)
            return Value(origin=PROVIDER, name="response", kind="reply")
        if (verb != "get" and not _harmless(url) and not _asks(url)) or "sendmessage" in url.lower():
            frame.log("effect", at, what=f"HTTP {verb.upper()}", repeatable=True, detail="send", confidence="medium")
        return Value(name="response")
    if _is_verification(frame, url):
        return Value(origin=PROVIDER, name="response", kind=VERDICT)
    if found is not None and verb != "get":
        sums = [value for body in bodies for path in found.amount for value in amounts_at(frame, body, path)]
        key = idempotency.told(found.idempotency, given)
        what = f"{provider} {found.path}"
        frame.log("charge", at, what=what, provider=provider, values=tuple(sums), given=given, detail=key)
        return Value(origin=PROVIDER, name="response", kind="reply")
    sums = [value for body in bodies for value in _money_in(body)] if verb != "get" else []
    if sums and not is_refetch_path(frame, url, provider):
        what = f"{provider} API refund" if "refund" in url.lower() else f"{provider} API"
        frame.log("charge", at, what=what, provider=provider, values=tuple(sums), given=given, confidence="medium")
    elif (verb == "get" and not _harmless(url)) or is_refetch_path(frame, url, provider):
        # A provider that only the module tells of may not be the one that is asked.
        told = "high" if frame.run.library.provider_of(url) else "medium"
        frame.log("refetch", at, what=provider, provider=provider, confidence=told)
        frame.learn(REFETCHED)
        if asked.takes_money(url.rstrip("/").replace("/", ".")) or asked.asks_for_state(given):
            frame.learn(CONFIRMED)
    return Value(origin=PROVIDER, name="response", kind="reply")


def _asks(url: str) -> bool:
    """Whether the last part of a path is a question about what exists: `/transact/status`."""
    return bool(words(url.partition("?")[0].rstrip("/").rpartition("/")[2]) & _QUESTIONS)


def _harmless(url: str) -> bool:
    """Whether a URL is about signing in; a token may as well be a part of the address of whatever is asked for."""
    path = url.lower().partition("?")[0].rstrip("/")
    granted = "/token/" in path and path.endswith(("/grant", "/generate", "/create", "/refresh", "/request"))
    return granted or any(word in path for word in ("auth", "login")) or "token" in path.rpartition("/")[2]


def provider_of(frame: Frame, url: str) -> str:
    """The provider that a URL belongs to: by its host or words, else by what the calling module is about."""
    library = frame.run.library
    # What stands in the query is what is asked for, not whom.
    url = url.partition("?")[0]
    found = library.provider_of(url)
    if found:
        return found
    if "://" in url and "{}" not in url.partition("/")[0] and not url.startswith("{}"):
        host = url.split("://", 1)[1].partition("/")[0]
        if host and "{}" not in host:
            return ""
    about = named(frame)
    if about:
        return about
    if len(frame.module.evidence) == 1:
        return next(iter(frame.module.evidence))
    return "" if frame.module.evidence else _callers_provider(frame, url)


def _callers_provider(frame: Frame, url: str) -> str:
    """The provider of the module that hands a URL to a client of its own, where the path is one of the provider's."""
    frame.run.asked.whole = True
    for path, _ in reversed(frame.run.stack):
        module = frame.machine.project.module(path)
        for name in sorted(module.evidence if module else ()):
            if endpoint_of(frame, url, name) is not None or is_refetch_path(frame, url, name):
                return name
    return ""


def named(frame: Frame) -> str:
    """The provider that the function, its class or its module is named after, or an empty string."""
    return next((name for name in sorted(frame.module.evidence) if _named(frame, name)), "")


def _named(frame: Frame, provider: str) -> bool:
    owner = frame.klass.node.name if frame.klass else ""
    here = f"{frame.module.stem} {owner} {frame.function}".lower()
    return frame.run.library.provider_of(here) == provider


def endpoint_of(frame: Frame, url: str, provider: str):  # type: ignore[no-untyped-def]
    """The payment-creating endpoint of the provider whose path is in the URL."""
    low = url.lower()
    for path, name, endpoint in frame.run.library.endpoints:
        if name == provider and path.strip("/") in low and not low.rstrip("/").endswith(("verify", "token")):
            # From the right: the host may hold the same word.
            after = low.rpartition(path.strip("/"))[2].strip("/")
            if not after or after.startswith("?"):
                return endpoint
    return None


def is_refetch_path(frame: Frame, url: str, provider: str) -> bool:
    """Whether a URL asks about a payment that exists."""
    known = frame.run.library.knowledge.providers.get(provider)
    return bool(known and any(path.lower().strip("/") in url.lower() for path in known.refetch.paths))


def _is_verification(frame: Frame, url: str) -> bool:
    low = url.lower()
    return "verify-webhook-signature" in low or "notify-validate" in low or "ipnpb" in low


def _money_in(body: Value) -> list[Value]:
    return [value for key, value in (body.fields or {}).items() if is_money(key) and value.const is MISSING]
