"""Holding a gathering: the time-keeper in the channel, the wrap-up afterwards, and handing the hosting on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.asking import not_inside, said, to_channels
from facilitation.attention import ANSWER, PROMISED
from facilitation.community import Community
from facilitation.gathering import (
    TURN,
    Floor,
    Gathering,
    GatheringEnded,
    GatheringPlanned,
    following,
    may_steer,
    minutes_of,
)
from facilitation.membership import name_of, tell
from facilitation.nudges.answers import steps
from facilitation.practice import practice_form
from facilitation.process import PROCESSES, origin
from facilitation.voice import community as common
from facilitation.voice import gathering as say
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    Decision,
    Entry,
    Form,
    Given,
    Letter,
    Line,
    Moment,
    OneOf,
    Open,
    Option,
    Prose,
    Quote,
    Reask,
    Small,
    Submission,
    Typed,
    Wake,
    Who,
)

MOST = 900
SPOKE = {"most": 0.8, "half": 0.5, "few": 0.2}


# --- the time-keeper -----------------------------------------------------------------------------------------------


def turns(one: Gathering) -> list[tuple[datetime, int]]:
    """When each step begins, and how many minutes it has."""
    found, at = [], one.at
    for step in PROCESSES[one.process].steps:
        found.append((at, step.minutes))
        at += timedelta(minutes=step.minutes)
    return found


def start(wake: tuple[str, Wake], floor: Floor, given: Given) -> Decision:
    """It begins; with a structured conversation, each step is called in its minute."""
    one, community = floor.one, floor.community
    if one is None or community is None or one.state != "planned":
        return Decision()
    begins = said(say.BEGINS(title=Typed(one.title), who=Who(one.host)))
    card = f"gathering:{one.id}"
    letters = to_channels(community, f"{card}:begins", "gathering.card", begins, thread_of=card)
    if one.process not in PROCESSES:
        return Decision((), letters)
    later = tuple(Wake(at, TURN, f"{one.id}/{n}") for n, (at, _) in enumerate(turns(one)) if n)
    return Decision((), (*letters, *step_letters(one, community, 0)), later)


def step_letters(one: Gathering, community: Community, number: int) -> tuple[Letter, ...]:
    """One step, said in the gathering's thread."""
    process = PROCESSES[one.process]
    step = process.steps[number]
    told = say.STEP(n=number + 1, all=len(process.steps), minutes=minutes_of(step.minutes), step=step.text)
    source = (Small((origin(process),)),) if number == 0 else ()
    card = f"gathering:{one.id}"
    return to_channels(
        community, f"{card}:step{number}", "gathering.card", said(told, *source), thread_of=card
    )


def turn(wake: tuple[str, Wake], floor: Floor, given: Given) -> Decision:
    """The next step's minute has come."""
    one, community = floor.one, floor.community
    if one is None or community is None or one.state != "planned" or one.process not in PROCESSES:
        return Decision()
    return Decision((), step_letters(one, community, int(wake[1].subject.partition("/")[2])))


# --- the wrap-up ---------------------------------------------------------------------------------------------------


def end(wake: tuple[str, Wake], floor: Floor, given: Given) -> Decision:
    """It is over: the host is asked for what people take away, and the next of its rhythm stands."""
    one, community = floor.one, floor.community
    if one is None or community is None or one.state != "planned":
        return Decision()
    asks = say.WRAP_ASKED(title=Typed(one.title))
    button = Button(say.WRAP, "gathering.wrap", (community.id, one.id), "primary", opens_form=True)
    message = said(asks, Buttons((button,)), Small((say.NO_ATTENDANCE,)))
    letter = Letter(f"gathering:{one.id}:wrap", one.host, message, "gathering.wrap", importance=PROMISED)
    held = Decision(
        (),
        (letter,),
        entries=(Entry("gathering.held", community.id, (("process", one.process),)),),
        changes=(GatheringEnded(one.id, "held"),),
    )
    return held + following(one, community, given)


def ask_wrap(arrival: Arrival, floor: Floor, given: Given) -> Decision:
    """Three lines, and one tick about voices."""
    if not may_steer(arrival, floor) or floor.one is None:
        return Decision((tell(say.OVER),))
    spoke = tuple(Option(say.SPOKE[key], key) for key in SPOKE)
    fields = (
        Line("heard", say.HEARD_LABEL, long=True, most=MOST),
        Line("takeaway", say.TAKEAWAY_LABEL, long=True, optional=True, most=MOST),
        Line("next", say.NEXT_LABEL, long=True, optional=True, most=MOST),
        OneOf("spoke", say.SPOKE_LABEL, spoke, optional=True),
    )
    memo = (floor.one.community, floor.one.id)
    return Decision((Open(Form("gathering.wrap", say.WRAP, common.CHARTER_SUBMIT, fields, memo)),))


