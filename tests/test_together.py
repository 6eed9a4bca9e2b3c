from __future__ import annotations

from ekzlint.together import groups_of


def test_what_is_used_comes_before_what_uses_it():
    assert groups_of([("hooks.py", frozenset({"hooks.py", "models.py"}))]) == (("models.py", "hooks.py"),)


def test_repairs_that_share_a_file_are_one_group():
    repairs = [
        ("z.py", frozenset({"z.py", "models.py"})),
        ("alone.py", frozenset({"alone.py"})),
        ("a.py", frozenset({"a.py", "models.py"})),
    ]
    assert groups_of(repairs) == (("models.py", "a.py", "z.py"), ("alone.py",))


def test_a_circle_is_written_all_the_same():
    repairs = [("a.py", frozenset({"a.py", "b.py"})), ("b.py", frozenset({"a.py", "b.py"}))]
    assert groups_of(repairs) == (("a.py", "b.py"),)


def test_a_finding_whose_own_file_stays_as_it_is():
    assert groups_of([("hooks.py", frozenset({"models.py"}))]) == (("models.py",),)
