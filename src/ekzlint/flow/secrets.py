"""What is a provider's secret: by the name that holds it, and by how it looks."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from string import ascii_lowercase, digits

from ekzlint.flow.library import Library
from ekzlint.flow.words import words

_PLACEHOLDER = re.compile(
    r"x{3,}|\.\.\.|your|change|example|placeholder|dummy|secret_key_here|<|>|\{|\*{3}|fake|sample|todo|insert|replace"
    r"|mock|_here$|test_?key$",
    re.I,
)
_RUNS = tuple(row[at : at + 8] for row in (ascii_lowercase, digits) for at in range(len(row) - 7))
"""What people type who need some key or other."""
_TOKEN = re.compile(r"^[A-Za-z0-9+/=_\-:.]+$")
_SCHEME = re.compile(r"^(Bearer|Basic)\s+", re.I)
_UUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", re.I)
_SECRET = frozenset({"secret", "passkey", "private"})
_GENERAL = _SECRET | frozenset(
    "client consumer key pass endpoint notification initiator password security credential api access token "
    "webhook signing hash id".split()
)
"""Words of names that every provider uses: they need other evidence of whose secret it is."""
_PUBLIC = frozenset({"public", "publishable", "pub"})
_SHORTEST, _LEAST_ENTROPY = 12, 3.0
_LONG_NAME, _SLIP = 12, 2


def holder_of(library: Library, evidence: Iterable[str], name: str) -> str:
    """The provider whose secret a name holds, or an empty string; general names need evidence of the provider."""
    about = frozenset(evidence)
    known = library.holders.get((name, about))
    if known is None:
        known = library.holders[name, about] = _find_holder(library, about, name)
    return known


def _find_holder(library: Library, about: frozenset[str], name: str) -> str:
    bare = _bare(name)
    for provider in library.knowledge.providers.values():
        named = any(_bare(word) in bare for word in provider.words)
        if named and words(name) & _SECRET:
            return provider.name
        telling = named or provider.name in about or bool(words(name) - _GENERAL)
        if telling and any(_is_called(bare, _bare(known)) for known in provider.secrets.names):
            return provider.name
    return ""


def _is_called(bare: str, known: str) -> bool:
    """Whether a name is a known one; a long one may have a number or a slip of the pen behind it."""
    return bare == known or (len(known) >= _LONG_NAME and bare.startswith(known) and len(bare) - len(known) <= _SLIP)


def issuer_of(library: Library, text: str) -> str:
    """The provider whose secrets begin like a text, or an empty string."""
    text = _SCHEME.sub("", text)
    for provider in library.knowledge.providers.values():
        for prefix in provider.secrets.prefixes:
            rest = text.removeprefix(prefix)
            if rest != text and len(rest) >= 10 and not _UUID.match(rest) and looks_secret(library, text):
                return provider.name
    return ""


def belongs_to(library: Library, text: str) -> str:
    """The provider whose public identifiers begin like a text: what stands beside one is its secret."""
    for provider in library.knowledge.providers.values():
        if text.startswith(provider.secrets.id_prefixes or ("\0",)):
            return provider.name
    return ""


def is_public(name: str) -> bool:
    """Whether a name says that its value may be seen by everybody."""
    return not _PUBLIC.isdisjoint(words(name))


def looks_secret(library: Library, text: str) -> bool:
    """Whether a text may be a real key: one long word of many different characters that nobody published."""
    text = _SCHEME.sub("", text)
    if len(text) < _SHORTEST or not _TOKEN.match(text) or _PLACEHOLDER.search(text) or "://" in text:
        return False
    if any(run in text.lower() for run in _RUNS):
        return False
    for provider in library.knowledge.providers.values():
        secrets = provider.secrets
        if text in secrets.public_values or text.startswith(secrets.public_prefixes or ("\0",)):
            return False
    return any(c.isdigit() for c in text) and _entropy(text) >= _LEAST_ENTROPY


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _entropy(text: str) -> float:
    """Shannon entropy in bits a character; words of a language stay below secrets."""
    counts = Counter(text)
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts.values())
