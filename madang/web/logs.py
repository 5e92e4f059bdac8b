"""Log lines as JSON, one event a line, without names, talk or addresses: also not those in a path."""

import json
import logging
from datetime import UTC, datetime

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON: when, level, logger, message, and the traceback of an error."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    """What a record says. Of a response that Django reports only what cannot hold what somebody typed."""
    request, status = getattr(record, "request", None), getattr(record, "status_code", None)
    if request is None or status is None:
        return record.getMessage()
    method = getattr(request, "method", None)
    match = getattr(request, "resolver_match", None)
    route = f"/{match.route}" if match is not None else "an unknown address"
    return f"{status} {method if method in METHODS else 'an unknown method'} {route}"
