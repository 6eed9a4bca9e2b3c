"""The map as text, JSON and a page: what is told, in which language, and what strange names do to it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ekzlint.findings.model import EntryPoint, FileError, PipelineStep
from ekzlint.findings.render import load_messages
from ekzlint.report import map_html, map_json, map_text

STEPS = (
    PipelineStep(name="verify", proof="proven", path="shop/hooks.py", line=14, what="compare_digest"),
    PipelineStep(name="persist", proof="missing"),
    PipelineStep(name="route", proof="unseen"),
)


def point(**changes: object) -> EntryPoint:
    about: dict[str, object] = {
        "kind": "webhook",
        "function": "paystack_webhook",
        "path": "shop/hooks.py",
        "line": 10,
        "provider": "paystack",
        "route": "POST /hooks/paystack",
        "steps": STEPS,
    }
    return EntryPoint(**{**about, **changes})  # type: ignore[arg-type]


def test_text_has_one_line_a_step():
    text = map_text.render_map([point()], load_messages("en"))
    assert text.splitlines() == [
        "shop/hooks.py:10 webhook paystack_webhook (paystack, POST /hooks/paystack)",
        "  + verify       proven      shop/hooks.py:14  compare_digest",
        "  ! persist      missing",
        "  . route        not seen",
    ]


def test_text_in_portuguese():
    text = map_text.render_map([point(kind="return")], load_messages("pt"))
    assert "página de retorno paystack_webhook" in text
    assert "! persistir    em falta" in text


def test_text_of_nothing():
    assert map_text.render_map([], load_messages("en")) == "No payment entry points found.\n"


def test_text_has_no_parentheses_around_nothing():
    assert "()" not in map_text.render_map([point(provider="", route="")], load_messages("en"))


def test_text_shows_no_control_characters():
    assert "\x1b" not in map_text.render_map([point(path="a\x1b[31m.py")], load_messages("en"))


def test_json_holds_everything():
    data = json.loads(map_json.render_map([point()]))
    (entry,) = data["entry_points"]
    assert entry["function"] == "paystack_webhook"
    assert entry["steps"][0] == {
        "name": "verify",
        "proof": "proven",
        "path": "shop/hooks.py",
        "line": 14,
        "what": "compare_digest",
    }
    assert [step["line"] for step in entry["steps"][1:]] == [0, 0]


class Page(HTMLParser):
    """What a browser makes of the page: its words, its tags, and what it would load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.classes: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        self.classes += [name for name in (about.get("class") or "").split() if tag == "rect"]
        self.loads += [value or "" for name, value in attrs if name in ("src", "href", "data")]

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())


def test_page_draws_each_step_with_its_proof():
    page = Page(map_html.render_map([point()], load_messages("en"), "en"))
    assert page.classes == ["proven", "missing", "unseen"]
    assert {"verify", "persist", "route", "✓ proven", "✗ missing", "– not seen", "hooks.py:14"} <= set(page.words)


def test_page_loads_nothing():
    text = map_html.render_map([point()], load_messages("en"), "en")
    assert Page(text).loads == []
    assert not re.search(r"https?://|@import|url\(|<script", text)


def test_page_puts_webhooks_first():
    points = [point(kind="checkout", function="pay"), point(kind="return", function="thanks"), point()]
    page = Page(map_html.render_map(points, load_messages("pt"), "pt"))
    order = [word for word in page.words if word in ("pay", "thanks", "paystack_webhook")]
    assert order == ["paystack_webhook", "pay", "thanks"]
    assert {"Webhooks (1)", "Cobranças (1)", "Páginas de retorno (1)"} <= set(page.words)


def test_page_escapes_what_comes_from_the_project():
    nasty = '<img src=x onerror="alert(1)">'
    text = map_html.render_map([point(function=nasty, route=nasty, path=nasty)], load_messages("en"), "en")
    assert "<img" not in text
    assert nasty in Page(text).words


def test_page_of_nothing():
    assert "No payment entry points found." in Page(map_html.render_map([], load_messages("en"), "en")).words


def test_browser_opens_the_page(tmp_path: Path):
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium here to open the page in")
    page = tmp_path / "map.html"
    page.write_text(map_html.render_map([point()], load_messages("en"), "en"), encoding="utf-8")
    base = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    base += [f"--user-data-dir={tmp_path / 'profile'}", "--hide-scrollbars", "--window-size=1000,500"]
    picture = tmp_path / "map.png"
    done = subprocess.run([*base, "--dump-dom", page.as_uri()], capture_output=True, text=True, timeout=120)
    assert Page(done.stdout).classes == ["proven", "missing", "unseen"]
    subprocess.run([*base, f"--screenshot={picture}", page.as_uri()], capture_output=True, timeout=120, check=True)
    assert picture.read_bytes().startswith(b"\x89PNG")


UNREAD = FileError(path="shop/old\x1b.py", line=3, column=1, reason="not valid Python: invalid syntax")


def test_files_that_were_not_read_are_told_in_every_format():
    words = load_messages("pt")
    text = map_text.render_map([], words, [UNREAD])
    assert text.splitlines()[0] == "Não há pontos de entrada de pagamentos."
    assert "Ficheiros que não puderam ser lidos" in text
    assert text.splitlines()[-1].endswith(":3  not valid Python: invalid syntax")
    assert "\x1b" not in text
    assert json.loads(map_json.render_map([], [UNREAD]))["unread"][0]["line"] == 3
    assert "not valid Python: invalid syntax" in Page(map_html.render_map([], words, "pt", [UNREAD])).words
