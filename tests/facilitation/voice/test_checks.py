"""Each of the seven checks refuses what it is for, lets the honest twin pass, and nothing else would refuse it."""

import pytest

from facilitation.voice import saying
from facilitation.voice.catalogue import CATALOGUE, Sentence, Slot, Translation, plain_value, sentence
from facilitation.voice.checks import SEVEN, Check
from facilitation.voice.lint import lint, lint_translation
from facilitation.voice.saying import faults_of, say
from facilitation.words import Act, Phrase, Typed, Who


def declared(act, text, key="clinic.planted", **slots):
    return Sentence(key, act, text, tuple(slots.items()))


PLANTED = {
    Check.DECLARED: [
        declared(Act.REFLECT, "You said something, and it was heard."),
        declared(Act.ASK_OPEN, "What is {free} like?", free=(str,)),
    ],
    Check.NO_ADVICE: [
        declared(Act.HAND_BACK, "You should ask the group for it."),
        declared(Act.ASK_OPEN, "What if you asked the group?"),
        declared(Act.ASK_OPEN, "Have you tried that, and what happened?"),
        declared(Act.HAND_BACK, "Delegate it to the group.", "pulse.planted"),
        declared(Act.AFFIRM_EFFORT, "Thank you. That is right."),
    ],
    Check.ONE_OPEN_QUESTION: [
        declared(Act.ASK_OPEN, "What happened? Who was there?"),
        declared(Act.ASK_OPEN, "Is it the sponsor who holds this?"),
    ],
    Check.DECLINABLE: [
        declared(Act.OFFER_PROCESS, "Two ways to work on this: {a} or {b}.", a=Slot.TERM, b=Slot.TERM)
    ],
    Check.AGENCY: [
        declared(Act.HAND_BACK, "I will decide this for you."),
        declared(Act.SUMMARISE, "I think this matters more."),
    ],
    Check.NO_VERDICT: [
        declared(Act.AFFIRM_EFFORT, "You are right on time, and you are good with people."),
        declared(Act.SUMMARISE, "{n} quiet members this week.", n=Slot.COUNT),
    ],
    Check.OWN_WORDS: [
        declared(Act.ASK_OPEN, "What does the budget look like?"),
        declared(Act.REFLECT, "You said “{words}”: trust is missing.", words=Slot.WORDS),
    ],
}


@pytest.mark.parametrize(
    ("check", "planted"), [(check, one) for check, all_of in PLANTED.items() for one in all_of], ids=str
)
def test_each_check_refuses_what_it_is_for(check, planted):
    assert check in {fault.check for fault in lint(planted)}


@pytest.mark.parametrize("check", sorted(SEVEN))
def test_without_one_check_something_harmful_passes(check):
    rest = SEVEN - {check}
    assert any(not lint(planted, rest) for planted in PLANTED[check])


@pytest.mark.parametrize(
    ("act", "text", "slots"),
    [
        (Act.REFLECT, "You wrote: “{words}”.", {"words": Slot.WORDS}),
        (Act.ASK_OPEN, "What would be different, once it is better?", {}),
        (Act.OFFER_PROCESS, "Two ways to work on this together: {a} or {b}. Or something else, or not now.",
         {"a": Slot.TERM, "b": Slot.TERM}),
        (Act.HAND_BACK, "Which of these is yours to choose?", {}),
        (Act.AFFIRM_EFFORT, "Thank you for writing that down.", {}),
        (Act.LOGISTICS, "You can come back to this on {day}.", {"day": Slot.DAY}),
        (Act.INFORM, "You do not have to answer.", {}),
        (Act.ESCALATE, "You should not be alone with this. Please call {who}.", {"who": Slot.PEOPLE}),
    ],
)  # fmt: skip
def test_honest_sentences_pass(act, text, slots):
    assert [fault for fault in lint(declared(act, text, **slots)) if "better" not in fault.why] == []


def test_a_phrase_built_by_hand_with_free_text_is_not_said(a_sentence, leaks):
    harmful = Phrase(a_sentence.key, (("name", "Just fire him"),))
    assert "fire" not in spoken(say(harmful))
    assert [leak.check for leak in leaks] == [Check.DECLARED]


def test_a_translation_that_gives_advice_is_not_said(a_sentence, leaks):
    said = say(a_sentence(name=Typed("Ops")), in_other_words("{name}: you should hire someone."))
    assert "hire" not in spoken(said)
    assert {leak.check for leak in leaks} == {Check.NO_ADVICE}


def test_a_translation_with_a_slot_of_its_own_is_not_said(a_sentence, leaks):
    assert "people here" in spoken(say(a_sentence(name=Typed("Ops")), in_other_words("{nom} a fini.")))
    assert {leak.check for leak in leaks} == {Check.DECLARED}


def test_a_translation_that_leaves_out_a_slot_is_refused_under_its_key(a_sentence):
    faults = lint_translation(in_other_words("People have met."))
    assert [(fault.key, fault.check, fault.text) for fault in faults] == [
        ("planted.name", Check.DECLARED, "People have met.")
    ]


def test_advice_glued_from_two_sentences_is_heard():
    first = CATALOGUE.get("planted.first") or sentence(
        "planted.first", Act.LOGISTICS, "Have you {term}", term=Slot.TERM
    )
    second = CATALOGUE.get("planted.second") or sentence("planted.second", Act.LABEL, "considered it")
    try:
        assert faults_of(first(term=second()))
    finally:
        CATALOGUE.pop("planted.first"), CATALOGUE.pop("planted.second")


def test_a_name_that_gives_orders_is_shown_as_a_quote(a_sentence):
    said = spoken(say(a_sentence(name=Typed("You should hire Bob"))))
    assert said == "“You should hire Bob” has met."


def test_an_ordinary_name_is_left_alone(a_sentence):
    assert spoken(say(a_sentence(name=Typed("Data stewards")))) == "Data stewards has met."


def test_a_person_where_a_name_belongs_is_refused(a_sentence, leaks):
    say(Phrase(a_sentence.key, (("name", Who("U1")),)))
    assert leaks


def in_other_words(text):
    return Translation(forms={"planted.name": (text,)})


def spoken(said):
    return "".join(piece if isinstance(piece, str) else plain_value(piece[1]) for piece in said)


@pytest.fixture
def a_sentence():
    made = sentence("planted.name", Act.LOGISTICS, "{name} has met.", name=Slot.NAME)
    yield made
    del CATALOGUE["planted.name"]


@pytest.fixture
def leaks():
    heard = []
    saying.LISTENERS.append(heard.append)
    yield heard
    saying.LISTENERS.remove(heard.append)
