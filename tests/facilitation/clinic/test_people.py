"""Whom a clinic asks, how often, and what stands on the cards: people's own words and a way to say no."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from facilitation import rhythm
from facilitation.clinic.people import (
    LOOK_AGAIN,
    SHOWN,
    ask_people,
    choose_card,
    may_tell,
    near,
    not_yet,
    options_due,
    quiet_members,
    refuse,
    settle,
    tell_buttons,
    willing,
)
from facilitation.clinic.state import Asset, Clinic, ClinicPicture, ClinicTurned, Phase, Told
from facilitation.community import Bench, Community, Membership
from facilitation.people import Person
from facilitation.voice import clinic as voice
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Letter,
    Message,
    MessageRef,
    Press,
    Prose,
    Quote,
    Typed,
    Wake,
    Who,
)
from tests.facilitation.worlds import given_at, utc

NOW = utc(2026, 3, 2, 9)
CLINIC = Clinic("k1", "slack:U1", NOW, NOW, "c1", heard=("Our onboarding is chaotic", "and slow"))
ASSETS = tuple(Asset(f"slack:U{n}", f"We made onboarding less chaotic, way {n}") for n in range(1, 9))
PEOPLE = ("slack:U1", "slack:U2", "slack:U3", "slack:U4", "slack:U5")
HERE = Community("c1", "slack:T1", "Testing", channels=("slack:C1",), members=tuple(map(Membership, PEOPLE)))


def picture(clinic: Clinic | None = CLINIC, **more: object) -> ClinicPicture:
    return ClinicPicture(Bench(Person("slack:U1")), clinic, **{"community": HERE, "assets": ASSETS, **more})


def pressed(action: str, person: str = "slack:U1") -> Arrival:
    return Arrival("a", "slack:T1", person, Press(action, ("k1",)))


def test_three_are_asked_and_never_the_asker_nor_whoever_was_asked_refused_or_was_asked_lately() -> None:
    clinic = replace(CLINIC, invited=("slack:U2",), refused=("slack:U3",))
    found = near(clinic, picture(asked_lately=frozenset({"slack:U4"})))
    assert len(found) == 3
    assert not {one.person for one in found} & {"slack:U1", "slack:U2", "slack:U3", "slack:U4"}
    twice = near(CLINIC, picture(assets=(ASSETS[1], ASSETS[1])))
    assert [one.person for one in twice] == ["slack:U2"]


def test_each_gets_one_letter_and_is_not_asked_again_and_the_asker_is_looked_for_in_three_days() -> None:
    decided = ask_people(pressed("clinic.ask_people"), picture(), given_at(NOW))
    asked = [letter.to for letter in decided.letters]
    assert len(asked) == 3
    turned = next(one.clinic for one in decided.changes if isinstance(one, ClinicTurned))
    assert (turned.phase, turned.invited, turned.turned_at) == (Phase.OPTIONS, tuple(asked), NOW)
    assert Wake(NOW + LOOK_AGAIN, "clinic.options", "k1") in decided.wakes
    assert decided.replies[0].message.summary == voice.ASKED(n=3)
    nobody = ask_people(pressed("clinic.ask_people"), picture(assets=()), given_at(NOW))
    assert nobody.changes == nobody.letters == () and nobody.replies[0].message.summary == voice.NOBODY_LEFT


def test_whoever_is_asked_reads_the_first_words_why_it_is_them_and_may_say_no() -> None:
    asker = Who("slack:U1")
    asset = Asset("slack:U7", "We made it calm")
    parts = (
        Prose((voice.WILLING_ABOUT(who=asker),)),
        Quote("Our onboarding is chaotic", "slack:U1"),
        Prose((voice.WILLING_WHY(words=Typed("We made it calm")), voice.WILLING_ASK)),
        Buttons(
            (
                Button(voice.TELL, "clinic.tell", ("k1",), "primary", opens_form=True),
                Button(voice.NOT_THIS, "clinic.refuse", ("k1",)),
            )
        ),
    )
    message = Message(voice.WILLING_SUMMARY(who=asker), parts)
    assert willing(CLINIC, asset) == Letter(
        "clinic:k1:ask:slack:U7", "slack:U7", message, "clinic.ask", asks=True
    )
    assert tell_buttons(CLINIC) == parts[3]
    shared = willing(replace(CLINIC, shared="How do we begin?"), asset)
    assert Quote("How do we begin?", "slack:U1") in shared.message.parts


def test_long_words_are_cut_at_a_word_and_words_of_a_hundred_letters_are_whole() -> None:
    def because(words: str) -> str:
        return willing(CLINIC, Asset("slack:U7", words)).message.parts[2].phrases[0].slot("words").text

    assert because("x" * 100) == "x" * 100
    assert because("word " * 20 + "end") == "word " * 19 + "word"
    long = replace(CLINIC, heard=("y" * 301,))
    assert willing(long, ASSETS[6]).message.parts[1] == Quote("y" * 300, "slack:U1")


def test_everything_told_stands_side_by_side_six_at_most_and_one_may_wait() -> None:
    own = Button(voice.OWN_STEP, "clinic.own_step", ("k1",), opens_form=True)
    wait = Button(voice.NOT_YET, "clinic.not_yet", ("k1",))
    assert choose_card(CLINIC) == Message(
        voice.CHOOSE_NONE, (Prose((voice.CHOOSE_NONE,)), Buttons((own, wait)))
    )
    told = tuple(Told(f"t{n}", f"slack:U{n}", f"way {n}") for n in range(SHOWN + 1))
    card = choose_card(replace(CLINIC, told=told))
    assert card.summary == voice.CHOOSE_SUMMARY
    assert card.parts[0] == Prose((voice.CHOOSE_TOLD(n=7),))
    assert card.parts[-2:] == (Prose((voice.CHOOSE_ASK,)), Buttons((own, wait)))
    shown = card.parts[1:-2]
    assert len(shown) == 3 * SHOWN
    assert shown[:3] == (
        Prose((voice.OPTION_SHOWN(who=Who("slack:U0")),)),
        Quote("way 0", "slack:U0"),
        Buttons((Button(voice.CHOOSE, "clinic.choose", ("k1", "t0"), opens_form=True),)),
    )


def test_waiting_is_three_days_more() -> None:
    decided = not_yet(pressed("clinic.not_yet"), picture(), given_at(NOW))
    assert Wake(NOW + LOOK_AGAIN, "clinic.options", "k1") in decided.wakes
    assert decided.replies[0].message.summary == voice.WAITING(day=(NOW + LOOK_AGAIN).date())
    later = given_at(NOW + timedelta(hours=1))
    assert (
        ClinicTurned(replace(CLINIC, turned_at=later.now)) in not_yet(pressed("x"), picture(), later).changes
    )
    assert not_yet(pressed("clinic.not_yet", "slack:U2"), picture(), given_at(NOW)).wakes == ()


def test_one_no_is_kept_for_this_clinic_only_while_it_is_open() -> None:
    decided = refuse(pressed("clinic.refuse", "slack:U4"), picture(), given_at(NOW))
    assert decided.changes == (ClinicTurned(replace(CLINIC, refused=("slack:U4",))),)
    assert decided.letters == decided.entries == ()
    over = refuse(
        pressed("clinic.refuse", "slack:U4"), picture(replace(CLINIC, phase=Phase.CLOSED)), given_at(NOW)
    )
    assert over.changes == () and over.replies == decided.replies


def test_the_two_who_wrote_least_are_asked_and_conveners_are_left_in_peace() -> None:
    members = (*HERE.members[:4], Membership("slack:U5", "convener"))
    here = replace(HERE, members=members)
    least = ("slack:U5", "slack:U4", "slack:U2", "slack:U3")
    assert quiet_members(CLINIC, picture(community=here, least_heard=least), given_at(NOW)) == (
        "slack:U4",
        "slack:U2",
    )
    unknown = quiet_members(CLINIC, picture(community=here, least_heard=("slack:U3",)), given_at(NOW))
    assert unknown[0] == "slack:U3" and len(unknown) == 2


def test_where_the_question_stands_is_looked_for_each_minute_for_a_day() -> None:
    due = ("slack:T1", Wake(NOW, "clinic.settle", "k1"))
    soon = given_at(NOW + timedelta(hours=24) - timedelta(seconds=1))
    assert settle(due, picture(), soon).wakes == (
        Wake(soon.now + timedelta(minutes=1), "clinic.settle", "k1"),
    )
    assert settle(due, picture(), given_at(NOW + timedelta(days=1))) == NOTHING
    at = MessageRef("slack:C1", "9")
    found = settle(due, picture(stands_at=at), soon)
    assert found.changes == (ClinicTurned(replace(CLINIC, talk=MessageRef("slack:C1", "9", "9"))),)
    inside = settle(due, picture(stands_at=MessageRef("slack:C1", "9", "7")), soon)
    assert inside.changes == (ClinicTurned(replace(CLINIC, talk=MessageRef("slack:C1", "9", "7"))),)
    assert settle(due, picture(replace(CLINIC, phase=Phase.WRAPPED), stands_at=at), soon) == NOTHING


def test_who_may_tell() -> None:
    outside = picture(community=None)
    assert may_tell("slack:U2", CLINIC, picture()) and not may_tell("slack:U9", CLINIC, picture())
    assert not may_tell("slack:U9", CLINIC, outside)
    for open_to_them in (
        replace(CLINIC, invited=("slack:U9",)),
        replace(CLINIC, shared="x"),
        replace(CLINIC, thread=MessageRef("slack:C1", "1")),
    ):
        assert may_tell("slack:U9", open_to_them, outside)


def test_what_was_told_comes_when_its_asker_has_opened() -> None:
    clinic = replace(CLINIC, phase=Phase.OPTIONS, told=(Told("t1", "slack:U2", "way"),))
    due = ("slack:T1", Wake(NOW, "clinic.options", "k1"))
    night = given_at(utc(2026, 3, 2, 2))
    (letter,) = options_due(due, picture(clinic), night).letters
    assert (letter.to, letter.kind, letter.once) == ("slack:U1", "clinic.choose", "clinic:k1:choose:1")
    assert letter.message == choose_card(clinic)
    assert letter.not_before == rhythm.opens(Person("slack:U1"), night.now) > night.now
    assert options_due(due, picture(), night) == NOTHING == options_due(due, picture(None), night)
