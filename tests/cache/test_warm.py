"""With a cache or without: the same is found, whatever happened between two runs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ekzlint import engine
from ekzlint.config import Config
from ekzlint.findings.model import Result, Stats
from tests.cache.shop import VERSIONS, build, put

SHOWN = Config(min_confidence="low")
EDITS = [(name, number) for name, versions in VERSIONS.items() for number in range(len(versions))]


def said(result: Result) -> Result:
    return msgspec.structs.replace(result, stats=Stats(files_seen=0, files_parsed=0, seconds=0))


def cold(root: Path, config: Config = SHOWN, paths: Sequence[Path] = ()) -> Result:
    return said(engine.check(paths or [root], config))


def warm(root: Path, config: Config = SHOWN, paths: Sequence[Path] = ()) -> Result:
    return engine.check(paths or [root], config, cache=True)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    build(tmp_path)
    return tmp_path


@settings(max_examples=40, deadline=None, database=None)
@given(st.lists(st.lists(st.sampled_from(EDITS), min_size=1, max_size=3), max_size=5))
def test_after_any_edits_the_same_as_from_the_start(rounds: list[list[tuple[str, int]]]):
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        build(root)
        assert said(warm(root)) == cold(root)
        for edits in rounds:
            for file, number in edits:
                put(root, file, VERSIONS[file][number])
            expected = cold(root)
            assert said(warm(root)) == expected
            assert said(warm(root)) == expected


@settings(max_examples=20, deadline=None, database=None)
@given(st.data())
def test_after_any_edits_where_stamps_can_be_trusted(data: st.DataObject):
    """Files are made to look old, so that nothing but their stamps is looked at."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        for module in ("cache.files", "source.finder"):
            patch.setattr(f"ekzlint.{module}.SETTLED", -1)
        root = Path(name)
        build(root)
        warm(root)
        clock = 1_000_000_000
        for file, number in data.draw(st.lists(st.sampled_from(EDITS), max_size=6)):
            put(root, file, VERSIONS[file][number])
            clock += 60
            for path in (root / file, *(root / file).parents):
                if path == root.parent:
                    break
                if path.exists():
                    os.utime(path, (clock, clock))
            assert said(warm(root)) == cold(root)


def test_something_is_found_and_nothing_is_parsed_again(shop: Path):
    first = warm(shop)
    assert len(first.findings) >= 2
    assert first.stats.files_parsed > 0
    again = warm(shop)
    assert again.stats.files_parsed == 0
    assert said(again) == said(first)


def test_one_change_parses_what_depends_on_it_and_no_more(shop: Path):
    warm(shop)
    put(shop, "shop/signing.py", VERSIONS["shop/signing.py"][1])
    again = warm(shop)
    assert 0 < again.stats.files_parsed < warm_from_scratch(shop)
    assert said(again) == cold(shop)


def warm_from_scratch(root: Path) -> int:
    return engine.check([root], SHOWN).stats.files_parsed


@pytest.mark.parametrize(
    "config",
    [
        Config(select=("EKZ1",), min_confidence="low"),
        Config(ignore=("EKZ101",)),
        Config(lang="pt"),
        Config(min_confidence="high"),
        Config(exclude=("shop/gateway.py",)),
        Config(adapters=("views.py",)),
    ],
)
def test_another_configuration_gets_its_own_answer(shop: Path, config: Config):
    put(shop, "shop/views.py", VERSIONS["shop/views.py"][1])
    warm(shop)
    assert said(warm(shop, config)) == cold(shop, config)
    assert said(warm(shop)) == cold(shop)


def test_a_part_of_the_files_leaves_the_rest_known(shop: Path):
    warm(shop)
    part = [shop / "shop" / "views.py"]
    put(shop, "shop/views.py", VERSIONS["shop/views.py"][1])
    assert said(warm(shop, paths=part)) == cold(shop, paths=part)
    assert warm(shop).stats.files_parsed == 0
    assert said(warm(shop)) == cold(shop)


def test_a_broken_file_that_nothing_reads_any_more_is_no_news(shop: Path):
    put(shop, "shop/pricing.py", "\x00")
    assert any(error.path.endswith("pricing.py") for error in warm(shop).errors)
    put(shop, "shop/views.py", "def broken(:\n")
    assert said(warm(shop)) == cold(shop)


def test_a_file_that_appears_where_nothing_was_found_counts(shop: Path):
    put(shop, "shop/pricing.py", None)
    warm(shop)
    put(shop, "src/shop/__init__.py", "")
    put(shop, "shop/pricing.py", VERSIONS["shop/pricing.py"][0])
    assert said(warm(shop)) == cold(shop)


