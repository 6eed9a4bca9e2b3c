from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ekzlint.findings.model import Finding, Result, Stats, TraceStep
from ekzlint.knowledge.schema import Rule, RuleText

MULTITOOL = "@microsoft/sarif-multitool@5.7.0"

VIEWS = """import stripe


def pay(request):
    amount = request.POST["amount"]
    if amount:
        return charge(amount)
"""
BILLING = """def charge(amount):
    return stripe.PaymentIntent.create(
        amount=amount,
        currency="aoa",
    )
"""


@pytest.fixture(scope="session")
def make_finding() -> Callable[..., Finding]:
    def make(**fields: Any) -> Finding:
        default: dict[str, Any] = {
            "code": "EKZ203",
            "name": "non-constant-time-compare",
            "severity": "warning",
            "confidence": "medium",
            "path": "shop/hooks.py",
            "line": 3,
            "column": 8,
            "end_line": 3,
            "end_column": 26,
            "message": "`signature` is compared with `==`.",
            "remedy": "Use hmac.compare_digest.",
            "function": "",
            "provider": "",
            "trace": (),
            "fixable": False,
            "fingerprint": "0123456789abcdef0123456789abcdef",
        }
        return Finding(**{**default, **fields})

    return make


@pytest.fixture(scope="session")
def make_result() -> Callable[..., Result]:
    def make(*findings: Finding, **fields: Any) -> Result:
        default: dict[str, Any] = {
            "version": "1.2.3",
            "language": "en",
            "errors": (),
            "stats": Stats(files_seen=14, files_parsed=5, seconds=0.2149),
            "sources": {},
        }
        return Result(findings=findings, **{**default, **fields})

    return make


@pytest.fixture(scope="session")
def amount_finding(make_finding: Callable[..., Finding]) -> Finding:
    """A finding at a call of several lines, with a trace that begins in another file."""

    def step(path: str, line: int, column: int, end_column: int, message: str) -> TraceStep:
        return TraceStep(path=path, line=line, column=column, end_line=line, end_column=end_column, message=message)

    return make_finding(
        code="EKZ101",
        name="client-supplied-amount",
        severity="error",
        confidence="high",
        path="shop/billing.py",
        line=2,
        column=12,
        end_line=5,
        end_column=6,
        message="`stripe.PaymentIntent.create` charges an amount that the client sent.",
        remedy="Load the order and charge its price.",
        function="charge",
        provider="stripe",
        trace=(
            step("shop/views.py", 5, 14, 36, "the client sends this value"),
            step("shop/views.py", 7, 16, 30, "it is passed to `charge`"),
            step("shop/billing.py", 3, 9, 22, "it becomes the amount"),
        ),
        fixable=True,
        fingerprint="fedcba9876543210fedcba9876543210",
    )


@pytest.fixture(scope="session")
def sources() -> dict[str, str]:
    return {"shop/views.py": VIEWS, "shop/billing.py": BILLING}


@pytest.fixture(scope="session")
def rules() -> dict[str, Rule]:
    amount = Rule(
        code="EKZ101",
        name="client-supplied-amount",
        severity="error",
        security_severity=8.6,
        confidence="high",
        cwe=(602, 20),
        en=RuleText(
            title="The client chooses the amount",
            message="`{sink}` charges an amount that the client sent.",
            why="Whoever sends the request pays what they like.",
            remedy="Load the order and charge its price.",
        ),
        pt=RuleText(
            title="O cliente escolhe o valor",
            message="`{sink}` cobra um valor que o cliente enviou.",
            why="Quem envia o pedido paga o que quiser.",
            remedy="Carregue a encomenda e cobre o seu preço.",
        ),
        fix="unsafe",
    )
    compare = Rule(
        code="EKZ203",
        name="non-constant-time-compare",
        severity="warning",
        security_severity=5,
        confidence="medium",
        cwe=(208,),
        en=RuleText(title="A comparison leaks", message="m", why="Time tells.", remedy="Use hmac.compare_digest."),
        pt=RuleText(title="Uma comparação revela", message="m", why="O tempo revela.", remedy="Use compare_digest."),
    )
    unused = Rule(
        code="EKZ901",
        name="unused-suppression",
        severity="info",
        security_severity=0,
        confidence="high",
        cwe=(),
        en=RuleText(title="A suppression hides nothing", message="m", why="It misleads.", remedy="Remove it."),
        pt=RuleText(title="Uma supressão não esconde nada", message="m", why="Engana.", remedy="Remova-a."),
    )
    return {rule.code: rule for rule in (unused, compare, amount)}


@pytest.fixture(scope="session")
def multitool() -> Path:
    """The folder of the SARIF multitool of Microsoft, installed once and then kept."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        pytest.skip("the SARIF multitool needs Node and npm, and they are not installed")
    in_venv = sys.prefix != sys.base_prefix
    cache = Path(sys.prefix) / "cache" if in_venv else Path.home() / ".cache" / "ekzlint"
    home = cache / MULTITOOL.replace("/", "-").strip("@")
    if not home.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        # Installed beside its place and then moved, so that a half of an installation is never taken for a whole one.
        with tempfile.TemporaryDirectory(dir=cache) as name:
            _install(npm, Path(name))
            Path(name, "node_modules").rename(Path(name, "done"))
            Path(name, "done").rename(home)
    (folder,) = (path.parent for path in home.glob("@microsoft/sarif-multitool-*/sarif-2.1.0.json"))
    return folder


def _install(npm: str, folder: Path) -> None:
    options = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1", "--fetch-timeout=60000"]
    try:
        done = subprocess.run(
            [npm, "install", *options, "--prefix", str(folder), MULTITOOL],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=300,
        )
    except subprocess.TimeoutExpired:
        pytest.skip("npm could not install the SARIF multitool within five minutes")
    if done.returncode:
        errors = [line.removeprefix("npm error ") for line in done.stderr.splitlines() if line.startswith("npm error")]
        pytest.skip(f"npm could not install the SARIF multitool: {'; '.join(errors[:3])}")
    for program in folder.glob("node_modules/@microsoft/*/Sarif.Multitool*"):
        program.chmod(0o755)


@pytest.fixture(scope="session")
def run_multitool(multitool: Path) -> Callable[..., str]:
    """Run the multitool and return what it prints."""
    program = multitool / ("Sarif.Multitool.exe" if os.name == "nt" else "Sarif.Multitool")

    def run(*arguments: str, cwd: Path) -> str:
        # Without this it wants the ICU libraries, which a small machine lacks.
        environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        try:
            done = subprocess.run(
                [str(program), *arguments], cwd=cwd, env=environment, capture_output=True, text=True, timeout=300
            )
        except OSError as error:
            pytest.skip(f"the SARIF multitool does not run on this machine: {error}")
        return done.stdout + done.stderr

    return run
