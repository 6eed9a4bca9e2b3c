from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.knowledge.load import KnowledgeError, load_knowledge, load_rules, rule_folder

GOOD = 'name = "acmepay"\ntitle = "AcmePay"\nwords = ["acmepay"]\n'
FIRST_PROVIDERS = {
    "adyen",
    "ekwanza",
    "flutterwave",
    "mercadopago",
    "mollie",
    "mpesa",
    "paypal",
    "paystack",
    "razorpay",
    "stripe",
}


def load(folder: Path, text: str | bytes) -> str:
    """What loading a provider file with this text is answered with; empty where it is taken."""
    file = folder / "acmepay.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        load_knowledge((file,))
    except KnowledgeError as error:
        assert str(error).startswith(f"{file}: ")
        return str(error).removeprefix(f"{file}: ")
    return ""


def test_the_first_providers_and_frameworks_are_known() -> None:
    knowledge = load_knowledge()
    assert set(knowledge.providers) >= FIRST_PROVIDERS
    assert set(knowledge.frameworks) >= {"django", "flask", "fastapi", "aiohttp"}


@pytest.mark.parametrize("name", sorted(FIRST_PROVIDERS))
def test_each_provider_says_how_it_is_told_paid_and_asked(name: str) -> None:
    provider = load_knowledge().providers[name]
    assert provider.hosts and provider.words
    assert provider.charge or provider.endpoint
    assert provider.status.paid and provider.status.failed
    # Adyen has no call that asks for a payment again: its notifications are signed.
    assert provider.refetch.calls or provider.refetch.paths or name == "adyen"
    assert provider.secrets.names or provider.secrets.prefixes


def test_a_file_of_the_project_adds_a_provider(tmp_path: Path) -> None:
    (tmp_path / "acmepay.toml").write_text(GOOD)
    assert load_knowledge((tmp_path / "acmepay.toml",)).providers["acmepay"].title == "AcmePay"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (GOOD + 'hots = ["x"]', "unknown key 'hots'; did you mean 'hosts'?"),
        (GOOD + "[webhook]\nsignature_header = []", "unknown key 'webhook.signature_header'; did you mean"),
        (GOOD + '[[charge]]\ncall = "a.b"\namount = "x"', "'charge[0].amount': expected a list, got a string"),
        (GOOD + '[webhook]\nsigns = "raw"', "'webhook.signs': 'raw' is none of raw-body, fields, secret, nothing"),
        ('title = "AcmePay"', "'name': the key is missing"),
        ('name = "acmepay"\ntitle = "AcmePay"', "'imports': nothing tells this provider"),
        ('name = "Acme Pay"\ntitle = "x"\nwords = ["x"]', "'name': 'Acme Pay' must be lower-case letters"),
        ('name = "stripe"\ntitle = "x"\nwords = ["x"]', "'name': 'stripe' is taken by "),
        (GOOD + 'hosts = ["https://a.b"]', "'hosts': 'https://a.b' must be a bare host name"),
        (GOOD + '[status]\npaid = [1]\nfailed = ["1"]', "'status.failed': '1' already means paid"),
        (GOOD + '[[charge]]\ncall = "create()"', "'charge[0].call': 'create()' is not a dotted name"),
        ("name = ", "not valid TOML: "),
        (b'name = "\xff"', "not UTF-8 (byte 8)"),
        ("a = " + "[" * 5000, "not valid TOML: "),
    ],
)
def test_what_is_wrong_is_told_with_its_key(tmp_path: Path, text: str | bytes, answer: str) -> None:
    assert load(tmp_path, text).startswith(answer)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    assert load(tmp_path, b"\xef\xbb\xbf" + GOOD.encode()) == ""


@pytest.mark.parametrize(("name", "reason"), [("missing.toml", "No such file"), ("folder", "Is a directory")])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(KnowledgeError, match=reason):
        load_knowledge((tmp_path / name,))


def test_rules_come_in_the_order_of_their_codes_and_know_their_folder() -> None:
    rules = load_rules()
    assert list(rules) == sorted(rules)
    for code, rule in rules.items():
        assert rule_folder(code).name == f"{code}-{rule.name}"


def test_there_is_no_folder_for_an_unknown_rule() -> None:
    with pytest.raises(KnowledgeError, match="EKZ999"):
        rule_folder("EKZ999")


@pytest.mark.parametrize("code", sorted(load_rules()))
def test_each_rule_speaks_both_languages(code: str) -> None:
    rule = load_rules()[code]
    for words in (rule.en, rule.pt):
        assert words.title and words.message and words.why and words.remedy
    assert rule.en.message != rule.pt.message
    assert rule.cwe or code.startswith("EKZ9")
