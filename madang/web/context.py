"""What every template knows: the city, the languages, the reader's text size."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from madang.kernel.city import load_city
from madang.kernel.doors import door_of

TEXT_SIZE_COOKIE = "madang_text"
LARGE = "large"


def page_context(request: HttpRequest) -> dict[str, Any]:
    """`city` and its names, `lang`, `languages`, `large_text`; `panel` and the `frame` to extend."""
    city = load_city(settings.CONFIG.city)
    lang = get_language() or settings.LANGUAGE_CODE
    panel = door_of(request) == "panel"
    return {
        "city": city,
        "city_name": city.name[lang],
        "square_name": city.square[lang],
        "lang": lang,
        "languages": (("ko", "한국어"), ("en", "English")),
        "large_text": request.COOKIES.get(TEXT_SIZE_COOKIE) == LARGE,
        "panel": panel,
        "frame": "web/panel.html" if panel else "web/base.html",
    }
