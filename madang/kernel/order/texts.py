"""What reasons, terms, states and deeds are called, for pages, tickets and the world."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from madang.kernel.order.models import Removal
from madang.protocol.reports import REASONS

LANGUAGES = ("ko", "en")

REASON_TEXTS: Mapping[str, Promise] = {
    "insult": _("Insults or swearing"),
    "hate": _("Hatred against a group of people"),
    "sexual": _("Sexual words or gestures"),
    "threat": _("Threats or following somebody"),
    "spam": _("Flooding or advertising"),
    "impersonation": _("Pretending to be staff or somebody else"),
    "privacy": _("Telling somebody's personal details"),
    "child_safety": _("Danger to a child"),
    "other": _("Something else"),
}
TERM_TEXTS: Mapping[str, Promise] = {
    "visit": _("This visit only"),
    "hour": _("1 hour"),
    "day": _("1 day"),
    "week": _("7 days"),
    "month": _("30 days"),
    "quarter": _("90 days"),
}
STATE_TEXTS: Mapping[str, Promise] = {
    "open": _("Open"),
    "taken": _("Taken"),
    "closed": _("Closed"),
}
OUTCOME_TEXTS: Mapping[str, Promise] = {
    "action": _("Action taken"),
    "no_action": _("No action"),
    "upheld": _("The removal stands"),
    "lifted": _("The removal is lifted"),
}
DEED_TEXTS: Mapping[str, Promise] = {
    "viewed": _("looked at it"),
    "took": _("took it"),
    "gave_back": _("gave it back"),
    "closed": _("closed it"),
    "removed": _("removed the person"),
    "lifted": _("lifted the removal"),
    "answered": _("answered the appeal"),
}


def reason_choices() -> list[tuple[str, Promise]]:
    """Every reason with its words, in the order in which people are shown them."""
    return [(code, REASON_TEXTS[code]) for code in REASONS]


def reason_in_each_language(removal: Removal) -> dict[str, str]:
    """Why somebody is removed, by language: the reason, and the moderator's words as written."""
    said: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = reason_of(removal)
    return said


def reason_of(removal: Removal) -> str:
    """Why somebody is removed, in the active language."""
    reason = str(REASON_TEXTS[removal.reason])
    return f"{reason}: {removal.words}" if removal.words else reason
