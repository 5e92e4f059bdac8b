"""The chain holds as long as nobody touches it, and says where somebody did."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from madang.kernel.audit.models import Entry, Seal
from madang.kernel.audit.seal_log import SealLogDamaged, append_heads, read_heads, seal_log
from madang.kernel.audit.seals import KEEP_DAYS, purge_old_entries, seal_batch, unsealed
from madang.kernel.audit.verify import verify
from madang.kernel.models import OutboxEvent
from madang.kernel.personal.records import forget

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(write, tmp_path):
    """Three batches of two entries each, heads kept outside."""
    for _batch in range(3):
        write()
        write(whose="p-2")
        seal_batch(timezone.now())
    append_heads(tmp_path)
    return tmp_path


def verdict(data):
    return verify(data, timezone.now())


def batch_of(limit):
    seal = seal_batch(timezone.now(), limit)
    assert seal is not None
    return seal


def tamper(statement, *values):
    """Change the database behind the model's back."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_untouched_chain_holds(chain):
    found = verdict(chain)
    assert (found.broken, found.batches, found.entries, found.outside) == ("", 3, 6, 3)
    assert not found.warnings


def test_empty_log_holds(tmp_path):
    assert verdict(tmp_path).broken == ""


def test_nothing_to_seal_makes_no_seal():
    assert seal_batch(timezone.now()) is None


def test_seal_takes_the_oldest_up_to_the_limit(write):
    for _ in range(5):
        write()
    assert batch_of(3).count == 3
    assert unsealed()[0] == 2
    assert batch_of(3).count == 2


def test_seal_is_told_to_the_city(write):
    write()
    seal = batch_of(1)
    told = json.loads(OutboxEvent.objects.get(kind="audit_sealed").payload)
    assert (told["n"], told["digest"], told["count"]) == (1, seal.digest, 1)


@pytest.mark.parametrize("field", ["actor", "role", "unit", "action", "whose", "what", "reference", "why"])
def test_altered_entry_is_found(chain, field):
    tamper(f"UPDATE audit_entry SET {field} = 'x' WHERE batch = 2")
    assert verdict(chain).broken == "Batch 2: an entry was altered."
    assert verdict(chain).batches == 1


def test_altered_moment_is_found(chain):
    entry = Entry.objects.filter(batch=2)[0]
    tamper("UPDATE audit_entry SET at = %s WHERE id = %s", timezone.now(), entry.pk.hex)
    assert "Batch 2" in verdict(chain).broken


def test_entry_deleted_or_added_is_found(chain):
    one = Entry.objects.filter(batch=3)[0]
    tamper("DELETE FROM audit_entry WHERE id = %s", one.pk.hex)
    assert verdict(chain).broken == "Batch 3: it has 1 entries, sealed were 2."


def test_entry_moved_to_another_batch_is_found(chain):
    tamper("UPDATE audit_entry SET batch = 2 WHERE batch = 3")
    assert verdict(chain).broken == "Batch 2: it has 4 entries, sealed were 2."


def test_batches_that_changed_places_are_found(chain):
    tamper("UPDATE audit_entry SET batch = CASE batch WHEN 1 THEN 2 ELSE 1 END WHERE batch < 3")
    assert verdict(chain).broken == "Batch 1: an entry was altered."


def test_batch_cut_out_of_the_middle_is_found(chain):
    tamper("DELETE FROM audit_entry WHERE batch = 2")
    tamper("DELETE FROM audit_seal WHERE n = 2")
    assert verdict(chain).broken == "Batch 2: its seal is missing; the next one there is 3."


def test_last_batch_removed_whole_is_found(chain):
    tamper("DELETE FROM audit_entry WHERE batch = 3")
    tamper("DELETE FROM audit_seal WHERE n = 3")
    assert "Batch 3: it was sealed at" in verdict(chain).broken


def test_last_seal_removed_and_its_entries_left_is_found(chain):
    tamper("DELETE FROM audit_seal WHERE n = 3")
    assert verdict(chain).broken == "Batch 3: its seal is missing."


def test_chain_made_anew_is_found_by_the_heads_outside(chain):
    tamper("UPDATE audit_entry SET batch = NULL, why = 'nothing to see'")
    tamper("DELETE FROM audit_seal")
    for _ in range(3):
        seal_batch(timezone.now(), limit=2)
    assert verdict(chain).broken == "Batch 1: seals.log has another digest than the database."


def test_deletion_before_its_time_is_found(chain):
    tamper("DELETE FROM audit_entry WHERE batch = 1")
    tamper("UPDATE audit_seal SET emptied_at = at WHERE n = 1")
    assert verdict(chain).broken == "Batch 1: its entries were deleted before their time."


def test_person_forgotten_leaves_the_chain_whole(chain):
    forget("p-1")
    assert verdict(chain).broken == ""


def test_entries_go_in_time_and_the_chain_can_still_be_followed(chain):
    late = timezone.now() + timedelta(days=KEEP_DAYS + 1)
    assert purge_old_entries(late) == 6
    assert purge_old_entries(late) == 0
    found = verify(chain, late)
    assert (found.broken, found.batches, found.emptied, found.entries) == ("", 3, 3, 0)


def test_entries_stay_until_their_time(chain):
    assert purge_old_entries(timezone.now() + timedelta(days=KEEP_DAYS - 1)) == 0


def test_heads_that_a_crash_cut_short_are_completed(chain):
    path = seal_log(chain)
    path.write_text(path.read_text()[:-20])
    assert len(read_heads(chain)) == 2
    assert append_heads(chain) == 1
    assert verdict(chain).broken == ""


def test_heads_not_written_yet_are_a_warning(write, tmp_path):
    write()
    seal_batch(timezone.now())
    found = verdict(tmp_path)
    assert found.broken == ""
    assert "seals.log has 0 of 1 seals" in found.warnings[0]


def test_line_taken_out_of_the_heads_is_found(chain):
    path = seal_log(chain)
    lines = path.read_text().splitlines(keepends=True)
    path.write_text(lines[0] + lines[2])
    assert "line 2 names batch 3" in verdict(chain).broken


def test_garbage_in_the_heads_is_found(chain):
    seal_log(chain).write_text("not json\n")
    assert "Line 1 of seals.log" in verdict(chain).broken


def test_nothing_is_appended_to_heads_of_another_chain(chain, write):
    tamper("UPDATE audit_seal SET digest = 'x' WHERE n = 3")
    with pytest.raises(SealLogDamaged, match="audit verify"):
        append_heads(chain)


def test_entries_long_unsealed_are_a_warning(write, tmp_path):
    write()
    found = verify(tmp_path, timezone.now() + timedelta(hours=1))
    assert "1 entries are not sealed" in found.warnings[0]


def test_seals_log_is_for_the_owner_only(chain):
    assert seal_log(chain).stat().st_mode & 0o077 == 0
    assert seal_log(chain).parent.stat().st_mode & 0o077 == 0


def test_numbers_of_seals_have_no_gap(chain):
    assert list(Seal.objects.order_by("n").values_list("n", flat=True)) == [1, 2, 3]
