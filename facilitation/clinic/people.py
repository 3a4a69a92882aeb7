"""Bringing in people: who may have met something like it, asked privately and once; what they tell, in their own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from facilitation import rhythm
from facilitation.clinic.conversation import escalate, kept, of_asker
from facilitation.clinic.danger import topic_of
from facilitation.clinic.escalating import escalate_person
from facilitation.clinic.speaking import note, turn_message
from facilitation.clinic.state import Asset, Clinic, ClinicPicture, ClinicTurned, Phase, Told
from facilitation.experiment import new_form
from facilitation.likeness import nearest
from facilitation.membership import name_of, tell
from facilitation.voice import clinic as voice
from facilitation.voice import clinic_talk as talk_voice
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Decision,
    Entry,
    Form,
    Given,
    Letter,
    Line,
    Message,
    Open,
    Part,
    PersonId,
    Place,
    Press,
    Prose,
    Quote,
    Reask,
    Small,
    Submission,
    Tell,
    Typed,
    Wake,
    Who,
    WorkspaceId,
)

ASKED_AT_MOST, QUIET_ASKED = 3, 2
LOOK_AGAIN = timedelta(days=3)
SETTLES = timedelta(seconds=5)
MOST_WORDS = 1000
SHOWN = 6


def near(clinic: Clinic, picture: ClinicPicture) -> tuple[Asset, ...]:
    """People who wrote about something like it, nearest first, each once; never the asker, nobody asked before."""
    texts = [one.words for one in picture.assets]
    found: dict[PersonId, Asset] = {}
    for at in nearest(" ".join(clinic.heard), texts, 20):
        one = picture.assets[at]
        if one.person != clinic.asker and one.person not in (
            *clinic.invited,
            *clinic.refused,
            *picture.asked_lately,
        ):
            found.setdefault(one.person, one)
    return tuple(found.values())[:ASKED_AT_MOST]


def show_people(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """What is already there: how many people may have met it; the asker says whether anybody is asked."""
    clinic = of_asker(arrival, picture)
    if isinstance(clinic, Decision):
        return clinic
    found = near(clinic, picture)
    there = voice.ASSETS(n=len(found)) if found else voice.ASSETS_NONE
    buttons = [Button(voice.OWN_STEP, "clinic.own_step", (clinic.id,), opens_form=True)]
    if picture.community and picture.community.channels:
        buttons.insert(0, Button(voice.ASK_ALL, "clinic.ask_all", (clinic.id,), opens_form=True))
    if found:
        buttons.insert(0, Button(voice.ASK_PEOPLE, "clinic.ask_people", (clinic.id,), "primary"))
    phase = Phase.PEOPLE if clinic.phase is Phase.CLARIFYING else clinic.phase
    moved = replace(clinic, phase=phase, turned_at=given.now)
    ask = voice.ASSETS_ASK if len(buttons) > 1 else voice.ASSETS_ALONE
    return Decision((Tell(turn_message((there, ask), buttons)),)) + kept(moved, given)


def ask_people(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """Each is asked privately whether they would tell what happened; the asker's first words are shown as they are."""
    clinic = of_asker(arrival, picture)
    if isinstance(clinic, Decision):
        return clinic
    found = near(clinic, picture)
    if not found:
        return Decision((tell(voice.NOBODY_LEFT),))
    moved = replace(
        clinic,
        phase=Phase.OPTIONS,
        invited=(*clinic.invited, *(one.person for one in found)),
        turned_at=given.now,
    )
    return (
        Decision((tell(voice.ASKED(n=len(found))),), tuple(willing(clinic, one) for one in found), wakes=(look_again(clinic, given),))
        + kept(moved, given)
    )  # fmt: skip


def look_again(clinic: Clinic, given: Given) -> Wake:
    return Wake(given.now + LOOK_AGAIN, "clinic.options", clinic.id)


