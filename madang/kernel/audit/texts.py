"""What an action and a role are called on the pages of the log."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

ACTIONS: Mapping[str, str | Promise] = {
    "viewed": pgettext_lazy("audit", "Viewed"),
    "searched": pgettext_lazy("audit", "Searched"),
    "changed": pgettext_lazy("audit", "Changed"),
    "decided": pgettext_lazy("audit", "Decided"),
    "finished": pgettext_lazy("audit", "Finished"),
    "issued": pgettext_lazy("audit", "Issued"),
    "revoked": pgettext_lazy("audit", "Revoked"),
    "granted": pgettext_lazy("audit", "Granted"),
    "downloaded": pgettext_lazy("audit", "Downloaded"),
    "exported": pgettext_lazy("audit", "Exported"),
    "deleted": pgettext_lazy("audit", "Deleted"),
}
ROLES: Mapping[str, str | Promise] = {
    "agent": pgettext_lazy("audit", "120 agent"),
    "officer": pgettext_lazy("audit", "Officer in charge"),
    "clerk": pgettext_lazy("audit", "Certificate clerk"),
    "editor": pgettext_lazy("audit", "Editor"),
    "moderator": pgettext_lazy("audit", "Moderator"),
    "mentor": pgettext_lazy("audit", "Mentor"),
    "auditor": pgettext_lazy("audit", "Auditor"),
    "admin": pgettext_lazy("audit", "Administrator"),
}


def role_texts(role: str) -> list[str]:
    """The names of comma-separated roles; a role without a name as it is."""
    return [str(ROLES.get(one, one)) for one in role.split(",") if one]
