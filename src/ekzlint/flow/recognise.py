"""Which entry points are payment webhooks: by what they read, by what they are called, and by what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import all_calls
from ekzlint.flow.words import ENTRY, PAYMENT_ROW, has, words
from ekzlint.source.triage import is_common

if TYPE_CHECKING:
    from ekzlint.flow.views import Walk

_SURE = frozenset(
    "webhook webhooks hook hooks callback callbacks ipn itn postback notify listener notificacao notificacoes "
    "notificacion notificaciones retorno".split()
)
"""Names that few but providers call by; `result`, `confirmation` and `notification` name pages as well."""
_PEOPLE = frozenset(
    "telegram bot ussd whatsapp slack discord twilio messenger instagram viber line vk sms email mail".split()
)
"""Others that call webhooks, with messages of people."""
_MESSAGE_KEYS = frozenset("update_id chat message callback_query chat_id entry messaging".split())
_UPDATES = frozenset(
    "process_update feed_update feed_raw_update feed_webhook_update process_new_updates de_json handle_update".split()
)
"""Calls that take in an update of a chat."""
_OTHERS = frozenset(
    "github gitlab bitbucket jira clerk auth auth0 oauth oauth2 google facebook sendgrid mailgun postmark resend "
    "tradingview calendly calendar microsoft outlook gmail zoom hubspot docusign "
    "panel remnawave marzban sentry vercel zapier shopify livekit vapi retell quickbooks xero login sso".split()
)
"""Others that call webhooks, of something else than payments."""
_OWN_CALLS = frozenset(
    "send create get list delete update mark register test simulate trigger debug retry resend setup configure "
    "add show read set fetch".split()
)
"""What the shop's own pages ask for: nobody names a provider's callback so."""
_TO_PEOPLE = frozenset("user users admin admins customer client seller owner staff driver team".split())
_PAYING = PAYMENT_ROW | frozenset(
    "payments pay paid pagamento pagamentos pago pagos pix billing invoice deposit topup wallet balance credit "
    "credits payout momo money payme".split()
)
_TOLD = frozenset(["notification", "notifications", "confirmation"])
_SIGNATURES = frozenset("signature sign sig hmac hash checksum".split())
_CONFIRMS = frozenset("confirm confirmed verify success complete completed finalize simulate capture validate".split())
_BY_HAND = frozenset("cod cash manual bank transfer offline admin delivery booking refund".split())
"""Payments that people see come in, and say so."""
_OF_A_PAYMENT = frozenset("payment transaction txn tx intent session charge".split())
_PAYMENTS = frozenset(["payment", "transaction", "txn"])
_IDS = frozenset("id ref reference code key".split())
_JOINTS = frozenset(".:")
"""What joins the parts of an event's name (`charge.succeeded`, `charge:confirmed`): no other word is written so."""
_PERSONAL = _TO_PEOPLE | frozenset("name username email phone subject text address surname nickname telefone".split())
_COMMON_STATUS = frozenset("status state code result event type".split())
"""Keys under which anybody sends anything."""


def is_webhook(walk: Walk) -> bool:
    """Whether a provider calls the entry point to tell of a payment."""
    entry, run = walk.entry, walk.run
    if entry.hook or entry.proven:
        return True
    if not entry.route or entry.verbs == {"get"} or entry.access == "staff" or is_inner(walk):
        return False
    if _reads_signature(walk) or any(event.provider and event.kind == "verify" for event in walk.events):
        return True
    keys = run.keys & set(run.library.payload_keys)
    if len(keys) > 1:
        return entry.access == "" or any("signature" in key or "payment_id" in key for key in keys)
    if entry.access or _is_for_others(walk):
        return False
    named = _is_named(walk, ENTRY)
    if keys and (named or _says_status(walk)):
        return True
    if run.reads_body and any(named or set(name) & _JOINTS for name in run.compared & run.library.event_types):
        return True
    if not (run.reads_body or (run.keys and "post" in entry.verbs)) or not _is_about_payments(walk):
        return False
    if (_is_named(walk, _SURE) and _may_tell(walk)) or (named and _is_signed(walk)):
        return True
    return has(entry.name, _TOLD) and has(entry.name, _PAYING) and _is_named(walk, _TOLD) and bool(walk.of("effect"))


