from __future__ import annotations

import pytest

from ekzlint.facts.lower import lower
from ekzlint.fixes.edits import apply, flatten
from ekzlint.fixes.imports import Brought, bring_module, bring_name
from ekzlint.fixes.tree import Tree
from ekzlint.flow.project import ModuleInfo


def bring(text: str, source: str, name: str = "", *, line: int = 0) -> tuple[str, str] | None:
    """The name that came out, and the text that the file becomes."""
    line = line or text.count("\n") + 1
    module, tree = ModuleInfo("a.py", lower(text, "a.py")), Tree("a.py", text)
    got: Brought | None = (
        bring_name(module, tree, source, name, line) if name else bring_module(module, tree, source, line)
    )
    return None if got is None else (got.name, apply(text.encode(), flatten(got.edits)).decode())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import os\n\nx = 1\n", "import hmac\nimport os\n\nx = 1\n"),
        (
            "import abc\nimport os\nfrom re import sub\n\nx = 1\n",
            "import abc\nimport hmac\nimport os\nfrom re import sub\n\nx = 1\n",
        ),
        ("from abc import ABC\nimport os\nx = 1\n", "from abc import ABC\nimport hmac\nimport os\nx = 1\n"),
        ("import os\nimport abc\nx = 1\n", "import os\nimport abc\nimport hmac\nx = 1\n"),
        ("import flask\n\nx = 1\n", "import hmac\n\nimport flask\n\nx = 1\n"),
        (
            '"""Doc."""\n\nfrom __future__ import annotations\n\nimport flask\nx = 1\n',
            '"""Doc."""\n\nfrom __future__ import annotations\n\nimport hmac\n\nimport flask\nx = 1\n',
        ),
        ('"""Doc."""\nx = 1\n', '"""Doc."""\n\nimport hmac\n\nx = 1\n'),
        ("#!/usr/bin/python\n# coding: utf-8\nx = 1\n", "#!/usr/bin/python\n# coding: utf-8\nimport hmac\n\nx = 1\n"),
        ("from flask import (\n    g,\n)\nx = 1\n", "import hmac\n\nfrom flask import (\n    g,\n)\nx = 1\n"),
        (
            "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import hmac\n\nx = 1\n",
            None,
        ),
    ],
)
def test_an_import_goes_where_it_belongs(before: str, after: str | None):
    got = bring(before, "hmac")
    assert got == (None if after is None else ("hmac", after))


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("import hmac\nx = 1\n", "hmac.compare_digest"),
        ("import hmac as h\nx = 1\n", "h.compare_digest"),
        ("from hmac import compare_digest\nx = 1\n", "compare_digest"),
        ("from hmac import compare_digest as same\nx = 1\n", "same"),
    ],
)
def test_an_import_that_is_there_is_used(before: str, name: str):
    assert bring(before, "hmac", "compare_digest") == (name, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from hmac import new\n", "from hmac import compare_digest, new\n"),
        ("from hmac import HMAC as H\n", "from hmac import HMAC as H, compare_digest\n"),
        (
            "from hmac import (\n    # why\n    HMAC,\n    a,\n)\n",
            "from hmac import (\n    # why\n    HMAC,\n    a,\n    compare_digest,\n)\n",
        ),
        ("from hmac import a,\\\n  b\n", "from hmac import a,\\\n  b, compare_digest\n"),
    ],
)
def test_a_name_joins_the_import_of_its_module(before: str, after: str):
    assert bring(before + "x = 1\n", "hmac", "compare_digest") == ("compare_digest", after + "x = 1\n")


def test_a_local_variable_of_that_name_leads_to_the_other_form():
    text = "import os\n\ndef f(hmac):\n    return hmac\n"
    assert bring(text, "hmac", line=4) is None
    got = bring(text, "hmac", "compare_digest", line=4)
    assert got is not None
    assert got[0] == "compare_digest"
    assert got[1].startswith("import os\nfrom hmac import compare_digest\n")


def test_a_local_import_below_the_place_does_not_count():
    text = "def f(a):\n    b = a\n    import hmac\n    return hmac\n"
    assert bring(text, "hmac", line=2) is None
    assert bring(text, "hmac", line=4) == ("hmac", text)


def test_a_module_of_a_package_is_named_in_full():
    text = "import os.path\nx = 1\n"
    assert bring(text, "os.path", "join") == ("os.path.join", text)


def test_a_module_that_is_installed_comes_in_front_of_the_code():
    assert bring("x = 1\n", "stripe") == ("stripe", "import stripe\n\nx = 1\n")
