from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint import data
from ekzlint.data import data_folder


def test_the_data_of_this_checkout_or_installation_is_found():
    assert (data_folder("rules") / "providers").is_dir()
    assert (data_folder("templates") / "manifest.toml").is_file()


def test_an_installed_package_carries_its_data_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = tmp_path / "site/ekzlint"
    (package / "_data/rules").mkdir(parents=True)
    (tmp_path / "rules").mkdir()
    monkeypatch.setattr(data, "_PACKAGE", package)
    assert data_folder("rules") == package / "_data/rules"


def test_a_checkout_has_its_data_at_the_top_level(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "rules").mkdir()
    monkeypatch.setattr(data, "_PACKAGE", tmp_path / "src/ekzlint")
    assert data_folder("rules") == tmp_path / "rules"


def test_a_damaged_installation_is_told_with_the_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(data, "_PACKAGE", tmp_path / "site/ekzlint")
    with pytest.raises(FileNotFoundError, match="templates are missing: expected them in .*_data.* or "):
        data_folder("templates")
