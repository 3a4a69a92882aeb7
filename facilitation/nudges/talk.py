"""From who wrote where and when to what a nudge may look at: threads, first replies, openers; never a word of text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import median

from facilitation import rhythm
from facilitation.community import Community
from facilitation.leadership import Opened, change, worth
from facilitation.nudges.picture import Band, Newcomer, Pace, Thread
from facilitation.participation import Heard
from facilitation.people import Person
from facilitation.words import PersonId

QUARTER = timedelta(days=91)
WEEK = timedelta(weeks=1).total_seconds()
CORE = 0.5  # of the weeks of a quarter (science.md 2.1)
NEW_FOR = timedelta(days=30)
LATELY = 8  # weeks


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said in a community's channels lately, oldest first, and who thanked whom by a reaction.

    ``thanks``: (channel, id of the message that got a reaction, who reacted).
    """

    heard: tuple[Heard, ...] = ()
    thanks: frozenset[tuple[str, str, PersonId]] = frozenset()
    storied: Mapping[PersonId, datetime] = field(default_factory=dict)  # who told a story last when


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was said in the year before the quarter that is looked at message by message, counted.

    ``messages`` of each person in 366 days; ``year``: messages of all in the 52 weeks; ``opened``: who began how many
    topics in each of the three quarters before this one, the newest first.
    """

    messages: Mapping[PersonId, int] = field(default_factory=dict)
    year: int = 0
    opened: tuple[Opened, Opened, Opened] = (Opened({}), Opened({}), Opened({}))


def at(one: Heard) -> datetime:
    return datetime.fromtimestamp(one.at, UTC)


def by_thread(heard: Iterable[Heard]) -> dict[tuple[str, str], list[Heard]]:
    """Messages by the thread they stand in, each in the order of time."""
    threads: dict[tuple[str, str], list[Heard]] = defaultdict(list)
    for one in heard:
        threads[one.channel, one.thread].append(one)
    return threads


def threads_of(talk: Talk) -> tuple[Thread, ...]:
    """Every thread whose first message is in the talk, oldest first."""
    whole = [of for of in by_thread(talk.heard).values() if of[0].id == of[0].thread]
    return tuple(thread_of(of, talk) for of in sorted(whole, key=lambda of: of[0].at))


def thread_of(messages: Sequence[Heard], talk: Talk) -> Thread:
    """One thread: who began it, who replied first, and whether its beginner thanked for a reply."""
    first = messages[0]
    replies = [one for one in messages if one.person != first.person]
    told = talk.storied.get(first.person)
    return Thread(
        id=first.id,
        starter=first.person,
        at=at(first),
        asks=first.asks,
        replies=len(replies),
        first_reply_by=replies[0].person if replies else None,
        thanked=any((one.channel, one.id, first.person) in talk.thanks for one in replies),
        storied=told is not None and told >= at(first),
    )


def spoken_by(heard: Iterable[Heard], since: datetime) -> tuple[tuple[PersonId, int], ...]:
    """How many messages each wrote since then, the most first."""
    begins = since.timestamp()
    counted = Counter(one.person for one in heard if one.at > begins)
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def unanswered(threads: Iterable[Thread], now: datetime) -> int:
    """Questions of the last two weeks that have stood two days without a reply."""
    young, old = timedelta(days=2), timedelta(days=14)
    return sum(one.asks and not one.replies and young <= now - one.at < old for one in threads)


def wrote_once(heard: Iterable[Heard], earlier: Earlier, threads: Iterable[Thread], now: datetime) -> int:
    """People whose one message was a topic over three weeks ago that got no second word."""
    messages = Counter(one.person for one in heard)
    alone = (one.starter for one in threads if not one.replies and (now - one.at).days > 21)
    return sum(messages[person] == 1 and person not in earlier.messages for person in alone)


def openers(threads: Iterable[Thread], now: datetime, months: int = 3) -> tuple[PersonId | None, ...]:
    """Who began more than half of the topics in each of the last months of 30 days, newest last; None for nobody."""
    found: list[PersonId | None] = []
    for back in range(months, 0, -1):
        begun = Counter(one.starter for one in threads if back - 1 <= (now - one.at).days // 30 < back)
        person, count = begun.most_common(1)[0] if begun else (None, 0)
        found.append(person if count >= 3 and 2 * count > begun.total() else None)
    return tuple(found)


def initiators(heard: Iterable[Heard], earlier: Earlier, now: datetime) -> Band | None:
    """People's worth of topic openers this quarter against the three before; None where no fall beyond wobble is known."""
    lately = Opened(Counter(one.person for one in upto(now, heard) if one.id == one.thread))
    if change(lately, earlier.opened[0]) != -1:
        return None
    before = [worth(one) for one in earlier.opened if one.people]
    return Band(round(worth(lately), 1), round(min(before), 1), round(max(before), 1))


def upto(now: datetime, heard: Iterable[Heard]) -> Iterable[Heard]:
    """Without what another clock says is still to come."""
    end = now.timestamp()
    return (one for one in heard if one.at <= end)


def pace(heard: Iterable[Heard], earlier: Earlier, now: datetime) -> Pace | None:
    """Messages a week, lately and in the weeks of the year before; None when nobody wrote for a year."""
    begins = (now - LATELY * timedelta(weeks=1)).timestamp()
    told = list(upto(now, heard))
    lately = sum(one.at > begins for one in told)
    before = len(told) - lately + earlier.year
    return Pace(before / (52 - LATELY), lately / LATELY) if lately or before else None


# --- newcomers and the core ----------------------------------------------------------------------------------------


def newcomers(
    community: Community, threads: Iterable[Thread], introduced: Collection[PersonId], now: datetime
) -> tuple[Newcomer, ...]:
    """Who came in the last 30 days, after the community's own first day, and how long a first message has waited."""
    began = community.created_at or now
    hours = Person("", zone=community.zone)
    alone = {one.starter: one.at for one in threads if not one.replies}
    return tuple(
        Newcomer(
            one.person,
            one.since,
            rhythm.open_time(hours, alone[one.person], now) if one.person in alone else timedelta(),
            one.person in introduced,
        )
        for one in community.members
        if one.since and one.since > began + rhythm.ONE_DAY and now - one.since < NEW_FOR
    )


def core(heard: Iterable[Heard], now: datetime) -> frozenset[PersonId]:
    """Who wrote in at least half of the last thirteen weeks."""
    weeks: dict[PersonId, set[int]] = defaultdict(set)
    begins, end = (now - QUARTER).timestamp(), now.timestamp()
    for one in heard:
        if one.at > begins:
            weeks[one.person].add(int((end - one.at) // WEEK))
    return frozenset(person for person, of in weeks.items() if len(of) >= CORE * 13)


def core_months(community: Community, inside: Collection[PersonId], now: datetime) -> float:
    """Median time that the core has been in the community, in months of 30 days; 0 for no core."""
    tenures = [(now - one.since).days / 30 for one in community.members if one.person in inside and one.since]
    return float(median(tenures)) if tenures else 0.0


def entrants(community: Community, inside: Collection[PersonId], now: datetime) -> int:
    """How many of the core came into the community within half a year."""
    lately = {one.person for one in community.members if one.since and (now - one.since).days < 183}
    return len(lately & set(inside))