def wrap(arrival: Arrival, floor: Floor, given: Given) -> Decision:
    """The wrap-up goes to everybody; from it a practice or a story can grow."""
    one, community = floor.one, floor.community
    if not may_steer(arrival, floor) or one is None or community is None:
        return Decision((tell(say.OVER),))
    assert isinstance(arrival.what, Submission)
    filled = arrival.what
    if not filled.text("heard"):
        return Decision((Reask((("heard", say.HEARD_MISSING),)),))
    labelled = (("heard", say.WE_HEARD), ("takeaway", say.WE_TAKE), ("next", say.NEXT))
    words = tuple(
        part
        for name, label in labelled
        if filled.text(name)
        for part in (Prose((label,)), Quote(filled.text(name)[:MOST], arrival.person))
    )
    told = say.WRAP_UP(title=Typed(one.title), at=Moment(one.at, "date"))
    buttons = Buttons(
        (
            Button(say.TO_SHELF, "gathering.shelf", (community.id, one.id), opens_form=True),
            Button(say.TO_STORY, "story.begin", (community.id,)),
        )
    )
    return Decision(
        (tell(say.WRAPPED, parts=(buttons,)),),
        to_channels(community, f"gathering:{one.id}:wrap_up", "gathering.card", said(told, *words)),
        entries=(Entry("gathering.wrapped", community.id),),
        changes=(GatheringEnded(one.id, "held", SPOKE.get(filled.text("spoke"))),),
    )


def to_shelf(arrival: Arrival, floor: Floor, given: Given) -> Decision:
    """A practice that the wrap-up brought."""
    if (no := not_inside(floor.community, arrival.person)) is not None:
        return no
    assert floor.community
    return Decision((Open(practice_form(floor.community.id, source="wrap-up")),))


# --- handing the hosting on ----------------------------------------------------------------------------------------


def offer_hosting(arrival: Arrival, floor: Floor, given: Given) -> Decision:
    """From a nudge: the channel hears that the next gathering may have another host, with a script to lean on."""
    if (no := not_inside(floor.community, arrival.person)) is not None:
        return no
    community = floor.community
    assert community
    if not floor.coming:
        return Decision((tell(say.NOTHING_PLANNED),))
    one = floor.coming[0]
    told = say.HOST_WANTED(who=Who(arrival.person), title=Typed(one.title), at=Moment(one.at))
    button = Buttons((Button(say.I_HOST, "gathering.i_host", (community.id, one.id), "primary"),))
    message = said(told, button, Small((say.SCRIPT_COMES,)))
    return Decision(
        (tell(say.OFFERED),), to_channels(community, f"gathering:{one.id}:host", "gathering.card", message)
    )


def take_hosting(arrival: Arrival, floor: Floor, given: Given) -> Decision:
    """A member hosts the next one, and gets the script in private."""
    if (no := not_inside(floor.community, arrival.person)) is not None:
        return no
    one, community = floor.one, floor.community
    assert community
    if one is None or one.state != "planned":
        return Decision((tell(say.OVER),))
    told = say.HOSTS_NEXT(who=Who(arrival.person), title=Typed(one.title))
    card = f"gathering:{one.id}"
    return Decision(
        (tell(say.YOU_HOST),),
        (
            script(one, community, arrival.person),
            *to_channels(
                community, f"{card}:hosted:{arrival.person}", "gathering.card", said(told), thread_of=card
            ),
        ),
        entries=(Entry("gathering.host_changed", community.id),),
        changes=(GatheringPlanned(replace(one, host=arrival.person)),),
    )


def script(one: Gathering, community: Community, host: str) -> Letter:
    """What a host can lean on: five lines, and the steps of the structured conversation if there is one."""
    lines = tuple(Prose((line,)) for line in say.SCRIPT)
    how = steps(PROCESSES[one.process], community) if one.process in PROCESSES else ()
    message = said(say.SCRIPT_FOR(title=Typed(one.title), name=name_of(community)), *lines, *how)
    return Letter(f"gathering:{one.id}:script:{host}", host, message, "gathering.script", importance=ANSWER)