def willing(clinic: Clinic, asset: Asset) -> Letter:
    """A private, declinable question with the reason why this person is asked."""
    who = Who(clinic.asker)
    because = asset.words if len(asset.words) <= 100 else asset.words[:100].rsplit(" ", 1)[0]
    parts: tuple[Part, ...] = (
        Prose((voice.WILLING_ABOUT(who=who),)),
        Quote(clinic.shared or clinic.first_words[:300], clinic.asker),
        Prose((voice.WILLING_WHY(words=Typed(because)), voice.WILLING_ASK)),
        tell_buttons(clinic),
    )
    return asking(clinic, asset.person, Message(voice.WILLING_SUMMARY(who=who), parts))


def tell_buttons(clinic: Clinic) -> Buttons:
    yes = Button(voice.TELL, "clinic.tell", (clinic.id,), "primary", opens_form=True)
    return Buttons((yes, Button(voice.NOT_THIS, "clinic.refuse", (clinic.id,))))


def asking(clinic: Clinic, person: PersonId, message: Message) -> Letter:
    return Letter(f"clinic:{clinic.id}:ask:{person}", person, message, "clinic.ask", asks=True)


def refuse(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """One no ends it, and nobody is told who said it."""
    clinic = picture.clinic
    if clinic is None or not clinic.is_open:
        return Decision((tell(voice.REFUSED),))
    return Decision(
        (tell(voice.REFUSED),),
        changes=(ClinicTurned(replace(clinic, refused=(*clinic.refused, arrival.person))),),
    )


# --- the whole community ---------------------------------------------------------------------------------------------


def ask_share(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """What goes to the channel is shown first, in the asker's own words, to be changed as they like."""
    clinic = of_asker(arrival, picture)
    if isinstance(clinic, Decision):
        return clinic
    if picture.community is None:
        return Decision((tell(voice.NO_COMMUNITY),))
    fields = (
        Line(
            "words",
            voice.SHARE_WORDS,
            voice.SHARE_HINT,
            clinic.first_words[:MOST_WORDS],
            long=True,
            most=MOST_WORDS,
        ),
    )
    return Decision((Open(Form("clinic.share", voice.SHARE_TITLE, voice.SHARE, fields, (clinic.id,))),))


def hear_share(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """The question goes to the channel, and two members who wrote least of late are asked privately to add something."""
    assert isinstance(arrival.what, Submission)
    clinic = of_asker(arrival, picture)
    if isinstance(clinic, Decision):
        return clinic
    words, community = arrival.what.text("words"), picture.community
    if not words:
        return Decision((Reask((("words", voice.EMPTY),)),))
    if topic := topic_of(words):
        return escalate(arrival, picture, topic, given)
    if community is None or not community.channels:
        return Decision((tell(voice.NO_COMMUNITY),))
    quiet = quiet_members(clinic, picture, given)
    shared = replace(
        clinic, phase=Phase.OPTIONS, shared=words, invited=(*clinic.invited, *quiet), turned_at=given.now
    )
    card = Letter(f"clinic:{clinic.id}:shared", community.channels[0], shared_card(shared), "clinic.shared")
    invitations = tuple(asking(shared, one, quiet_card(shared, picture)) for one in quiet)
    told = Decision(
        (tell(voice.SHARED(place=Place(community.channels[0]))),),
        (card, *invitations),
        wakes=(look_again(clinic, given), *settling(clinic, given)),
    )
    return told + kept(shared, given)


def settling(clinic: Clinic, given: Given) -> tuple[Wake, ...]:
    """Where the shared question came to stand is learnt a little later: its thread is where people talk it over."""
    return () if clinic.thread else (Wake(given.now + SETTLES, "clinic.settle", clinic.id),)


def settle(due: tuple[WorkspaceId, Wake], picture: ClinicPicture, given: Given) -> Decision:
    """The question was delivered, or is looked for again a minute later, for a day."""
    clinic = picture.clinic
    if clinic is None or not clinic.is_open:
        return NOTHING
    if picture.stands_at is None:
        again = given.now - clinic.turned_at < timedelta(days=1)
        wakes = (Wake(given.now + timedelta(minutes=1), "clinic.settle", clinic.id),) if again else ()
        return Decision(wakes=wakes)
    root = picture.stands_at.thread or picture.stands_at.id
    return Decision(changes=(ClinicTurned(replace(clinic, talk=replace(picture.stands_at, thread=root))),))


def quiet_members(clinic: Clinic, picture: ClinicPicture, given: Given) -> tuple[PersonId, ...]:
    """Two members, those who wrote least of late first; who was asked lately, refused, convenes or asks is left in peace."""
    assert picture.community is not None
    spared = {
        clinic.asker,
        *clinic.invited,
        *clinic.refused,
        *picture.asked_lately,
        *picture.community.conveners,
    }
    members = [one.person for one in picture.community.members if one.person not in spared]
    given.luck(f"clinic:{clinic.id}:quiet").shuffle(members)
    order = {person: at for at, person in enumerate(picture.least_heard)}
    return tuple(sorted(members, key=lambda one: order.get(one, len(order)))[:QUIET_ASKED])


def shared_card(clinic: Clinic) -> Message:
    tell_it = Button(voice.TELL, "clinic.tell", (clinic.id,), "primary", opens_form=True)
    parts = (
        Quote(clinic.shared, clinic.asker),
        Prose((voice.SHARED_ASK,)),
        Buttons((tell_it,)),
        Small((voice.SHARED_HOW, talk_voice.REPLIES)),
    )
    return Message(voice.SHARED_SUMMARY(who=Who(clinic.asker)), parts)


def quiet_card(clinic: Clinic, picture: ClinicPicture) -> Message:
    assert picture.community is not None
    about = voice.QUIET_ABOUT(who=Who(clinic.asker), community=name_of(picture.community))
    parts = (
        Prose((about,)),
        Quote(clinic.shared, clinic.asker),
        Prose((voice.QUIET_ASK,)),
        tell_buttons(clinic),
    )
    return Message(voice.SHARED_SUMMARY(who=Who(clinic.asker)), parts)


# --- what people tell --------------------------------------------------------------------------------------------------


def ask_tell(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """The form for what happened to somebody; the asker themselves names a step instead."""
    clinic = picture.clinic
    if clinic is None or not clinic.is_open or not may_tell(arrival.person, clinic, picture):
        return Decision((tell(voice.NONE_OPEN),))
    if clinic.asker == arrival.person:
        return Decision((tell(voice.OPTION_OWN),))
    fields = (Line("words", voice.OPTION_WORDS, voice.OPTION_HINT, long=True, most=MOST_WORDS),)
    return Decision((Open(Form("clinic.tell", voice.OPTION_TITLE, voice.OPTION_SAVE, fields, (clinic.id,))),))


def may_tell(person: PersonId, clinic: Clinic, picture: ClinicPicture) -> bool:
    """Whoever was asked, belongs to the community, or can read the question where it was shared."""
    inside = picture.community is not None and picture.community.has(person)
    return inside or person in clinic.invited or bool(clinic.shared) or clinic.thread is not None


def hear_tell(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """Kept as it was told; where the question was shared it stands in that thread too, with its teller's name."""
    assert isinstance(arrival.what, Submission)
    clinic, words = picture.clinic, arrival.what.text("words")
    if clinic is None or not clinic.is_open or not may_tell(arrival.person, clinic, picture):
        return Decision((tell(voice.NONE_OPEN),))
    if not words:
        return Decision((Reask((("words", voice.EMPTY),)),))
    if topic := topic_of(words):
        return escalate_person(arrival, picture.contacts, topic)
    told = Told(given.new_id(), arrival.person, words)
    moved = replace(clinic, told=(*clinic.told, told))
    letters = [note(clinic.asker, f"clinic:{clinic.id}:told:{told.id}", told_card(moved, told))]
    if clinic.shared and picture.community and picture.community.channels:
        letters.append(in_thread(moved, told, picture.community.channels[0]))
    return Decision(
        (tell(voice.OPTION_THANKS(who=Who(clinic.asker))),),
        tuple(letters),
        changes=(ClinicTurned(moved),),
        entries=(Entry("clinic.told", clinic.id),),
    )


def in_thread(clinic: Clinic, told: Told, channel: str) -> Letter:
    message = Message(
        voice.OPTION_SHOWN(who=Who(told.by)),
        (Prose((voice.OPTION_SHOWN(who=Who(told.by)),)), Quote(told.words, told.by)),
    )
    return Letter(
        f"clinic:{clinic.id}:thread:{told.id}",
        channel,
        message,
        "clinic.shared",
        thread_of=f"clinic:{clinic.id}:shared",
    )


def told_card(clinic: Clinic, told: Told) -> Message:
    """One told thing for the asker, who may begin with it, or not."""
    shown = voice.OPTION_SHOWN(who=Who(told.by))
    buttons = Buttons((Button(voice.CHOOSE, "clinic.choose", (clinic.id, told.id), opens_form=True),))
    return Message(shown, (Prose((shown,)), Quote(told.words, told.by), buttons))


def options_due(due: tuple[WorkspaceId, Wake], picture: ClinicPicture, given: Given) -> Decision:
    """Three days on: everything that was told, side by side; the asker chooses, or waits."""
    clinic = picture.clinic
    if clinic is None or clinic.phase is not Phase.OPTIONS:
        return NOTHING
    message = choose_card(clinic)
    letter = note(clinic.asker, f"clinic:{clinic.id}:choose:{len(clinic.told)}", message, "clinic.choose")
    return Decision(
        letters=(replace(letter, not_before=rhythm.opens(picture.person(clinic.asker), given.now)),)
    )


def choose_card(clinic: Clinic) -> Message:
    own = Button(voice.OWN_STEP, "clinic.own_step", (clinic.id,), opens_form=True)
    wait = Button(voice.NOT_YET, "clinic.not_yet", (clinic.id,))
    parts: list[Part] = []
    for told in clinic.told[:SHOWN]:
        parts += [Prose((voice.OPTION_SHOWN(who=Who(told.by)),)), Quote(told.words, told.by)]
        parts.append(Buttons((Button(voice.CHOOSE, "clinic.choose", (clinic.id, told.id), opens_form=True),)))
    if not clinic.told:
        return Message(voice.CHOOSE_NONE, (Prose((voice.CHOOSE_NONE,)), Buttons((own, wait))))
    count = voice.CHOOSE_TOLD(n=len(clinic.told))
    return Message(
        voice.CHOOSE_SUMMARY, (Prose((count,)), *parts, Prose((voice.CHOOSE_ASK,)), Buttons((own, wait)))
    )


def not_yet(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    clinic = of_asker(arrival, picture)
    if isinstance(clinic, Decision):
        return clinic
    day = rhythm.local_date(picture.bench.person.zone, given.now + LOOK_AGAIN)
    return Decision((tell(voice.WAITING(day=day)),), wakes=(look_again(clinic, given),)) + kept(
        replace(clinic, turned_at=given.now), given
    )


def choose(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """The asker begins with what somebody told, or with a step of their own; the form holds people's words only."""
    assert isinstance(arrival.what, Press)
    clinic = of_asker(arrival, picture)
    if isinstance(clinic, Decision):
        return clinic
    id = (*arrival.what.args, "", "")[1]
    told = next((one for one in clinic.told if one.id == id), None)
    question = (clinic.shared or clinic.first_words)[:300]
    today = rhythm.local_date(picture.bench.person.zone, given.now)
    form = new_form(
        clinic.community, arrival.person, today, (), question, told.words[:500] if told else "", clinic.id
    )
    return Decision((Open(form),))