def takes_clients_word(walk: Walk) -> bool:
    """Whether whoever has the id of a payment may say that it is paid: `POST /payment/confirm`, without a question."""
    entry, run = walk.entry, walk.run
    if not entry.route or entry.access == "staff" or "get" in entry.verbs or not entry.module.evidence:
        return False
    if walk.is_webhook or walk.of("charge", "refetch", "verify", "signature", "gap") or has(entry.name, _BY_HAND):
        return False
    named = has(entry.name, _PAYING) and has(entry.name, _CONFIRMS)
    return named and any(words(key) & _OF_A_PAYMENT and words(key) & _IDS for key in run.keys)


def _may_tell(walk: Walk) -> bool:
    """Whether what is read of the body may tell of a payment: a form with the names of people does not."""
    keys = walk.run.keys
    return not keys or not all(has(key, _PERSONAL) for key in keys)


def _is_signed(walk: Walk) -> bool:
    """Whether the body brings its own signature, as forms of some providers do (`SignatureValue`)."""
    return any(has(key, _SIGNATURES) for key in walk.run.keys)


def is_inner(walk: Walk) -> bool:
    """Whether a view's method is called by another of its own (`perform_create` by `create`), which is the handler."""
    entry = walk.entry
    outer = {"perform_create": ("create", "post"), "form_valid": ("post",)}.get(entry.node.name, ())
    return any(isinstance(s, r.Function) and s.name in outer for s in (entry.klass.node.body if entry.klass else ()))


def _reads_signature(walk: Walk) -> bool:
    """Whether the handler reads a header in which a provider signs; a common name needs other evidence."""
    library = walk.run.library
    for name in walk.run.headers & set(library.signature_headers):
        if not is_common(name) or library.signature_headers[name] & walk.entry.module.evidence:
            return True
    return False


def _is_for_others(walk: Walk) -> bool:
    if has(walk.entry.called, _PEOPLE | _OTHERS) or len(walk.run.keys & _MESSAGE_KEYS) > 1:
        return True
    return any(dotted(call.func).rpartition(".")[2] in _UPDATES for call in all_calls(walk.entry.node))


def _is_named(walk: Walk, vocabulary: frozenset[str]) -> bool:
    """Whether the entry point's name or path is one that providers call."""
    entry = walk.entry
    method = entry.name.rpartition(".")[2]
    of_view = entry.klass is not None and method in walk.machine.shapes.view_methods
    name = entry.klass.node.name if of_view and entry.klass is not None else method
    if not has(f"{entry.called} {walk.run.route}", vocabulary):
        return False
    leading, _, rest = name.lower().lstrip("_").partition("_")
    return leading not in _OWN_CALLS and not (leading == "notify" and has(rest, _TO_PEOPLE))


def _says_status(walk: Walk) -> bool:
    """Whether the body is read by a name under which only providers send a status (`ResultCode`)."""
    said = {key.lower() for key in walk.run.keys}
    return bool((said & walk.run.library.status_keys) - _COMMON_STATUS)


def _is_about_payments(walk: Walk) -> bool:
    """Whether the module, the names or what is done tell of payments."""
    entry = walk.entry
    if any(event.provider for event in walk.events) or (entry.module.evidence and not _stands_beside(walk)):
        return True
    if not entry.module.topical:
        # Words that any program may use: triage drops a file that has no others.
        return False
    if has(f"{entry.called} {walk.run.route} {entry.module.stem}", _PAYING):
        return True
    if any(has(key, _PAYMENTS) and has(key, _IDS | _COMMON_STATUS) for key in walk.run.keys):
        return True
    return any(has(event.what, _PAYING) for event in walk.of("effect"))


def _stands_beside(walk: Walk) -> bool:
    """Whether the module takes a provider's calls by a function that is named after it, and this one is not."""
    entry, library = walk.entry, walk.run.library
    if library.provider_of(f"{entry.name} {entry.path} {walk.run.route}"):
        return False
    return any(has(name, _SURE) and library.provider_of(name) for name in entry.module.symbols)
