"""Two editors who changed one place: what the one did is put on top of what the other published."""

from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]
PARTS = ("title", "spawns", "zones", "sky", "layers", "hours")


def merged(base: Document, mine: Document, theirs: Document) -> tuple[dict[str, Any], list[str]]:
    """`theirs` with my changes since `base`, and the ids of things that both have changed differently.

    Of such a thing mine is taken: the editor is told and looks at it before publishing.
    """
    result = dict(theirs)
    for part in PARTS:
        if mine.get(part) != base.get(part):
            result = {name: value for name, value in result.items() if name != part}
            if part in mine:
                result[part] = mine[part]
    was, my, their = (_by_id(document) for document in (base, mine, theirs))
    objects, conflicts = [], []
    for name in [*their, *(name for name in my if name not in their)]:
        changed_by_me = my.get(name) != was.get(name)
        if changed_by_me and their.get(name) != was.get(name) and my.get(name) != their.get(name):
            conflicts.append(name)
        taken = my.get(name) if changed_by_me else their.get(name)
        if taken is not None:
            objects.append(taken)
    result["objects"] = objects
    return result, conflicts


def _by_id(document: Document) -> dict[str, Any]:
    return {thing["id"]: thing for thing in document.get("objects", ())}
