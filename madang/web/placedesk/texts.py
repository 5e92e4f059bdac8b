"""What the desk says: names of kinds, what is wrong with a field, and what the page's script says."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: Mapping[str, Promise] = {
    "kiosk": _("Kiosk"),
    "sign": _("Sign"),
    "seat": _("Bench"),
    "portal": _("Portal"),
    "door": _("House door"),
    "way-out": _("Way out"),
    "counter": _("Counter"),
    "officer-seat": _("Officer's desk"),
    "waiting-seats": _("Waiting seats"),
    "plant": _("Plant"),
    "media-wall": _("Notice wall"),
    "stage": _("Stage"),
    "rink": _("Ice rink"),
    "parasol": _("Parasol"),
    "beanbag": _("Bean bag"),
    "bookcart": _("Book cart"),
    "picture": _("Picture board"),
}

PROBLEMS: Mapping[str, Promise] = {
    "number": _("Write a number of metres within the place."),
    "yaw": _("Write a whole number from 0 to 359 degrees."),
    "kind": _("Choose one of the kinds."),
    "empty": _("This text is missing."),
    "long": _("This text is longer than 400 characters."),
    "colour": _("Choose a colour."),
    "missing": _("This must be chosen: without it the thing does nothing."),
    "unknown": _("This is no longer there. Choose another."),
    "picture": _("Choose a picture for the board."),
    "twin": _("Two things have this identifier."),
    "too_many": _("At most 500 things may stand in a place."),
    "refused": _("This cannot be used: %(other)s"),
    "overlap": _("Stands in another thing: %(other)s."),
    "off_ground": _("Stands partly in a wall, a building or water."),
    "unreachable": _("Nobody can walk to it. Move it, or what is in the way."),
    "spawn_blocked": _("People arrive where something stands now, or cannot get away from there."),
}

REFUSED_PICTURES: Mapping[str, Promise] = {
    "too_large": _("The picture has more than 1.5 MB. Choose a smaller one."),
    "not_a_picture": _("This is not a picture that can be shown. Choose a JPEG, PNG or WebP file."),
    "too_many_pixels": _("The picture has too many pixels. Choose a smaller one."),
    "too_many": _("No more pictures can be kept for places. Tell who runs the system."),
}

SAYS: Mapping[str, Promise] = {
    "saved": _("Kept as a draft, seen by you alone."),
    "saving": _("Keeping…"),
    "unsaved": _("Could not be kept: no answer from the server. It is tried again at the next change."),
    "clean": _("As published. Nothing is changed."),
    "moved": _("{title}: {x} m east, {z} m south."),
    "turned": _("{title}: looks {yaw} degrees."),
    "added": _("{title} added in the middle of the map."),
    "copied": _("{title} copied."),
    "removed": _("{title} removed. Undo brings it back."),
    "undone": _("Undone."),
    "redone": _("Done again."),
    "no_problems": _("Nothing is wrong."),
    "errors": _("To be put right before publishing: {n}."),
    "warnings": _("To be looked at, without hindering publishing: {n}."),
    "publishing": _("Publishing…"),
    "published": _("Published. Everybody who is there sees it now."),
    "new_title": _("New thing"),
    "whole": _("The whole place"),
    "none": _("None"),
    "taken": _(
        "You have changed this on another page or device. Load what was kept there; it replaces this page."
    ),
    "reload": _("Load it"),
    "merge": _("Put my changes on top"),
    "merged": _("Your changes now stand on the newest revision. Look at the whole, then publish."),
    "conflicts": _("Both of you changed these; yours were kept: {names}."),
    "uploading": _("The picture is being sent…"),
    "uploaded": _("The picture is on the board. Say below what it shows."),
    "failed": _("The server refused: {text}"),
}
