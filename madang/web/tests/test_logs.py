"""A log line is one line of JSON."""

import json
import logging
import sys

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
