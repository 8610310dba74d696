"""config.toml: what is wrong is told in one line that names table, key, value and remedy."""

import re
import tomllib
from pathlib import Path

import pytest

from feeds.config import load, parse
from feeds.errors import ConfigError

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('[site]\ntimezone = "Asia/Shanghia"', ["site.timezone", "Asia/Shanghia", 'did you mean "Asia/Shanghai"?']),
        ('[site]\ntitel = "Paper"', ["site.titel", "no such key", 'did you mean "title"?']),
        ('[site]\nurl = "feeds.example.org"', ["site.url", "feeds.example.org", "https://"]),
        ('[site]\nurl = "https://exa mple.org"', ["site.url", "is no address"]),
        ('[stiore]\ndatabase = "x"', ["stiore", 'did you mean "store"?']),
        ('[store]\ndatabase = "mysql://x"', ["store.database", "mysql://x", "sqlite:///"]),
        ('[store]\npublished = "config.toml"', ["store.published", "config.toml", "name a folder"]),
        ("[serve]\nport = 99999", ["serve.port", "99999", "0 to 65535"]),
        ('[serve]\nport = "8000"', ["serve.port", '"8000"', "without quotes"]),
        ('[sources.paper]\npath = ["pages/none.txt"]', ["sources.paper.path", "pages/none.txt", "no such file"]),
        ('[sources.paper]\ntitle = "Paper"', ["sources.paper", "path", "url"]),
        ('[sources.paper]\nurl = "ftp://x.example"', ["sources.paper.url", "ftp://x.example"]),
        ('[feeds.sport]\ncategory = 3', ["feeds.sport.category", "3", "quotes"]),
        ('[feeds.sport]\nstatus = "canceled"', ["feeds.sport.status", "canceled", 'did you mean "cancelled"?']),
        ('[feeds.sport]\nfrom = "tomorrow"', ["feeds.sport.from", "tomorrow", "+7d"]),
        ('[feeds.sport]\nalarm = "1h"', ["feeds.sport.alarm", "1h", "-PT1H"]),
        ('[feeds."../x"]\nq = "a"', ["feeds.../x", "rename"]),
        ("[feeds]\nsport = 1", ["feeds.sport", "[feeds.sport]"]),
        ("feeds = 1", ["feeds", "table"]),
        ("[feeds.sport]\nconfidence = 2", ["feeds.sport.confidence", "2", "0 to 1"]),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_one_line_with_its_remedy(toml: str, words: list[str], tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(toml, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load(file)
    message = str(caught.value)
    assert message.startswith("config.toml: ")
    assert "\n" not in message
    assert [word for word in words if word not in message] == []


def test_a_named_file_that_is_missing_or_no_toml_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load(tmp_path / "none.toml")
    (tmp_path / "config.toml").write_text("[site\n")
    with pytest.raises(ConfigError, match="not TOML"):
        load(tmp_path / "config.toml")
    (tmp_path / "config.toml").write_bytes('title = "日报"'.encode("gb18030"))
    with pytest.raises(ConfigError, match="not text in UTF-8; save it so"):
        load(tmp_path / "config.toml")


def test_without_a_file_the_defaults_stand() -> None:
    config = parse({}, None)
    assert [feed.name for feed in config.feeds] == ["events", "news"]
    assert config.site.timezone == "Asia/Shanghai"


def test_relative_paths_are_taken_from_the_folder_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[store]\ndatabase = "sqlite:///a/b.db"\npublished = "out"', "utf-8")
    config = load(tmp_path / "config.toml")
    assert config.database == f"sqlite:///{tmp_path}/a/b.db"
    assert config.published == tmp_path / "out"


def test_the_shipped_file_names_every_key() -> None:
    """A setting that is not documented where it stands does not exist for its reader."""
    shipped = (ROOT / "config.toml").read_text("utf-8")
    bare = "\n".join(line.lstrip("# ") for line in shipped.splitlines())
    source = (ROOT / "feeds" / "config.py").read_text("utf-8")
    keys = set(re.findall(r'(?:table|store|serve|review)\.get\(\s*"(\w+)"', source))
    assert len(keys) > 40
    assert {key for key in keys if not re.search(rf"^{key} =", bare, re.M)} == set()


def test_the_shipped_file_is_sound() -> None:
    assert load(ROOT / "config.toml").site.id
    tomllib.loads((ROOT / "config.toml").read_text("utf-8"))
