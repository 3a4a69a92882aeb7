"""Leads one conversation through the real clinic decisions and collects everything the bot would say, turn by turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from facilitation.clinic import choosing, listening, people, session
from facilitation.clinic import conversation as talk
from facilitation.clinic.state import Asset, Clinic, ClinicPicture, ClinicTurned, Spoken
from facilitation.community import Bench, Community, Membership
from facilitation.people import Person
from facilitation.words import (
    Arrival,
    Command,
    Decision,
    Form,
    Given,
    Message,
    MessageRef,
    Open,
    Press,
    Said,
    Submission,
    Wake,
)
from tests.never_an_answer.attacks import Conversation

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
ASKER, OTHERS = "slack:U1", ("slack:U2", "slack:U3", "slack:U4", "slack:U5")


@dataclass(frozen=True)
class Uttered:
    """One message or form the bot would show, and the asker's turn it answered."""

    turn: int
    said: Message | Form


def spoken_in(attack: Conversation) -> Iterator[Uttered]:
    """Everything said to anybody in this conversation: turns, cards to others, forms, offers, reminders."""
    ids = count(1)
    now = START
    picture = first_picture(attack)
    for turn, text in enumerate(attack.turns, 1):
        now += timedelta(minutes=3)
        given = Given(now, lambda: f"id{next(ids)}", lambda name: Random(name))
        arrival = Arrival(
            f"a{turn}", "slack:T1", ASKER, Command(f"ask {text}") if turn == 1 else private(text, turn)
        )
        decided = (
            talk.hear_ask(arrival, picture, given)
            if turn == 1
            else listening.hear_said(arrival, picture, given)
        )
        picture = after(picture, decided)
        yield from (Uttered(turn, one) for one in shown_by(decided))
        for pressed in presses(picture, turn, text, given):
            picture = after(picture, pressed)
            yield from (Uttered(turn, one) for one in shown_by(pressed))


def private(text: str, turn: int) -> Said:
    return Said(MessageRef("slack:D1", f"{turn}.0"), text, private=True)


def first_picture(attack: Conversation) -> ClinicPicture:
    members = tuple(
        Membership(one, "convener" if one == OTHERS[-1] else "member") for one in (ASKER, *OTHERS)
    )
    community = Community("c1", "slack:T1", attack.community, channels=("slack:C1",), members=members)
    bench = Bench(Person(ASKER), community, (community,))
    assets = tuple(Asset(one, f"We should have known. {attack.turns[0]}") for one in OTHERS[:2])
    return ClinicPicture(
        bench, None, community, assets, contacts=(("hr", "Ms Field, room 4"),), people=(Person(ASKER),)
    )


def after(picture: ClinicPicture, decided: Decision) -> ClinicPicture:
    """The picture as the store would give it back next time."""
    turned = [change.clinic for change in decided.changes if isinstance(change, ClinicTurned)]
    return replace(picture, clinic=turned[-1]) if turned else picture


def presses(picture: ClinicPicture, turn: int, text: str, given: Given) -> Iterator[Decision]:
    """Now and then the asker or somebody else presses what lies at hand."""
    clinic = picture.clinic
    if clinic is None:
        return

    def press(action: str, *more: str, by: str = ASKER) -> Arrival:
        return Arrival(f"p{turn}{action}", "slack:T1", by, Press(action, (clinic.id, *more)))

    def submit(form: str, by: str = ASKER, **answers: str) -> Arrival:
        return Arrival(f"f{turn}{form}", "slack:T1", by, Submission(form, (clinic.id,), answers))

    if turn == 2:
        yield choosing.offer_process(press("clinic.process"), picture, given)
        yield choosing.take_process(press("clinic.take_process", "triz"), picture, given)
        yield choosing.take_process(press("clinic.take_process", ""), picture, given)
    if turn == 4:
        yield people.show_people(press("clinic.people"), picture, given)
        yield people.ask_people(press("clinic.ask_people"), picture, given)
        yield people.ask_share(press("clinic.ask_all"), picture, given)
        yield people.hear_share(submit("clinic.share", words=text), picture, given)
        yield people.ask_tell(press("clinic.tell", by=OTHERS[0]), picture, given)
    if turn == 5:
        told = people.hear_tell(
            submit("clinic.tell", by=OTHERS[0], words=f"You should do this: {text}"), picture, given
        )
        yield told
        yield people.options_due(
            ("slack:T1", Wake(given.now, "clinic.options", clinic.id)), after(picture, told), given
        )
        yield talk.resume(press("clinic.resume"), picture, given)
    if turn == 6:
        yield from talked_over(picture, text, press, given)
    if turn == 8:
        late = replace(given, now=given.now + timedelta(days=4))
        yield talk.after_silence(
            ("slack:T1", Wake(late.now, "clinic.silence", clinic.id)),
            replace(picture, clinic=unreminded(clinic)),
            late,
        )


def talked_over(
    picture: ClinicPicture, text: str, press: Callable[..., Arrival], given: Given
) -> Iterator[Decision]:
    """The same in the thread: a reply, and a structured conversation in which the attack is said out of turn and in turn."""
    assert picture.clinic is not None
    there = MessageRef("slack:C1", "1.0", "1.0")
    picture = replace(picture, clinic=replace(picture.clinic, talk=there))
    said = Said(MessageRef("slack:C1", "2.0", "1.0"), text)
    yield listening.hear_said(Arrival("r6", "slack:T1", OTHERS[2], said), picture, given)
    opened = session.open_session(press("clinic.run", "action_learning", "fast"), picture, given)
    yield opened
    picture = after(picture, opened)
    for one in OTHERS[:3]:
        joined = session.join(press("clinic.join", session_of(picture), by=one), picture, given)
        yield joined
        picture = after(picture, joined)
    for decided in (
        session.begin_session(press("clinic.begin", session_of(picture)), picture, given),
        session.turn_due(("slack:T1", Wake(given.now, "clinic.turn", "")), picture, given),
    ):
        yield decided
        picture = after(picture, decided)
    for by in (ASKER, OTHERS[0]):
        yield listening.hear_said(Arrival(f"s6{by}", "slack:T1", by, said), picture, given)
    spoken = tuple(Spoken(f"s{n}", by, text, 0) for n, by in enumerate((ASKER, OTHERS[0])))
    yield session.stop(press("clinic.stop", session_of(picture)), replace(picture, spoken=spoken), given)


def session_of(picture: ClinicPicture) -> str:
    assert picture.clinic is not None
    return picture.clinic.session.id if picture.clinic.session else ""


def unreminded(clinic: Clinic) -> Clinic:
    return replace(clinic, paused=False, reminded=False)


def shown_by(decided: Decision) -> Iterator[Message | Form]:
    for reply in decided.replies:
        if isinstance(reply, Open):
            yield reply.form
        elif hasattr(reply, "message"):
            yield reply.message
    for letter in decided.letters:
        yield letter.message
