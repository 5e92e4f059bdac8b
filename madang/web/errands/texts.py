"""What states, steps and reasons of errands are called on the pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATE_TEXTS: Mapping[str, Promise] = {
    "open": _("In progress"),
    "waiting": _("On hold"),
    "finished": _("Finished"),
    "abandoned": _("Given up"),
    "failed": _("Could not be finished"),
}
STORY_TEXTS: Mapping[str, Promise] = {
    "started": _("Started"),
    "saved": _("Saved"),
    "waiting": _("Put on hold"),
    "resumed": _("Taken up again"),
    "finished": _("Finished with a receipt"),
    "abandoned": _("Given up; what was entered is deleted"),
    "failed": _("Could not be finished; what was entered is deleted"),
}
REASON_TEXTS: Mapping[str, Promise] = {
    "register_away": _("The residents' register does not answer at the moment."),
    "ledger_away": _("The tax office's ledger does not answer at the moment."),
    "identity_away": _("The identity service does not answer at the moment."),
}
REASON_OTHER: Promise = _("Something that this errand needs does not answer at the moment.")
SHOWN_TEXTS: Mapping[str, Promise] = {
    "all": _("All errands"),
    "going_on": _("Going on"),
    "finished": _("Finished"),
}
