"""Pictures that staff upload: checked, turned the right way, made smaller and encoded anew."""

import io
import warnings

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from PIL import Image, ImageOps, UnidentifiedImageError

from madang.services.today.models import Picture

MAX_BYTES = 1_500_000
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 1280
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")


class PictureRefused(ValueError):
    """A file that cannot be shown. `code`: too_large, not_a_picture, too_many_pixels."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Picture refused: {code}.")
        self.code = code


def keep_picture(upload: "UploadedFile[bytes]") -> Picture:
    """Keep an uploaded JPEG, PNG or WebP as a WebP of at most 1280 pixels a side. Raises PictureRefused."""
    webp, size = encode_anew(upload.read(MAX_BYTES + 1))
    return Picture.objects.create(webp=webp, width=size[0], height=size[1], created_at=timezone.now())


def encode_anew(data: bytes) -> tuple[bytes, tuple[int, int]]:
    """The WebP and its size in pixels. Nothing but the picture itself goes over. Raises PictureRefused."""
    if len(data) > MAX_BYTES:
        raise PictureRefused("too_large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise PictureRefused("too_many_pixels")
                upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused("not_a_picture") from error
    except (OSError, ValueError, SyntaxError) as error:
        if isinstance(error, PictureRefused):
            raise
        raise PictureRefused("not_a_picture") from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    Image.frombytes("RGB", upright.size, upright.tobytes()).save(out, "WEBP", quality=QUALITY)
    return out.getvalue(), upright.size
