"""Makes a PDF/UA document: a typst template, values as JSON, and the two fonts that lie beside this file."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

FONTS = files("madang.kernel.paper") / "fonts"
STANDARDS = ("1.7", "ua-1")


def pdf(template: Path, values: Mapping[str, Any], at: datetime) -> bytes:
    """The PDF of `template`, which reads `values` with `json(bytes(sys.inputs.values))`; `at` is its date.

    Tagged (PDF/UA-1), fonts embedded. Raises typst.TypstError where the template is wrong or a glyph is missing.
    """
    made = _compile(template, values, at, "pdf")
    assert isinstance(made, bytes)
    return made


def pages_png(template: Path, values: Mapping[str, Any], at: datetime, ppi: float = 110) -> list[bytes]:
    """The same document as one picture a page, to look at."""
    made = _compile(template, values, at, "png", ppi=ppi)
    return [made] if isinstance(made, bytes) else list(made)


def _compile(template: Path, values: Mapping[str, Any], at: datetime, form: str, **more: Any) -> Any:
    given = {"values": json.dumps(values, ensure_ascii=False)}
    if form == "pdf":
        more["pdf_standards"] = list(STANDARDS)
    return typst.compile(
        template.read_bytes(),
        format=form,
        font_paths=_fonts(),
        sys_inputs=given,
        timestamp=int(at.timestamp()),
        **more,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
