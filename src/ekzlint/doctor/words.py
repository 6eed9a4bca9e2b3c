"""The sentences of an examination, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ekzlint.findings.model import Language

_EN: Final = {
    "error": "error",
    "warning": "warning",
    "ok": "ok",
    "nothing": "Nothing is wrong with the settings of {providers}.",
    "no_provider": "No setting of a payment provider was found, and the code asks for none.",
    "summary": "{error} errors, {warning} warnings",
    "missing": "is missing; the other settings of its family need it",
    "missing_read": "is missing; {detail} reads it",
    "empty": "is empty; the other settings of its family need it",
    "empty_read": "is empty; {detail} reads it",
    "placeholder": "still holds a placeholder",
    "padded": "has blanks around its value: the provider will refuse it",
    "host": "names another host than {detail}",
    "mixed_family": "names a host of the family `{detail}`: hosts and credentials of the two families never mix",
    "malformed": "does not look like a value that the provider gives out",
    "no_https": "is no https address: the credentials would travel in the open",
    "mixed_modes": "is for tests, and {detail} for real money",
    "tracked": "is in git with {detail}: whoever reads the repository has them. Remove it and replace them",
    "committed": "was committed once with {detail} or others: history keeps them. Replace them",
    "not_ignored": "holds {detail} and is not in .gitignore",
    "unreadable": "cannot be read: {detail}",
    "oauth_missing": "was not tried: {detail} missing",
    "oauth_address": "was not tried: EKWANZA_OAUTH_URL is no web address",
    "oauth_silent": "did not answer ({detail})",
    "oauth_refused": "refused the credentials ({detail})",
    "oauth_no_token": "answered without a token",
    "oauth_given": "took the credentials",
}
_PT: Final = {
    "error": "erro",
    "warning": "aviso",
    "ok": "ok",
    "nothing": "As definições de {providers} estão em ordem.",
    "no_provider": "Não há definições de nenhum fornecedor de pagamentos, nem o código as pede.",
    "summary": "{error} erros, {warning} avisos",
    "missing": "falta; as outras definições da mesma família precisam dela",
    "missing_read": "falta; {detail} lê-a",
    "empty": "está vazia; as outras definições da mesma família precisam dela",
    "empty_read": "está vazia; {detail} lê-a",
    "placeholder": "ainda tem um valor de exemplo",
    "padded": "tem espaços à volta do valor: o fornecedor vai recusá-lo",
    "host": "indica outro servidor que não {detail}",
    "mixed_family": "indica um servidor da família `{detail}`: as duas famílias nunca se misturam",
    "malformed": "não se parece com um valor que o fornecedor entregue",
    "no_https": "não é um endereço https: as credenciais viajariam à vista",
    "mixed_modes": "é de testes, e {detail} de dinheiro a sério",
    "tracked": "está no git com {detail}: quem ler o repositório fica com elas. Retire-o e substitua-as",
    "committed": "já esteve no git com {detail} ou outras: o histórico guarda-as. Substitua-as",
    "not_ignored": "tem {detail} e não está no .gitignore",
    "unreadable": "não pode ser lido: {detail}",
    "oauth_missing": "não foi experimentado: falta {detail}",
    "oauth_address": "não foi experimentado: EKWANZA_OAUTH_URL não é um endereço",
    "oauth_silent": "não respondeu ({detail})",
    "oauth_refused": "recusou as credenciais ({detail})",
    "oauth_no_token": "respondeu sem token",
    "oauth_given": "aceitou as credenciais",
}
WORDS: Final[Mapping[Language, Mapping[str, str]]] = {"en": _EN, "pt": _PT}
