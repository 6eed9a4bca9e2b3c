"""Triage: which files can matter at all, told from their raw bytes by one search for many words at once."""

from __future__ import annotations

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from ekzlint.knowledge.load import Knowledge

_TOPICS = (
    *("payment", "webhook", "pagamento", "checkout", "pago", "paiement", "zahlung", "pembayaran"),
    *("оплат", "платеж", "платёж", "支付", "پرداخت", "thanh toán"),
)
"""Words of payment code that names no provider itself and calls a module that does."""

_COMMON = frozenset(
    ["x", "webhook", "signature", "callback", "token", "verify", "authenticity", "event", "checksum", "content", "hmac"]
)
"""Parts of headers in which anybody may sign."""


def is_common(header: str) -> bool:
    """Whether a header's name tells of no provider (`X-Signature`, `X-Webhook-Signature`)."""
    return _COMMON.issuperset(header.lower().split("-"))


class Triage:
    """The trigger words of all providers, compiled once a run."""

    def __init__(self, knowledge: Knowledge) -> None:
        owners: dict[str, set[str]] = {}
        keys: dict[str, set[str]] = {}
        for provider in knowledge.providers.values():
            hook = provider.webhook
            for word in (*provider.words, *provider.hosts, *provider.imports):
                owners.setdefault(word.lower(), set()).add(provider.name)
            for key in hook.payload_keys:
                keys.setdefault(key.lower(), set()).add(provider.name)
            # `payment_intent.succeeded` is written in no other code.
            words = (event.lower() for event in hook.event_types if not event.replace("_", "").isalnum())
            owners.update((word, set()) for word in words if word not in owners)
            for header in hook.signature_headers:
                owners.setdefault(header.lower(), set()).update(() if is_common(header) else (provider.name,))
            for prefix in (*provider.secrets.prefixes, *provider.secrets.id_prefixes):
                owners.setdefault(prefix.lower(), set())
        for topic in _TOPICS:
            owners.setdefault(topic, set())
        self._words = [word for table in (owners, keys) for word in sorted(table)]
        self._owners = [frozenset(table[word]) for table in (owners, keys) for word in sorted(table)]
        self._first_key = len(owners)
        self._search = BytesAhoCorasick([word.encode() for word in self._words], matchkind=MatchKind.Standard)

    def providers(self, data: bytes) -> frozenset[str] | None:
        """The providers that a file's bytes speak of; None where no trigger word occurs: it can have no finding."""
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            # UTF-16 is no encoding of Python source, and is told so; its words are found without the zero bytes.
            data = data.replace(b"\0", b"")
        low = data.lower()
        found = self._search.find_matches_as_indexes(low, overlapping=True)
        # A key of a message is one by itself: `p_signature` is none in `webapp_signature`.
        hits = {index for index, start, end in found if index < self._first_key or _stands_alone(low, start, end)}
        if not hits:
            return None
        return frozenset().union(*(self._owners[index] for index in hits))


def _stands_alone(data: bytes, start: int, end: int) -> bool:
    """Whether no letter, digit or underscore touches a piece of a text."""
    around = data[start - 1 : start] + data[end : end + 1] if start else data[end : end + 1]
    return not any(byte == 0x5F or chr(byte).isalnum() for byte in around)
