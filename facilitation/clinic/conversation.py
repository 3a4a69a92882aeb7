"""Listening and clarifying: every turn gives back what was heard and asks at most one question, or hands back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from facilitation import rhythm
from facilitation.clinic.danger import TOPICS
from facilitation.clinic.escalating import escalate_person
from facilitation.clinic.hearing import Kind, Reading, read
from facilitation.clinic.questions import next_question
from facilitation.clinic.speaking import note, once_of, reflection, said, turn_message
from facilitation.clinic.state import (
    OVER,
    Clinic,
    ClinicEnded,
    ClinicPicture,
    ClinicTurned,
    ContactsSet,
    Phase,
)
from facilitation.membership import tell
from facilitation.voice import clinic as voice
from facilitation.voice import clinic_talk as talk_voice
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Command,
    Decision,
    Entry,
    Form,
    Given,
    Line,
    MessageRef,
    Open,
    Phrase,
    Press,
    Submission,
    Tell,
    Typed,
    Unwake,
    Wake,
    WorkspaceId,
)

MOST_WORDS = 3000
SILENCE = timedelta(days=3)
FORGOTTEN = timedelta(days=30)
KEPT_WORDS = 40  # turns; older words are let go, so that an endless talk stays small


# --- beginning ----------------------------------------------------------------------------------------------------


def hear_ask(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """``/community ask …``: words begin a clinic in a direct conversation, no words open a form."""
    assert isinstance(arrival.what, Command)
    words = arrival.what.words.partition(" ")[2].strip()
    if not words:
        return Decision((Open(ask_form()),))
    return _begin_here(arrival, picture, given, words)


def ask_form(words: str = "") -> Form:
    fields = (Line("words", voice.ASK_WORDS, voice.ASK_HINT, words, long=True, most=MOST_WORDS),)
    return Form("clinic.ask", voice.ASK_TITLE, voice.ASK_SEND, fields)


def hear_form(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """The form of ``/community ask``."""
    assert isinstance(arrival.what, Submission)
    words = arrival.what.text("words")
    return _begin_here(arrival, picture, given, words) if words else Decision((tell(voice.EMPTY),))


def hear_shortcut(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """On a message of one's own: its words are put into the form. Another person's words stay theirs."""
    assert isinstance(arrival.what, Press)
    own = arrival.what.author == arrival.person
    return Decision((Open(ask_form(arrival.what.text[:MOST_WORDS] if own else "")),))


def _begin_here(arrival: Arrival, picture: ClinicPicture, given: Given, words: str) -> Decision:
    """Begin in the direct conversation, and say so where it was asked."""
    if picture.clinic is not None and picture.clinic.is_open and picture.clinic.thread is None:
        return Decision((tell(voice.ONE_ALREADY),))
    return Decision((tell(voice.BEGUN),)) + begin(arrival, picture, given, words, None)


def begin(
    arrival: Arrival, picture: ClinicPicture, given: Given, words: str, thread: MessageRef | None
) -> Decision:
    """A new clinic and its first turn."""
    community = picture.bench.meant
    fresh = Clinic(
        given.new_id(), arrival.person, given.now, given.now, community.id if community else "", thread
    )
    opened = Decision(entries=(Entry("clinic.opened", fresh.id, (("community", fresh.community),)),))
    turned = hear_words(arrival, replace(picture, clinic=fresh), given, words)
    return turned if any(e.kind == "clinic.escalated" for e in turned.entries) else opened + turned


# --- a turn -------------------------------------------------------------------------------------------------------


def hear_words(arrival: Arrival, picture: ClinicPicture, given: Given, words: str) -> Decision:
    """One turn of the asker's: danger first, then listening, then one question, or people."""
    words = words[:MOST_WORDS]
    clinic = picture.clinic
    assert clinic is not None
    latest = read(words)
    if latest.danger:
        return escalate(arrival, picture, latest.danger, given)
    heard = replace(
        clinic, heard=(*clinic.heard, words)[-KEPT_WORDS:], given=clinic.given | latest.given, turned_at=given.now, paused=False,
        reminded=False, turns=clinic.turns + 1,
    )  # fmt: skip
    spoken, after = respond(heard, latest)
    how = (voice.KEPT_HOW, talk_voice.REPLIES) if clinic.thread else (voice.KEPT_HOW,)
    small = how if clinic.turns == 0 else ()
    message = turn_message(spoken, buttons_of(after), small)
    return kept(after, given) + Decision(letters=(said(after, message, once_of(after, arrival), (words,)),))


def respond(clinic: Clinic, latest: Reading) -> tuple[list[Phrase], Clinic]:
    """The sentences of a turn, and the clinic after it."""
    heard, quoted = reflection(clinic, latest)
    clinic = replace(clinic, quoted=(*clinic.quoted, *quoted)[-KEPT_WORDS:])
    phrases = [heard]
    if latest.kind is Kind.THOROUGH and clinic.turns == 1:
        phrases.append(voice.THOROUGH)
    if latest.wants_answer:
        phrases.append(voice.NO_ANSWER[clinic.handed_back % len(voice.NO_ANSWER)])
        clinic = replace(clinic, handed_back=clinic.handed_back + 1)
    question = next_question(clinic, latest) if clinic.phase is Phase.CLARIFYING else None
    if question:
        return [*phrases, question[1]], replace(clinic, asked=(*clinic.asked, question[0]))
    if not latest.wants_answer:
        phrases.append(voice.WITH_YOU[clinic.turns % len(voice.WITH_YOU)])
    return phrases, clinic


