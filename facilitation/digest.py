"""The sponsor's Monday: one direct message a week that says what moved in whole, and nothing when nothing moved.

Only whole communities and the reader's own conduct; never a line about one other person (issue E, bar 5). What is
counted of people is shown from FEWEST upward.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from facilitation import promise as promises
from facilitation import rhythm
from facilitation.leadership import Shared
from facilitation.people import Person
from facilitation.promise import Promise
from facilitation.pulse.standing import Standing
from facilitation.voice import digest as voice
from facilitation.voice import resource as resources
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Chart,
    CommunityId,
    Decision,
    Entry,
    Fate,
    Given,
    Heading,
    Letter,
    Message,
    Part,
    PersonId,
    Phrase,
    Press,
    Prose,
    Rule,
    Small,
    Tell,
    Typed,
    Wake,
    WorkspaceId,
)

FEWEST = 5
MONDAY, NINE = 0, 9
SHORT_FROM = 4  # communities; from here on three lines each and the rest on press
LINES_EACH = 3
EXPIRES = timedelta(days=3)
STILL_AFTER = timedelta(days=21)
ASKS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ProblemWeek:
    """One of the sponsor's own problems: where it stands, since when, and whether it moved this week."""

    question: str
    state: Phrase
    since: datetime
    moved: bool
    hands: int = 0


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """Something a community asked the sponsor for, in its own words."""

    id: str
    words: str
    since: datetime


@dataclass(frozen=True, slots=True)
class CommunityWeek:
    """One community's week in whole numbers."""

    id: CommunityId
    name: str
    joined: int = 0
    left: int = 0
    messages: int = 0
    posters: int = 0
    gatherings: int = 0
    stories: int = 0
    practices: int = 0
    clinics: int = 0
    experiments_opened: int = 0
    kept: int = 0
    changed: int = 0
    dropped: int = 0
    overdue: int = 0
    pulse_closed: bool = False
    charter_adopted: bool = False
    figures: tuple[Standing, ...] = ()
    shared: Shared | None = None
    asks: tuple[OpenAsk, ...] = ()

    @property
    def reviewed(self) -> int:
        return self.kept + self.changed + self.dropped

    @property
    def moved(self) -> bool:
        """Whether something happened that is worth a line; talk alone is not."""
        happened = (self.joined, self.left, self.gatherings, self.stories, self.practices, self.clinics,
                    self.experiments_opened, self.reviewed, self.pulse_closed, self.charter_adopted)  # fmt: skip
        return any(happened)


@dataclass(frozen=True, slots=True)
class OwnWeek:
    """How the reader showed up, counted from their own doings only."""

    threads: int = 0
    thanked: int = 0
    requests: int = 0
    middle_days: int = 0
    asked: int = 0
    told: int = 0


@dataclass(frozen=True, slots=True)
class SponsorWeek:
    """Everything one sponsor's Monday looks at. ``quarter``: moves in each of the last 13 weeks, oldest first."""

    reader: Person
    communities: tuple[CommunityWeek, ...] = ()
    problems: tuple[ProblemWeek, ...] = ()
    promise: Promise | None = None
    own: OwnWeek | None = None
    quarter: tuple[int, ...] = field(default=())

    @property
    def has_something_to_say(self) -> bool:
        asks = any(one.asks for one in self.communities)
        return asks or any(one.moved for one in self.communities) or any(one.moved for one in self.problems)


# --- when ------------------------------------------------------------------------------------------------------------


def next_monday(reader: Person, now: datetime) -> Wake:
    """The wake for this sponsor's next digest: Monday at nine where they are, or when they are open again after it."""
    monday = rhythm.next_local(reader.zone, NINE, 0, now, MONDAY)
    return Wake(monday, "digest.sponsor", reader.id)


def begin(reader: Person, now: datetime) -> Decision:
    """Whoever becomes a sponsor gets a first Monday. Setting it again only moves the same wake."""
    return Decision(wakes=(next_monday(reader, now),))


def meet_sponsor(arrival: Arrival, sponsor: Person | None, given: Given) -> Decision:
    """The people of a community's channel became known, and its sponsor has no Monday yet."""
    return begin(sponsor, given.now) if sponsor else NOTHING


