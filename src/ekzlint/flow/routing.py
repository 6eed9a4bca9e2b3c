"""The path that a request came by, as a middleware tests it: `request.url.path.startswith("/webhooks")`."""

from __future__ import annotations

from ekzlint.flow.frame import Frame
from ekzlint.flow.values import NOTHING, Guards, Value

PATHS = frozenset("path url path_info endpoint full_path url_rule rel_url".split())
"""Attributes of a request that tell its path."""


def is_path(value: Value) -> bool:
    """Whether a value is the path of the request."""
    return value.kind == "urlpath"


def outcomes(frame: Frame, literal: Value) -> tuple[Guards, Guards]:
    """What it proves that the path is, or holds, a literal: one of the two cannot be, where the route is known."""
    frame.run.asked.whole = True
    route = frame.run.route
    texts = [literal.text, *(part.text for part in (literal.fields or {}).values())]
    texts = [text for text in texts if text]
    if not route or not texts:
        return NOTHING, NOTHING
    here = any(text in route or route in text for text in texts)
    return (NOTHING, None) if here else (None, NOTHING)


def test(frame: Frame, literal: Value) -> Value:
    """The value of `path.startswith(literal)`."""
    true, false = outcomes(frame, literal)
    return Value(kind="flag", when_true=true, when_false=false)
