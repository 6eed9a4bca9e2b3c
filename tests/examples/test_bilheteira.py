from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.engine import check

ROOT = Path(__file__).parents[2]
SHOP = ROOT / "examples" / "bilheteira"
MISTAKES = {
    ("EKZ101", "app/checkout.py", "pay_by_reference"),
    ("EKZ102", "app/checkout.py", "pay_gift_card"),
    ("EKZ201", "app/webhooks/gateway.py", "express_paid"),
    ("EKZ202", "app/webhooks/gateway.py", "reference_paid"),
    ("EKZ203", "app/webhooks/gateway.py", "attempt_settled"),
    ("EKZ301", "app/webhooks/gateway.py", "pass_paid"),
    ("EKZ302", "app/webhooks/gateway.py", "gift_card_paid"),
    ("EKZ303", "app/webhooks/gateway.py", "poster_paid"),
    ("EKZ401", "app/fulfilment.py", "close_order"),
    ("EKZ402", "app/ekwanza.py", "normalise_charge"),
    ("EKZ801", "app/settings.py", ""),
}


def without_times(text: str) -> str:
    return re.sub(r"\d+\.\d+ s\b", "0.00 s", text)


def test_each_mistake_is_found_once_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SHOP)
    result = check([SHOP], Config())
    found = [(finding.code, finding.path, finding.function) for finding in result.findings]
    assert sorted(found) == sorted(MISTAKES)
    assert not result.errors


@pytest.mark.parametrize(("code", "module"), [("EKZ101", "app/ekwanza.py"), ("EKZ301", "app/fulfilment.py")])
def test_the_proof_goes_through_other_modules(monkeypatch: pytest.MonkeyPatch, code: str, module: str) -> None:
    monkeypatch.chdir(SHOP)
    result = check([SHOP], Config(select=(code,)))
    assert module in {step.path for step in result.findings[0].trace}


def test_the_text_is_the_expected_one() -> None:
    command = [sys.executable, "-m", "ekzlint", "check", "examples/bilheteira"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 1
    assert without_times(done.stdout) == without_times((SHOP / "EXPECTED.txt").read_text(encoding="utf-8"))


def test_the_readme_shows_what_the_demo_prints() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.split("<!-- demo -->\n```text\n")[1].split("```\n<!-- /demo -->")[0]
    assert shown == (SHOP / "EXPECTED.txt").read_text(encoding="utf-8")


def _installed() -> bool:
    return not subprocess.run([sys.executable, "-c", "import fastapi, sqlalchemy, httpx, uvicorn"], check=False).returncode


@pytest.mark.skipif(not _installed(), reason="the requirements of the sample are not installed")
class TestTheShop:
    def test_its_own_tests_pass(self, tmp_path: Path) -> None:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", ".", "tests"]
        done = subprocess.run(command, cwd=SHOP, capture_output=True, text=True, check=False, env=_plain(tmp_path))
        assert done.returncode == 0, done.stdout

    def test_it_serves(self, tmp_path: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "uvicorn", "app.main:app", "--port", str(port), "--log-level", "warning"]
        server = subprocess.Popen(command, cwd=SHOP, env=_plain(tmp_path))
        try:
            assert "Noite de Semba" in _get(f"http://127.0.0.1:{port}/shows")
        finally:
            server.terminate()
            server.wait(20)


@pytest.mark.skipif(not _installed(), reason="the requirements of the sample are not installed")
class TestRepaired:
    @pytest.fixture
    def repaired(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        copy = tmp_path / "bilheteira"
        shutil.copytree(SHOP, copy, ignore=shutil.ignore_patterns("__pycache__"))
        monkeypatch.chdir(copy)
        command = [sys.executable, "-m", "ekzlint", "fix", "--unsafe-fixes"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        return copy

    def test_no_mistake_is_left(self, repaired: Path) -> None:
        result = check([repaired], Config(min_confidence="low"))
        assert [(finding.code, finding.path, finding.line) for finding in result.findings] == []

    def test_its_own_tests_pass(self, repaired: Path, tmp_path: Path) -> None:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", ".", "tests"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=_plain(tmp_path))
        assert done.returncode == 0, done.stdout

    def test_a_second_run_changes_nothing(self, repaired: Path) -> None:
        before = {path: path.read_bytes() for path in sorted(repaired.rglob("*")) if path.is_file()}
        command = [sys.executable, "-m", "ekzlint", "fix", "--unsafe-fixes", "--check"]
        assert subprocess.run(command, check=False, capture_output=True).returncode == 0
        assert {path: path.read_bytes() for path in sorted(repaired.rglob("*")) if path.is_file()} == before


def _plain(folder: Path) -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/shop.db", "PYTHONDONTWRITEBYTECODE": "1"}


def _get(url: str) -> str:
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read(), "utf-8")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"nobody answers at {url}")