def test_nothing_else_is_written(shop: Path):
    before = {path: path.read_bytes() for path in shop.rglob("*") if path.is_file()}
    warm(shop)
    after = {path: path.read_bytes() for path in shop.rglob("*") if path.is_file()}
    kept = shop / ".ekzlint_cache"
    assert {path: data for path, data in after.items() if kept not in path.parents} == before
    assert (kept / ".gitignore").read_text() == "*\n"
    assert (kept / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_the_place_is_what_the_configuration_says(shop: Path):
    warm(shop, msgspec.structs.replace(SHOWN, cache_dir=shop / "kept"))
    assert (shop / "kept" / "index").is_file()
    assert not (shop / ".ekzlint_cache").exists()


@pytest.mark.parametrize("damage", [b"", b"\x00" * 100, b"{}", None])
def test_a_damaged_index_is_not_used_and_said_so(shop: Path, damage: bytes | None):
    warm(shop)
    index = shop / ".ekzlint_cache" / "index"
    data = index.read_bytes()
    index.write_bytes(data[:40] + bytes([data[40] ^ 1]) + data[41:] if damage is None else damage)
    notes: list[str] = []
    assert said(engine.check([shop], SHOWN, cache=True, note=notes.append)) == cold(shop)
    assert len(notes) == 1
    assert str(shop / ".ekzlint_cache") in notes[0]
    assert warm(shop).stats.files_parsed == 0


def test_a_cache_that_came_with_the_project_is_not_believed(shop: Path, monkeypatch: pytest.MonkeyPatch):
    with tempfile.TemporaryDirectory() as other:
        monkeypatch.setenv("XDG_CACHE_HOME", other)
        warm(shop)
        monkeypatch.undo()
    notes: list[str] = []
    result = engine.check([shop], SHOWN, cache=True, note=notes.append)
    assert said(result) == cold(shop)
    assert result.stats.files_parsed > 0
    assert notes


def test_damaged_facts_are_made_again(shop: Path):
    warm(shop)
    for facts in (shop / ".ekzlint_cache" / "facts").iterdir():
        facts.write_bytes(b"nonsense")
    (shop / ".ekzlint_cache" / "index").unlink()
    assert said(warm(shop)) == cold(shop)


def test_a_folder_that_cannot_be_written_is_no_error(shop: Path):
    (shop / ".ekzlint_cache").write_text("in the way")
    assert said(warm(shop)) == cold(shop)


def test_two_runs_at_once(shop: Path):
    expected = cold(shop)
    results: list[Result] = []
    command = [sys.executable, "-m", "ekzlint", "check", "--format", "json", "--min-confidence", "low", "."]
    env = {**os.environ, "NO_COLOR": "1"}

    def run() -> None:
        subprocess.run(command, cwd=shop, env=env, capture_output=True, timeout=120)
        results.append(said(warm(shop)))

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 3


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_the_number_of_processes_changes_nothing(tmp_path: Path, jobs: int):
    for number in range(10):
        build(tmp_path / f"part{number}")
    assert len(list(tmp_path.rglob("*.py"))) > 60
    (tmp_path / ".git").mkdir()
    expected = cold(tmp_path)
    assert len(expected.findings) >= 20
    assert said(engine.check([tmp_path], SHOWN, jobs=jobs)) == expected
    assert said(engine.check([tmp_path], SHOWN, jobs=jobs, cache=True)) == expected
    again = engine.check([tmp_path], SHOWN, jobs=jobs, cache=True)
    assert said(again) == expected
    assert again.stats.files_parsed == 0


def test_a_warm_run_imports_neither_parser_nor_painter(shop: Path):
    command = [sys.executable, "-X", "importtime", "-m", "ekzlint", "check", "--format", "concise", "."]
    for _ in range(2):
        done = subprocess.run(command, cwd=shop, capture_output=True, encoding="utf-8", timeout=120)
        assert done.returncode == 1
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "import time:" in line}
    assert "ekzlint.engine" in imported
    assert not imported & {
        "libcst",
        "rich",
        "ahocorasick_rs",
        "ekzlint.facts.lower",
        "ekzlint.analysis",
        "ekzlint.flow.loader",
    }


def test_a_module_that_appears_nearby_counts(shop: Path):
    put(
        shop,
        "till/views.py",
        "import stripe\n\n\ndef pay(request):\n    stripe.PaymentIntent.create(amount=request.session['amount'])\n",
    )
    warm(shop)
    put(shop, "hall/views.py", "def fill(request):\n    request.session['amount'] = request.POST['amount']\n")
    assert said(warm(shop)) == cold(shop)
    assert any(row.path.endswith("till/views.py") and row.code == "EKZ101" for row in cold(shop).findings)
