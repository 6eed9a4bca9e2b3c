"""The shape of the files under rules/: what a provider, a framework and a rule may say.

Every struct forbids unknown fields, so that a misspelt key is an error with its place, never a silent nothing.

Call patterns are dotted names. `stripe.Refund.create` is matched against the qualified name of what is called;
`*.construct_event` matches any receiver. A pattern may end with `.*`.
Amount paths say where a number sits in the arguments: `amount`, `line_items[].price_data.unit_amount`; a leading
digit is a positional argument (`0.amount`).
"""

from __future__ import annotations

from typing import Literal

import msgspec

from ekzlint.findings.model import Confidence, Severity


class Charge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A library call that creates a payment, and where its amount is."""

    call: str
    amount: tuple[str, ...] = ()
    minor_units: bool = False
    idempotency: str = ""


class Endpoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An HTTP path of the provider's API (a fragment of the URL) that creates a payment, and where its amount is."""

    path: str
    amount: tuple[str, ...] = ("amount",)
    minor_units: bool = False
    idempotency: str = ""


class Scheme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a message of the provider is verified with nothing but what came in and what the shop holds.

    `signed` and `sent` are text with places in braces: `{body}` is the raw body, `{sorted}` the message with its keys
    sorted, `{header:name}`, `{query:name}` and `{field:name.inner}` are what was sent, `{pair:name}` is a part of the
    header, and `{setting:NAME}` and `{secret}` are the shop's.
    """

    secret: str
    """The name of the secret in the environment."""
    header: str = ""
    also: tuple[str, ...] = ()
    """Other names, in lower case, under which projects hold it."""
    algorithm: Literal["", "sha256", "sha512"] = ""
    """The hash of the HMAC; empty where the header is the secret itself."""
    encoding: Literal["hex", "base64", "either"] = "hex"
    """How the digest is sent; `either` where both are seen."""
    keyed: bool = True
    """Whether it is an HMAC; else it is the plain hash of a text that the secret is a part of."""
    hex_key: bool = False
    """Whether the secret is the hexadecimal form of the key."""
    signed: str = "{body}"
    sent: str = ""
    """Where the signature is; empty where it is the header."""
    pairs: str = ""
    """What lies between the parts `name=value` of the header, where it has parts."""
    item: str = ""
    """The key under which the part of the message lies whose fields are signed; empty for the whole of it."""
    needs: tuple[str, ...] = ()
    """Keys of the messages that are signed so: a handler that reads none of them may take others."""
    unless: tuple[str, ...] = ()
    """Keys of the provider's other messages, which are not signed so."""
    call: str = ""
    """A library's call that takes the body, the header and the secret, and raises `error`."""
    error: str = ""


class Asks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the provider itself is asked whether it signed a message: a POST to `path`, with a token from `token`."""

    path: str
    token: str
    """The path of the provider's API at which the shop gets its access token."""
    body: dict[str, str]
    """What is sent, each value with places as in a scheme; `{message}` is the parsed message."""
    answer: str
    """The key of the answer that says it, and what it says then."""
    yes: str


class Fetch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How what an unsigned message is about is asked for again: a GET of `url`, the answer of which takes its place."""

    url: str
    """With `{id}` where the id goes."""
    object: str
    """The key under which the message holds what it is about, in the form of the answer, with the key `id`."""
    user: str
    """The names of the two settings that the API asks for (HTTP basic authentication)."""
    secret: str
    event: str
    """The key of the message that names the event."""
    prefix: str
    """What the name of the event has in front of the status, which has to be the one of the answer (`status`)."""


class Webhook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the provider calls back."""

    signature_headers: tuple[str, ...] = ()
    verify: tuple[str, ...] = ()
    """Calls that raise when the signature is wrong."""
    verify_bool: tuple[str, ...] = ()
    """Calls that return whether the signature is right."""
    handlers: tuple[str, ...] = ()
    """Calls that tell a library which function to call with a message that it has verified: as a decorator of the
    function, or with the function in the call."""
    signs: Literal["raw-body", "fields", "secret", "nothing"] = "raw-body"
    event_types: tuple[str, ...] = ()
    """Names of events, used for routing; comparing them is never a mistake."""
    payload_keys: tuple[str, ...] = ()
    """Keys that only this provider's callback has: reading one marks a handler as its webhook."""
    event_id: tuple[str, ...] = ()
    payment_id: tuple[str, ...] = ()
    """Keys that stay the same while the payment's status changes: without the status they name no event."""
    envelope: tuple[str, ...] = ()
    """The key of the event's kind, then the keys that lead to the event's id from the same object."""
    event_id_header: str = ""
    """The header that holds the event's id."""
    bases: tuple[str, ...] = ()
    """Classes of a library that answer the provider's calls, and verify them first."""
    hooks: tuple[str, ...] = ()
    """Methods that such a class leaves to the project: it calls them with what it has verified."""
    scheme: Scheme | None = None
    asks: Asks | None = None
    fetch: Fetch | None = None


