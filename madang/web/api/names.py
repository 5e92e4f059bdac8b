"""Which name a visitor may carry: short, readable, and not one that looks like the city's staff."""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext

from madang.protocol.text import NAME_CHARS, clean_text
from madang.words.check import NameVerdict, check_name

TICKET_CHARS = 64


@dataclass(frozen=True)
class NameRefused(Exception):
    """A name that nobody may carry: `code` for machines, `text` in the person's language."""

    code: str
    text: str


def accept_name(name: str) -> str:
    """The name as others will see it (NFC, one line, 1 to 20 visible characters). Raises NameRefused."""
    wanted = " ".join(unicodedata.normalize("NFC", name).split())
    if not wanted:
        raise NameRefused("required", gettext("Please choose a name."))
    cleaned = clean_text(wanted)
    if cleaned != wanted:
        raise NameRefused(
            "characters", gettext("The name has characters that cannot be shown. Use letters and digits.")
        )
    visible = sum(unicodedata.category(char) not in ("Mn", "Me", "Cf") for char in cleaned)
    if visible > NAME_CHARS or len(cleaned) > TICKET_CHARS:
        text = gettext("The name is too long. Use at most %(most)d characters.")
        raise NameRefused("too_long", text % {"most": NAME_CHARS})
    if not any(
        unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "So" for char in cleaned
    ):
        raise NameRefused("unreadable", gettext("The name needs at least one letter or digit."))
    verdict = check_name(cleaned)
    if verdict.outcome == "refused":
        raise NameRefused(*_reason(verdict))
    return cleaned


def _reason(verdict: NameVerdict) -> tuple[str, str]:
    """The code and the words for a name that the word list refuses; no word of the list is repeated."""
    match verdict.category:
        case "staff":
            return "staff", gettext("This name could be taken for the city's staff. Please choose another.")
        case "number":
            return "number", gettext("The name holds a telephone or resident number. Please leave it out.")
        case "link":
            return "link", gettext("The name holds an address or a contact. Please leave it out.")
        case "unreadable":
            return "unreadable", gettext("The name needs at least one letter or digit.")
        case _:
            return "words", gettext("The name has words that hurt others. Please choose another.")
