"""What names an event in a handler's own words: an expression that is the same for every delivery of it."""

from __future__ import annotations

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import expressions, statements
from ekzlint.findings.model import Span
from ekzlint.fixes.bound import bound_at, tests_before
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.place import Place
from ekzlint.fixes.reads import key_of, name_of, owner_of, unwrapped, values_of
from ekzlint.flow.words import STATE_KEYS, words
from ekzlint.knowledge.schema import Provider

_PAYMENT = frozenset(
    ["payment", "payments", "transaction", "charge", "checkout", "event", "intent", "invoice", "txn", "trx", "tx"]
    + ["mp", "pagamento"]
)
_IDS = frozenset(["id", "reference", "ref", "uuid"])
_TOLD = STATE_KEYS | {"event", "type", "action", "result", "topic", "approved", "success", "successful", "succeeded"}
"""Words in a test that asks what became of the payment."""
_OTHERS = frozenset(
    ["metadata", "user", "customer", "product", "plan", "client", "meta", "item", "items", "order", "custom"]
    + ["account"]
)
"""What has an id of its own that names no payment."""


def event_key(handler: Handler, provider: Provider | None, place: Place) -> str:
    """The source of a key; empty where none can be told."""
    return _Keys(handler, provider, place).best()


def event_kind(handler: Handler, provider: Provider | None, place: Place) -> str:
    """The source of what sort of event it is, on one line; empty where the handler does not ask."""
    keys = _Keys(handler, provider, place)
    return keys.told()


