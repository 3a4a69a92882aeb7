"""Gatherings with a rhythm: an agenda from what is open, a time-keeper, a wrap-up that people can take away.

Who came is not kept anywhere. When nothing is open the day before, cancelling is offered; a rhythm goes on all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from facilitation import rhythm
from facilitation.asking import not_inside, said, to_channels
from facilitation.attention import PROMISED
from facilitation.community import Community
from facilitation.membership import name_of, tell
from facilitation.process import PROCESSES
from facilitation.settings import a_time
from facilitation.voice import community as common
from facilitation.voice import gathering as say
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    Change,
    CommunityId,
    DateField,
    Decision,
    Entry,
    Field,
    Form,
    Given,
    Heading,
    Letter,
    Line,
    Message,
    Moment,
    OneOf,
    Open,
    Option,
    Part,
    PersonField,
    PersonId,
    Phrase,
    Press,
    Prose,
    Quote,
    Reask,
    Small,
    Submission,
    Tell,
    Typed,
    Unwake,
    Wake,
    Who,
)

AGENDA, START, TURN, WRAP = "gathering.agenda", "gathering.start", "gathering.turn", "gathering.wrap"
EVERY = ("0", "7", "14", "28")  # days
MOST_TOPIC, MOST_TITLE = 200, 80
DEFAULT_MINUTES = "45"


@dataclass(frozen=True, slots=True)
class Gathering:
    """One gathering. ``every``: days until the next of its rhythm, 0 for once. ``state``: planned, held, cancelled."""

    id: str
    community: CommunityId
    title: str
    at: datetime
    minutes: int
    host: PersonId
    process: str = ""
    every: int = 0
    state: str = "planned"
    spoke: float | None = None

    @property
    def ends(self) -> datetime:
        return self.at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Asks:
    """What is open in a community: what people put there, requests in their words, and how many of the rest."""

    topics: tuple[tuple[PersonId, str], ...] = ()
    requests: tuple[tuple[PersonId, str], ...] = ()
    questions: int = 0  # in the channel, without a reply
    reviews: int = 0  # experiments whose review is due

    @property
    def is_empty(self) -> bool:
        return not (self.topics or self.requests or self.questions or self.reviews)


@dataclass(frozen=True, slots=True)
class Floor:
    """A community's gatherings: the one in hand, those to come (the next first), and what is open."""

    community: Community | None
    one: Gathering | None = None
    coming: tuple[Gathering, ...] = ()
    asks: Asks = Asks()


@dataclass(frozen=True, slots=True)
class GatheringPlanned(Change):
    """Planned, or planned otherwise."""

    gathering: Gathering


@dataclass(frozen=True, slots=True)
class GatheringEnded(Change):
    """``state`` held or cancelled; ``spoke`` the share of voices as the host ticked it."""

    gathering: str
    state: str
    spoke: float | None = None


@dataclass(frozen=True, slots=True)
class TopicPut(Change):
    gathering: str
    topic: str
    person: PersonId
    words: str


@dataclass(frozen=True, slots=True)
class RhythmStopped(Change):
    gathering: str


# --- planning ----------------------------------------------------------------------------------------------------


def ask_plan(arrival: Arrival, floor: Floor, given: Given) -> Decision:
    """``/community gather``, or a nudge's button, which may bring a structured conversation along."""
    if (no := not_inside(floor.community, arrival.person)) is not None:
        return no
    assert floor.community
    args = arrival.what.args if isinstance(arrival.what, Press) else ()
    process = args[1] if len(args) > 1 and args[1] in PROCESSES else None
    minutes = str(PROCESSES[process].minutes + 15) if process else DEFAULT_MINUTES
    processes = tuple(Option(one.name, key) for key, one in PROCESSES.items())
    every = tuple(Option(say.EVERY[days], days) for days in EVERY)
    fields: tuple[Field, ...] = (
        Line("title", say.TITLE_LABEL, most=MOST_TITLE),
        DateField(
            "day", say.DAY_LABEL, rhythm.local_date(floor.community.zone, given.now) + timedelta(days=7)
        ),
        Line("time", say.TIME_LABEL, say.ZONE_IS(zone=Typed(floor.community.zone)), "10:00", most=5),
        Line("minutes", say.MINUTES_LABEL, value=minutes, most=3),
        OneOf("every", say.EVERY_LABEL, every, "0"),
        OneOf("process", say.PROCESS_LABEL, processes, process, optional=True),
        PersonField("host", say.HOST_LABEL, arrival.person),
    )
    return Decision(
        (Open(Form("gathering.plan", say.PLAN_TITLE, say.PLAN_SUBMIT, fields, (floor.community.id,))),)
    )