def tell_sponsor(due: tuple[WorkspaceId, Wake], picture: SponsorWeek | None, given: Given) -> Decision:
    """Decide one Monday: a letter if something moved, an entry why not otherwise, and the next wake in any case.

    After an outage the one wake that stands fires once, so that one digest comes, not five.
    """
    wake = due[1]
    if picture is None:
        return Decision(entries=(Entry("digest.ended", wake.subject, (("why", "sponsors nothing"),)),))
    following = Decision(wakes=(next_monday(picture.reader, given.now),))
    week = rhythm.iso_week(picture.reader.zone, given.now)
    if not picture.has_something_to_say:
        return following + Decision(
            entries=(Entry("digest.held", wake.subject, (("week", week), ("why", "nothing moved"))),)
        )
    return following + Decision(
        letters=(_letter(picture, week, given.now),),
        entries=(Entry("digest.told", wake.subject, (("week", week),)),),
    )


def _letter(picture: SponsorWeek, week: str, now: datetime) -> Letter:
    opens = rhythm.opens(picture.reader, now)
    return Letter(
        once=f"digest:{picture.reader.id}:{week}",
        to=picture.reader.id,
        message=monday(picture, week, now),
        kind="digest.sponsor",
        not_before=opens,
        expires=opens + EXPIRES,
        fate=Fate.LET_GO,
    )


# --- what ------------------------------------------------------------------------------------------------------------


def monday(picture: SponsorWeek, week: str, now: datetime) -> Message:
    """The whole digest as one message, last week's promise first."""
    local_day = rhythm.local_date(picture.reader.zone, now)
    parts: list[Part] = [Heading(voice.HEADING), Prose((voice.WEEK(day=local_day),))]
    if picture.promise is not None and picture.promise.kept is promises.Kept.OPEN:
        parts += promises.ask_outcome(picture.promise)
    parts += _problems(picture.problems, now)
    parts += _communities(picture.communities, week, now)
    parts += _asks(picture.communities, now)
    parts += _own(picture.own)
    parts += _quarter(picture.quarter, local_day)
    parts += _question(picture.reader.id, week)
    return Message(voice.SUMMARY, tuple(parts))


def _problems(problems: tuple[ProblemWeek, ...], now: datetime) -> Iterator[Part]:
    lines = [line for one in problems for line in _problem_lines(one, now)]
    if lines:
        yield Rule()
        yield Heading(voice.PROBLEMS)
        yield from (Prose((line,)) for line in lines)


