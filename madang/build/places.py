"""Builds the places of all cities, the wardrobe and the furniture; the recipes know how."""

from pathlib import Path

from madang.places.build import main


def build_places(_root: Path, built: Path) -> None:
    """Build what is stale into BUILT/places, BUILT/wardrobe and BUILT/furniture."""
    main(["--out", str(built)])
