"""Every template: no inline style, script or handler, and no visible word outside the catalogues."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from madang import paths

TEMPLATES = sorted(path for path in paths.PACKAGE.rglob("templates/**/*") if path.suffix in (".html", ".svg"))
SPOKEN = ("alt", "title", "aria-label", "placeholder", "aria-description")
TEXT_OF_TRANSLATION = re.compile(r"{%\s*blocktrans.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
# Names of CSS classes stand between tags in this one block.
CLASS_BLOCK = re.compile(r"{%\s*block body_class\s*%}.*?{%\s*endblock\s*%}")
TEMPLATE_TAG = re.compile(r"{%\s*comment.*?endcomment\s*%}|{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
# The same word in every language.
UNIVERSAL = {"sandbox"}
VOID = {"meta", "link", "img", "input", "br", "hr", "path", "circle", "ellipse", "rect", "stop"}


class Words(HTMLParser):
    """Words that stand in the markup itself; those that name their language and keys are meant."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._languages: list[bool] = []
        self.words: list[str] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in VOID:
            self._languages.append(tag == "kbd" or (tag != "html" and "lang" in given))
        handlers = [name for name in given if name.startswith("on") or name == "style"]
        if handlers or tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(self.get_starttag_text() or tag)
        self.words += [text for name in SPOKEN if (text := given.get(name) or "") and has_letters(text)]

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._languages.pop()

    def handle_endtag(self, tag):
        if tag not in VOID and self._languages:
            self._languages.pop()

    def handle_data(self, data):
        if not any(self._languages):
            self.words += [word for word in data.split() if has_letters(word) and word not in UNIVERSAL]


def has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_keeps_words_in_catalogues_and_nothing_inline(path: Path):
    source = CLASS_BLOCK.sub("", TEXT_OF_TRANSLATION.sub("", path.read_text(encoding="utf-8")))
    seen = Words(TEMPLATE_TAG.sub("", source))
    assert not seen.inline
    assert not seen.words, "Put them into {% translate %}."


def test_templates_are_found():
    assert {"base.html", "front.html", "place_map.html"} <= {path.name for path in TEMPLATES}
