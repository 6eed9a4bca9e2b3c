"""What `scaffold` writes, and what it leaves alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ekzlint.scaffold.apply import apply
from ekzlint.scaffold.manifest import load_manifest
from ekzlint.scaffold.merge import combine
from ekzlint.scaffold.plan import Plan, make_plan
from ekzlint.scaffold.record import NAME
from ekzlint.scaffold.target import TargetError, find_target
from tests.scaffold.projects import FASTAPI, snapshot

EKWANZA = ("ekwanza",)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    (root / "main.py").write_text(FASTAPI)
    return root


def plan(root: Path, *pieces: str, package: str = "payments", providers=EKWANZA, merge: bool = False) -> Plan:
    target = find_target(root, package, "auto")
    return make_plan(load_manifest(), target, pieces or ("all",), providers, merge)


def outcomes(made: Plan) -> dict[str, str]:
    return {change.path.relative_to(made.target.root).as_posix(): change.outcome for change in made.changes}


def test_a_plan_writes_nothing(root: Path):
    before = snapshot(root)
    made = plan(root)
    assert {change.outcome for change in made.writes} == {"create", "update"}
    assert snapshot(root) == before


def test_to_apply_it_twice_changes_nothing(root: Path):
    assert apply(plan(root)) == {}
    before = snapshot(root)
    again = plan(root)
    assert again.writes == again.conflicts == ()
    assert apply(again) == {}
    assert snapshot(root) == before


def test_a_file_that_is_there_is_a_conflict_and_stays(root: Path):
    theirs = root / "payments" / "domain" / "money.py"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("mine = 1\n")
    made = plan(root, merge=True)
    assert [change.path for change in made.conflicts] == [theirs]
    apply(made)
    assert theirs.read_text() == "mine = 1\n"


def test_a_change_of_the_users_own_is_no_conflict_and_stays(root: Path):
    apply(plan(root))
    policy = root / "payments" / "domain" / "policy.py"
    policy.write_text(policy.read_text().replace("max_attempts: int = 5", "max_attempts: int = 3"))
    before = snapshot(root)
    again = plan(root)
    assert again.writes == again.conflicts == ()
    assert snapshot(root) == before


def test_more_pieces_are_merged_into_what_was_scaffolded(root: Path):
    apply(plan(root, "handler-ticket"))
    handlers = root / "payments" / "handlers" / "__init__.py"
    handlers.write_text(handlers.read_text() + "\n\nMINE = 1\n")
    assert outcomes(plan(root, "handler-product"))["payments/handlers/__init__.py"] == "conflict"
    made = plan(root, "handler-product", merge=True)
    assert made.conflicts == ()
    apply(made)
    text = handlers.read_text()
    assert "ProductHandler()" in text
    assert "TicketHandler()" in text
    assert text.endswith("MINE = 1\n")
    assert plan(root, "handler-product").writes == ()


def test_lines_that_both_changed_are_a_conflict(root: Path):
    apply(plan(root, "handler-ticket"))
    handlers = root / "payments" / "handlers" / "__init__.py"
    mine = handlers.read_text().replace("    Purpose.TICKET: TicketHandler(),\n", "    Purpose.TICKET: Mine(),\n")
    handlers.write_text(mine)
    made = plan(root, "handler-product", merge=True)
    assert [change.path for change in made.conflicts] == [handlers]
    assert b"<<<<<<< yours" in made.conflicts[0].new
    apply(made)
    assert handlers.read_text() == mine


@pytest.mark.parametrize(
    ("base", "mine", "new", "merge", "outcome"),
    [
        (None, None, "a", False, "create"),
        (None, "a", "a", False, "unchanged"),
        (None, "b", "a", True, "conflict"),
        ("a", "b", "a", False, "unchanged"),
        ("a", "a", "b", False, "conflict"),
        ("a", "a", "b", True, "update"),
        ("1\n2\n3\n", "1\n2\n3\nx\n", "0\n1\n2\n3\n", True, "merge"),
        ("1\n", "2\n", "3\n", True, "conflict"),
        ("a", None, "a", False, "create"),
    ],
)
def test_a_file_is_decided_about_by_its_three_states(
    base: str | None, mine: str | None, new: str, merge: bool, outcome: str
):
    assert combine(base, mine, new, merge=merge).outcome == outcome


@pytest.mark.parametrize(
    "package", ["../out", "a/b", "", "a..b", "class", "json", "payments-x", "/tmp/x", "missing.pay"]
)
def test_a_name_that_is_no_package_is_refused(root: Path, package: str):
    with pytest.raises(TargetError):
        plan(root, package=package)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("inner", ["payments", "payments/domain"])
def test_a_link_does_not_lead_out(root: Path, tmp_path: Path, inner: str):
    outside = tmp_path / "outside"
    outside.mkdir()
    link = root / inner
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(outside, target_is_directory=True)
    with pytest.raises(TargetError, match="leads out"):
        plan(root)
    assert list(outside.iterdir()) == []


def test_a_file_that_comes_in_between_is_left_alone(root: Path):
    made = plan(root)
    late = root / "payments" / "__init__.py"
    late.parent.mkdir()
    late.write_text("late\n")
    (root / "main.py").write_text(FASTAPI + "\n# late\n")
    failed = apply(made)
    assert set(failed) == {late, root / "main.py"}
    assert late.read_text() == "late\n"
    assert "payments" not in (root / "main.py").read_text()


def test_pieces_bring_what_they_need_and_no_more(root: Path):
    names = set(outcomes(plan(root, "adapter")))
    assert "payments/providers/ekwanza/adapter.py" in names
    assert not any("/storage/" in name or "/tests/" in name or "stripe" in name for name in names)
    assert "main.py" not in names
    tickets = set(outcomes(plan(root, "handler-ticket", "tests")))
    assert {"payments/handlers/ticket.py", "payments/tests/test_ticket.py", "main.py"} <= tickets
    assert "payments/handlers/product.py" not in tickets
    assert "payments/tests/test_product.py" not in tickets


@pytest.mark.parametrize("damage", ["{", "{}", '{"format": 2}'])
def test_a_damaged_record_is_an_error_that_names_it(root: Path, damage: str):
    apply(plan(root, "event"))
    (root / "payments" / NAME).write_text(damage)
    with pytest.raises(TargetError, match=NAME):
        plan(root, "event")


def test_another_framework_is_refused(root: Path):
    apply(plan(root, "event"))
    target = find_target(root, "payments", "flask")
    with pytest.raises(TargetError, match="fastapi"):
        make_plan(load_manifest(), target, ("event",), EKWANZA, False)


def test_a_framework_that_is_not_clear_is_asked_for(tmp_path: Path):
    with pytest.raises(TargetError, match="--framework"):
        find_target(tmp_path, "payments", "auto")


def test_packages_lie_where_the_projects_own_do(root: Path):
    (root / "src" / "shop").mkdir(parents=True)
    (root / "src" / "shop" / "__init__.py").touch()
    assert find_target(root, "payments", "auto").folder == root / "src" / "payments"
    assert find_target(root, "shop.payments", "auto").folder == root / "src" / "shop" / "payments"
