"""Writes the verification of a provider's message, in the idiom of the framework that hands it over."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.facts.walk import statements
from ekzlint.findings.model import Span
from ekzlint.fixes.edits import Edit, insertion
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.held import Held, held
from ekzlint.fixes.imports import Brought, bring_module, bring_name
from ekzlint.fixes.incoming import Incoming, Top, incoming, parsed
from ekzlint.fixes.libraries import is_used
from ekzlint.fixes.reads import key_of
from ekzlint.fixes.signed import Places, UnknownPlaceError
from ekzlint.knowledge.schema import Provider, Scheme

_LONGEST = 110
_LONGEST_PARTS = 55
"""What a line with the making of a digest still holds besides."""


def written(handler: Handler, provider: Provider) -> tuple[Edit, ...] | None:
    """The edits that verify at the top of a handler; None where something for it cannot be told."""
    scheme = provider.webhook.scheme
    what = incoming(handler) if scheme is not None and is_meant(handler, scheme) else None
    refusal = handler.refusal() if what is not None else None
    if scheme is None or what is None or refusal is None:
        return None
    try:
        return _Verification(handler, provider, scheme, what, refusal).edits()
    except UnknownPlaceError:
        return None


def is_meant(handler: Handler, scheme: Scheme) -> bool:
    """Whether a handler takes the messages that are signed so, and not the provider's other ones."""
    keys = handler.walk.run.keys | {param.name for param in handler.fact.params}
    if not handler.walk.is_webhook or keys & set(scheme.unless):
        return False
    # A message that is handed on as it is says nothing of its keys.
    return not scheme.needs or not handler.walk.run.keys or bool(keys & set(scheme.needs))


