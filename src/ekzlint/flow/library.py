"""The knowledge files compiled for look-up: what a call by its dotted name means, and what words are evidence of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ekzlint.knowledge.load import Knowledge
from ekzlint.knowledge.schema import Charge, Endpoint, Framework, Provider


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a call pattern stands for. `role` is charge, verify, verify_bool, refetch or an effect's kind."""

    role: str
    provider: str = ""
    charge: Charge | None = None


@dataclass(slots=True)
class Library:
    """Look-up tables over all providers and frameworks, built once a run."""

    knowledge: Knowledge
    calls: dict[str, list[tuple[str, bool, Meaning]]] = field(default_factory=dict)
    """By last segment: (rest of the pattern, whether any receiver will do, meaning)."""
    endpoints: list[tuple[str, str, Endpoint]] = field(default_factory=list)
    statuses: dict[str, set[str | int]] = field(default_factory=dict)
    status_keys: set[str] = field(default_factory=set)
    status_words: set[str] = field(default_factory=set)
    """Every word for a status that any provider has, in lower case."""
    wire_keys: dict[str, str] = field(default_factory=dict)
    """Keys of a status in a spelling that is one provider's own (`ResultCode`), and whose it is."""
    event_types: set[str] = field(default_factory=set)
    signature_headers: dict[str, set[str]] = field(default_factory=dict)
    handlers: dict[str, str] = field(default_factory=dict)
    """Last names of the calls by which a provider's library is told what to call with a verified message."""
    payload_keys: dict[str, str] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    hosts: dict[str, str] = field(default_factory=dict)
    hook_bases: dict[str, str] = field(default_factory=dict)
    """Last names of library classes that answer a provider's calls, and whose they are."""
    hooks: set[str] = field(default_factory=set)
    """Methods that such classes leave to the project."""
    holders: dict[tuple[str, frozenset[str]], str] = field(default_factory=dict)
    """Whose secret a name holds, as far as it was asked: by the name, and the providers that its module speaks of."""
    _meanings: dict[str, list[Meaning]] = field(default_factory=dict)
    _providers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for provider in self.knowledge.providers.values():
            self._add_provider(provider)
        for framework in self.knowledge.frameworks.values():
            for effect in framework.effect:
                self._add_call(effect.call, Meaning(effect.kind))

    def _add_provider(self, provider: Provider) -> None:
        name, hook = provider.name, provider.webhook
        for charge in provider.charge:
            self._add_call(charge.call, Meaning("charge", name, charge))
        for role, patterns in (
            ("verify", hook.verify),
            ("verify_bool", hook.verify_bool),
            ("refetch", provider.refetch.calls),
        ):
            for pattern in patterns:
                self._add_call(pattern, Meaning(role, name))
        self.endpoints += [(endpoint.path.lower(), name, endpoint) for endpoint in provider.endpoint]
        status = provider.status
        self.statuses[name] = {*status.paid, *status.pending, *status.failed, *status.expired}
        self.status_keys.update(key.lower() for key in status.keys)
        self.status_words.update(str(value).lower() for value in self.statuses[name] if not str(value).isdigit())
        self.wire_keys.update((key, name) for key in status.keys if not key.islower() and not key.istitle())
        self.event_types.update(hook.event_types)
        for header in hook.signature_headers:
            self.signature_headers.setdefault(header.lower(), set()).add(name)
        self.handlers.update((pattern.rpartition(".")[2], name) for pattern in hook.handlers)
        self.payload_keys.update((key, name) for key in hook.payload_keys)
        self.hook_bases.update((base.rpartition(".")[2], name) for base in hook.bases)
        self.hooks.update(hook.hooks)
        self.imports.update((module, name) for module in provider.imports)
        self.words.update((word.lower(), name) for word in provider.words)
        self.hosts.update((host.lower(), name) for host in provider.hosts)

    def _add_call(self, pattern: str, meaning: Meaning) -> None:
        pattern = pattern.replace("()", "")
        anywhere = pattern.startswith("*.")
        rest, _, last = pattern.removeprefix("*.").rpartition(".")
        self.calls.setdefault(last, []).append((rest, anywhere, meaning))

    def meanings(self, name: str) -> list[Meaning]:
        """What a call of the dotted `name` may mean, the most specific pattern first."""
        known = self._meanings.get(name)
        if known is None:
            known = self._meanings[name] = self._find_meanings(name)
        return known

    def _find_meanings(self, name: str) -> list[Meaning]:
        receiver, _, last = name.rpartition(".")
        found: list[tuple[int, Meaning]] = []
        for rest, anywhere, meaning in (*self.calls.get(last, ()), *self.calls.get("*", ())):
            if anywhere:
                fits = bool(receiver) and (not rest or receiver == rest or receiver.endswith("." + rest))
            else:
                fits = receiver == rest
            if fits:
                found.append((len(rest), meaning))
        return [meaning for _, meaning in sorted(found, key=lambda pair: -pair[0])]

    def provider_of(self, text: str) -> str:
        """The provider whose host or word is in `text`, or an empty string."""
        known = self._providers.get(text)
        if known is None:
            known = self._providers[text] = self._find_provider(text)
        return known

    def _find_provider(self, text: str) -> str:
        low = text.lower()
        for table in (self.hosts, self.words):
            for word, name in table.items():
                if word in low:
                    return name
        return ""

    def frameworks(self) -> Iterable[Framework]:
        """All framework files."""
        return self.knowledge.frameworks.values()
