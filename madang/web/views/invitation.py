"""The link that brings a friend to one's side, as a picture for a phone's camera."""

import re
from urllib.parse import urlencode

import qrcode  # type: ignore[import-untyped]
import qrcode.image.svg  # type: ignore[import-untyped]
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from madang.kernel.access import Access, access
from madang.kernel.places import built_places

SPOT = re.compile(r"\d{1,5},\d{1,5}(,\d{1,3})?")
"""x and z in centimetres from the place's north-west corner and, if wanted, yaw in 1/256 turns."""
WHEN = re.compile(r"\d{8}T\d{4}Z")
WORD = re.compile(r"[A-Za-z0-9_-]{6,24}")
_PARTS = {"spot": SPOT, "when": WHEN, "with": WORD}


@require_safe
@access(Access.ANYONE)
@cache_control(max_age=600, private=True)
def invitation_picture(request: HttpRequest, name: str) -> HttpResponse:
    """`?spot=…&when=…&with=…` as a QR code of the invitation to `name`: this city's own address, no other."""
    if name not in built_places(settings.CONFIG.city):
        raise Http404
    parts = {
        key: request.GET[key] for key, form in _PARTS.items() if form.fullmatch(request.GET.get(key, ""))
    }
    query = urlencode(parts, safe=",")
    address = f"{settings.CONFIG.public_url}{reverse('place', args=[name])}{'?' + query if query else ''}"
    code = qrcode.QRCode(
        border=3,
        error_correction=qrcode.constants.ERROR_CORRECT_M,
        image_factory=qrcode.image.svg.SvgPathFillImage,
    )
    code.add_data(address)
    code.make()
    return HttpResponse(code.make_image().to_string(), content_type="image/svg+xml")
