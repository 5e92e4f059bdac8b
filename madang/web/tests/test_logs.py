"""A log line is one line of JSON."""

import json
import logging
import sys

import pytest

from madang.web.logs import JsonLines


def test_error_is_one_line_with_its_traceback():
    try:
        raise ValueError("wrong")
    except ValueError:
        record = logging.LogRecord("madang", logging.ERROR, "", 0, "Not %s", ("good",), sys.exc_info())
    line = JsonLines().format(record)
    assert "\n" not in line
    value = json.loads(line)
    assert (value["level"], value["message"]) == ("error", "Not good")
    assert "ValueError: wrong" in value["traceback"]


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/ko/김하늘-010-1234-5678", "404 GET an unknown address"),
        ("/ko/place/" + "k" * 3000, "404 GET /ko/place/<slug:name>"),
        ("/api/김하늘", "404 GET an unknown address"),
        ("/api/places/kimhaneul/document", "404 GET /api/places/<place>/document"),
    ],
)
@pytest.mark.django_db
def test_what_somebody_typed_as_address_is_not_logged(client, caplog, path, says):
    client.get(path)
    lines = [
        json.loads(JsonLines().format(record)) for record in caplog.records if record.levelname != "INFO"
    ]
    assert [line["message"] for line in lines] == [says]
    assert not any("하늘" in str(line) or "kim" in str(line) for line in lines)


def test_unknown_method_is_not_logged_as_it_came(client, caplog):
    client.generic("KIMHANEUL", "/api/world/here")
    assert [JsonLines().format(record) for record in caplog.records]
    assert not any("KIM" in JsonLines().format(record) for record in caplog.records)
