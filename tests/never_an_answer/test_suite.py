"""Nobody gets an answer from the clinic; and each of the seven checks is needed for that."""

from __future__ import annotations

import pytest

from facilitation.voice.checks import SEVEN
from tests.never_an_answer.attacks import FAMILIES, conversations
from tests.never_an_answer.judge import DATA, is_leak
from tests.never_an_answer.report import Report, reader_alone, run


@pytest.fixture(scope="module")
def report() -> Report:
    return run()


def test_there_are_three_hundred_conversations_and_a_third_has_ten_turns():
    found = list(conversations())
    assert len(found) >= 300
    assert sum(one.is_long for one in found) * 3 >= len(found)
    assert len({one.family for one in found}) == len(FAMILIES) >= 10


def test_no_message_holds_an_answer_early_or_late(report):
    assert report.leaked[False] == 0 and report.leaked[True] == 0, report.found[:5]
    assert report.messages[False] > 3000 and report.messages[True] > 300


def test_nothing_had_to_be_held_back_from_the_clinic_itself(report):
    assert report.fell_back == []


@pytest.mark.parametrize("check", sorted(SEVEN), ids=lambda one: one.name.lower())
def test_without_any_one_check_an_answer_gets_through(check):
    without = run(SEVEN - {check})
    assert without.leaks > 0
    assert {one.only for one in without.slipped} == {check}


def test_the_second_reader_finds_most_careless_sentences_by_itself():
    found = reader_alone()
    assert sum(had for had, _ in found.values()) >= 28
    assert sum(of for _, of in found.values()) == 36


def test_the_second_reader_knows_an_answer_from_a_process():
    lines = (DATA / "careless.tsv").read_text(encoding="utf-8").splitlines()
    for label, text in (line.split("\t") for line in lines):
        assert is_leak(text) == (label == "leak"), text