class _Keys:
    """The candidates in one handler, at one place."""

    def __init__(self, handler: Handler, provider: Provider | None, place: Place) -> None:
        self.handler, self.provider, self.place = handler, provider, place
        self.line = handler.tree.span(place.first).line
        self.bound = bound_at(handler.fact, self.line)
        self.reads = [
            part
            for stmt in statements(handler.fact.body)
            for value in values_of(stmt)
            for part in expressions(value)
            if isinstance(part, r.Attr | r.Item | r.Call)
        ]

    def best(self) -> str:
        kind = self._kind()
        walk = self.handler.walk
        if kind is not None and (walk.of("verify") or not walk.of("refetch")):
            # Of a message that is proven by asking for the payment, its own id may be anybody's invention.
            event = self._beside(kind)
            if event:
                return event
        payment = self._payment()
        if not payment:
            return self._header()
        name = self.provider.name if self.provider else ""
        told = "" if self._is_told() or self._is_final(payment) else self._said(kind)
        if told is None:
            return ""
        parts = [part for part in (name, told and _braced(told), _braced(payment)) if part]
        if any("\\" in part or ("'" in part and '"' in part) for part in (payment, told)):
            return ""
        return f"str({payment})" if len(parts) == 1 else f'f"{":".join(parts)}"'

    def told(self) -> str:
        """What sort of event it is."""
        text = self._source(self._kind())
        return "" if "\n" in text else text

    def _kind(self) -> r.Expr | None:
        """Where the kind of the event is read, from an object that is at hand here."""
        envelope = self.provider.webhook.envelope if self.provider else ()
        for part in self.reads if envelope else ():
            if key_of(part) == envelope[0] and self._is_at_hand(owner_of(part)):
                return part
        return None

    def _beside(self, kind: r.Expr) -> str:
        """The event's own id, where the provider sends one: it stands beside the kind, and is read in the same way."""
        assert self.provider is not None
        envelope = self.provider.webhook.envelope
        if len(envelope) != 2:
            return ""
        return self._read(owner_of(kind), kind, envelope[1])

    def _read(self, owner: r.Expr | None, like: r.Expr | None, key: str) -> str:
        text = self._source(owner)
        if not text or "\n" in text:
            return ""
        mark = "'" if "'" in text else '"'
        return f"{text}.{key}" if isinstance(like, r.Attr) else f"{text}[{mark}{key}{mark}]"

    def _payment(self) -> str:
        """The payment's id: in a variable of its own, as it is read somewhere here, or as the provider sends it."""
        ids = (*self.provider.webhook.event_id, *self.provider.webhook.payment_id) if self.provider else ()
        for name, value in reversed(self.bound.items()):
            read = unwrapped(value) if value is not None else None
            if read is None or not self._is_id(read, ids, name):
                continue
            if not isinstance(read, r.Call) or self._is_tested(name):
                return name
            if self._is_at_hand(owner_of(read)):
                # Without the key there is nothing to tell events apart by: better an error than one key for all.
                return self._read(owner_of(read), None, key_of(read))
        for part in self.reads:
            if self._is_id(part, ids) and self._is_at_hand(owner_of(part)) and not isinstance(part, r.Call):
                text = self._source(part)
                if text and "\n" not in text:
                    return text
        for part in self.reads:
            if self._is_id(part, ids) and self._is_at_hand(owner_of(part)):
                return self._read(owner_of(part), None, key_of(part))
        return self._sent()

    def _sent(self) -> str:
        """The id where the provider puts it, although the handler does not read it yet."""
        kind = self._kind()
        envelope = self.provider.webhook.envelope if self.provider else ()
        if kind is None or len(envelope) < 3:
            return ""
        for name, value in self.bound.items():
            held = unwrapped(value) if value is not None else None
            if (
                held is not None
                and key_of(held) == envelope[-2]
                and self._source(owner_of(held)) == self._source(owner_of(kind))
            ):
                return f"{name}.{envelope[-1]}" if isinstance(kind, r.Attr) else f'{name}["{envelope[-1]}"]'
        text = self._source(owner_of(kind))
        form = ".{}" if isinstance(kind, r.Attr) else '["{}"]'
        return text + "".join(form.format(key) for key in envelope[1:]) if text and "\n" not in text else ""

    def _is_id(self, part: r.Expr, ids: tuple[str, ...], name: str = "") -> bool:
        key = key_of(part)
        if key in ids and key != "id":
            return True
        if not key or words(key_of(owner_of(part)) or name_of(owner_of(part))) & _OTHERS or words(name) & _OTHERS:
            return False
        if key == "id":
            around = words(key_of(owner_of(part)) or "") | words(name_of(owner_of(part))) | words(name)
            return "id" in ids and bool(around & (_PAYMENT | {"data", "object", "resource", "entity"}))
        said = words(key)
        return bool(said & _IDS and said & _PAYMENT)

    def _header(self) -> str:
        """The header that names the event, of a message that came with a signature."""
        webhook = self.provider.webhook if self.provider else None
        name = _request(self.handler)
        signed = self.handler.walk.run.headers & set(webhook.signature_headers) if webhook else ()
        return (
            f'{name}.headers["{webhook.event_id_header}"]'
            if webhook and webhook.event_id_header and name and signed
            else ""
        )

    def _is_final(self, payment: str) -> bool:
        """Whether the provider sends one message for each such id, and no other states of it later."""
        webhook = self.provider.webhook if self.provider else None
        if webhook is None or webhook.envelope:
            return False
        value = self.bound.get(payment)
        key = key_of(unwrapped(value)) if value is not None else payment.rpartition("[")[2].strip("\"']")
        return key != "id" and key in webhook.event_id and key not in webhook.payment_id

    def _is_tested(self, name: str) -> bool:
        """Whether a message without it does not come as far: it is tested, or what was looked up by it."""
        names = {name} | {
            other
            for other, value in self.bound.items()
            if isinstance(value, r.Call) and any(isinstance(p, r.Name) and p.id == name for p in expressions(value))
        }
        tests = tests_before(self.handler.fact.body, self.line)
        return any(isinstance(part, r.Name) and part.id in names for test in tests for part in expressions(test))

    def _is_told(self) -> bool:
        """Whether only one state of the payment leads here."""
        return any(self._asks(test) for test in tests_before(self.handler.fact.body, self.line))

    def _asks(self, test: r.Expr) -> bool:
        for part in expressions(test):
            said = key_of(part) or (part.id if isinstance(part, r.Name) else "")
            if words(said) & _TOLD or (isinstance(part, r.Const) and isinstance(part.value, str) and "." in part.value):
                return True
        return False

    def _said(self, kind: r.Expr | None) -> str | None:
        """What is said of the payment, so that its later states are not taken for repeats; None where it is not."""
        if kind is not None:
            text = self._source(kind)
            return text if text and "\n" not in text else None
        keys = self.provider.status.keys if self.provider else ()
        for name, value in self.bound.items():
            if value is not None and key_of(unwrapped(value)) in keys:
                return name
        said = (part for part in self.reads if key_of(part) in keys and self._is_at_hand(owner_of(part)))
        return next((text for part in said if (text := self._source(part)) and "\n" not in text), None)

    def _is_at_hand(self, owner: r.Expr | None) -> bool:
        while isinstance(owner, r.Attr | r.Item):
            owner = owner.value
        if isinstance(owner, r.Call) and isinstance(owner.func, r.Attr) and owner.func.name == "get" and owner.args:
            return self._is_at_hand(owner.func.value)
        return isinstance(owner, r.Name) and (owner.id in self.bound or (owner.id == "request" and self._is_global()))

    def _is_global(self) -> bool:
        return "request" in self.handler.module.symbols

    def _source(self, expr: r.Expr | None) -> str:
        if expr is None:
            return ""
        if isinstance(expr, r.Name):
            return expr.id
        tree, place = self.handler.tree, Span(*expr.at)
        node = tree.at(place, cst.Attribute) or tree.at(place, cst.Subscript) or tree.at(place, cst.Call)
        return tree.source(node) if node is not None else ""


def _request(handler: Handler) -> str:
    """How the handler calls the request, where it has it."""
    params = [param for param in handler.fact.params if param.name not in ("self", "cls")]
    if handler.framework in ("django", "rest_framework", "aiohttp"):
        return params[0].name if params else ""
    typed = next((param.name for param in params if dotted(param.annotation).rpartition(".")[2] == "Request"), "")
    return typed or ("request" if handler.framework == "flask" and "request" in handler.module.symbols else "")


def _braced(text: str) -> str:
    """An expression inside an f-string of double quotes."""
    return "{" + text.replace('"', "'") + "}"
