"""A person reported in the square, on its way from the world to the web over NATS.

The world publishes it to the JetStream stream `REPORTS_STREAM` on `report_subject(city)` with the number as
`Nats-Msg-Id`; the worker writes it down and only then acknowledges, so it may come twice and is never lost.
The stream forgets a report as soon as it is acknowledged: talk stands nowhere but in the report itself.
"""

import json
import secrets
from dataclasses import asdict, dataclass, fields
from typing import Any

REPORTS_STREAM = "REPORTS"
REPORTS_SUBJECTS = ("reports.>",)
REPORTS_KEPT_S = 7 * 24 * 3600
REPORTS_CONSUMER = "worker"

REASONS = ("insult", "hate", "sexual", "threat", "spam", "impersonation", "privacy", "child_safety", "other")
"""What somebody can be reported and removed for; the catalogues of client and web say it in words."""
WORDS_CHARS = 300
EVIDENCE_LINES = 20
EVIDENCE_S = 120.0

# Crockford's letters: none that is taken for another when it is read out.
_NUMBER_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_NUMBER_CHARS = 12
_TEXT_CHARS = 1000


class ReportError(ValueError):
    """A message that is not a report of this version; the text names what is wrong."""


@dataclass(frozen=True)
class SaidLine:
    """One line of talk as it was passed on; `at` is UTC, ISO 8601."""

    at: str
    text: str


@dataclass(frozen=True)
class PersonReported:
    """Somebody reports somebody whom they met.

    number: of the receipt, and what makes the report one. by_* the reporter, of_* the reported, as their
    tickets name them (`sub` the person, `sid` the visit). reason: one of REASONS. words: what the reporter
    adds, may be empty. said: the last lines of the reported that the reporter heard, the oldest first.
    """

    number: str
    place: str
    at: str
    reason: str
    words: str
    by_sub: str
    by_sid: str
    by_name: str
    by_lang: str
    of_sub: str
    of_sid: str
    of_name: str
    of_look: str
    said: tuple[SaidLine, ...]


def new_number() -> str:
    """A number that can be read out and not guessed (60 bits): `7K3M-9QXD-W2VT`."""
    letters = "".join(secrets.choice(_NUMBER_LETTERS) for _ in range(_NUMBER_CHARS))
    return "-".join(letters[at : at + 4] for at in range(0, _NUMBER_CHARS, 4))


def is_number(text: str) -> bool:
    """Whether `text` has the form of a number."""
    groups = text.split("-")
    return len(groups) == _NUMBER_CHARS // 4 and all(
        len(group) == 4 and all(letter in _NUMBER_LETTERS for letter in group) for group in groups
    )


def report_subject(city: str) -> str:
    """The NATS subject a city's reports travel on: `reports.seoul`."""
    return f"reports.{city}"


def report_to_json(report: PersonReported) -> bytes:
    """A report as it travels."""
    return json.dumps(asdict(report), ensure_ascii=False).encode("utf-8", "replace")


def report_from_json(payload: bytes | str) -> PersonReported:
    """The report in a message; fields that a newer version added are ignored. Raises ReportError."""
    try:
        body: Any = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise ReportError(f"Report refused: not JSON ({error}).") from error
    if not isinstance(body, dict):
        raise ReportError("Report refused: not a JSON object.")
    values: dict[str, Any] = {
        name.name: _text(body, name.name) for name in fields(PersonReported) if name.name != "said"
    }
    if not is_number(values["number"]):
        raise ReportError(f"Report refused: number is {values['number']!r}.")
    if values["reason"] not in REASONS:
        raise ReportError(f"Report {values['number']} refused: reason is {values['reason']!r}.")
    said = body.get("said")
    if not isinstance(said, list) or not all(isinstance(line, dict) for line in said):
        raise ReportError(f"Report {values['number']} refused: said is not a list of lines.")
    lines = tuple(SaidLine(_text(line, "at"), _text(line, "text")) for line in said[-EVIDENCE_LINES:])
    return PersonReported(**values, said=lines)


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or len(value) > _TEXT_CHARS:
        raise ReportError(f"Report refused: {name} is not a string of at most {_TEXT_CHARS} characters.")
    return value
