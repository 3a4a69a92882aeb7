"""The clinic: who decides at each turn, when people are brought in, and when it ends."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

from bot.admins import admins_only
from bot.routes.route import Route, Routes, by_person, by_workspace
from facilitation.clinic import choosing, conversation, listening, people, replies, session, wrap_up
from facilitation.voice import clinic as say
from facilitation.words import Arrival, Said
from storage.clinic import load_ask, load_named_clinic, load_people_for, load_said, load_talk

ask = partial(Route, load=load_ask)
admin = partial(admins_only, load=load_ask)
named = partial(Route, load=load_named_clinic)
crowd = partial(Route, load=load_people_for)
talk = partial(Route, load=load_talk)


def talking(arrival: Arrival) -> Hashable:
    """Words to the bot change a clinic as its buttons do, so they share their lane; words in a thread keep their order
    for each person; the rest of the talk waits for nobody."""
    said = arrival.what
    if isinstance(said, Said) and not (said.private or said.to_bot):
        return by_person(arrival) if said.message.thread else None
    return by_workspace(arrival)


ROUTES = Routes(
    commands={"ask": ask(conversation.hear_ask), "contacts": admin(conversation.ask_contacts)},
    presses={
        "clinic.ask": ask(conversation.hear_shortcut),
        "clinic.people": crowd(people.show_people),
        "clinic.ask_people": crowd(people.ask_people),
        "clinic.ask_all": named(people.ask_share),
        "clinic.refuse": named(people.refuse),
        "clinic.tell": named(people.ask_tell),
        "clinic.choose": named(people.choose),
        "clinic.own_step": named(people.choose),
        "clinic.not_yet": named(people.not_yet),
        "clinic.process": named(choosing.offer_process),
        "clinic.take_process": named(choosing.take_process),
        "clinic.stays": Route(choosing.stay),
        "clinic.run": named(session.open_session),
        "clinic.join": named(session.join),
        "clinic.begin": talk(session.begin_session),
        "clinic.next": talk(session.next_turn),
        "clinic.stop": talk(session.stop),
        "clinic.keep_reply": talk(replies.keep_reply),
        "clinic.leave_reply": talk(replies.leave_reply),
        "clinic.pause": named(conversation.pause),
        "clinic.resume": named(conversation.resume),
        "clinic.close": named(conversation.close),
    },
    forms={
        "clinic.ask": ask(conversation.hear_form),
        "clinic.share": crowd(people.hear_share),
        "clinic.tell": named(people.hear_tell),
        "clinic.contacts": admin(conversation.hear_contacts),
    },
    wakes={
        "clinic.silence": named(conversation.after_silence),
        "clinic.options": named(people.options_due),
        "clinic.settle": talk(people.settle),
        "clinic.turn": talk(session.turn_due),
        "clinic.wrap_up": named(wrap_up.wrap_up),
    },
    events={Said: Route(listening.hear_said, load_many=load_said, lane=talking)},
    help={"ask": say.HELP, "contacts": say.HELP_CONTACTS},
)
