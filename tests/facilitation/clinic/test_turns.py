"""In action learning statements answer questions of others; a clinic that rested goes on with its asker's last words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.clinic.conversation import pause, resume
from facilitation.clinic.session import may_state, open_session
from facilitation.clinic.state import Clinic, ClinicPicture, ClinicTurned, Phase, Spoken
from facilitation.community import Bench
from facilitation.people import Person
from facilitation.process import Stretch
from facilitation.voice import clinic as voice
from facilitation.voice import clinic_talk as talk_voice
from facilitation.words import Arrival, MessageRef, Press, Prose, Typed
from tests.facilitation.worlds import given_at, utc

NOW = utc(2026, 3, 2, 9)
LATER = given_at(NOW + timedelta(days=3))
CLINIC = Clinic("k1", "slack:U1", NOW, NOW, heard=("It is late", "and slow"), paused=True)
STRETCH = Stretch(0, 5)


def picture(clinic: Clinic | None = CLINIC, *spoken: Spoken) -> ClinicPicture:
    return ClinicPicture(Bench(Person("slack:U1")), clinic, spoken=spoken)


def pressed(person: str = "slack:U1") -> Arrival:
    return Arrival("a", "slack:T1", person, Press("clinic.resume", ("k1",)))


@pytest.mark.parametrize(
    ("spoken", "may"),
    [
        ((), False),
        ((("slack:U2", "Why?", 1),), True),
        ((("slack:U1", "Why?", 1),), False),
        ((("slack:U2", "Why?", 0),), False),
        ((("slack:U2", "Because", 1),), False),
        ((("slack:U2", "Why?", 1), ("slack:U1", "How?", 1)), False),
        ((("slack:U1", "How?", 1), ("slack:U2", "Why?", 1)), True),
        ((("slack:U2", "Why?", 1), ("slack:U3", "Because", 1)), True),
    ],
)
def test_a_statement_follows_a_question_of_somebody_else_in_the_same_turn(spoken, may) -> None:
    said = tuple(Spoken(str(n), *one) for n, one in enumerate(spoken))
    everybody = replace(STRETCH, speakers=())
    assert may_state("slack:U1", "I think so", everybody, picture(CLINIC, *said), 1) is may
    assert may_state("slack:U1", "Is it?", everybody, picture(CLINIC, *said), 1)
    assert may_state(
        "slack:U1", "I think so", replace(STRETCH, speakers=("slack:U1",)), picture(CLINIC, *said), 1
    )


def test_going_on_gives_back_the_last_words_and_only_to_the_asker() -> None:
    decided = resume(pressed(), picture(), LATER)
    assert ClinicTurned(replace(CLINIC, paused=False, turned_at=LATER.now)) in decided.changes
    said = [Prose((one,)) for one in (voice.RESUMED(words=Typed("and slow")), voice.WITH_YOU[0])]
    assert [*decided.replies[0].message.parts[:2]] == said
    quoted = resume(pressed(), picture(replace(CLINIC, quoted=("late",))), LATER)
    assert quoted.replies[0].message.parts[0].phrases[0] == voice.RESUMED(words=Typed("late"))
    other = resume(pressed("slack:U2"), picture(), LATER)
    assert other.changes == () and other.replies[0].message.summary == voice.NOT_YOURS
    for none in (None, replace(CLINIC, phase=Phase.CLOSED), replace(CLINIC, phase=Phase.WRAPPED)):
        assert resume(pressed(), picture(none), LATER).replies[0].message.summary == voice.NONE_OPEN


def test_a_pause_is_kept_and_forgotten_after_silence() -> None:
    decided = pause(pressed(), picture(replace(CLINIC, paused=False)), LATER)
    assert decided.changes == (ClinicTurned(replace(CLINIC, turned_at=LATER.now)),)
    assert [(one.kind, one.subject) for one in decided.wakes] == [("clinic.silence", "k1")]
    assert decided.wakes[0].due_at > LATER.now


def test_one_conversation_stands_in_a_thread_and_a_second_is_not_opened() -> None:
    run = Arrival("a", "slack:T1", "slack:U1", Press("clinic.run", ("k1", "action_learning", "slow")))
    threaded = replace(CLINIC, thread=MessageRef("slack:C1", "1.0"))
    opened = open_session(run, picture(threaded), LATER)
    turned = next(one.clinic for one in opened.changes if isinstance(one, ClinicTurned))
    assert turned.session is not None
    assert (turned.session.process, turned.session.slow, turned.session.inside) == (
        "action_learning",
        True,
        ("slack:U1",),
    )
    for clinic, told in ((turned, talk_voice.ALREADY), (CLINIC, talk_voice.NEEDS_THREAD)):
        refused = open_session(run, picture(clinic), LATER)
        assert [one.message.summary for one in refused.replies] == [told]
        assert refused.changes == refused.letters == ()