def plan(arrival: Arrival, floor: Floor, given: Given) -> Decision:
    """The form came back: the channel hears of it, and can put something on its agenda."""
    if (no := not_inside(floor.community, arrival.person)) is not None:
        return no
    community = floor.community
    assert community and isinstance(arrival.what, Submission)
    filled = arrival.what
    wrong = plan_faults(filled, community, given.now)
    if wrong:
        return Decision((Reask(wrong),))
    made = Gathering(
        given.new_id(),
        community.id,
        filled.text("title")[:MOST_TITLE],
        when(filled, community) or given.now,
        int(filled.text("minutes")),
        filled.text("host") or arrival.person,
        filled.text("process"),
        int(filled.text("every") or 0),
    )
    entry = Entry("gathering.planned", community.id, (("every", made.every), ("process", made.process)))
    return Decision((tell(say.PLANNED),), entries=(entry,)) + stands(made, community, given)


def when(filled: Submission, community: Community) -> datetime | None:
    """The instant the form names, where the community is; None when it names none."""
    clock = a_time(filled.text("time"))
    if clock is None or not filled.text("day"):
        return None
    return rhythm.at_local(community.zone, date.fromisoformat(filled.text("day")), clock)


def plan_faults(filled: Submission, community: Community, now: datetime) -> tuple[tuple[str, Phrase], ...]:
    at, minutes = when(filled, community), filled.text("minutes")
    checks = (
        ("title", bool(filled.text("title")), say.TITLE_MISSING),
        ("time", a_time(filled.text("time")) is not None, say.TIME_WRONG),
        ("day", at is None or at > now, say.DAY_OVER),
        ("minutes", minutes.isdigit() and 5 <= int(minutes) <= 480, say.MINUTES_WRONG),
    )
    return tuple((name, words) for name, is_right, words in checks if not is_right)


def stands(made: Gathering, community: Community, given: Given) -> Decision:
    """A gathering stands in the calendar: its card, and everything that time will bring."""
    told = say.STANDS(
        title=Typed(made.title), at=Moment(made.at), who=Who(made.host), minutes=minutes_of(made.minutes)
    )
    how = (Prose((PROCESSES[made.process].name,)),) if made.process else ()
    again = (say.EVERY[str(made.every)],) if made.every else ()
    args = (community.id, made.id)
    buttons = Buttons(
        (
            Button(say.PUT_TOPIC, "gathering.topic", args, opens_form=True),
            Button(say.CALENDAR, "gathering.calendar", args),
        )
    )
    message = said(told, *how, buttons, *((Small(again),) if again else ()))
    return Decision(
        (),
        to_channels(community, f"gathering:{made.id}", "gathering.card", message),
        wakes(made, given.now),
        (),
        (GatheringPlanned(made),),
    )


def minutes_of(n: int) -> Phrase:
    return say.MINUTES(n=n)


def wakes(made: Gathering, now: datetime) -> tuple[Wake, ...]:
    """The day before, the beginning and the end; none that is over already."""
    all_three = ((AGENDA, made.at - timedelta(days=1)), (START, made.at), (WRAP, made.ends))
    return tuple(Wake(at, kind, made.id) for kind, at in all_three if at > now)


def no_wakes(made: Gathering) -> tuple[Unwake, ...]:
    return tuple(Unwake(kind, made.id) for kind in (AGENDA, START, WRAP))


# --- the agenda --------------------------------------------------------------------------------------------------


def ask_topic(arrival: Arrival, floor: Floor, given: Given) -> Decision:
    """Anybody inside puts something on the agenda."""
    if (no := not_inside(floor.community, arrival.person)) is not None:
        return no
    if floor.one is None or floor.one.state != "planned":
        return Decision((tell(say.OVER),))
    line = Line("topic", say.TOPIC_LABEL, say.TOPIC_HINT, most=MOST_TOPIC)
    memo = (floor.one.community, floor.one.id)
    return Decision((Open(Form("gathering.topic", say.TOPIC_TITLE, common.CHARTER_SUBMIT, (line,), memo)),))


def put_topic(arrival: Arrival, floor: Floor, given: Given) -> Decision:
    """It is on the agenda, in their words."""
    if (no := not_inside(floor.community, arrival.person)) is not None:
        return no
    assert isinstance(arrival.what, Submission)
    words = arrival.what.text("topic")[:MOST_TOPIC]
    if floor.one is None or floor.one.state != "planned" or not words:
        return Decision((tell(say.OVER),))
    change = TopicPut(floor.one.id, given.new_id(), arrival.person, words)
    return Decision((tell(say.TOPIC_KEPT),), changes=(change,))


