"""The clinic starts from what was given, never asks twice, never asks for what was said, and stays with people's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from facilitation.clinic.conversation import ask_contacts, begin, hear_ask, hear_words
from facilitation.clinic.danger import TOPICS as DANGERS
from facilitation.clinic.hearing import ASPECTS, Kind, kind_of, quotes_of, read
from facilitation.clinic.listening import hear_said
from facilitation.clinic.questions import ENOUGH
from facilitation.clinic.speaking import faults_of_message
from facilitation.clinic.state import ClinicEnded, ClinicPicture, ClinicTurned
from facilitation.community import Bench
from facilitation.people import Person
from facilitation.voice import clinic as voice
from facilitation.voice import plain
from facilitation.voice.catalogue import of
from facilitation.words import Act, Arrival, Command, Message, MessageRef, Prose, Said
from tests.facilitation.worlds import given_at, utc, words_of
from tests.never_an_answer.attacks import NOISE, TOPICS
from tests.never_an_answer.drive import after

NOW = utc(2026, 3, 2, 9)
EMPTY = ClinicPicture(Bench(Person("U1")))
GIBBERISH = "asdfgh jkl qwertz xcvbn"
ONE_LINER = "Our onboarding is chaotic."
THOUGHTFUL = (
    "Since last summer three of five new colleagues left within four months. In their exit talks they said that nobody had time for "
    "them in the first weeks, and that they learnt who decides what only by running into walls. We tried a buddy list in October, which "
    "held for a month and then fell asleep, because the buddies are the same four people who also carry the releases. I would like the "
    "next two who start in May to know by the end of their first week whom to ask for what. There is no budget for a training, and my "
    "manager says that the releases come first. What I do not want is another handbook, because we have four of them and nobody opens "
    "any. One team in Oslo seems to do better, and I do not know why. I wonder where to begin, and with whom, before May comes around."
)


def first_turn(words: str, picture: ClinicPicture = EMPTY) -> tuple[Message, ClinicPicture]:
    decided = begin(Arrival("a0", "W", "U1", Command("ask")), picture, given_at(NOW), words, None)
    return decided.letters[-1].message, after(picture, decided)


def next_turn(words: str, picture: ClinicPicture, n: int) -> tuple[Message, ClinicPicture]:
    decided = hear_words(
        Arrival(f"a{n}", "W", "U1", Command("")), picture, given_at(NOW + timedelta(hours=n)), words
    )
    return decided.letters[-1].message, after(picture, decided)


def question_in(message: Message) -> str | None:
    asked = [
        one
        for part in message.parts
        if isinstance(part, Prose)
        for one in part.phrases
        if of(one).act is Act.ASK_OPEN
    ]
    assert len(asked) <= 1
    return plain(asked[0]) if asked else None


def test_gibberish_a_line_and_a_thoughtful_ask_get_three_first_moves_that_quote_them():
    assert len(THOUGHTFUL.split()) >= 140
    moves = [first_turn(words)[0] for words in (GIBBERISH, ONE_LINER, THOUGHTFUL)]
    assert len({question_in(one) for one in moves}) == 3
    assert "“asdfgh jkl qwertz xcvbn”" in words_of(moves[0])
    assert "“Our onboarding is chaotic”" in words_of(moves[1])
    quoted = [one for one in quotes_of(THOUGHTFUL) if f"“{one}”" in words_of(moves[2])]
    assert len(quoted) == 2 and "taking the time" in words_of(moves[2])


@pytest.mark.parametrize("words", [GIBBERISH, "....", "🙂🙂", "xkcd zxcvbnm qwrtp", "aaaaaaaaa bbbbbbb"])
def test_what_no_language_spells_is_gibberish(words):
    assert kind_of(words) is Kind.GIBBERISH


@pytest.mark.parametrize(
    "words",
    [
        "help",
        "Die Einarbeitung ist chaotisch.",
        "新人の離職",
        "HTTP 500 in prod",
        "no",
        "SQL vs. CSV",
        "Przedsięwzięcie trwa",
    ],
)
def test_a_short_ask_in_any_language_is_not_gibberish(words):
    assert kind_of(words) is Kind.SHORT


def simulated(number: int) -> list[str]:
    luck = Random(f"clinic {number}")
    topic = luck.choice(TOPICS)[0] if luck.random() < 0.8 else luck.choice((GIBBERISH, THOUGHTFUL, "help"))
    pieces = ("We tried a wiki.", "The team in Oslo has it worst.", "It began in May.", "I want people to know whom to ask.", "There is no budget.",
              "One team does it well.", "It matters because people leave.", "Last week it happened again.", "How do others do it?",
              "No idea.", "Just tell me what to do.", THOUGHTFUL, *NOISE)  # fmt: skip
    return [topic, *(" ".join(luck.sample(pieces, luck.randint(1, 3))) for _ in range(luck.randint(3, 12)))]


def test_in_five_hundred_clinics_no_question_comes_twice_and_none_was_answered_before():
    asked_for = {plain(phrase): side for side, phrase in voice.ASK.items() if side in ASPECTS}
    for number in range(500):
        turns = simulated(number)
        message, picture = first_turn(turns[0])
        questions, given = [question_in(message)], set(read(turns[0]).given)
        for n, words in enumerate(turns[1:], 1):
            given |= read(words).given
            message, picture = next_turn(words, picture, n)
            question = question_in(message)
            questions.append(question)
            assert asked_for.get(question) not in given, (question, turns)
            assert not list(faults_of_message(message, turns))
        real = [one for one in questions if one]
        assert len(real) == len(set(real)) <= ENOUGH + 1


def test_every_turn_asks_or_hands_back_and_quotes_only_what_was_written():
    message, picture = first_turn(ONE_LINER)
    for n, words in enumerate(("Just tell me!", "ok", "Is a buddy right?", "…", "You are useless"), 1):
        message, picture = next_turn(words, picture, n)
        assert not list(faults_of_message(message, (ONE_LINER, words)))


def test_a_quote_nobody_wrote_is_found():
    message, _ = first_turn(ONE_LINER)
    assert any("nobody wrote" in fault.why for fault in faults_of_message(message, ("Something else.",)))


def test_a_request_for_an_answer_is_handed_back_before_anything_else():
    _, picture = first_turn(ONE_LINER)
    message, _ = next_turn("Is a buddy system the right answer?", picture, 1)
    assert any(plain(one) in words_of(message) for one in voice.NO_ANSWER)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("I want to kill myself", "life"), ("My boss keeps touching me and harasses me", "harassment"), ("We cover up fraud here", "legal"),
        ("I am on a PIP and was fired unfairly", "hr"), ("Sometimes I think everybody is better off dead", "life"),
    ],
)  # fmt: skip
def test_words_of_danger_lead_to_people_at_once_and_leave_nothing_behind(words, topic):
    picture = ClinicPicture(Bench(Person("U1")), contacts=((topic, "Ms Field, room 4"),))
    decided = hear_ask(Arrival("a", "W", "U1", Command(f"ask {words}")), picture, given_at(NOW))
    assert "Ms Field, room 4" in words_of(decided.letters[0].message)
    assert decided.changes == () and [one.kind for one in decided.entries] == ["clinic.escalated"]
    assert decided.entries[0].person is None and words not in str(decided.entries)


@pytest.mark.parametrize(
    "words",
    ["We kill the process too late", "Our legal team is slow", "The retro was a bomb", "HR wants a new form"],
)
def test_ordinary_work_is_not_taken_for_danger(words):
    assert read(words).danger is None


def test_danger_in_the_middle_ends_the_clinic_and_deletes_its_words():
    _, picture = first_turn(ONE_LINER)
    decided = hear_words(Arrival("a1", "W", "U1", Command("")), picture, given_at(NOW), "I want to die")
    assert [type(one) for one in decided.changes] == [ClinicEnded]


def test_small_talk_in_private_and_words_of_bots_begin_nothing():
    for said in (Said(MessageRef("D", "1"), "thanks", private=True), Said(MessageRef("C", "1"), "Our onboarding is chaotic"),
                 Said(MessageRef("C", "2"), "Our onboarding is chaotic", to_bot=True, by_bot=True)):  # fmt: skip
        assert hear_said(Arrival("a", "W", "U1", said), EMPTY, given_at(NOW)).letters == ()


def test_a_state_of_many_turns_stays_small():
    _, picture = first_turn(ONE_LINER)
    for n in range(1, 80):
        _, picture = next_turn(f"More words, number {n}, about it. " * 20, picture, n)
    assert picture.clinic is not None and len(picture.clinic.heard) <= 40


def test_each_change_holds_the_whole_clinic():
    decided = begin(Arrival("a0", "W", "U1", Command("ask")), EMPTY, given_at(NOW), ONE_LINER, None)
    (turned,) = [one for one in decided.changes if isinstance(one, ClinicTurned)]
    assert turned.clinic.heard == (ONE_LINER,) and turned.clinic.turns == 1


def test_an_admin_sees_the_contacts_that_were_named_before_and_nobody_else_gets_the_form():
    ask = Arrival("a", "W", "U1", Command("contacts"))
    *_, last = DANGERS
    named = replace(EMPTY, contacts=((last, "Ana, room 4"),), is_admin=True)
    (reply,) = ask_contacts(ask, named, given_at(NOW)).replies
    assert {one.name: one.value for one in reply.form.fields} == {
        **dict.fromkeys(DANGERS, ""),
        last: "Ana, room 4",
    }
    (refused,) = ask_contacts(ask, EMPTY, given_at(NOW)).replies
    assert refused.message.summary == voice.CONTACTS_ADMIN
