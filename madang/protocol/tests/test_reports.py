"""A report survives its journey, and nothing else is taken for one."""

import json

import pytest

from madang.protocol.reports import (
    PersonReported,
    ReportError,
    SaidLine,
    is_number,
    new_number,
    report_from_json,
    report_to_json,
)

REPORT = PersonReported(
    number="7K3M-9QXD-W2VT",
    place="plaza",
    at="2026-11-22T01:02:03Z",
    reason="insult",
    words="계속 따라와요",
    by_sub="p1",
    by_sid="v1",
    by_name="하늘",
    by_lang="ko",
    of_sub="p2",
    of_sid="v2",
    of_name="바람",
    of_look="k0",
    said=(SaidLine("2026-11-22T01:02:00Z", "저리 가"),),
)


def test_report_travels_whole():
    assert report_from_json(report_to_json(REPORT)) == REPORT


def test_fields_of_a_newer_version_are_ignored():
    body = {**json.loads(report_to_json(REPORT)), "new": 1}
    assert report_from_json(json.dumps(body)) == REPORT


@pytest.mark.parametrize(
    "change",
    [
        {"number": "1"},
        {"number": "7K3M-9QXD-W2V'"},
        {"reason": "taste"},
        {"words": None},
        {"words": "x" * 1001},
        {"said": "x"},
        {"said": [1]},
        {"said": [{"at": "x"}]},
    ],
)
def test_what_is_not_a_report_is_refused(change):
    with pytest.raises(ReportError):
        report_from_json(json.dumps({**json.loads(report_to_json(REPORT)), **change}))


@pytest.mark.parametrize("payload", [b"", b"\xff", b"[]", b"null", b"[" * 99_999])
def test_garbage_is_refused(payload):
    with pytest.raises(ReportError):
        report_from_json(payload)


def test_only_the_last_twenty_lines_are_kept():
    body = {**json.loads(report_to_json(REPORT)), "said": [{"at": "t", "text": str(n)} for n in range(30)]}
    said = report_from_json(json.dumps(body)).said
    assert (len(said), said[0].text, said[-1].text) == (20, "10", "29")


def test_numbers_are_of_their_form_and_differ():
    numbers = {new_number() for _ in range(200)}
    assert len(numbers) == 200
    assert all(is_number(number) for number in numbers)
    assert not is_number("7k3m-9qxd-w2vt")