def agenda(wake: tuple[str, Wake], floor: Floor, given: Given) -> Decision:
    """The day before: what is open becomes the agenda; with nothing open, cancelling is offered to the host."""
    one, community = floor.one, floor.community
    if one is None or community is None or one.state != "planned":
        return Decision()
    if floor.asks.is_empty:
        return Decision(
            (), (offer_cancel(one, community),), entries=(Entry("gathering.nothing_open", community.id),)
        )
    heading = say.AGENDA(title=Typed(one.title), at=Moment(one.at))
    message = said(heading, *agenda_parts(floor.asks))
    letters = to_channels(
        community, f"gathering:{one.id}:agenda", "gathering.card", message, thread_of=f"gathering:{one.id}"
    )
    return Decision((), letters)


def agenda_parts(asks: Asks) -> tuple[Part, ...]:
    """What people put there first, then what else is open."""
    parts: list[Part] = [Quote(words, by) for by, words in asks.topics]
    if asks.requests:
        parts += [Prose((say.OPEN_REQUESTS,)), *(Quote(words, by) for by, words in asks.requests[:3])]
    lines = ((asks.questions, say.OPEN_QUESTIONS), (asks.reviews, say.DUE_REVIEWS))
    return (*parts, *(Prose((words(n=n),)) for n, words in lines if n))


def offer_cancel(one: Gathering, community: Community) -> Letter:
    """Nothing open? Then cancel."""
    told = say.NOTHING_OPEN(title=Typed(one.title), at=Moment(one.at))
    args = (community.id, one.id)
    buttons = Buttons(
        (Button(say.CANCEL, "gathering.cancel", args), Button(say.KEEP, "gathering.keep", args))
    )
    return Letter(
        f"gathering:{one.id}:empty", one.host, said(told, buttons), "gathering.empty", importance=PROMISED
    )


def may_steer(arrival: Arrival, floor: Floor) -> bool:
    """The host, and those who convene."""
    one, community = floor.one, floor.community
    return (
        one is not None
        and community is not None
        and (one.host == arrival.person or community.is_convened_by(arrival.person))
    )


def cancel(arrival: Arrival, floor: Floor, given: Given) -> Decision:
    """It does not take place; its rhythm goes on."""
    one, community = floor.one, floor.community
    if not may_steer(arrival, floor) or one is None or community is None or one.state != "planned":
        return Decision((tell(say.OVER),))
    told = say.CANCELLED(title=Typed(one.title), at=Moment(one.at))
    card = f"gathering:{one.id}"
    return Decision(
        (tell(say.CANCELLED_TOO),),
        to_channels(community, f"{card}:cancelled", "gathering.card", said(told), thread_of=card),
        no_wakes(one),
        (Entry("gathering.cancelled", community.id),),
        (GatheringEnded(one.id, "cancelled"),),
    ) + following(one, community, given)


def keep(arrival: Arrival, floor: Floor, given: Given) -> Decision:
    """It takes place without an agenda; that is fine too."""
    return Decision((tell(say.KEPT),))


# --- its rhythm --------------------------------------------------------------------------------------------------


def following(one: Gathering, community: Community, given: Given) -> Decision:
    """The next of its rhythm, at the same hour of the clock where the community is."""
    if not one.every:
        return Decision()
    local = rhythm.local(community.zone, one.at)
    at = rhythm.at_local(community.zone, local.date() + timedelta(days=one.every), local.time())
    return stands(replace(one, id=given.new_id(), at=at, state="planned", spoke=None), community, given)


def stop_rhythm(arrival: Arrival, floor: Floor, given: Given) -> Decision:
    """From now on it does not come back by itself."""
    if not may_steer(arrival, floor) or floor.one is None:
        return Decision((tell(say.OVER),))
    return Decision(
        (tell(say.RHYTHM_STOPPED),),
        entries=(Entry("gathering.rhythm_stopped", floor.one.community),),
        changes=(RhythmStopped(floor.one.id),),
    )


def show(arrival: Arrival, floor: Floor, given: Given) -> Decision:
    """``/community gatherings``: what is coming."""
    if floor.community is None:
        return Decision((tell(common.WHICH),))
    parts: list[Part] = []
    for one in floor.coming[:5]:
        args = (one.community, one.id)
        line = say.STANDS(
            title=Typed(one.title), at=Moment(one.at), who=Who(one.host), minutes=minutes_of(one.minutes)
        )
        buttons = [
            Button(say.PUT_TOPIC, "gathering.topic", args, opens_form=True),
            Button(say.CALENDAR, "gathering.calendar", args),
        ]
        if one.host == arrival.person or floor.community.is_convened_by(arrival.person):
            buttons.append(Button(say.CANCEL, "gathering.cancel", args))
            buttons += [Button(say.STOP_RHYTHM, "gathering.stop_rhythm", args)] if one.every else []
        parts += [Prose((line,)), Buttons(tuple(buttons))]
    heading = say.COMING(name=name_of(floor.community))
    body = tuple(parts) or (Prose((say.NOTHING_PLANNED,)),)
    return Decision((Tell(Message(heading, (Heading(heading), *body))),))
