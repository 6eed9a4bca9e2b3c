from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.knowledge.load import KnowledgeError, load_knowledge
from ekzlint.knowledge.schema import Provider

_SHIPPED = load_knowledge().providers


def _stripe(tmp_path: Path, text: str) -> Provider:
    path = tmp_path / "ours.toml"
    path.write_text('name = "stripe"\n' + text)
    return load_knowledge([path]).providers["stripe"]


def test_a_name_that_is_taken_must_be_meant(tmp_path: Path):
    with pytest.raises(KnowledgeError) as caught:
        _stripe(tmp_path, 'title = "Ours"\nimports = ["stripe"]')
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'ours.toml'}: 'name': 'stripe' is taken by ")
    assert message.endswith('with existing = "extend" or "replace" this file builds on it or takes its place')


@pytest.mark.parametrize("existing", ["extend", "replace"])
def test_what_there_is_not_can_neither_be_extended_nor_replaced(tmp_path: Path, existing: str):
    path = tmp_path / "ours.toml"
    path.write_text(f'name = "strip"\ntitle = "Ours"\nimports = ["strip"]\nexisting = "{existing}"')
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge([path])
    assert str(caught.value) == f"{path}: 'name': there is no provider 'strip' to {existing}; did you mean 'stripe'?"


def test_a_replacement_takes_the_place_of_the_whole(tmp_path: Path):
    ours = _stripe(tmp_path, 'title = "Ours"\nimports = ["ours"]\nexisting = "replace"')
    assert ours == Provider(name="stripe", title="Ours", imports=("ours",), existing="replace")


def test_an_extension_adds_to_the_lists_and_keeps_the_rest(tmp_path: Path):
    shipped = _SHIPPED["stripe"]
    ours = _stripe(tmp_path, 'existing = "extend"\nimports = ["our_stripe"]\n[secrets]\nnames = ["our_key"]')
    assert ours.imports == (*shipped.imports, "our_stripe")
    assert ours.secrets.names == (*shipped.secrets.names, "our_key")
    assert (ours.title, ours.charge, ours.webhook) == (shipped.title, shipped.charge, shipped.webhook)


def test_an_extension_tells_a_call_anew(tmp_path: Path):
    call = "stripe.PaymentIntent.create"
    ours = _stripe(tmp_path, f'existing = "extend"\n[[charge]]\ncall = "{call}"\namount = ["total"]')
    assert [charge.amount for charge in ours.charge if charge.call == call] == [("total",)]
    assert len(ours.charge) == len(_SHIPPED["stripe"].charge)


def test_a_status_that_an_extension_gives_another_meaning_loses_its_first(tmp_path: Path):
    assert "canceled" in _SHIPPED["stripe"].status.failed
    ours = _stripe(tmp_path, 'existing = "extend"\n[status]\nexpired = ["canceled"]')
    assert "canceled" in ours.status.expired
    assert "canceled" not in ours.status.failed


def test_a_value_given_again_by_an_extension_stands_once(tmp_path: Path):
    ours = _stripe(tmp_path, 'existing = "extend"\nimports = ["stripe"]')
    assert sorted(ours.imports) == sorted(_SHIPPED["stripe"].imports)


def test_what_an_extension_comes_to_is_checked(tmp_path: Path):
    path = tmp_path / "ours.toml"
    path.write_text('name = "stripe"\nexisting = "extend"\n[webhook]\nverify = ["a.b"]\nverify_bool = ["a.b"]')
    with pytest.raises(KnowledgeError, match=r"ours\.toml: 'webhook\.verify': 'a\.b' also stands in verify_bool"):
        load_knowledge([path])


def test_files_are_put_on_top_of_each_other_in_their_order(tmp_path: Path):
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text('name = "acmepay"\ntitle = "Acme Pay"\nimports = ["acmepay"]')
    second.write_text('name = "acmepay"\nexisting = "extend"\ntitle = "Acme"\nwords = ["acmepay"]')
    acme = load_knowledge([first, second]).providers["acmepay"]
    assert (acme.title, acme.imports, acme.words) == ("Acme", ("acmepay",), ("acmepay",))
    with pytest.raises(KnowledgeError, match="there is no provider 'acmepay' to extend"):
        load_knowledge([second, first])
