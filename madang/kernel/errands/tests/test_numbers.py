"""Numbers can be read out; a wrong letter or two that changed places are noticed."""

from itertools import combinations

import pytest

from madang.kernel.errands.numbers import LETTERS, is_number, new_number, read_number


def test_new_numbers_are_valid_and_differ():
    numbers = {new_number() for _ in range(200)}
    assert len(numbers) == 200
    assert all(is_number(number) for number in numbers)


def test_every_single_wrong_letter_is_noticed():
    letters = list(new_number())
    for place, right in enumerate(letters):
        for wrong in LETTERS if right != "-" else "":
            if wrong != right:
                assert not is_number("".join([*letters[:place], wrong, *letters[place + 1 :]]))


def test_any_two_letters_that_changed_places_are_noticed():
    for _ in range(20):
        letters = list(new_number())
        for one, other in combinations([at for at, letter in enumerate(letters) if letter != "-"], 2):
            changed = letters.copy()
            changed[one], changed[other] = changed[other], changed[one]
            assert changed == letters or not is_number("".join(changed))


def test_number_is_read_as_people_type_it():
    number = "0000-0000-0000"
    assert is_number(number)
    assert read_number(" oooo 0000oooo ") == number
    assert read_number(new_number().lower().replace("-", " ")) is not None


@pytest.mark.parametrize("text", ["", "1", "0000-0000-0001", "000000000000", "0000-0000-000U", "가나다라"])
def test_what_is_no_number_is_refused(text):
    assert not is_number(text)
    assert text == "000000000000" or read_number(text) is None
