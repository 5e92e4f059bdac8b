"""Cuts the two fonts of printed documents out of Pretendard GOV.

    python madang/kernel/paper/fonts/cut.py <folder of the npm package pretendard-gov 1.3.9>

The source is under the SIL Open Font License 1.1 (`OFL.txt`); "Pretendard" is a Reserved Font Name,
so the cut is called "Madang Sans" as on screen. typst embeds only the glyphs that a document uses.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
FAMILY = "Madang Sans"
CUTS = {"Regular": "PretendardGOV-Regular.otf", "Bold": "PretendardGOV-Bold.otf"}
SIGNS = "·…“”‘’–—•°×÷±~㎡℃₩€£§※→←↑↓○●□■△▲▽▼『』「」〈〉《》①②③④⑤⑥⑦⑧⑨−"


def characters() -> str:
    """Latin, the 2,350 Hangul syllables of KS X 1001, single letters, everyday signs."""
    syllables = (
        bytes((row, cell)).decode("euc_kr") for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF)
    )
    latin = map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))
    return "".join((*latin, *syllables, *map(chr, range(0x3131, 0x3164)), SIGNS))


def cut(source: Path, style: str) -> None:
    """Write madang-sans-<style>.otf."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.layout_features = ["kern", "liga", "ccmp", "locl", "tnum"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(text=characters())
    subsetter.subset(font)
    name = f"MadangSans-{style}"
    texts = {1: FAMILY, 2: style, 3: f"1.3.9;{name}", 4: f"{FAMILY} {style}", 6: name}
    for record in list(font["name"].names):
        if record.nameID in texts:
            font["name"].setName(
                texts[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID
            )
    top = font["CFF "].cff
    top.fontNames[0] = name
    top[0].FullName, top[0].FamilyName = texts[4], FAMILY
    for part in getattr(top[0], "FDArray", ()):
        part.FontName = name
    font.save(HERE / f"madang-sans-{style.lower()}.otf")


if __name__ == "__main__":
    for one, file in CUTS.items():
        cut(Path(sys.argv[1]) / "dist/public/static" / file, one)
