"""The plug of Tax Square."""

from django.utils.translation import gettext_lazy as _

from madang.kernel.service import Kiosk, ServiceConfig


class TaxConfig(ServiceConfig):
    """What local taxes a person will pay, by law and step by step; their own bills; an officer."""

    name = "madang.services.tax"
    label = "tax"
    slug = "tax"
    title = _("Tax Square")
    summary = _(
        "What local taxes you will pay, by law and step by step; your own bills; a talk with an officer"
    )
    kiosk = Kiosk(icon="coins", colour="#285d33")
    order = 20
    has_api = True
