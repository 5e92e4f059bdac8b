"""Pictures on the boards of places: sent by editors, seen by everybody once published."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from madang.kernel.access import Access, access, allows
from madang.kernel.identity import visitor_of
from madang.kernel.models import PlacePicture
from madang.kernel.pictures import MAX_BYTES, PictureRefused, hangs_in_public, keep_place_picture
from madang.kernel.places import built_places
from madang.web.placedesk import texts

KEPT_S = 31_536_000


@require_POST
@access(Access.EDITOR)
def upload(request: HttpRequest, name: str) -> HttpResponse:
    """Keep the JPEG, PNG or WebP that is sent as `picture`; answers its id, 422 where it cannot be shown."""
    if name not in built_places(settings.CONFIG.city):
        raise Http404
    sent = request.FILES.get("picture")
    try:
        kept = keep_place_picture(sent.read(MAX_BYTES + 1) if sent else b"")
    except PictureRefused as refused:
        text = str(texts.REFUSED_PICTURES[refused.code])
        return JsonResponse({"code": refused.code, "text": text}, status=422)
    return JsonResponse({"id": str(kept.pk)})


@require_safe
@access(Access.ANYONE)
def picture(request: HttpRequest, picture: UUID) -> HttpResponse:
    """A picture that hangs in a place as people see it now; editors see all others too."""
    found = get_object_or_404(PlacePicture, pk=picture)
    public = hangs_in_public(settings.CONFIG.city, str(picture))
    if not public and not allows(Access.EDITOR, visitor_of(request)):
        raise Http404
    response = HttpResponse(bytes(found.webp), content_type="image/webp")
    kept = f"public, max-age={KEPT_S}, immutable" if public else "private, no-store"
    response.headers["Cache-Control"] = kept
    return response
