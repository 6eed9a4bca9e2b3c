from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ekzlint.data import data_folder
from ekzlint.knowledge.load import KnowledgeError, load_knowledge, load_rules, rule_folder
from ekzlint.limits import MAX_FILE_BYTES

_RULES = data_folder("rules")
_ACME = 'name = "acmepay"\ntitle = "Acme Pay"\nimports = ["acmepay"]\n'


def _names(folder: str) -> list[str]:
    return sorted(path.stem for path in (_RULES / folder).glob("*.toml"))


def _error(tmp_path: Path, content: str | bytes) -> str:
    path = tmp_path / "acme.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge([path])
    place, _, reason = str(caught.value).partition(": ")
    assert place == str(path)
    return reason


def test_every_shipped_provider_is_loaded_under_the_name_of_its_file():
    assert sorted(load_knowledge().providers) == _names("providers")


def test_every_shipped_framework_is_loaded_under_the_name_of_its_file():
    assert sorted(load_knowledge().frameworks) == _names("frameworks")


def test_every_shipped_rule_is_loaded_in_the_order_of_its_code():
    rules = load_rules()
    assert list(rules) == sorted(rules)
    assert {rule_folder(code).name for code in rules} == {path.parent.name for path in _RULES.glob("EKZ*/rule.toml")}


_IN_DEPTH = sorted(provider.name for provider in load_knowledge().providers.values() if provider.setting)
"""Providers whose settings are known too: of them, all has to be."""


@pytest.mark.parametrize("name", _IN_DEPTH)
def test_a_provider_says_how_money_moves_and_what_its_statuses_mean(name: str):
    provider = load_knowledge().providers[name]
    assert provider.charge or provider.endpoint
    assert provider.status.paid
    assert provider.status.failed
    assert provider.refetch.calls or provider.refetch.paths
    assert provider.secrets.names


@pytest.mark.parametrize("name", _names("providers"))
def test_a_provider_says_how_it_calls_back(name: str):
    provider = load_knowledge().providers[name]
    assert provider.webhook.event_id or provider.webhook.payment_id
    assert provider.secrets.names


def test_a_rule_that_there_is_not_has_no_folder():
    with pytest.raises(KnowledgeError, match="there is no rule EKZ000"):
        rule_folder("EKZ000")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("hostz = []", "unknown key 'hostz'; did you mean 'hosts'?"),
        ("[webhook]\nverifies = []", "unknown key 'webhook.verifies'; did you mean 'verify'?"),
        ('[[charge]]\ncall = "a.b"\namont = []', "unknown key 'charge[0].amont'; did you mean 'amount'?"),
        (
            "[secrets]\nqqq = []",
            "unknown key 'secrets.qqq'; known are prefixes, names, id_prefixes, public_prefixes, public_values",
        ),
        ("a.b.c = 1", "unknown key 'a'; known are name, title, existing, imports, hosts, words, charge, endpoint, "),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest_right_one(tmp_path: Path, text: str, reason: str):
    assert _error(tmp_path, _ACME + text).startswith(reason)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('words = "acme"', "'words': expected a list, got a string"),
        ("words = [1]", "'words[0]': expected a string, got a whole number"),
        ("[[charge]]\ncall = 1", "'charge[0].call': expected a string, got a whole number"),
        ('[charge]\ncall = "a.b"', "'charge': expected a list, got a table: write [[charge]] for each of them"),
        ("[[webhook]]", "'webhook': expected a table, got a list"),
        ("[webhook.verify]", "'webhook.verify': expected a list, got a table"),
        ('[status]\nmixed_types = "yes"', "'status.mixed_types': expected true or false, got a string"),
        ("[status]\npaid = [true]", "'status.paid[0]': expected a string or a whole number, got true or false"),
        ("[status]\npaid = [1.5]", "'status.paid[0]': expected a string or a whole number, got a number"),
        ("[status]\npaid = [2026-01-31]", "'status.paid[0]': expected a string or a whole number, got a date"),
        ("[status]\npaid = [08:00:00]", "'status.paid[0]': expected a string or a whole number, got a time"),
    ],
)
def test_a_value_of_the_wrong_type_is_named(tmp_path: Path, text: str, reason: str):
    assert _error(tmp_path, _ACME + text) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            '[webhook]\nsigns = "raw"',
            "'webhook.signs': 'raw' is none of raw-body, fields, secret, nothing; did you mean 'raw-body'?",
        ),
        ('existing = "merge"', "'existing': 'merge' is none of refuse, extend, replace"),
    ],
)
def test_a_word_that_is_no_choice_is_named_with_the_choices(tmp_path: Path, text: str, reason: str):
    assert _error(tmp_path, _ACME + text).startswith(reason)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('title = "Acme"\nimports = ["acme"]', "'name': the key is missing"),
        ('name = "acme"\nimports = ["acme"]', "'title': the key is missing"),
        (_ACME + "[[charge]]\namount = []", "'charge[0].call': the key is missing"),
        (_ACME + "[[endpoint]]\nminor_units = true", "'endpoint[0].path': the key is missing"),
        ('name = "acme"\ntitle = "Acme"', "'imports': nothing tells this provider: give imports, hosts or words"),
    ],
)
def test_a_key_that_is_missing_is_named(tmp_path: Path, text: str, reason: str):
    assert _error(tmp_path, text) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('name = "Acme Pay"\ntitle = "x"\nwords = ["acme"]', "'name': 'Acme Pay' must be lower-case letters"),
        ('name = "acme"\ntitle = " "\nwords = ["acme"]', "'title': is empty"),
        (_ACME + 'hosts = ["https://api.acme.test"]', "'hosts': 'https://api.acme.test' must be a bare host name"),
        (_ACME + 'hosts = ["API.acme.test"]', "'hosts': 'API.acme.test' must be lower case: 'api.acme.test'"),
        (_ACME + 'words = ["Acme"]', "'words': 'Acme' must be lower case: 'acme'"),
        (_ACME + 'words = ["ac"]', "'words': 'ac' is too short to tell a provider: at least 3 characters"),
        (_ACME + 'words = [""]', "'words': has an empty text in it"),
        (_ACME + 'words = ["acme", "acme"]', "'words': 'acme' is given twice"),
        (_ACME + '[webhook]\npayload_keys = ["id"]', "'webhook.payload_keys': 'id' is too short to tell a provider"),
        (_ACME + '[webhook]\nverify = ["acme.verify()"]', "'webhook.verify': 'acme.verify()' is not a dotted name"),
        (
            _ACME + '[webhook]\nverify = ["a.check"]\nverify_bool = ["a.check"]',
            "'webhook.verify': 'a.check' also stands in verify_bool: does it raise, or return?",
        ),
        (_ACME + '[[charge]]\ncall = "a b"', "'charge[0].call': 'a b' is not a dotted name"),
        (_ACME + '[[charge]]\ncall = "a.b"\namount = ["items[0]"]', "'charge[0].amount': 'items[0]' is not a path"),
        (_ACME + '[[endpoint]]\npath = "https://x.test/p"', "'endpoint[0].path': 'https://x.test/p' must be a part"),
        (_ACME + '[refetch]\npaths = ["/p?id="]', "'refetch.paths': '/p?id=' must be a part of the URL's path"),
        (_ACME + '[status]\npaid = [1]\nfailed = ["1"]', "'status.failed': '1' already means paid"),
        (_ACME + '[secrets]\nnames = ["ACME_KEY"]', "'secrets.names': 'ACME_KEY' must be lower case"),
        (
            _ACME + '[secrets]\nprefixes = ["ak_"]\npublic_prefixes = ["ak_"]',
            "'secrets.prefixes': 'ak_' also stands in public_prefixes",
        ),
    ],
)
def test_a_value_that_cannot_be_used_is_named(tmp_path: Path, text: str, reason: str):
    assert _error(tmp_path, text).startswith(reason)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("name = ", "not valid TOML: "),
        (_ACME + 'name = "again"', "not valid TOML: "),
        (b"name = '\xe9'", "not UTF-8 (byte 8)"),
        (b"name = 'a\x00b'", "not valid TOML: "),
        ("a = " + "[" * 5000, "not valid TOML: "),
        ("a" + ".a" * 5000 + " = 1", "unknown key 'a'"),
        (b"#" * (MAX_FILE_BYTES + 1), f"larger than {MAX_FILE_BYTES // 1024} KiB"),
        ("", "'name': the key is missing"),
    ],
)
def test_a_file_that_is_no_knowledge_is_an_error(tmp_path: Path, content: str | bytes, reason: str):
    assert _error(tmp_path, content).startswith(reason)


