"""The examination from outside: a folder with a .env file and some code, and what is said of it."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from ekzlint import cli
from ekzlint.knowledge.load import load_knowledge

GATEWAY = {
    "EKWANZA_CLIENT_ID": "3f0c1d52-8a44-4a57-9a0e-5b7a1f8f2c11",
    "EKWANZA_CLIENT_SECRET": "wq8-gateway-value-71",
    "EKWANZA_RESOURCE": "2aed7612-de64-46b5-9e59-1f48f8902d14",
    "EKWANZA_OAUTH_URL": "https://login.microsoftonline.com/appypay.co.ao/oauth2/token",
}
TICKETS = {"EKWANZA_API_KEY": "zk-ticket-value-13", "EKWANZA_NOTIFICATION_TOKEN": "zk-token-value-29"}
Run = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for provider in load_knowledge().providers.values():
        for setting in provider.setting:
            monkeypatch.delenv(setting.name, raising=False)


@pytest.fixture
def doctor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Write a .env file and code, run the command, and return its exit code and the remarks."""

    def run(env: dict[str, str] | str, *args: str, code: str = "") -> tuple[int, list[dict[str, Any]]]:
        text = env if isinstance(env, str) else "".join(f"{name}={value}\n" for name, value in env.items())
        (tmp_path / ".env").write_text(text, encoding="utf-8")
        (tmp_path / "app.py").write_text(code, encoding="utf-8")
        with pytest.raises(SystemExit) as exit_:
            cli.main(["doctor", str(tmp_path), "--format", "json", *args])
        assert isinstance(exit_.value.code, int)
        return exit_.value.code, json.loads(capsys.readouterr().out)["remarks"]

    return run


def reasons(remarks: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["subject"], row["reason"]) for row in remarks]


@pytest.mark.parametrize("env", [GATEWAY, TICKETS, {**GATEWAY, **TICKETS}], ids=["gateway", "tickets", "both"])
def test_a_whole_family_is_in_order(doctor: Run, env: dict[str, str]):
    assert doctor(env) == (0, [])


@pytest.mark.parametrize("name", sorted(GATEWAY))
def test_what_a_family_lacks_is_missing(doctor: Run, name: str):
    code, remarks = doctor({key: value for key, value in GATEWAY.items() if key != name})
    assert (code, reasons(remarks)) == (1, [(name, "missing")])


def test_what_the_code_reads_is_missing_and_the_file_is_named(doctor: Run):
    code, remarks = doctor("", code='import os\nkey = os.environ["STRIPE_WEBHOOK_SECRET"]\n')
    assert (code, reasons(remarks)) == (1, [("STRIPE_WEBHOOK_SECRET", "missing_read")])
    assert "app.py reads it" in remarks[0]["message"]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("EKWANZA_CLIENT_ID", "3f0c1d52", "malformed"),
        ("EKWANZA_CLIENT_SECRET", "changeme", "placeholder"),
        ("EKWANZA_CLIENT_SECRET", '" wq8-gateway-value-71"', "padded"),
        ("EKWANZA_CLIENT_SECRET", "", "empty"),
        ("EKWANZA_OAUTH_URL", "http://login.microsoftonline.com/x", "no_https"),
        ("EKWANZA_OAUTH_URL", "https://login.example.test/x", "host"),
        ("EKWANZA_GATEWAY_URL", "https://partnersapi.e-kwanza.ao", "mixed_family"),
    ],
)
def test_a_wrong_value_is_told_with_its_line_and_never_shown(doctor: Run, name: str, value: str, reason: str):
    env = {**GATEWAY, name: value}
    code, remarks = doctor(env)
    assert (code, reasons(remarks)) == (1, [(name, reason)])
    assert remarks[0]["line"] == (0 if reason == "empty" else list(env).index(name) + 1)
    assert not value or value.strip('" ') not in json.dumps(remarks)


def test_test_and_live_keys_do_not_mix(doctor: Run):
    env = {"STRIPE_SECRET_KEY": "sk_live_" + "a1" * 12, "STRIPE_PUBLISHABLE_KEY": "pk_test_" + "b2" * 12}
    code, remarks = doctor(env)
    assert (code, reasons(remarks)) == (1, [("STRIPE_PUBLISHABLE_KEY", "mixed_modes")])
    assert "STRIPE_SECRET_KEY for real money" in remarks[0]["message"]


