"""Pictures that staff upload: checked, made smaller, encoded anew; and those that hang in places."""

import io
import warnings

from django.utils import timezone
from PIL import Image, ImageOps, UnidentifiedImageError

from madang.kernel.models import PlacePicture
from madang.kernel.places import Document, current_documents

MAX_BYTES = 1_500_000
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 1280
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_HANGING = 2_000
"""Pictures that are kept for places, all revisions together."""


class PictureRefused(ValueError):
    """A file that cannot be shown. `code`: too_large, not_a_picture, too_many_pixels, too_many."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Picture refused: {code}.")
        self.code = code


def keep_place_picture(data: bytes) -> PlacePicture:
    """Keep an uploaded picture for a board of a place. Raises PictureRefused."""
    if PlacePicture.objects.count() >= MOST_HANGING:
        raise PictureRefused("too_many")
    webp, size = encode_anew(data)
    return PlacePicture.objects.create(webp=webp, width=size[0], height=size[1], created_at=timezone.now())


def pictures_in(document: Document) -> set[str]:
    """The ids of the pictures that hang in a document."""
    return {str(thing["picture"]) for thing in document.get("objects", ()) if thing.get("picture")}


def hangs_in_public(city: str, picture: str) -> bool:
    """Whether people see the picture of this id in any place of the city now."""
    return any(picture in pictures_in(document) for document in current_documents(city).values())


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