def buttons_of(clinic: Clinic) -> tuple[Button, ...]:
    """What the asker can do at any turn."""
    people = Button(voice.PEOPLE, "clinic.people", (clinic.id,), "primary")
    step = Button(voice.OWN_STEP, "clinic.own_step", (clinic.id,), opens_form=True)
    process = Button(voice.PROCESS, "clinic.process", (clinic.id,))
    pause, close = (
        Button(voice.PAUSE, "clinic.pause", (clinic.id,)),
        Button(voice.CLOSE, "clinic.close", (clinic.id,)),
    )
    return (people, step, process, pause, close) if clinic.turns > 1 else (people, pause, close)


def kept(clinic: Clinic, given: Given) -> Decision:
    """The clinic is kept as it stands, and looked at again after some silence."""
    return Decision(
        changes=(ClinicTurned(clinic),), wakes=(Wake(given.now + SILENCE, "clinic.silence", clinic.id),)
    )


# --- danger -------------------------------------------------------------------------------------------------------


def escalate(arrival: Arrival, picture: ClinicPicture, topic: str, given: Given) -> Decision:
    """At once and plainly to the people and places the admin named; nothing is kept but that it took place."""
    clinic = picture.clinic
    assert clinic is not None
    told = escalate_person(arrival, picture.contacts, topic, once_of(clinic, arrival))
    if not clinic.turns:
        return told
    ended = end(clinic, Phase.CLOSED, given)
    return told + replace(ended, entries=())


def ask_contacts(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """``/community contacts``: an admin names the people and places of each topic."""
    if not picture.is_admin:
        return Decision((tell(voice.CONTACTS_ADMIN),))
    known = dict(picture.contacts)
    fields = tuple(
        Line(
            topic,
            voice.CONTACTS[topic],
            voice.CONTACTS_HINT,
            known.get(topic, ""),
            long=True,
            optional=True,
            most=200,
        )
        for topic in TOPICS
    )
    return Decision((Open(Form("clinic.contacts", voice.CONTACTS_TITLE, voice.CONTACTS_SAVE, fields)),))


def hear_contacts(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    assert isinstance(arrival.what, Submission)
    if not picture.is_admin:
        return Decision((tell(voice.CONTACTS_ADMIN),))
    filled = tuple((topic, arrival.what.text(topic)) for topic in TOPICS)
    return Decision(
        (tell(voice.CONTACTS_SAVED),),
        changes=(ContactsSet(filled),),
        entries=(Entry("clinic.contacts", "set", person=arrival.person),),
    )


# --- pausing, going on, closing -----------------------------------------------------------------------------------


def of_asker(arrival: Arrival, picture: ClinicPicture) -> Clinic | Decision:
    """The asker's own open clinic, or why not."""
    clinic = picture.clinic
    if clinic is None or clinic.phase in OVER:
        return Decision((tell(voice.NONE_OPEN),))
    return clinic if clinic.asker == arrival.person else Decision((tell(voice.NOT_YOURS),))


def pause(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    clinic = of_asker(arrival, picture)
    if isinstance(clinic, Decision):
        return clinic
    paused = replace(clinic, paused=True, turned_at=given.now)
    forget = Wake(given.now + FORGOTTEN, "clinic.silence", clinic.id)
    return Decision((tell(voice.PAUSED),), changes=(ClinicTurned(paused),), wakes=(forget,))


def resume(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """Go on where it stopped: the last words are given back, without another question."""
    clinic = of_asker(arrival, picture)
    if isinstance(clinic, Decision):
        return clinic
    going = replace(clinic, paused=False, turned_at=given.now)
    last = (clinic.quoted or clinic.heard or ("…",))[-1]
    phrases = (voice.RESUMED(words=Typed(last)), voice.WITH_YOU[0])
    return Decision((Tell(turn_message(phrases, buttons_of(going))),)) + kept(going, given)


def close(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """The asker ends it and the words are deleted."""
    clinic = of_asker(arrival, picture)
    if isinstance(clinic, Decision):
        return clinic
    return Decision((tell(voice.CLOSED),)) + end(clinic, Phase.CLOSED, given)


def end(clinic: Clinic, phase: Phase, given: Given) -> Decision:
    return Decision(
        changes=(ClinicEnded(clinic.id, phase, given.now),),
        wakes=tuple(Unwake(kind, clinic.id) for kind in ("clinic.silence", "clinic.options", "clinic.turn")),
        entries=(Entry(f"clinic.{phase.value}", clinic.id, (("community", clinic.community),)),),
    )


def after_silence(due: tuple[WorkspaceId, Wake], picture: ClinicPicture, given: Given) -> Decision:
    """After three days of silence one reminder, after thirty the words are deleted; a promise made is kept whatever happens."""
    clinic = picture.clinic
    if clinic is None or not clinic.is_open or clinic.phase is Phase.COMMITTED:
        return NOTHING
    if given.now - clinic.turned_at >= FORGOTTEN:
        return end(clinic, Phase.CLOSED, given)
    forget = Wake(clinic.turned_at + FORGOTTEN, "clinic.silence", clinic.id)
    if clinic.paused or clinic.reminded:
        return Decision(wakes=(forget,))
    asker = picture.person(clinic.asker)
    buttons = (
        Button(voice.GO_ON, "clinic.resume", (clinic.id,), "primary"),
        Button(voice.CLOSE, "clinic.close", (clinic.id,)),
    )
    message = turn_message((voice.REMIND,), buttons)
    letter = replace(note(clinic.asker, f"clinic:{clinic.id}:remind:{clinic.turned_at:%Y%m%d}", message, "clinic.remind"),
                     not_before=rhythm.opens(asker, given.now))  # fmt: skip
    return Decision(
        letters=(letter,), wakes=(forget,), changes=(ClinicTurned(replace(clinic, reminded=True)),)
    )
