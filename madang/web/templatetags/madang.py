"""Template tags of every page: the built client's files, the same page in the other language, icons."""

from typing import Any

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.urls import translate_url
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from madang.web import manifest

register = template.Library()


@register.simple_tag
def entry(name: str) -> str:
    """Link the styles, the first font and the script of client/src/<name>.ts."""
    files = manifest.entry_files(name)
    if files is None:
        return ""
    return format_html(
        '{}{}{}<script type="module" src="{}"></script>',
        format_html_join(
            "", '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>', _each(files.fonts)
        ),
        format_html_join("", '<link rel="stylesheet" href="{}">', _each(files.styles)),
        format_html_join("", '<link rel="modulepreload" href="{}">', _each(files.modules)),
        files.script,
    )


@register.simple_tag
def built_file(source: str) -> str:
    """The address of the built form of client/<source>, empty when there is none."""
    return manifest.built_file(source) or ""


@register.simple_tag(takes_context=True)
def in_language(context: dict[str, Any], language: str) -> str:
    """The address of this very page in `language`; the front page where the address has no language."""
    request = context.get("request")
    if request is None:
        return f"/{language}/"
    here = request.get_full_path()
    there = translate_url(here, language)
    return there if there.startswith(f"/{language}/") else _with_prefix(here, language)


@register.filter
def grouped(number: int) -> str:
    """A whole number with its thousands set apart: 1,234,567."""
    return f"{number:,}"


@register.simple_tag
def icon(name: str) -> SafeString:
    """The drawing web/icons/<name>.svg, inline and hidden from readers: the text beside it says it."""
    return mark_safe(get_template(f"web/icons/{name}.svg").render())  # noqa: S308 - our own files


def _with_prefix(path: str, language: str) -> str:
    codes = {code for code, _name in settings.LANGUAGES}
    first, _slash, rest = path.lstrip("/").partition("/")
    return f"/{language}/{rest}" if first in codes else f"/{language}/"


def _each(values: tuple[str, ...]) -> list[tuple[str]]:
    return [(value,) for value in values]
