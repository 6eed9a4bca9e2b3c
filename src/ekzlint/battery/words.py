"""The sentences of the battery's report, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ekzlint.findings.model import Language

_EN: Final = {
    "held": "held",
    "broken": "broken",
    "skipped": "skipped",
    "replay": "replay",
    "summary": "{held} held, {broken} broken, {skipped} skipped",
    "blind": "Only the answers were judged. With --state URL the effect of each callback is judged too.",
    "needs_credentials": "needs EKWANZA_API_KEY, EKWANZA_MERCHANT_REGISTRATION_NUMBER and EKWANZA_NOTIFICATION_TOKEN",
    "needs_ticket": "needs a pending ticket: --ticket CODE --operation CODE",
    "needs_payment": "needs a pending payment: --payment ID",
    "needs_late": "needs another pending payment: --late ID",
    "no_answer": "no answer: {detail}",
    "server_error": "the server failed ({detail}): the provider sends it again and again, and nobody is told",
    "not_refused": "it must be refused with 4xx, and was answered with {detail}",
    "not_accepted": "it must be taken with 2xx, and was answered with {detail}",
    "not_alike": 'the status 1 and the status "1" mean the same, and were answered differently: {detail}',
    "no_state": "the state page does not answer with 200: {detail}",
    "state_kept": "{detail} was paid, and its state did not change",
    "state_changed": "the state of {detail} changed, and must not",
    "state_held": "answered {detail}, and the state is right",
    "answers_held": "answered {detail}",
    "case_bad-signature": "a ticket with a wrong signature",
    "case_missing-signature": "a ticket without a signature",
    "case_ticket-paid": "a paid ticket, signed",
    "case_unknown-payment": "a payment that nobody asked for",
    "case_status-as-text": 'the status as 1 and as "1"',
    "case_gpo-paid": "a paid charge",
    "case_duplicate": "the same charge once more",
    "case_storm": "the same charge 50 times at once",
    "case_expired-then-paid": "expired first, paid afterwards",
    "case_malformed-json": "a body that is no JSON",
    "case_wrong-content-type": "a form in place of JSON",
}
_PT: Final = {
    "held": "cumpre",
    "broken": "falha",
    "skipped": "omitido",
    "replay": "repetir",
    "summary": "{held} cumpridos, {broken} falhados, {skipped} omitidos",
    "blind": "Só as respostas foram avaliadas. Com --state URL avalia-se também o efeito de cada aviso.",
    "needs_credentials": (
        "precisa de EKWANZA_API_KEY, EKWANZA_MERCHANT_REGISTRATION_NUMBER e EKWANZA_NOTIFICATION_TOKEN"
    ),
    "needs_ticket": "precisa de um ticket pendente: --ticket CÓDIGO --operation CÓDIGO",
    "needs_payment": "precisa de um pagamento pendente: --payment ID",
    "needs_late": "precisa de outro pagamento pendente: --late ID",
    "no_answer": "sem resposta: {detail}",
    "server_error": "o servidor falhou ({detail}): o fornecedor repete o aviso e ninguém fica a saber",
    "not_refused": "tem de ser recusado com 4xx, e a resposta foi {detail}",
    "not_accepted": "tem de ser aceite com 2xx, e a resposta foi {detail}",
    "not_alike": 'o estado 1 e o estado "1" são o mesmo, e tiveram respostas diferentes: {detail}',
    "no_state": "a página de estado não responde com 200: {detail}",
    "state_kept": "{detail} foi pago, e o seu estado não mudou",
    "state_changed": "o estado de {detail} mudou, e não podia",
    "state_held": "respondeu {detail}, e o estado está certo",
    "answers_held": "respondeu {detail}",
    "case_bad-signature": "um ticket com assinatura errada",
    "case_missing-signature": "um ticket sem assinatura",
    "case_ticket-paid": "um ticket pago e assinado",
    "case_unknown-payment": "um pagamento que ninguém pediu",
    "case_status-as-text": 'o estado como 1 e como "1"',
    "case_gpo-paid": "uma cobrança paga",
    "case_duplicate": "a mesma cobrança outra vez",
    "case_storm": "a mesma cobrança 50 vezes ao mesmo tempo",
    "case_expired-then-paid": "primeiro expirado, depois pago",
    "case_malformed-json": "um corpo que não é JSON",
    "case_wrong-content-type": "um formulário em vez de JSON",
}
WORDS: Final[Mapping[Language, Mapping[str, str]]] = {"en": _EN, "pt": _PT}