class Status(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The provider's status vocabulary, sorted into the four local meanings."""

    keys: tuple[str, ...] = ()
    """Names of the payload keys or attributes that hold a raw status."""
    paid: tuple[str | int, ...] = ()
    pending: tuple[str | int, ...] = ()
    failed: tuple[str | int, ...] = ()
    expired: tuple[str | int, ...] = ()
    mixed_types: bool = False
    """True where the same status comes both as a number and as a string."""


class Refetch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a payment is asked for again, which proves what a callback claims."""

    calls: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


class Secrets(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How this provider's secrets look, and what looks like one and is not."""

    prefixes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Variable, key or argument names (lower case) that hold a secret of this provider."""
    id_prefixes: tuple[str, ...] = ()
    """How the public half of a pair of keys begins; the other half is the secret."""
    public_prefixes: tuple[str, ...] = ()
    public_values: tuple[str, ...] = ()
    """Published sandbox values."""


class Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One name in the environment that an integration reads: what `ekzlint doctor` expects of it."""

    name: str
    secret: bool = False
    family: str = ""
    """Settings of one family belong together; those of two families never mix."""
    required: bool = True
    """Whether an integration of that family cannot work without it."""
    pattern: str = ""
    """A regular expression that every right value matches as a whole."""
    live: str = ""
    """A regular expression that the beginning of a value for real money matches."""
    test: str = ""
    hosts: tuple[str, ...] = ()
    """For an address: the hosts that it may name."""


class Provider(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One provider's vocabulary: rules/providers/<name>.toml, or a file that a project lists in its configuration."""

    name: str
    title: str = ""
    """How people write the name; only an extension may leave it out."""
    existing: Literal["refuse", "extend", "replace"] = "refuse"
    """What to do with the provider of the same name that is loaded already: add to it, or take its place."""
    imports: tuple[str, ...] = ()
    """Top-level or dotted module names whose import is evidence of this provider."""
    hosts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """Lower-case words that are evidence in an identifier, a path or a string."""
    charge: tuple[Charge, ...] = ()
    endpoint: tuple[Endpoint, ...] = ()
    webhook: Webhook = Webhook()
    status: Status = Status()
    refetch: Refetch = Refetch()
    secrets: Secrets = Secrets()
    setting: tuple[Setting, ...] = ()


class RequestShape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a framework hands over what the client sent."""

    types: tuple[str, ...] = ()
    """Qualified names of the request class."""
    parameters: tuple[str, ...] = ()
    """Parameter names that hold the request where no annotation says otherwise."""
    globals: tuple[str, ...] = ()
    """Qualified names that are the request (`flask.request`)."""
    self_attributes: tuple[str, ...] = ()
    """Attributes of a view's `self` that are the request."""
    inner: tuple[str, ...] = ()
    """Attributes that hold the request of the layer below, whatever they are read from (`request.httprequest`)."""
    calls: tuple[str, ...] = ()
    """Methods of a view's `self` that read a field of what the client sent by its name."""
    body: tuple[str, ...] = ()
    """Attributes or methods of the request with client data in them."""
    query: tuple[str, ...] = ()
    raw: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    server: tuple[str, ...] = ()
    """Attributes that the server controls (`user`, `auth`)."""
    kept: tuple[str, ...] = ()
    """Attributes, and qualified globals, in which one request leaves something for a later one (`session`)."""
    markers: tuple[str, ...] = ()
    """Parameter defaults or annotations that mark client input (`fastapi.Body`)."""
    header_markers: tuple[str, ...] = ()
    dependency_markers: tuple[str, ...] = ()


class Routes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a framework says that a function answers HTTP."""

    decorators: tuple[str, ...] = ()
    """Last attribute of a route decorator (`route`, `post`) on an application, router or blueprint."""
    owners: tuple[str, ...] = ()
    """Qualified classes that such a decorator belongs to."""
    view_decorators: tuple[str, ...] = ()
    """Decorators by qualified name that only views carry."""
    view_bases: tuple[str, ...] = ()
    """Base classes of class-based views, by qualified name."""
    methods: tuple[str, ...] = ()
    """Methods of a class-based view that answer a request."""
    responders: tuple[str, ...] = ()
    """Methods that answer a request whatever class they are in (`on_post`)."""
    registrars: tuple[str, ...] = ()
    """Last names of calls that tie a path to a handler (`add_post`, `path`)."""
    signatures: tuple[str, ...] = ()
    """Parameters, with a space between them, of a function that the platform calls by itself (`event context`)."""
    fills_keywords: tuple[str, ...] = ()
    """Arguments of a route decorator that tell of a framework which hands the form over as `**keywords`."""
    body_models: tuple[str, ...] = ()
    """Base classes whose fields the client fills (pydantic models, serializers, forms)."""


class Effect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a library call does to the world."""

    call: str
    kind: Literal[
        "insert",
        "update",
        "delete",
        "get_or_create",
        "add",
        "commit",
        "send",
        "lock",
        "set_if_absent",
        "query",
        "execute",
        "file",
        "task",
    ]


class Storage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Models and their columns."""

    model_bases: tuple[str, ...] = ()
    float_fields: tuple[str, ...] = ()
    column_calls: tuple[str, ...] = ()
    unique_errors: tuple[str, ...] = ()
    """Exceptions that a unique constraint raises."""


class Framework(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One framework or storage library: rules/frameworks/<name>.toml."""

    name: str
    imports: tuple[str, ...] = ()
    request: RequestShape = RequestShape()
    routes: Routes = Routes()
    storage: Storage = Storage()
    effect: tuple[Effect, ...] = ()


class RuleText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule in one language. `message` has the placeholders that its check fills."""

    title: str
    message: str
    why: str
    remedy: str


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule: rules/EKZ000-name/rule.toml."""

    code: str
    name: str
    severity: Severity
    security_severity: float
    """0 to 10, as code-scanning services rank it."""
    confidence: Confidence
    """The usual confidence of a finding; a check may lower it."""
    cwe: tuple[int, ...]
    en: RuleText
    pt: RuleText
    fix: Literal["none", "safe", "unsafe", "display"] = "none"
