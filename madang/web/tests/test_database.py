"""DATABASE_URL in all its forms."""

from pathlib import Path

import pytest

from madang.web.database import database_settings

DATA = Path("/data")


def test_without_url_is_sqlite_that_takes_turns():
    settings = database_settings(None, DATA)
    assert settings["NAME"] == "/data/madang.sqlite3"
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert settings["OPTIONS"]["timeout"] == 20
    assert "journal_mode=WAL" in settings["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://ann:p%40ss@db:5433/city", ("city", "ann", "p@ss", "db", "5433")),
        ("postgres://db/city", ("city", "", "", "db", "")),
        ("postgresql:///city?host=/run/pg&port=6000", ("city", "", "", "/run/pg", "6000")),
    ],
)
def test_postgresql_url_is_taken_apart(url, expected):
    settings = database_settings(url, DATA)
    assert tuple(settings[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == expected
    assert settings["OPTIONS"] == {}


def test_postgresql_options_are_passed_on():
    assert database_settings("postgresql://db/city?sslmode=require", DATA)["OPTIONS"] == {
        "sslmode": "require"
    }


def test_other_database_is_refused_with_the_right_form():
    with pytest.raises(ValueError, match=r"'mysql'.*postgresql://user"):
        database_settings("mysql://db/city", DATA)
