"""What the recipes make, built once for all tests of places."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from madang.places.build import build_furniture, build_place, build_wardrobe
from madang.places.place import Place, load_place


@dataclass(frozen=True)
class Built:
    """A built directory with Seoul Plaza, the lobby, wardrobe and furniture, and what their JSON says."""

    root: Path
    plaza: Path
    about: dict[str, Any]
    wardrobe: dict[str, Any]
    furniture: dict[str, Any]
    place: Place
    lobby: Path

    def glbs(self) -> dict[str, Path]:
        return {
            "shell": self.plaza / self.about["shell"],
            "lobby": next(self.lobby.glob("shell.*.glb")),
            "wardrobe": self.root / "wardrobe" / self.wardrobe["glb"],
            "furniture": self.root / "furniture" / self.furniture["glb"],
        }


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("built")
    furniture = json.loads((build_furniture(root) / "furniture.json").read_text())
    wardrobe = json.loads((build_wardrobe(root) / "wardrobe.json").read_text())
    plaza = build_place("seoul", "plaza", root)
    about = json.loads((plaza / "place.json").read_text())
    lobby = build_place("seoul", "lobby", root)
    return Built(root, plaza, about, wardrobe, furniture, load_place(plaza), lobby)
