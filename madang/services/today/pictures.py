"""Pictures of notices, events and slides, kept as the kernel encodes them."""

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from madang.kernel.pictures import MAX_BYTES, PictureRefused, encode_anew
from madang.services.today.models import Picture

__all__ = ("PictureRefused", "keep_picture")


def keep_picture(upload: "UploadedFile[bytes]") -> Picture:
    """Keep an uploaded JPEG, PNG or WebP as a WebP of at most 1280 pixels a side. Raises PictureRefused."""
    webp, size = encode_anew(upload.read(MAX_BYTES + 1))
    return Picture.objects.create(webp=webp, width=size[0], height=size[1], created_at=timezone.now())
