"""Catalogues of several folders become one; what contradicts is refused."""

import gettext
import re
from pathlib import Path

import pytest

from madang.build.locale import build_locale
from madang.config import CannotRun

HEAD = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n'
)


def write(root: Path, folder: str, entries: str, language: str = "ko") -> Path:
    path = root / "madang" / folder / "locale" / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + entries, encoding="utf-8")
    return path


def compiled(built: Path, language: str = "ko") -> gettext.GNUTranslations:
    with (built / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_catalogues_of_all_folders_become_one(tmp_path: Path) -> None:
    write(tmp_path, "web", 'msgid "Walk"\nmsgstr "걷기"\n\nmsgctxt "door"\nmsgid "Open"\nmsgstr "열기"\n')
    write(tmp_path, "services/tax", 'msgid "Walk"\nmsgstr "걷기"\n\nmsgid "Tax"\nmsgstr "세금"\n')
    build_locale(tmp_path, tmp_path / "built")
    texts = compiled(tmp_path / "built")
    assert [texts.gettext("Walk"), texts.gettext("Tax"), texts.pgettext("door", "Open")] == [
        "걷기",
        "세금",
        "열기",
    ]


def test_unfinished_translations_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "web", '#, fuzzy\nmsgid "Walk"\nmsgstr "달리기"\n\nmsgid "Run"\nmsgstr ""\n')
    build_locale(tmp_path, tmp_path / "built")
    texts = compiled(tmp_path / "built")
    assert [texts.gettext("Walk"), texts.gettext("Run")] == ["Walk", "Run"]


def test_plural_forms_are_kept(tmp_path: Path) -> None:
    write(tmp_path, "web", 'msgid "%d person"\nmsgid_plural "%d people"\nmsgstr[0] "%d명"\n')
    build_locale(tmp_path, tmp_path / "built")
    assert compiled(tmp_path / "built").ngettext("%d person", "%d people", 3) == "%d명"


def test_two_translations_of_one_text_are_refused_by_their_files(tmp_path: Path) -> None:
    write(tmp_path, "services/tax", 'msgid "Walk"\nmsgstr "걷다"\n')
    write(tmp_path, "web", 'msgid "Walk"\nmsgstr "걷기"\n')
    with pytest.raises(CannotRun, match=r"'Walk' is translated twice.*services/tax.*web"):
        build_locale(tmp_path, tmp_path / "built")


def test_broken_catalogue_is_refused_by_its_name(tmp_path: Path) -> None:
    path = write(tmp_path, "web", "")
    path.write_bytes(HEAD.encode() + b'msgid "Walk"\nmsgstr "\xff\xfe"\n')
    with pytest.raises(CannotRun, match=re.escape(str(path))):
        build_locale(tmp_path, tmp_path / "built")
