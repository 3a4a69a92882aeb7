"""The reading grade tells a child's sentence from an official one."""

import pytest

from facilitation.voice.reading import grade, syllables


@pytest.mark.parametrize(
    ("word", "count"), [("time", 1), ("table", 2), ("people", 2), ("community", 4), ("the", 1)]
)
def test_syllables(word, count):
    assert syllables(word) == count


def test_a_plain_sentence_reads_easier_than_an_official_one():
    plain = "Who has met this? Tell us what happened."
    official = (
        "Participants are requested to communicate organisational prerequisites preceding implementation."
    )
    assert grade(plain) < 4 < 14 < grade(official)


def test_nothing_has_no_grade():
    assert grade("") == 0.0
