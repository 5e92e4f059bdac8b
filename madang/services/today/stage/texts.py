"""What is said of everything that the stage refuses."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CODES: dict[str, str | Promise] = {
    "empty": _("Write this in both languages."),
    "empty_one": _("Write a name."),
    "long": _("This is too long. Shorten it."),
    "words": _("There are words in it that may not stand on the stage. Say it differently."),
    "time": _("Give a day and a time."),
    "past": _("The end lies in the past. Choose a later one."),
    "farthest": _("This is more than a year ahead. Choose an earlier day."),
    "place": _("Choose a place from the list."),
    "taken": _("Something else is on this stage. End it first."),
    "slides": _("There are 60 slides already. Take one away first."),
    "speakers": _("Eight people are invited already. Take one away first."),
    "fast": _("That was very fast. Wait a moment."),
    "closed": _("Nothing is on the stage now."),
    "waiting": _("A question of yours is waiting already. Withdraw it to ask another one."),
    "full": _("So many questions wait that no more are taken now."),
    "often": _("You have asked often. Leave room for others, please."),
    "barred": _("You were removed from the square for a time."),
    "nothing": _("Write something first."),
}


def explained(code: str) -> str:
    """The sentence for a code."""
    return str(CODES[code])
