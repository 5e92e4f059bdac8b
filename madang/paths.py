"""Where the parts of an installation lie: the checkout or the wheel, what was built, the cities, the data."""

import os
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def checkout_dir() -> Path | None:
    """The source checkout this package runs from, or None when it was installed as a wheel."""
    root = PACKAGE.parent
    return root if (root / "client").is_dir() and (root / "cities").is_dir() else None


def built_dir() -> Path:
    """What `madang build` made (client, places, wardrobe, furniture, locale): in .venv, or in the wheel."""
    if checkout_dir() is None:
        return PACKAGE / "_bundle" / "built"
    return Path(sys.prefix) / "share" / "madang"


def cities_dir() -> Path:
    """The cities as data: one folder each with city.toml and places/."""
    root = checkout_dir()
    return root / "cities" if root else PACKAGE / "_bundle" / "cities"


def data_dir() -> Path:
    """The data directory when `--data` is not given: MADANG_DATA, the checkout's `data`, or the user's."""
    if given := os.environ.get("MADANG_DATA"):
        return Path(given).expanduser().resolve()
    root = checkout_dir()
    if root:
        return root / "data"
    return Path(os.environ.get("XDG_DATA_HOME", "~/.local/share")).expanduser() / "madang"
