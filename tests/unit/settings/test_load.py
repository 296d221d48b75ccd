"""config.toml is read whole, and every mistake in it is named with its line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from inspector.errors import SettingsError
from inspector.settings import Settings, load
from inspector.settings.sections import Tables

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _no_settings_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("INSPECTOR_")]:
        monkeypatch.delenv(name)


def write(folder: Path, text: str) -> Path:
    """A workspace whose config.toml is `text`."""
    (folder / "config.toml").write_text(text, encoding="utf-8")
    return folder


def refused(folder: Path, text: str) -> str:
    """What a person is told of a config.toml."""
    with pytest.raises(SettingsError) as caught:
        load(write(folder, text))
    return str(caught.value)


def test_an_empty_file_means_the_documented_defaults(tmp_path: Path) -> None:
    """The contract's defaults hold for every key that is not written."""
    settings = load(write(tmp_path, ""))

    assert settings == Settings(workspace=tmp_path)
    assert settings.confirm.after_s == 21600
    assert settings.store.database == "sqlite:///data/inspector.db"
    assert settings.report.languages == ("zh", "en")
    assert settings.crawl.allow_networks == ()


def test_the_projects_own_file_says_the_defaults() -> None:
    """The config.toml of the root is the reference: loading it changes nothing."""
    assert load(ROOT) == Settings(workspace=ROOT)


def test_every_key_is_documented_in_the_projects_own_file() -> None:
    """A key that config.toml does not show cannot be found by those who need it."""
    lines = (ROOT / "config.toml").read_text(encoding="utf-8").splitlines()
    table, shown = "", set()
    for line in lines:
        if line.startswith("["):
            table = line[1 : line.index("]")]
            shown.add((table, ""))
        shown.add((table, line.removeprefix("# ").partition("=")[0].strip()))

    wanted = {
        (table, key)
        for table, field in Tables.model_fields.items()
        for key in getattr(field.annotation, "model_fields", {"": None})
    }

    assert wanted - shown == set()


def test_a_misspelt_key_is_named_with_its_line_and_the_likely_one(tmp_path: Path) -> None:
    """A key that would be silently ignored is an error instead."""
    told = refused(tmp_path, '[district]\nname = "x"\n\n[crawl]\ndelya_s = 2.0\n')

    assert f"{tmp_path}/config.toml:5" in told
    assert "'delya_s' in [crawl]" in told
    assert "'delay_s'" in told


def test_a_misspelt_table_is_named(tmp_path: Path) -> None:
    """The same holds for tables."""
    told = refused(tmp_path, "[quarter]\n")

    assert "config.toml:1" in told
    assert "no table 'quarter'" in told
    assert "'quarters'" in told


