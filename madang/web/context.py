"""What every template knows: the city, the languages, how the reader wants it shown."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext

from madang.kernel.access import Access, allows
from madang.kernel.city import load_city
from madang.kernel.doors import door_of
from madang.kernel.identity import name_of, visitor_of
from madang.kernel.personas import persona_of
from madang.kernel.service import Assurance
from madang.web.errands.header import errands_in_header
from madang.web.preferences import TEXT_SIZES, preferences_of


def page_context(request: HttpRequest) -> dict[str, Any]:
    """The city, who is signed in, `lang`, `languages`, `preferences`; `panel` and its `frame`."""
    city = load_city(settings.CONFIG.city)
    lang = get_language() or settings.LANGUAGE_CODE
    panel = door_of(request) == "panel"
    return {
        "city": city,
        "city_name": city.name[lang],
        "square_name": city.square[lang],
        "lang": lang,
        "languages": (("ko", "한국어"), ("en", "English")),
        "preferences": preferences_of(request),
        "text_sizes": TEXT_SIZES,
        "panel": panel,
        **_who(request),
        "my_errands": SimpleLazyObject(lambda: errands_in_header(request)),
        "frame": "web/panel.html" if panel else "web/base.html",
    }


def _who(request: HttpRequest) -> dict[str, Any]:
    """Who is signed in; nobody, where the sessions cannot be read: a page that says so must still come."""
    try:
        return {
            "visitor_name": _visitor_name(request),
            "keeps_order": allows(Access.MODERATOR, visitor_of(request)),
            "arranges": allows(Access.EDITOR, visitor_of(request)),
            "is_staff": allows(Access.STAFF, visitor_of(request)),
            "is_admin": allows(Access.ADMIN, visitor_of(request)),
        }
    except DatabaseError:
        return {
            "visitor_name": "",
            "keeps_order": False,
            "arranges": False,
            "is_staff": False,
            "is_admin": False,
        }


def _visitor_name(request: HttpRequest) -> str:
    """What the page calls who is signed in: their own name, an invented person's in the page's language."""
    visitor = visitor_of(request)
    if visitor.level is Assurance.GUEST:
        return ""
    persona = persona_of(visitor.subject or "")
    return str(persona.name) if persona else name_of(request) or gettext("Member")
