"""The plug of the information desk."""

from django.utils.translation import gettext_lazy as _

from madang.kernel.service import Kiosk, ServiceConfig


class InformationConfig(ServiceConfig):
    """What the square is, what can be done here, opening hours, help, house rules."""

    name = "madang.services.information"
    label = "information"
    slug = "information"
    title = _("Information")
    summary = _("The square, how to get around, opening hours, help and house rules")
    easy_title = _("Ask for information")
    easy_summary = _("Opening hours, telephone numbers, help")
    kiosk = Kiosk(icon="information", colour="#0b50d0")
    order = 10
    has_api = True