def test_a_misspelt_key_of_an_inline_table_is_found(tmp_path: Path) -> None:
    """A window's keys are checked too, on the window's line."""
    told = refused(tmp_path, "[quarters]\n2026Q4 = { start = 2026-10-01, end = 2026-12-31, freez = 2026-12-20 }\n")

    assert "config.toml:2" in told
    assert "'freeze'" in told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[crawl]\ndelay_s = "slow"\n', "[crawl] delay_s must be a number, not 'slow'"),
        ("[crawl]\nper_host = 1.5\n", "[crawl] per_host must be a whole number"),
        ("[crawl]\nper_host = true\n", "[crawl] per_host must be a whole number"),
        ('[crawl]\nrespect_robots = "no"\n', "[crawl] respect_robots must be true or false"),
        ("[district]\nname = 7\n", "[district] name must be a text"),
        ('[crawl]\nallow_networks = "127.0.0.0/8"\n', "[crawl] allow_networks must be a list"),
        ('[crawl]\nallow_networks = ["localhost"]\n', "'localhost' is not a network"),
        ('[district]\nallowed_hosts = ["http://x.gov.cn/"]\n', "is not a host"),
        ('[district]\ntimezone = "Beijing"\n', "'Beijing' is not a time zone"),
        ('[district]\nallowed_hosts = ["127.0.0.1:8000"]\n', "write 127.0.0.1"),
        ('[crawl]\nuser_agent = "a\\nb"\n', "must be a text on one line"),
        ("[report]\nlanguages = []\n", "needs one entry at least, not []"),
        ("delay_s = 1\n", "It belongs in [crawl]."),
        ("[district]\nattempts = 1\n", "It belongs in [confirm]."),
        ('[mail]\nsmtp_password = "x"\n', "set INSPECTOR_MAIL_SMTP_PASSWORD"),
        ('[store]\ndatabase = "data/inspector.db"\n', "write one such as sqlite:///data/inspector.db"),
        ('[engine]\nkind = "ray"\n', "'local' or 'dask'"),
        ("crawl = 3\n", "[crawl] must be a table"),
        ("[crawl]\ndelay_s = nan\n", "[crawl] delay_s"),
        ("[confirm]\nattempts = 0\n", "[confirm] attempts must be 1 or more, not 0"),
        ('[crawl]\nnight = { start = "22:00", end = "22:00" }\n', "its start is its end"),
        ("[quarters]\n2026Q4 = { start = 2026-12-31, end = 2026-10-01 }\n", "its end lies before its start"),
        ("[quarters]\n2026Q5 = { start = 2026-10-01, end = 2026-12-31 }\n", "'2026Q5' is not a quarter"),
        ("[quarters]\n2026Q4 = { start = 2026-10-01 }\n", "end is missing"),
        ('[quarters]\n2026Q4 = { start = "October", end = 2026-12-31 }\n', "'October' is no day"),
        ('[crawl]\nnight = { start = "ten", end = "06:00" }\n', "'ten' is no hour"),
        (
            "[quarters]\n2026Q3 = {start=2026-07-01, end=2026-10-08}\n2026Q4 = {start=2026-10-08, end=2026-12-31}\n",
            "the windows of 2026Q3 and 2026Q4 overlap",
        ),
    ],
)
def test_a_wrong_value_is_a_plain_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    """What was written, what it must be, and where."""
    told = refused(tmp_path, text)

    assert sentence in told
    assert "config.toml:" in told


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Nobody should mend a file one error at a time."""
    told = refused(tmp_path, '[crawl]\ndelya_s = 2.0\nretries = "x"\n')

    assert "config.toml:2" in told
    assert "config.toml:3" in told


def test_a_file_that_is_not_toml_is_named_with_its_line(tmp_path: Path) -> None:
    """The line is the file's, not the parser's."""
    told = refused(tmp_path, "[crawl]\ndelay_s = = 1\n")

    assert "config.toml:2:11: this is not TOML" in told


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("name = “清河区”", "“ is a wide sign"),
        ("name ＝ '清河区'", "＝ is a wide sign"),
        ('name = "D:\\data"', "D:/data/evidence"),
        ("name = 清河区", 'texts in "quotes"'),
        ("name = 清河区  # “清河区”", 'texts in "quotes"'),
    ],
)
def test_what_is_no_toml_is_told_how_it_is_written(tmp_path: Path, line: str, remedy: str) -> None:
    """Signs of a Chinese input method and the strokes of paths are what people stumble over."""
    told = refused(tmp_path, f"[district]\n{line}\n")

    assert remedy in told
    assert "config.toml:2:" in told


def test_bytes_that_are_not_utf8_are_named_with_their_line(tmp_path: Path) -> None:
    """A file saved in another encoding is said to be so."""
    (tmp_path / "config.toml").write_bytes(b'[district]\nname = "' + "清河区".encode("gb18030") + b'"\n')

    with pytest.raises(SettingsError, match=r"config\.toml:2: this line is not UTF-8"):
        load(tmp_path)


def test_a_folder_without_a_file_says_how_to_make_one(tmp_path: Path) -> None:
    """The remedy is a command."""
    with pytest.raises(SettingsError, match="inspector init"):
        load(tmp_path)


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers, lists and switches can be set for one process."""
    monkeypatch.setenv("INSPECTOR_CRAWL__DELAY_S", "0.5")
    monkeypatch.setenv("INSPECTOR_CRAWL__ALLOW_NETWORKS", '["127.0.0.0/8"]')
    monkeypatch.setenv("INSPECTOR_QUARTERS__2026Q4__START", "2026-10-08")
    monkeypatch.setenv("INSPECTOR_APPRAISAL__WEIGHTS__Q1", "1")
    monkeypatch.setenv("INSPECTOR_MAIL_SMTP_PASSWORD", "secret")

    settings = load(
        write(
            tmp_path,
            "[crawl]\ndelay_s = 3\nretries = 4\n[quarters]\n2026Q4 = { start = 2026-10-01, end = 2026-12-31 }\n",
        )
    )

    assert settings.crawl.delay_s == 0.5
    assert settings.crawl.retries == 4
    assert settings.crawl.allow_networks == ("127.0.0.0/8",)
    assert settings.quarters["2026Q4"].start.day == 8
    assert "secret" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("INSPECTOR_CRAWL__DELYA_S", "1", "'delay_s'"),
        ("INSPECTOR_CRAWL__DELAY_S", "slow", "must be a number"),
        ("INSPECTOR_CRAWL__ALLOW_NETWORKS", "[127", "not JSON"),
    ],
)
def test_a_wrong_variable_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    """A mistake of the environment is not looked for in the file."""
    monkeypatch.setenv(name, value)

    told = refused(tmp_path, "")

    assert name in told
    assert sentence in told
    assert "config.toml" not in told


def test_paths_count_from_the_workspace(tmp_path: Path) -> None:
    """A relative path is the workspace's; an absolute one stays as it is."""
    settings = load(write(tmp_path, '[store]\nevidence = "/srv/evidence"\n'))

    assert settings.registry_file == tmp_path / "units.csv"
    assert settings.path(settings.store.evidence) == Path("/srv/evidence")
