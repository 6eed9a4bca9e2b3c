from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.config import DEFAULT_EXCLUDE, Config, ConfigError, load_config, nearest, parse_config


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_a_file_the_defaults_hold():
    config = load_config()
    assert config == Config()
    assert (config.min_confidence, config.fail_on, config.lang) == ("medium", "info", "en")
    assert config.exclude == DEFAULT_EXCLUDE
    assert config.root == Path.cwd()


def test_every_key_is_read(tmp_path: Path):
    (tmp_path / "payments").mkdir()
    (tmp_path / "payments/acme.toml").touch()
    (tmp_path / "pyproject.toml").write_text(
        """
        [tool.ekzlint]
        select = ["EKZ1", "EKZ201"]
        ignore = ["EKZ102"]
        exclude = ["legacy/"]
        extend-exclude = ["generated/"]
        force-exclude = true
        min-confidence = "low"
        fail-on = "error"
        lang = "pt"
        knowledge = ["payments/acme.toml"]
        adapters = ["shop.psp.*"]
        """
    )
    assert load_config() == Config(
        select=("EKZ1", "EKZ201"),
        ignore=("EKZ102",),
        exclude=("legacy/",),
        extend_exclude=("generated/",),
        force_exclude=True,
        min_confidence="low",
        fail_on="error",
        lang="pt",
        knowledge=(tmp_path / "payments/acme.toml",),
        adapters=("shop.psp.*",),
        file=tmp_path / "pyproject.toml",
    )


def test_ekzlint_toml_has_the_keys_at_its_top_level_and_goes_first(tmp_path: Path):
    (tmp_path / "pyproject.toml").write_text('[tool.ekzlint]\nlang = "en"\n')
    (tmp_path / "ekzlint.toml").write_text('lang = "pt"\n')
    config = load_config()
    assert config.lang == "pt"
    assert config.root == tmp_path


def test_the_nearest_file_above_the_paths_counts(tmp_path: Path):
    inner = tmp_path / "shop/app"
    inner.mkdir(parents=True)
    (tmp_path / "ekzlint.toml").write_text('fail-on = "error"\n')
    (tmp_path / "shop/pyproject.toml").write_text('[tool.ekzlint]\nfail-on = "warning"\n')
    (inner / "pyproject.toml").write_text("[tool.other]\n")
    (inner / "views.py").touch()
    assert load_config([inner / "views.py"]).fail_on == "warning"
    assert load_config([Path("shop/app")]).fail_on == "warning"
    assert load_config([inner, tmp_path / "elsewhere.py"]).fail_on == "error"


def test_the_working_directory_counts_where_nothing_lies_above_the_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    (tmp_path / "here/ekzlint.toml").write_text('lang = "pt"\n')
    monkeypatch.chdir(tmp_path / "here")
    assert load_config([tmp_path / "there"]).lang == "pt"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('selct = ["EKZ101"]', "unknown key 'selct'; did you mean 'select'?"),
        ("min_confidence = 'low'", "unknown key 'min_confidence'; did you mean 'min-confidence'?"),
        ("file = 'x'", "unknown key 'file'; did you mean 'fail-on'?"),
        ("zzz = 1", "unknown key 'zzz'"),
        ('select = "EKZ101"', "'select': expected a list, got a string"),
        ("ignore = [1]", "'ignore[0]': expected a string, got a number"),
        ("adapters = {}", "'adapters': expected a list, got a table"),
        ("knowledge = [1]", "'knowledge[0]': expected a string, got a number"),
        ("force-exclude = 'yes'", "'force-exclude': expected true or false, got a string"),
        ("min-confidence = 'hihg'", "'min-confidence': 'hihg' is none of low, medium, high; did you mean 'high'?"),
        ("fail-on = 'never'", "'fail-on': 'never' is none of info, warning, error"),
        ("lang = 1", "'lang': expected a string, got a number"),
        ("lang = 'fr'", "'lang': 'fr' is none of en, pt"),
        ("exclude = ['!']", "'exclude': '!' is not a valid pattern"),
        ("extend-exclude = ['[z-a]']", "'extend-exclude': '[z-a]' is not a valid pattern"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(tmp_path: Path, text: str, message: str):
    (tmp_path / "ekzlint.toml").write_text(text)
    with pytest.raises(ConfigError) as error:
        load_config()
    assert str(error.value) == f"{tmp_path / 'ekzlint.toml'}: {message}"


def test_a_key_of_pyproject_is_named_with_its_table(tmp_path: Path):
    (tmp_path / "pyproject.toml").write_text("[tool.ekzlint]\nlanguage = 'pt'\n")
    with pytest.raises(ConfigError, match=r"unknown key 'tool\.ekzlint\.language'; did you mean 'lang'\?"):
        load_config()


def test_a_provider_file_that_is_missing_is_named(tmp_path: Path):
    (tmp_path / "ekzlint.toml").write_text('knowledge = ["acme.toml"]')
    with pytest.raises(ConfigError) as error:
        load_config()
    assert str(error.value).endswith(f"'knowledge': there is no file {tmp_path / 'acme.toml'}")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"lang = ", "not valid TOML"),
        (b"lang = '\xe9'", "not UTF-8"),
        (b"a = " + b"[" * 5000, "not valid TOML"),
    ],
)
def test_a_file_that_is_no_toml_is_an_error(tmp_path: Path, content: bytes, message: str):
    (tmp_path / "pyproject.toml").write_bytes(content)
    with pytest.raises(ConfigError, match=message):
        load_config()


def test_a_tool_table_of_the_wrong_kind_is_an_error(tmp_path: Path):
    (tmp_path / "pyproject.toml").write_text("[tool]\nekzlint = 3\n")
    with pytest.raises(ConfigError, match=r"'tool\.ekzlint' must be a table"):
        load_config()


def test_a_folder_with_the_name_of_the_file_is_no_configuration(tmp_path: Path):
    (tmp_path / "ekzlint.toml").mkdir()
    assert load_config() == Config()


@pytest.mark.parametrize(
    ("select", "ignore", "wanted", "unwanted"),
    [
        ((), (), ["EKZ101", "EKZ901"], []),
        (("EKZ1", "EKZ201"), (), ["EKZ101", "EKZ201"], ["EKZ202", "EKZ900"]),
        ((), ("EKZ1", "EKZ900"), ["EKZ201"], ["EKZ101", "EKZ900"]),
        (("EKZ1",), ("EKZ102",), ["EKZ101"], ["EKZ102", "EKZ201"]),
        (("EKZ101",), ("EKZ1",), ["EKZ101"], ["EKZ102"]),
        (("EKZ101",), ("EKZ101",), [], ["EKZ101"]),
        (("ekz1",), ("ekz102",), ["EKZ101"], ["EKZ102"]),
    ],
)
def test_the_longest_prefix_decides_whether_a_code_is_wanted(
    select: tuple[str, ...], ignore: tuple[str, ...], wanted: list[str], unwanted: list[str]
):
    config = Config(select=select, ignore=ignore)
    assert [code for code in wanted + unwanted if config.selects(code)] == wanted


def test_parse_config_takes_a_table_as_it_is(tmp_path: Path):
    assert parse_config({"lang": "pt"}, tmp_path / "x.toml") == Config(lang="pt", file=tmp_path / "x.toml")


def test_nearest_is_silent_where_nothing_is_similar():
    assert nearest("EKZ1O1", ["EKZ101", "EKZ801"]) == "; did you mean 'EKZ101'?"
    assert nearest("qqq", ["EKZ101"]) == ""
