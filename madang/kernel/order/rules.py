"""The rules of keeping order: states and deadlines, how long one may be removed, how long what is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

REPORT_DUE = timedelta(hours=24)
"""A report is decided within a day of its filing."""
APPEAL_DUE = timedelta(hours=72)
EVIDENCE_KEPT_AFTER_CLOSE = timedelta(days=30)
"""Talk and names are deleted this long after the decision, so that an appeal can still be looked into."""
EVIDENCE_KEPT_AT_MOST = timedelta(days=180)
"""And this long after the filing in any case."""
RECORD_KEPT = timedelta(days=365)
"""What happened, without anybody's name or talk."""
WORDS_CHARS = 500
APPEAL_CHARS = 2000

OPEN, TAKEN, CLOSED = "open", "taken", "closed"
ACTION, NO_ACTION = "action", "no_action"
UPHELD, LIFTED = "upheld", "lifted"

_MOVES: Mapping[str, frozenset[str]] = {
    OPEN: frozenset({TAKEN, CLOSED}),
    TAKEN: frozenset({OPEN, TAKEN, CLOSED}),
    CLOSED: frozenset(),
}


@dataclass(frozen=True)
class Term:
    """For how long somebody is removed. `visit`: only this visit, the person may come in anew at once."""

    code: str
    lasts: timedelta
    visit: bool = False


TERMS: tuple[Term, ...] = (
    # A pass lives twelve hours; with this the visit cannot go on.
    Term("visit", timedelta(hours=12), visit=True),
    Term("hour", timedelta(hours=1)),
    Term("day", timedelta(days=1)),
    Term("week", timedelta(days=7)),
    Term("month", timedelta(days=30)),
    Term("quarter", timedelta(days=90)),
)
_BY_CODE = {term.code: term for term in TERMS}


def find_term(code: str) -> Term | None:
    """The term `code`, or None."""
    return _BY_CODE.get(code)


def may_move(state: str, to: str) -> bool:
    """Whether a report in `state` may go over to `to`: taken may be given back, closed stays closed."""
    return to in _MOVES.get(state, frozenset())


def evidence_ends(filed_at: datetime, closed_at: datetime | None) -> datetime:
    """When the names and the talk of a report are deleted."""
    latest = filed_at + EVIDENCE_KEPT_AT_MOST
    return latest if closed_at is None else min(latest, closed_at + EVIDENCE_KEPT_AFTER_CLOSE)