def test_the_environment_goes_before_the_file(doctor: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("EKWANZA_CLIENT_ID", GATEWAY["EKWANZA_CLIENT_ID"])
    assert doctor({**GATEWAY, "EKWANZA_CLIENT_ID": "broken"}) == (0, [])


def test_a_sample_file_holds_no_settings(doctor: Run, tmp_path: Path):
    (tmp_path / ".env.example").write_text("EKWANZA_API_KEY=changeme\n", encoding="utf-8")
    assert doctor(TICKETS) == (0, [])


def git(folder: Path, *args: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@t.test", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *args], cwd=folder, check=True, capture_output=True)


def test_a_file_with_secrets_that_git_may_take_is_told(doctor: Run, tmp_path: Path):
    git(tmp_path, "init", "-q")
    code, remarks = doctor(TICKETS)
    assert (code, reasons(remarks)) == (0, [(".env", "not_ignored")])
    (tmp_path / ".gitignore").write_text(".env\n", encoding="utf-8")
    assert doctor(TICKETS) == (0, [])


def test_a_file_with_secrets_in_git_or_in_its_history_is_an_error(doctor: Run, tmp_path: Path):
    git(tmp_path, "init", "-q")
    doctor(TICKETS)
    git(tmp_path, "add", ".env")
    git(tmp_path, "commit", "-qm", "one")
    code, remarks = doctor(TICKETS)
    assert (code, reasons(remarks)) == (1, [(".env", "tracked")])
    git(tmp_path, "rm", "-q", "--cached", ".env")
    git(tmp_path, "commit", "-qm", "two")
    code, remarks = doctor(TICKETS)
    assert (code, reasons(remarks)) == (1, [(".env", "committed")])
    assert not any(value in json.dumps(remarks) for value in TICKETS.values())


def test_a_repository_cannot_make_the_examination_run_a_program(doctor: Run, tmp_path: Path):
    git(tmp_path, "init", "-q")
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    git(tmp_path, "config", "core.fsmonitor", str(trap))
    doctor(TICKETS)
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize(
    ("content", "why"), [(b"\xff\xfe\x00A", "codec"), (b"A=1\n" * 600_000, "larger")], ids=["bytes", "huge"]
)
def test_a_file_that_cannot_be_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, why: str
):
    (tmp_path / ".env").write_bytes(content)
    with pytest.raises(SystemExit) as exit_:
        cli.main(["doctor", str(tmp_path)])
    out = capsys.readouterr().out
    assert exit_.value.code == 1
    assert "cannot be read" in out and why in out


class _Login(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.forms.append(form)  # type: ignore[attr-defined]
        status, body = self.server.reply  # type: ignore[attr-defined]
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1:9/")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def login() -> Iterator[Any]:
    server: Any = HTTPServer(("127.0.0.1", 0), _Login)
    server.forms, server.reply = [], (200, b'{"access_token": "tok-3141"}')
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ((200, b'{"access_token": "tok-3141"}'), "oauth_given"),
        ((200, b"{}"), "oauth_no_token"),
        ((200, b"<html>"), "oauth_no_token"),
        ((401, b"{}"), "oauth_refused"),
        ((302, b""), "oauth_refused"),
    ],
)
def test_credentials_are_tried_at_the_address_of_the_settings(
    doctor: Run, login: Any, reply: tuple[int, bytes], reason: str
):
    login.reply = reply
    env = {**GATEWAY, "EKWANZA_OAUTH_URL": f"http://127.0.0.1:{login.server_port}/token"}
    _, remarks = doctor(env, "--live")
    assert ("OAuth", reason) in reasons(remarks)
    assert login.forms == [
        {
            "grant_type": ["client_credentials"],
            "client_id": [GATEWAY["EKWANZA_CLIENT_ID"]],
            "client_secret": [GATEWAY["EKWANZA_CLIENT_SECRET"]],
            "resource": [GATEWAY["EKWANZA_RESOURCE"]],
        }
    ]
    assert "tok-3141" not in json.dumps(remarks) and GATEWAY["EKWANZA_CLIENT_SECRET"] not in json.dumps(remarks)


def test_nothing_is_sent_unless_asked(doctor: Run, login: Any):
    doctor({**GATEWAY, "EKWANZA_OAUTH_URL": f"http://127.0.0.1:{login.server_port}/token"})
    assert login.forms == []


def test_the_text_says_what_is_in_order_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / ".env").write_text("".join(f"{k}={v}\n" for k, v in TICKETS.items()), encoding="utf-8")
    said = {}
    for lang in ("en", "pt"):
        with pytest.raises(SystemExit):
            cli.main(["doctor", str(tmp_path), "--lang", lang])
        said[lang] = capsys.readouterr().out
    assert said == {
        "en": "Nothing is wrong with the settings of e-Kwanza.\n",
        "pt": "As definições de e-Kwanza estão em ordem.\n",
    }