def _problem_lines(one: ProblemWeek, now: datetime) -> Iterator[Phrase]:
    question = Typed(one.question)
    if one.moved:
        yield voice.PROBLEM_MOVED(question=question, state=one.state)
    elif now - one.since >= STILL_AFTER:
        yield voice.PROBLEM_STILL(question=question, state=one.state, n=(now - one.since).days)
    if one.hands >= FEWEST and one.moved:
        yield voice.HANDS(n=one.hands // FEWEST * FEWEST)


def _communities(communities: tuple[CommunityWeek, ...], week: str, now: datetime) -> Iterator[Part]:
    telling = [one for one in communities if one.moved]
    many = len(communities) >= SHORT_FROM
    for one in telling:
        lines = list(community_lines(one))
        yield Rule()
        yield Heading(voice.COMMUNITY(name=Typed(one.name)))
        yield from (Prose((line,)) for line in (lines[:LINES_EACH] if many else lines))
        if many and len(lines) > LINES_EACH:
            spoken = voice.DETAILS_OF(name=Typed(one.name))
            yield Buttons((Button(voice.DETAILS, "digest.details", (one.id, week), spoken=spoken),))
    if rest := len(communities) - len(telling):
        yield Prose((voice.QUIET_REST(n=rest),))


def community_lines(one: CommunityWeek) -> Iterator[Phrase]:
    """What happened, who came in whole, and how it stands."""
    yield from happenings(one)
    yield from _who_came(one)
    yield from _how_it_stands(one)


def happenings(one: CommunityWeek) -> Iterator[Phrase]:
    """One evidence line for each thing that happened, the ones nearest to solving first."""
    if one.reviewed:
        yield voice.EXPERIMENTS_REVIEWED(
            n=one.reviewed, kept=one.kept, changed=one.changed, dropped=one.dropped
        )
    if one.experiments_opened:
        yield voice.EXPERIMENTS_OPENED(n=one.experiments_opened)
    if one.clinics:
        yield voice.CLINICS(n=one.clinics)
    if one.overdue:
        yield voice.OVERDUE(n=one.overdue)
    if one.stories:
        yield voice.STORIES(n=one.stories)
    if one.practices:
        yield voice.PRACTICES(n=one.practices)
    if one.gatherings:
        yield voice.GATHERED(n=one.gatherings)
    if one.pulse_closed:
        yield voice.PULSE_CLOSED
    if one.charter_adopted:
        yield voice.CHARTER


def _who_came(one: CommunityWeek) -> Iterator[Phrase]:
    if one.joined >= FEWEST:
        yield voice.JOINED(n=one.joined)
    if one.left >= FEWEST:
        yield voice.LEFT(n=one.left)
    if 0 < one.joined < FEWEST or 0 < one.left < FEWEST:
        yield voice.FEW_CAME
    if one.posters >= FEWEST:
        yield voice.TALKED(n=one.messages, people=one.posters)


def _how_it_stands(one: CommunityWeek) -> Iterator[Phrase]:
    for figure in one.figures:
        yield voice.FIGURE(
            what=voice.CONSTRUCTS[figure.measure],
            low=figure.low,
            high=figure.high,
            change=voice.FIGURE_CHANGES[figure.change],
        )
    if one.shared is not None:
        yield voice.SHARED(worth=one.shared.worth, share=round(100 * one.shared.by_others))
        if one.shared.handed_over:
            yield voice.HANDED(n=one.shared.handed_over)
        told = {-1: voice.FELL, 0: voice.NO_CHANGE, 1: voice.ROSE, None: voice.NOT_KNOWN}
        yield told[one.shared.change]


def _asks(communities: tuple[CommunityWeek, ...], now: datetime) -> Iterator[Part]:
    asks = [(one, ask) for one in communities for ask in one.asks]
    if asks:
        yield Rule()
        yield Heading(voice.ASKS)
    for one, ask in sorted(asks, key=lambda pair: pair[1].since)[:ASKS_SHOWN]:
        yield Prose((voice.ASKED(name=Typed(one.name), words=Typed(ask.words), n=(now - ask.since).days),))
        yield Buttons(
            (
                Button(resources.GRANT, "request.grant", (one.id, ask.id), opens_form=True),
                Button(resources.DECLINE, "request.decline", (one.id, ask.id), opens_form=True),
            )
        )


def _own(own: OwnWeek | None) -> Iterator[Part]:
    if own is None:
        return
    lines = [voice.OWN_THREADS(n=own.threads), voice.OWN_THANKED(n=own.thanked)]
    if own.requests:
        lines.append(voice.OWN_REQUESTS(n=own.requests, days=own.middle_days))
    if own.asked or own.told:
        lines.append(voice.OWN_QUESTIONS(n=own.asked, told=own.told))
    yield Rule()
    yield Heading(voice.OWN)
    yield Prose(tuple(lines))
    yield Small((voice.OWN_ONLY,))


def _quarter(weeks: tuple[int, ...], today: date) -> Iterator[Part]:
    if sum(1 for one in weeks if one) < 3:  # two points are no picture
        return
    mondays = [today - timedelta(weeks=len(weeks) - at) for at in range(len(weeks))]
    labels = tuple(f"{day:%-d %b}" for day in mondays)
    series = ((voice.QUARTER_SERIES, tuple(float(one) for one in weeks)),)
    yield Chart("bars", voice.QUARTER, labels, series, voice.QUARTER_TWIN(n=sum(weeks)), low=0.0)


def _question(reader: PersonId, week: str) -> Iterator[Part]:
    """One question, another each week: eight weeks pass before one comes back."""
    year, number = week.split("-W")
    at = (int(year) * 53 + int(number) + sum(map(ord, reader))) % len(voice.QUESTIONS)
    yield Rule()
    yield Prose((voice.QUESTIONS[at],))
    yield Buttons((Button(voice.PROMISE, "promise.make", style="primary", opens_form=True),))
    yield Small((voice.NO_APPRAISAL,))


def show_details(arrival: Arrival, picture: SponsorWeek | None, given: Given) -> Decision:
    """All lines about one community of this week, for a sponsor of many."""
    assert isinstance(arrival.what, Press)
    id, week = (*arrival.what.args, "", "")[:2]
    current = picture is not None and week == rhythm.iso_week(picture.reader.zone, given.now)
    one = next((c for c in picture.communities if c.id == id), None) if picture and current else None
    if one is None:
        return Decision(replies=(Tell(Message(voice.NO_LONGER, (Prose((voice.NO_LONGER,)),))),))
    lines = tuple(Prose((line,)) for line in community_lines(one))
    heading = voice.COMMUNITY(name=Typed(one.name))
    return Decision(
        replies=(Tell(Message(heading, (Heading(heading), *lines, Small((voice.NO_APPRAISAL,))))),)
    )
