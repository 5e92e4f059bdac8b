"""The only writer of editors' drafts of places: keep → look → publish, or drop.

A draft belongs to one editor. Who publishes after somebody else puts their changes on top of the other's
(madang/places/merge.py); nothing that either has written is lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from madang.kernel.models import PlaceDraft, PlaceRevision
from madang.kernel.places import BuiltPlace, Document, publish_place
from madang.places.document import read_document
from madang.places.merge import merged


class DraftTaken(RuntimeError):
    """The same editor has saved the draft elsewhere meanwhile; `draft` is what lies there now."""

    def __init__(self, draft: PlaceDraft | None) -> None:
        super().__init__("Draft refused: it was saved on another page meanwhile. Load it again.")
        self.draft = draft


@dataclass(frozen=True)
class Standing:
    """What an editor edits: the draft or, without one, what is published. `version` 0: no draft yet."""

    document: Document
    based_on: int
    version: int
    newest: int


def standing(built: BuiltPlace, author: str) -> Standing:
    """What `author` has on the desk."""
    newest = newest_revision(built)
    number = newest.revision if newest else 0
    draft = draft_of(built, author)
    if draft:
        return Standing(draft.document, draft.based_on, draft.version, number)
    return Standing(newest.document if newest else built.document, number, 0, number)


def draft_of(built: BuiltPlace, author: str) -> PlaceDraft | None:
    """The draft of one editor, or None."""
    return PlaceDraft.objects.filter(city=built.city, place=built.place, author=author).first()


def usable_draft(built: BuiltPlace, draft: PlaceDraft | None) -> Document | None:
    """A draft's document for a preview; None without one. Raises DocumentError while it is half done."""
    if draft is None:
        return None
    return read_document(
        {**draft.document, "revision": max(1, draft.based_on)}, built.side_m, built.kinds, list(built.layers)
    ).to_json()


def other_drafts(built: BuiltPlace, author: str) -> list[PlaceDraft]:
    """Who else has begun to change the place."""
    others = PlaceDraft.objects.filter(city=built.city, place=built.place).exclude(author=author)
    return list(others.defer("document").order_by("-updated_at")[:10])


def newest_revision(built: BuiltPlace) -> PlaceRevision | None:
    """The revision that people see, or None where the built document is it."""
    return PlaceRevision.objects.filter(city=built.city, place=built.place).order_by("-revision").first()


def save_draft(
    built: BuiltPlace, author: str, document: Document, *, version: int, based_on: int
) -> PlaceDraft:
    """Keep a draft. `version` is that of the draft it goes on from, 0 for a new one. Raises DraftTaken."""
    mine = PlaceDraft.objects.filter(city=built.city, place=built.place, author=author)
    content = {**document, "place": built.place}
    now = timezone.now()
    if version == 0:
        try:
            with transaction.atomic():
                return PlaceDraft.objects.create(
                    city=built.city,
                    place=built.place,
                    author=author,
                    document=content,
                    based_on=based_on,
                    updated_at=now,
                )
        except IntegrityError as error:
            raise DraftTaken(mine.first()) from error
    kept = mine.filter(version=version).update(document=content, version=F("version") + 1, updated_at=now)
    if not kept:
        raise DraftTaken(mine.first())
    return mine.get()


def drop_draft(built: BuiltPlace, author: str) -> None:
    """Forget what an editor has begun."""
    PlaceDraft.objects.filter(city=built.city, place=built.place, author=author).delete()


@transaction.atomic
def publish_draft(built: BuiltPlace, author: str, *, version: int, note: str) -> PlaceRevision:
    """Publish the draft; it is then done with.

    Raises:
        DraftTaken: it was saved elsewhere meanwhile, or is gone.
        RevisionTaken: somebody has published since it was begun (`rebase_draft`).
        DocumentError: it cannot be used.
    """
    draft = draft_of(built, author)
    if draft is None or draft.version != version:
        raise DraftTaken(draft)
    row = publish_place(built, draft.document, author=author, note=note.strip(), after=draft.based_on)
    draft.delete()
    return row


def rebase_draft(built: BuiltPlace, author: str, *, version: int) -> tuple[PlaceDraft, list[str]]:
    """Put an editor's changes on top of what was published meanwhile; answers the ids that both changed.

    Raises DraftTaken.
    """
    draft, newest = draft_of(built, author), newest_revision(built)
    if draft is None or draft.version != version or newest is None:
        raise DraftTaken(draft)
    base = revision_document(built, draft.based_on)
    document, conflicts = merged(base, draft.document, newest.document)
    draft.document, draft.based_on, draft.updated_at = document, newest.revision, timezone.now()
    draft.version += 1
    draft.save()
    return draft, conflicts


def restore_revision(built: BuiltPlace, author: str, revision: int, note: str) -> PlaceRevision:
    """Publish an older revision once more, as the newest.

    Raises PlaceRevision.DoesNotExist, DocumentError, RevisionTaken.
    """
    old = PlaceRevision.objects.get(city=built.city, place=built.place, revision=revision)
    return publish_place(built, old.document, author=author, note=note)


def revision_document(built: BuiltPlace, revision: int) -> Mapping[str, Any]:
    """The document of a revision; the built one for 0."""
    found = PlaceRevision.objects.filter(city=built.city, place=built.place, revision=revision).first()
    return found.document if found else built.document
