"""Cuts our web font out of Pretendard GOV: one file for our own texts, slices for what people write.

    python client/fonts/subset.py <folder of the npm package pretendard-gov 1.3.9>

The source is under the SIL Open Font License 1.1 (`OFL.txt`); "Pretendard" is a Reserved Font Name, so what
is cut here is called "Madang Sans". Writes madang-sans-*.woff2 and fonts.css beside this script. A test
(madang/web/tests/test_fonts.py) fails when a text uses a glyph that the first file lacks: then run this again
and commit what it wrote.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FAMILY = "Madang Sans"
FIRST = "madang-sans-ui"
SLICES = 5
# The first file is filled up with the commonest syllables, so that a new sentence rarely needs a new font.
FIRST_SYLLABLES = 680
WEIGHTS = (400, 700)

TEXTS = (
    "madang/**/*.html",
    "madang/**/*.po",
    "madang/**/*.toml",
    "madang/**/*.py",
    "cities/**/*.toml",
    "wardrobe/**/*.toml",
    "furniture/**/*.toml",
    "client/src/**/*.json",
    "client/src/**/*.ts",
)
# Lists of words to be refused are never shown; tests show nothing.
NOT_SHOWN = ("madang/words/", "/tests/", "/node_modules/")
# What people write at any time: Latin, consonants and vowels by themselves (ㅋㅋ, ㅠㅠ), everyday signs.
ALWAYS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "".join(map(chr, range(0x3131, 0x3164)))
    + "·…“”‘’–—•°×÷±~㎡℃₩€£§※→←↑↓↔○●◎◇◆□■△▲▽▼♥♡★☆♪「」『』〈〉《》①②③④⑤⑥⑦⑧⑨"
)


def texts_characters() -> set[str]:
    """Every printable character in the files that hold our texts."""
    found = set(ALWAYS)
    for path in text_files():
        found.update(path.read_text(encoding="utf-8"))
    return {char for char in found if char.isprintable()}


def text_files() -> Iterator[Path]:
    """The files that hold texts which people see."""
    for pattern in TEXTS:
        for path in ROOT.glob(pattern):
            if not any(part in path.as_posix() for part in NOT_SHOWN):
                yield path


def everyday_syllables() -> list[str]:
    """The 2,350 Hangul syllables of KS X 1001."""
    return [bytes((row, cell)).decode("euc_kr") for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF)]


def by_frequency(package: Path) -> dict[int, int]:
    """Rank of each code point in the package's own slices, 0 being the slice used most."""
    css = (package / "dist/web/variable/pretendardvariable-gov-dynamic-subset.css").read_text(
        encoding="utf-8"
    )
    ranges = re.findall(r"unicode-range:([^;]+);", css)
    rank: dict[int, int] = {}
    for place, given in enumerate(reversed(ranges)):
        for first, last in re.findall(r"U\+([0-9a-fA-F]+)(?:-([0-9a-fA-F]+))?", given):
            rank.update(dict.fromkeys(range(int(first, 16), int(last or first, 16) + 1), place))
    return rank


def cut(source: Path, characters: Sequence[str], target: Path) -> set[str]:
    """Write `target` with the glyphs of `characters`, weights 400 to 700; answer those the source has."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.layout_features = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(char) for char in characters])
    subsetter.subset(font)
    del font["STAT"]
    font = instantiateVariableFont(font, {"wght": WEIGHTS})
    _rename(font, target.stem)
    font.flavor = "woff2"
    font.save(target)
    return {chr(code) for code in font.getBestCmap()}


def unicode_range(characters: set[str]) -> str:
    """CSS unicode-range of the characters, neighbours joined."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{first:x}" if first == last else f"U+{first:x}-{last:x}" for first, last in runs)


def main(package: Path) -> None:
    """Cut all files and write fonts.css."""
    source = package / "dist/public/variable/PretendardGOVVariable.ttf"
    for old in HERE.glob("madang-sans-*.woff2"):
        old.unlink()
    rank = by_frequency(package)
    ours = texts_characters()
    rest = sorted((one for one in everyday_syllables() if one not in ours), key=lambda one: rank[ord(one)])
    spare = max(0, FIRST_SYLLABLES - sum("가" <= char <= "힣" for char in ours))
    cut(source, [*sorted(ours), *rest[:spare]], HERE / f"{FIRST}.woff2")
    rest = rest[spare:]
    faces = []
    size = -(-len(rest) // SLICES)
    for number in range(SLICES):
        name = f"madang-sans-{number + 1}"
        some = rest[number * size : (number + 1) * size]
        faces.append(_face(name, unicode_range(cut(source, some, HERE / f"{name}.woff2"))))
    # Browsers ask the face defined last first; without a range it is always fetched and asked.
    faces.append(_face(FIRST, None))
    head = "/* Written by subset.py; licence in OFL.txt. */\n"
    (HERE / "fonts.css").write_text(head + "\n".join(faces), "utf-8")
    for path in sorted(HERE.glob("*.woff2")):
        print(f"{path.name}: {path.stat().st_size:,} bytes")


def _rename(font: TTFont, name: str) -> None:
    """Give the font our name everywhere that it carries its own, apart from the copyright and the licence."""
    font["fvar"].instances = []
    font["name"].names = [record for record in font["name"].names if record.nameID <= 256]
    texts = {1: FAMILY, 3: f"1.3.9;{name}", 4: FAMILY, 6: "MadangSans-Regular"}
    for record in list(font["name"].names):
        if record.nameID in texts:
            font["name"].setName(
                texts[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID
            )


def _face(name: str, characters: str | None) -> str:
    lines = [
        f'font-family: "{FAMILY}";',
        f"font-weight: {WEIGHTS[0]} {WEIGHTS[1]};",
        "font-display: swap;",
        f'src: url("./{name}.woff2") format("woff2");',
    ]
    if characters:
        lines.append(f"unicode-range: {characters};")
    return "@font-face {\n" + "".join(f"  {line}\n" for line in lines) + "}\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