def test_a_folder_in_place_of_a_file_is_an_error(tmp_path: Path):
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge([tmp_path])
    assert str(caught.value).startswith(f"{tmp_path}: cannot be read: ")


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path):
    with pytest.raises(KnowledgeError, match="none.toml: cannot be read: No such file"):
        load_knowledge([tmp_path / "none.toml"])


@pytest.mark.parametrize("text", [_ACME.replace("\n", "\r\n"), "\ufeff" + _ACME])
def test_line_ends_and_a_byte_order_mark_do_not_matter(tmp_path: Path, text: str):
    path = tmp_path / "acme.toml"
    path.write_bytes(text.encode())
    assert load_knowledge([path]).providers["acmepay"].title == "Acme Pay"


class TestWhatShips:
    @pytest.fixture
    def rules(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A copy of the shipped files that a test may spoil."""
        copy = tmp_path / "rules"
        shutil.copytree(_RULES, copy)
        monkeypatch.setattr("ekzlint.knowledge.load.data_folder", lambda _: copy)
        return copy

    def test_a_rule_must_lie_in_the_folder_of_its_name(self, rules: Path):
        (rules / "EKZ101-client-supplied-amount").rename(rules / "EKZ101-amount")
        with pytest.raises(KnowledgeError, match="the folder must be named EKZ101-client-supplied-amount"):
            load_rules()

    def test_a_message_has_the_same_placeholders_in_each_language(self, rules: Path):
        path = rules / "EKZ101-client-supplied-amount" / "rule.toml"
        path.write_text(path.read_text(encoding="utf-8").replace("{sink}", "{sin}", 1), encoding="utf-8")
        with pytest.raises(KnowledgeError, match=r"rule\.toml: 'pt\.message': its placeholders \(sink, source\)"):
            load_rules()

    def test_two_frameworks_of_one_name_are_an_error(self, rules: Path):
        shutil.copy(rules / "frameworks" / "flask.toml", rules / "frameworks" / "quart.toml")
        with pytest.raises(KnowledgeError, match=r"quart\.toml: 'name': 'flask' is taken by another file"):
            load_knowledge()

    def test_an_effect_of_an_unknown_kind_is_an_error(self, rules: Path):
        path = rules / "frameworks" / "flask.toml"
        path.write_text(path.read_text(encoding="utf-8") + '\n[[effect]]\ncall = "a.b"\nkind = "sent"\n')
        with pytest.raises(KnowledgeError, match=r"'effect\[\d+\]\.kind'|'effect\[\.\.\.\]\.kind'") as caught:
            load_knowledge()
        assert str(caught.value).endswith("did you mean 'send'?")
