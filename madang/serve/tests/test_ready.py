"""What a start waits for: the city's own parts, not those that others run."""

import json

from madang.serve.ready import _parts_not_ready


def test_start_waits_for_own_parts_and_not_for_other_agencies_registers():
    parts = {"database": True, "nats": False, "registers.tax_ledger": False}
    assert _parts_not_ready(json.dumps({"parts": parts}).encode()) == ["nats"]
