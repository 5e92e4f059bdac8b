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


def pdf(template: Path, values: Mapping[str, Any], at: datetime) -> bytes:
    """The PDF of `template`, which reads `values` with `json(bytes(sys.inputs.values))`; `at` is its date.

    Tagged (PDF/UA-1), fonts embedded. Raises typst.TypstError where the template is wrong or a glyph lacks.
    """
    return typst.compile(
        template,
        format="pdf",
        font_paths=_fonts(),
        sys_inputs=_inputs(values),
        timestamp=int(at.timestamp()),
        pdf_standards=["1.7", "ua-1"],
    )


def pages_png(template: Path, values: Mapping[str, Any], ppi: float = 110) -> list[bytes]:
    """The same document as one picture a page, to look at."""
    made: bytes | list[bytes] = typst.compile(
        template, format="png", ppi=ppi, font_paths=_fonts(), sys_inputs=_inputs(values)
    )
    return [made] if isinstance(made, bytes) else made


def _inputs(values: Mapping[str, Any]) -> dict[str, str]:
    return {"values": json.dumps(values, ensure_ascii=False)}


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
