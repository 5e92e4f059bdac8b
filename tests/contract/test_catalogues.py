"""The Korean catalogue has every message of the code, with the same variables, and none that nobody uses."""

import re

import pytest

from madang import paths
from tests.contract.messages import messages_in, missing_in, read_catalogue, unsure_in

VARIABLE = re.compile(r"%\(\w+\)[sd]|{\w+}")


@pytest.fixture(scope="module")
def korean():
    return read_catalogue("ko")


def test_every_message_is_translated(korean):
    lacking = [f"{message.id!r} ({message.where})" for message in missing_in(korean, paths.PACKAGE)]
    assert not lacking, "Run `python -m tests.contract.messages` and translate what it prints."


def test_no_translation_is_left_over(korean):
    used = {message.id for message in messages_in(paths.PACKAGE)}
    ids = {entry.id[0] if isinstance(entry.id, tuple) else entry.id for entry in korean if entry.id}
    assert not ids - used


def test_translations_have_the_variables_of_their_message(korean):
    for entry in korean:
        ids = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        strings = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
        for text in strings if entry.id else ():
            assert set(VARIABLE.findall(text)) == set(VARIABLE.findall(ids[-1])), entry.id


def test_no_translation_is_a_guess():
    assert not unsure_in("ko")


def test_extraction_sees_python_and_templates():
    found = {message.id for message in messages_in(paths.PACKAGE)}
    assert {"Please choose a name.", "Enter in 3D", "One person is here now", "checked %(day)s"} <= found
