"""At the end of a scene somebody of every kind knocks at every door it showed: what each is told stands in the minutes.

The doors are real: buttons, menus and forms that the house drew in the scene, and the commands of the same features.
Nothing that follows is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Chance, given
from bot.reception import decide_all
from facilitation.words import (
    Arrival,
    Button,
    Command,
    DateField,
    Field,
    Form,
    Line,
    ManyOf,
    Menu,
    Note,
    OneOf,
    PersonField,
    Press,
    Submission,
    What,
)
from storage.arrivals import claim
from tests.harness.minutes import Minutes, inside

if TYPE_CHECKING:
    from tests.harness.house import Lived

STRANGER, SOMEBODY = "slack:U0STRANGER", "slack:U3"
MOST_DOORS, MOST_PEOPLE = 40, 2
Gone = type("Gone", (Exception,), {})
CANNOT_BE = (AssertionError, AttributeError, IndexError, KeyError, TypeError, ValueError)


async def knock(lived: Lived, minutes: Minutes) -> None:
    """Everybody at every door, noted in the minutes."""
    came = [subject for subject, _ in minutes.seen if isinstance(subject, Arrival) and subject.person]
    if not came:
        return
    people = [*dict.fromkeys(one.person for one in came)][:MOST_PEOPLE]
    used = {_feature(route) for one in came if (route := _route(one.what))}
    commands: list[What] = [
        Command(word, "slack:C1", opener="open") for word in lived.house.atlas.commands if word in used
    ]
    opened: set[str] = set()
    # The second round is for what opened in the first, such as a form behind a button.
    for doors in (lambda: [*_doors(minutes), *commands], lambda: _doors(minutes)):
        new = [one for one in doors() if _feature(_route(one)) in used and repr(one) not in opened][
            :MOST_DOORS
        ]
        opened |= {repr(one) for one in new}
        for number, door in enumerate(new):
            for person in (*people, STRANGER):
                await _try(lived, minutes, Arrival(f"knock:{number}", came[0].workspace, person, door))


async def _try(lived: Lived, minutes: Minutes, arrival: Arrival) -> None:
    try:
        async with lived.house.store.writing() as connection:
            await _decide(connection, lived, arrival)
            raise Gone
    except Gone:
        return
    except CANNOT_BE as fault:
        minutes.add(arrival, [f"  cannot be: {type(fault).__name__}"])


async def _decide(connection: AsyncConnection, lived: Lived, arrival: Arrival) -> None:
    now = given(lived.clock, Chance("knocking"))
    await claim(connection, [arrival], now.now)
    for route in lived.house.atlas.of(arrival):
        await decide_all(connection, route, [arrival], [now])


def _doors(minutes: Minutes) -> list[What]:
    """What was drawn and can be pressed or sent back, in the order of its first appearance."""
    found: dict[str, What] = {}
    for _, decision in minutes.seen:
        for one in inside(decision):
            for door in _behind(one):
                found.setdefault(repr(door), door)
    return list(found.values())


def _behind(one: Any) -> Iterator[What]:
    match one:
        case Button() if not one.url:
            yield Press(one.action, one.args, channel="slack:C1", opener="open")
        case Menu():
            chosen = (one.options[-1].value,) if one.options else (SOMEBODY,)
            yield Press(one.action, one.args, chosen, channel="slack:C1", opener="open")
        case Form():
            yield Submission(one.id, one.memo, {})
            yield Submission(
                one.id, one.memo, {f.name: _filled(f) for f in one.fields if not isinstance(f, Note)}
            )


def _filled(field: Field) -> Any:
    match field:
        case Line():
            return field.value or "12"
        case OneOf():
            return field.picked or (field.options[-1].value if field.options else "")
        case ManyOf():
            return field.picked or tuple(one.value for one in field.options[:2])
        case PersonField():
            return field.picked or SOMEBODY
        case DateField():
            return "2026-12-24"
        case _:
            return "slack:C1"


def _route(what: What) -> str:
    match what:
        case Command(words):
            return words.split(" ")[0]
        case Press(action):
            return action
        case Submission(form):
            return form
        case _:
            return ""


def _feature(route: str) -> str:
    return route.partition(".")[0]
