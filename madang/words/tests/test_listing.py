"""The files of the list: what a writer may put in, and what a writer is told when it cannot be read."""

import pytest

from madang.words.check import check_name, check_talk, masked
from madang.words.listing import ListError, check_exceptions, list_files, read_words, spell_out, spellings
from madang.words.matcher import WordList, load_words


def written(tmp_path, text):
    path = tmp_path / "more.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_exception_of_our_list_is_a_pattern():
    check_exceptions(word for path in list_files() for word in read_words(path))


def test_every_word_of_our_list_has_a_form_that_is_compared():
    words = [word for path in list_files() for word in read_words(path)]
    spelt = {id(form.word) for form in spell_out(words)}
    assert [word.stem for word in words if id(word) not in spelt] == []


def test_spellings_of_choices_are_all_of_them():
    assert set(spellings("[가나](다|라)?마")) == {"가다마", "가라마", "가마", "나다마", "나라마", "나마"}


def test_a_file_of_more_words_is_added_with_its_exceptions(tmp_path):
    path = written(
        tmp_path,
        'category = "insult"\nseverity = "refuse"\nwhere = "start"\n'
        '[[word]]\nstem = "도토리묵"\nforms = ["도토리 묵"]\npass = ["도토리 ?묵밥"]\n',
    )
    words = load_words([path])
    assert check_talk("이 도토리묵아").outcome == "ok"
    assert check_talk("이 도토리묵아", words).outcome == "refused"
    assert check_talk("도토리 묵 먹자", words).spans == ((0, 5),)
    assert check_talk("도토리묵밥 먹자", words).outcome == "ok"
    assert check_talk("시발", words).outcome == "masked"
    assert check_name("도토리묵", [words]).outcome == "refused"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("category = ", "more.toml cannot be read"),
        ('[[word]]\nstem = "가"\n', "category None"),
        ('category="insult"\nseverity="loud"\nwhere="start"\n[[word]]\nstem="가"\n', "severity 'loud'"),
        ('category="insult"\nseverity="mask"\nwhere="here"\n[[word]]\nstem="가"\n', "where 'here'"),
        ('category="insult"\nseverity="mask"\nwhere="start"\n[[word]]\nforms=["가"]\n', "no stem"),
        ('category="insult"\nseverity="mask"\nwhere="start"\n[[word]]\nstem="가"\nsort=1\n', "sort"),
        ('category="insult"\nseverity="mask"\nwhere="start"\n[[word]]\nstem="가!"\n', "Form '가!'"),
        (
            'category="insult"\nseverity="mask"\nwhere="start"\n[[word]]\nstem="가"\npass=["("]\n',
            "no pattern",
        ),
        ('category="insult"\nseverity="mask"\nwhere="start"\n[[word]]\nstem="가"\npass=["<나>"]\n', "<나>"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(tmp_path, text, told):
    with pytest.raises(ListError, match=told.replace("(", r"\(")):
        load_words([written(tmp_path, text)])


def test_an_empty_list_lets_everything_pass():
    assert check_talk("시발", WordList([])).outcome == "ok"


def test_masked_text_covers_the_word_and_keeps_the_rest():
    text = "아 시 발 진짜 느려"
    verdict = check_talk(text)
    assert verdict.outcome == "masked"
    assert masked(text, verdict) == "아 ● ● 진짜 느려"


def test_a_refused_line_is_not_masked():
    text = "너 죽여버린다"
    assert masked(text, check_talk(text)) == text


def test_the_gravest_word_decides_and_despair_is_told_beside_it():
    verdict = check_talk("시발 나 그냥 죽고 싶다")
    assert (verdict.outcome, verdict.category, verdict.despair) == ("masked", "insult", True)
    assert verdict.spans == ((0, 2),)
    assert check_talk("시발 너 죽여버린다").outcome == "refused"


def test_spans_are_those_of_the_text_as_it_was_written():
    assert check_talk("야 ｆｕｃｋ 뭐야").spans == ((2, 6),)
    assert check_talk("\u200b야 시\u200b발 뭐야").spans == ((3, 6),)
    assert check_talk("야 c발 뭐야").spans == ((2, 4),)
    assert check_talk("야 f u c k 뭐야").spans == ((2, 9),)