class _Verification:
    """The lines of one verification, and the edits that they need."""

    def __init__(self, handler: Handler, provider: Provider, scheme: Scheme, what: Incoming, refusal: Brought) -> None:
        self.handler, self.scheme, self.what, self.refusal = handler, scheme, what, refusal
        self.places = Places(handler, provider, what)
        self.made: list[Edit] = []
        secret = held(handler, provider, scheme.secret, scheme.also)
        if secret is None:
            raise UnknownPlaceError(scheme.secret)
        self.secret: Held = secret

    def edits(self) -> tuple[Edit, ...]:
        """The new lines in their place, and all that they need."""
        finished = self._finished()
        if finished is not None:
            return finished
        place, lines = self._message()
        lines += self._library() if self.scheme.call else self._compared(place)
        new = place.put(self.handler, lines, _first(self.handler))
        needed = (*self.what.edits, *self.refusal.edits, *self.secret.edits)
        return (new, *needed, *self.made, *self.places.edits)

    def _finished(self) -> tuple[Edit, ...] | None:
        """The comparison alone, where the handler makes the digest and then leaves it at that."""
        scheme = self.scheme
        if scheme.encoding != "hex" or scheme.signed != "{body}" or not scheme.algorithm:
            return None
        for stmt in statements(self.handler.fact.body):
            text = self.handler.tree.between(Span(*stmt.at)) if isinstance(stmt, r.Assign) else ""
            if scheme.algorithm in text and "hmac" in text and text.endswith(".hexdigest()"):
                target = stmt.targets[0] if isinstance(stmt, r.Assign) and len(stmt.targets) == 1 else None
                if isinstance(target, r.Name):
                    return self._compared_with(target.id, stmt)
        return None

    def _compared_with(self, name: str, stmt: r.Stmt) -> tuple[Edit, ...]:
        indent = self.handler.tree.indent(stmt.at[0])
        compare, sent = self._name("hmac", "compare_digest"), self.what.header(self.scheme.header)
        text = (
            f"{indent}if not {compare}({name}.encode(), {sent}.encode()):\n"
            f"{indent}{self.handler.step}{self.refusal.name}\n"
        )
        new = insertion(self.handler.tree.path, stmt.at[2] + 1, text)
        return (new, *self.what.edits, *self.refusal.edits, *self.made)

    def _message(self) -> tuple[Top, list[str]]:
        """Where the parsed message is at hand, where it is needed."""
        if self.scheme.item:
            return self._item(self.scheme.item)
        if not any(place in self.scheme.signed + self.scheme.sent for place in ("{field:", "{sorted}")):
            return Top(indent=self.handler.indent), []
        found = parsed(self.handler, self.what, self.refusal.name.startswith("return"))
        if found is None:
            raise UnknownPlaceError("field")
        self.places.message = found.name
        self.made += found.edits
        return found.top, [found.line] if found.line else []

    def _item(self, key: str) -> tuple[Top, list[str]]:
        """Behind the statement that takes the signed part out of the message."""
        for stmt in statements(self.handler.fact.body):
            if not isinstance(stmt, r.Assign) or len(stmt.targets) != 1 or not isinstance(stmt.targets[0], r.Name):
                continue
            if not isinstance(stmt.value, r.Attr) and key_of(stmt.value) == key:
                self.places.message = stmt.targets[0].id
                return Top(stmt.at[2], self.handler.tree.indent(stmt.at[0])), []
        raise UnknownPlaceError(key)

    def _compared(self, place: Top) -> list[str]:
        """The signature as the shop makes it, against the one that was sent."""
        scheme = self.scheme
        compare = self._name("hmac", "compare_digest")
        step, lines = self.handler.step, self._parts()
        sent = self.places.text(scheme.sent or f"{{header:{scheme.header}}}")
        if not scheme.algorithm:
            name = self.handler.free("sent")
            test = f"not {name} or not {compare}({name}.encode(), {self.secret.name}.encode())"
            return [*lines, f"{name} = {sent}", f"if {test}:", f"{step}{self.refusal.name}"]
        name = self.handler.free("signed")
        self.places.secret = self.secret.name
        signed, message = self.places.assigned(name, scheme.signed, len(place.indent))
        secret = self.secret.name
        room = _LONGEST_PARTS - (30 if scheme.encoding == "base64" else 0) - len(place.indent)
        short = (len(secret) + len(message) < room and not scheme.hex_key) or not scheme.keyed
        if not self.secret.sure or not short:
            secret = self.places.secret = self.handler.free("secret")
            lines.append(f"{secret} = {self.secret.name}")
            signed, message = self.places.assigned(name, scheme.signed, len(place.indent))
        if not self.secret.sure:
            # With an empty key anybody could sign.
            lines += [f"if not {secret}:", f"{step}{self.refusal.name}"]
        key = f"bytes.fromhex({secret})" if scheme.hex_key else f"{secret}.encode()"
        digest = self._name("hashlib", scheme.algorithm)
        made = f"{self._name('hmac', 'new')}({key}, {message}, {digest})" if scheme.keyed else f"{digest}({message})"
        return [*lines, *signed, *self._digest(made, sent, compare), f"{step}{self.refusal.name}"]

    def _digest(self, made: str, sent: str, compare: str) -> list[str]:
        if self.scheme.encoding == "hex":
            name = self.handler.free("expected")
            return [f"{name} = {made}.hexdigest()", f"if not {compare}({name}.encode(), {sent}.encode()):"]
        encode = self._name("base64", "b64encode")
        if self.scheme.encoding == "base64":
            name = self.handler.free("expected")
            return [f"{name} = {encode}({made}.digest())", f"if not {compare}({name}, {sent}.encode()):"]
        name, given = self.handler.free("digest"), self.handler.free("sent")
        expected = self.handler.free("expected")
        return [
            f"{name} = {made}.digest()",
            f"{expected} = ({name}.hex().encode(), {encode}({name}))",
            f"{given} = {sent}.encode()",
            f"if not any({compare}({given}, each) for each in {expected}):",
        ]

    def _parts(self) -> list[str]:
        """The parts of the header by their names, where it has parts."""
        if not self.scheme.pairs:
            return []
        self.places.pairs = self.handler.free("parts")
        header = self.handler.free("header")
        split = f'{header}.split("{self.scheme.pairs}")'
        return [
            f"{header} = {self.what.header(self.scheme.header)}",
            f'{self.places.pairs} = dict(part.strip().split("=", 1) for part in {split} if "=" in part)',
        ]

    def _library(self) -> list[str]:
        """The provider's own library raises where the signature is wrong."""
        scheme = self.scheme
        top = scheme.call.partition(".")[0]
        if not is_used(self.handler.context, top):
            raise UnknownPlaceError(top)
        brought = self._brought(lambda line: bring_module(self.handler.module, self.handler.tree, top, line))
        step = self.handler.step
        call = brought + scheme.call.removeprefix(top)
        old = f"{top}.error.{scheme.error.rpartition('.')[2]}"
        error = old if f"{top}.error." in self.handler.tree.text else brought + scheme.error.removeprefix(top)
        cause = " from error" if self.refusal.name.startswith("raise ") else ""
        given = f"{self.what.raw}, {self.what.header(scheme.header)}, {self.secret.name}"
        lines = [f"{step}{call}({given})"]
        if len(self.handler.indent) + len(lines[0]) > _LONGEST:
            lines = [f"{step}{call}(", f"{step}{step}{given}", f"{step})"]
        return [
            "try:",
            *lines,
            f"except (ValueError, {error}){' as error' if cause else ''}:",
            f"{step}{self.refusal.name}{cause}",
        ]

    def _name(self, source: str, name: str) -> str:
        return self._brought(lambda line: bring_name(self.handler.module, self.handler.tree, source, name, line))

    def _brought(self, bring: Callable[[int], Brought | None]) -> str:
        found = bring(self.handler.fact.at[0] + 1)
        if found is None:
            raise UnknownPlaceError("import")
        self.made += found.edits
        return found.name


def _first(handler: Handler) -> cst.BaseStatement:
    """The statement in front of which to verify: behind a look at the request's method."""
    for statement in handler.body[:-1]:
        test = handler.tree.source(statement.test) if isinstance(statement, cst.If) else ""
        if ".method" not in test or "!=" not in test:
            return statement
    return handler.body[-1]
