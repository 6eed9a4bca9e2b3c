"""A repaired example is more than text: served by its framework, it takes what a provider signs and nothing else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ekzlint.config import Config
from ekzlint.data import data_folder
from ekzlint.engine import check
from ekzlint.knowledge.load import load_knowledge

_HERE = Path(__file__).parent
_FIXED = sorted(data_folder("rules").glob("EKZ20[12]*/fixed_*.py"))
_TWICE = ("unsigned", "forged", "unconfigured")
"""Messages that nobody may believe: without a signature, with a wrong one, and where the shop holds no secret."""


def _bad(fixed: Path) -> Path:
    return fixed.with_name(fixed.name.replace("fixed_", "bad_", 1))


def _id(path: Path) -> str:
    return f"{path.parent.name.partition('-')[0]}/{path.stem}"


def _case(path: Path, handler: str, provider: str) -> dict[str, Any]:
    known = load_knowledge(()).providers[provider]
    names = {setting.name for setting in known.setting}
    for text in re.findall(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b", path.read_text(encoding="utf-8")):
        names.add(text)
    return {"path": path.as_posix(), "handler": handler, "provider": provider, "settings": sorted(names)}


@pytest.fixture(scope="module")
def served() -> dict[str, dict[str, dict[str, Any]]]:
    """What each example, wrong and repaired, did with each message."""
    cases = []
    for fixed in _FIXED:
        code = _id(fixed).partition("/")[0]
        finding = next(found for found in check([_bad(fixed)], Config()).findings if found.code == code)
        cases += [_case(path, finding.function, finding.provider) for path in (_bad(fixed), fixed)]
    done = subprocess.run(
        [sys.executable, "-m", "served.serve"],
        input=json.dumps(cases),
        env={**os.environ, "PYTHONPATH": str(_HERE), "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, dict[str, dict[str, Any]]] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.parametrize("fixed", _FIXED, ids=_id)
class TestServed:
    def test_the_wrong_one_believes_anybody(self, fixed: Path, served):
        told = served[_bad(fixed).as_posix()]
        assert [word for word in _TWICE if told[word]["effects"]], told

    @pytest.mark.parametrize("word", _TWICE)
    def test_what_nobody_signed_is_refused_and_does_nothing(self, fixed: Path, word: str, served):
        told = served[fixed.as_posix()][word]
        assert told["effects"] == []
        assert told["status"] >= 400

    def test_what_the_provider_signed_is_taken(self, fixed: Path, served):
        told = served[fixed.as_posix()]
        # How the signature is written is a question of ekzlint's own lines, and not of those that it left as they were.
        words = [
            word for word in told if word == "signed" or (word == "signed otherwise" and "EKZ201" in fixed.as_posix())
        ]
        for word in words:
            assert told[word]["status"] < 300, told
            assert told[word]["effects"] != []
