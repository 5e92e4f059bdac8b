"""The list against lines that people write: what must be stopped, and what must pass."""

import tomllib
from pathlib import Path

import pytest

from madang.words.check import check_name, check_talk

HERE = Path(__file__).resolve().parent


def groups(file, kind):
    with (HERE / file).open("rb") as opened:
        return tomllib.load(opened)[kind]


def count(file):
    with (HERE / file).open("rb") as opened:
        return sum(len(group["lines"]) for groups_ in tomllib.load(opened).values() for group in groups_)


def told(failures):
    return f"{len(failures)} lines:\n" + "\n".join(f"  {line!r}: {verdict}" for line, verdict in failures)


@pytest.mark.parametrize("group", groups("cases_stop.toml", "talk"), ids=lambda group: group["how"])
def test_talk_of_a_stop_case_is_stopped(group):
    failures = []
    for line in group["lines"]:
        verdict = check_talk(line)
        wanted = {group["outcome"]} if "outcome" in group else {"masked", "refused"}
        if verdict.outcome not in wanted or verdict.category != group["category"]:
            failures.append((line, verdict))
    assert not failures, told(failures)


@pytest.mark.parametrize("group", groups("cases_stop.toml", "name"), ids=lambda group: group["how"])
def test_name_of_a_stop_case_is_refused(group):
    failures = []
    for name in group["lines"]:
        verdict = check_name(name)
        if verdict.outcome != "refused" or verdict.category != group.get("category", verdict.category):
            failures.append((name, verdict))
    assert not failures, told(failures)


@pytest.mark.parametrize("group", groups("cases_pass.toml", "talk"), ids=lambda group: group["how"])
def test_talk_of_a_pass_case_passes(group):
    wanted = group.get("category")
    verdicts = [(line, check_talk(line)) for line in group["lines"]]
    failures = [(line, v) for line, v in verdicts if v.outcome != "ok" or v.category != wanted]
    assert not failures, told(failures)


@pytest.mark.parametrize("group", groups("cases_pass.toml", "name"), ids=lambda group: group["how"])
def test_name_of_a_pass_case_passes(group):
    wanted = group.get("category")
    verdicts = [(name, check_name(name)) for name in group["lines"]]
    failures = [(name, v) for name, v in verdicts if v.outcome != "ok" or v.category != wanted]
    assert not failures, told(failures)


@pytest.mark.parametrize("file", ["cases_stop.toml", "cases_pass.toml"])
def test_cases_are_at_least_320_and_each_stands_once(file):
    assert count(file) >= 320
    for kind in ("talk", "name"):
        lines = [line for group in groups(file, kind) for line in group["lines"]]
        assert len(lines) == len(set(lines)), sorted({line for line in lines if lines.count(line) > 1})
