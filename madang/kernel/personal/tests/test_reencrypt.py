"""After a rotation old values come under the new key, a few at a time, and only then the old key may go."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from madang.kernel import field_keys
from madang.kernel.personal import cipher, reencrypt
from madang.kernel.personal.tests.conftest import TABLE
from madang.kernel.personal.tests.test_fields import store, stored

LATER = timedelta(minutes=11)


def run_to_the_end(limit=200):
    """All batches of one pass; answers how many values were changed in each."""
    after: reencrypt.Place = {}
    changed = []
    while not (outcome := reencrypt.reencrypt(after, limit)).done:
        after = outcome.after
        changed.append(outcome.changed)
    return changed


@pytest.fixture
def rotated(dweller, keys):
    """Five rows under the first key, then a second; answers both keys."""
    for number in range(5):
        dweller.objects.create(subject=f"p{number}", address=f"세종대로 {number}", history=[number])
    return field_keys.load_ring(keys).newest, field_keys.rotate(keys)


def test_nothing_is_done_with_one_key(dweller):
    dweller.objects.create(subject="p", address="세종대로")
    assert reencrypt.reencrypt({}).done


def test_old_values_come_under_the_new_key_in_bounded_batches(dweller, rotated):
    assert run_to_the_end(limit=2) == [6, 6, 3]
    assert reencrypt.key_use() == {rotated[1].id: 15}
    assert list(dweller.objects.order_by("pk").values_list("address", flat=True)) == [
        f"세종대로 {number}" for number in range(5)
    ]
    assert run_to_the_end() == []


def test_killed_in_the_middle_it_goes_on_from_the_rows(rotated):
    reencrypt.reencrypt({}, 2)
    assert reencrypt.key_use() == {rotated[0].id: 9, rotated[1].id: 6}
    assert sum(run_to_the_end(limit=2)) == 9


def test_what_somebody_writes_meanwhile_stays(dweller, rotated, monkeypatch):
    opened = cipher.decrypt

    def overtaken(ring, value, place):
        dweller.objects.update(address="새 주소")
        return opened(ring, value, place)

    monkeypatch.setattr(reencrypt, "decrypt", overtaken)
    run_to_the_end()
    assert set(dweller.objects.values_list("address", flat=True)) == {"새 주소"}


def test_value_that_no_key_reads_stops_nobody(dweller, rotated):
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {TABLE} SET address = %s WHERE subject = 'p0'", [f"1.{rotated[0].id}.AAAA.AAAA"]
        )
    outcome = reencrypt.reencrypt({})
    assert (outcome.changed, outcome.unreadable) == (14, 1)
    assert reencrypt.reencrypt(outcome.after).done


def test_key_is_retired_only_when_nothing_uses_it(rotated, keys):
    later = timezone.now() + LATER
    with pytest.raises(reencrypt.KeyInUse, match="still encrypts 15 values"):
        reencrypt.retire(rotated[0].id, later)
    run_to_the_end()
    with pytest.raises(reencrypt.KeyInUse, match="Wait ten minutes"):
        reencrypt.retire(rotated[0].id, timezone.now())
    reencrypt.retire(rotated[0].id, later)
    assert field_keys.load_ring(keys).keys == (rotated[1],)


def test_null_is_no_value(dweller, rotated):
    store("address", None)
    run_to_the_end()
    assert stored("address") == [None] * 5
    assert reencrypt.key_use() == {rotated[1].id: 10}
