"""What holds for every text: no error, folding once is enough, spans lie inside, disguise does not help."""

import unicodedata

import hypothesis.strategies as st
from hypothesis import given, settings

from madang.words import hangul
from madang.words.check import check_name, check_talk, masked
from madang.words.fold import fold

# The first check compiles the list, and a busy machine is slow: time is measured by the bench, not here.
untimed = settings(deadline=None)
SWEARING = ["시발", "씨발", "병신", "개새끼", "지랄", "존나", "미친놈"]
PLAIN_FILL = "네 그럼 내일 광장에서 만나요. "

hangul_text = st.text(
    st.sampled_from("시발씨병신개새끼지랄존나보자미친놈ㅅㅂㅄㅈㄹㅣㅏ .,1820*@ltqkf가나다는\u200b")
)
any_text = st.one_of(st.text(), hangul_text, st.text(st.sampled_from("fuckshitas $@1!*.-lI0 \t")))
swearing = st.sampled_from(SWEARING)


def split_to_jamo(word):
    parts = []
    for syllable in word:
        lead, vowel, tail = divmod_syllable(syllable)
        parts.append(hangul.LEADS[lead] + hangul.VOWELS[vowel] + (hangul.TAILS[tail - 1] if tail else ""))
    return parts


def divmod_syllable(syllable):
    code = ord(syllable) - hangul.FIRST_SYLLABLE
    return code // 588, code % 588 // 28, code % 28


def assert_stopped(text):
    verdict = check_talk(text)
    assert verdict.outcome != "ok", text
    assert verdict.spans, text


@untimed
@given(any_text)
def test_any_text_gets_a_verdict_with_spans_inside_and_in_order(text):
    verdict = check_talk(text)
    ends = 0
    for start, end in verdict.spans:
        assert ends <= start < end <= len(text)
        ends = end
    assert bool(verdict.spans) == (verdict.category is not None)
    shown = masked(text, verdict)
    assert len(shown) == len(text)
    assert (shown != text) <= (verdict.outcome == "masked")


@untimed
@given(any_text)
def test_any_name_gets_a_verdict_with_its_span_inside(name):
    verdict = check_name(name)
    assert (verdict.outcome == "refused") <= (verdict.category is not None)
    if verdict.span:
        start, end = verdict.span
        assert 0 <= start <= end <= len(name)


@untimed
@given(any_text)
def test_folding_twice_is_folding_once(text):
    folded = fold(text)
    assert fold(folded.text).text == folded.text
    if folded.starts is not None and folded.ends is not None:
        assert len(folded.starts) == len(folded.ends) == len(folded.text)
        assert all(a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))
        assert list(folded.starts) == sorted(folded.starts)


@untimed
@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)))
def test_keys_are_those_of_the_split_syllables(text):
    split = "".join("".join(split_to_jamo(text)))
    assert "".join(map(hangul.keys, text)) == "".join(map(hangul.keys, split))


@untimed
@given(any_text)
def test_composed_and_decomposed_text_get_the_same_verdict(text):
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", composed)
    assert check_talk(composed).outcome == check_talk(decomposed).outcome


@untimed
@given(swearing, st.sampled_from(["\u200b", "\u2060", "\u00ad", "\ufe0f", "\u0336"]))
def test_unseen_characters_inside_do_not_help(word, unseen):
    assert_stopped(unseen.join(word))


@untimed
@given(swearing, st.sampled_from([" ", "  ", ".", "-", "*", "@", "~", "♡", "_", "/", "^", "…", "💩", "·"]))
def test_spaces_and_signs_inside_do_not_help(word, sign):
    assert_stopped(sign.join(word))
    assert_stopped(f"야 {sign.join(word)}")


@untimed
@given(swearing, st.integers(0, 9))
def test_digits_inside_do_not_help(word, digit):
    assert_stopped(str(digit).join(word))


@untimed
@given(swearing, st.data())
def test_splitting_any_syllables_to_jamo_does_not_help(word, data):
    parts = split_to_jamo(word)
    chosen = [data.draw(st.sampled_from([s, p])) for s, p in zip(word, parts, strict=True)]
    assert_stopped("".join(chosen))


@untimed
@given(swearing, st.data())
def test_drawing_out_any_syllable_does_not_help(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    times = data.draw(st.integers(1, 4))
    lead, vowel, tail = divmod_syllable(word[at])
    opened = chr(hangul.FIRST_SYLLABLE + lead * 588 + vowel * 28)
    longer = chr(hangul.FIRST_SYLLABLE + 11 * 588 + vowel * 28)
    closing = chr(hangul.FIRST_SYLLABLE + 11 * 588 + vowel * 28 + tail)
    assert_stopped(word[:at] + opened + longer * (times - 1) + closing + word[at + 1 :])


@untimed
@given(swearing, st.booleans())
def test_decomposed_and_half_width_forms_do_not_help(word, half_width):
    if half_width:
        wide = {"ㅅ": "ﾵ", "ㅂ": "ﾲ", "ㅣ": "ￜ", "ㅏ": "ￂ", "ㄹ": "ﾩ"}
        assert_stopped("".join(wide[jamo] for jamo in "".join(split_to_jamo("시발"))))
    assert_stopped(unicodedata.normalize("NFD", word))


@untimed
@given(swearing, st.integers(0, 3), st.integers(0, 3))
def test_a_word_amid_honest_talk_is_found_where_it_stands(word, before, after):
    text = PLAIN_FILL * before + word + " " + PLAIN_FILL * after
    start = len(PLAIN_FILL) * before
    assert (start, start + len(word)) in check_talk(text).spans


@untimed
@given(
    st.sampled_from(["fuck", "shit", "bitch", "asshole"]), st.sampled_from([" ", ".", "-", "*", "_", ". "])
)
def test_english_letters_written_apart_do_not_help(word, sign):
    assert_stopped(sign.join(word))
    assert_stopped(sign.join(word.upper()))


@untimed
@given(
    st.sampled_from(["운영자", "관리자", "공무원", "상담원", "서울시청"]),
    st.sampled_from([" ", ".", "★", "_", "  "]),
)
def test_signs_inside_an_office_do_not_make_a_name(office, sign):
    verdict = check_name(sign.join(office))
    assert (verdict.outcome, verdict.category) == ("refused", "staff")


@settings(untimed, max_examples=20)
@given(
    st.sampled_from(["시 ", "시.", "ㅅ", "f.", "보지 ", "a", "시1", "\u200b", "^", "ㅅㅣ"]),
    st.integers(1, 3000),
)
def test_a_long_and_monotonous_line_is_answered(piece, times):
    check_talk(piece * times)
