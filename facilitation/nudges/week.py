"""A convener's week: of everything that could be said, at most three nudges, and a reason for each that waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facilitation import attention, rhythm
from facilitation.nudges.catalogue import NUDGES
from facilitation.nudges.desk import Desk, DigestHabitChanged, NudgeOffered, NudgeStopped, Offer
from facilitation.nudges.measure import review_wake
from facilitation.nudges.nudge import Nudge, To
from facilitation.nudges.picture import Picture
from facilitation.people import Person
from facilitation.voice import nudges as say
from facilitation.words import (
    NOTHING,
    Button,
    Buttons,
    Decision,
    Entry,
    Given,
    Heading,
    Letter,
    Menu,
    Message,
    Option,
    Part,
    PersonId,
    Phrase,
    Prose,
    Rule,
    Small,
    Typed,
    Wake,
)

MOST = 3
LEFT_OUT = 0.2  # share held back by chance
TUESDAY, NINE = 1, 9  # a day after the sponsor's Monday
SENT_AWAY_BEFORE_STOPPING = 3
DIGEST = "digest.convener"
WEEK, MEASURE = "nudges.week", "nudges.measure"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A nudge that has something to say to a community now."""

    nudge: Nudge
    picture: Picture
    evidence: Phrase

    @property
    def community(self) -> str:
        return self.picture.community.id


# --- when --------------------------------------------------------------------------------------------------------


def week_wake(person: Person, now: datetime) -> Wake:
    """When this person's next week is looked at: Tuesday at nine, or at their next opening after it.

    Whoever becomes a convener or a sponsor is given this wake; it sets itself again from then on.
    """
    at = rhythm.next_local(person.zone, NINE, 0, now, weekday=TUESDAY)
    return Wake(rhythm.opens(person, at), WEEK, person.id)


# --- which -------------------------------------------------------------------------------------------------------


def is_for(nudge: Nudge, picture: Picture, person: PersonId) -> bool:
    """Whether this person has the role that a nudge speaks to."""
    if nudge.to is To.SPONSOR:
        return picture.community.sponsor == person
    return picture.community.is_convened_by(person)


def candidates(desk: Desk) -> Iterator[Candidate]:
    """Everything that could be said to this person this week."""
    for picture in desk.pictures:
        for nudge in NUDGES.values():
            if is_for(nudge, picture, desk.person.id) and (seen := nudge.evidence(picture)) is not None:
                yield Candidate(nudge, picture, seen)


def why_not(one: Candidate, desk: Desk, given: Given) -> str:
    """The reason for which this one is not said this week, before any count of three; '' for none."""
    kind, now = one.nudge.kind, given.now
    if kind in desk.stopped:
        return "stopped"
    if kind in desk.retired:
        return "retired"
    if (until := desk.snoozed.get(kind)) and until > now:
        return "postponed"
    if any(rests(offer, one, now) for offer in desk.offers):
        return "resting"
    return "" if turn_of(one, given) == desk.person.id else "another convener"


def rests(offer: Offer, one: Candidate, now: datetime) -> bool:
    """Whether an earlier offer of the same kind to the same community still rests. Weeks of six days count: holidays."""
    same = (offer.kind, offer.community) == (one.nudge.kind, one.community)
    return same and now < offer.at + one.nudge.rest - timedelta(days=1)


def turn_of(one: Candidate, given: Given) -> PersonId:
    """Which of several conveners hears of it, by lot and week, so that two never hear the same."""
    if one.nudge.to is To.SPONSOR:
        return one.picture.community.sponsor or ""
    week = rhythm.iso_week(one.picture.community.zone, given.now)
    conveners = sorted(one.picture.community.conveners)
    return given.luck(f"turn:{one.community}:{one.nudge.kind}:{week}").choice(conveners)


def is_left_out(one: Candidate, given: Given) -> bool:
    """Held back by chance, one in five, to learn what happens without it. What Evener owes people is never held back."""
    if one.nudge.owed:
        return False
    week = rhythm.iso_week(one.picture.community.zone, given.now)
    return given.luck(f"left out:{one.community}:{one.nudge.kind}:{week}").random() < LEFT_OUT


def ranked(found: Sequence[Candidate], desk: Desk, given: Given) -> list[Candidate]:
    """The most important first; among equals what was heard longest ago, then by lot."""
    heard = {offer.kind: offer.at for offer in desk.offers if offer.shown}

    def order(one: Candidate) -> tuple[int, float, float]:
        last = heard.get(one.nudge.kind)
        lot = given.luck(f"order:{desk.person.id}:{one.community}:{one.nudge.kind}").random()
        return -one.nudge.importance, last.timestamp() if last else 0.0, lot

    return sorted(found, key=order)


# --- the week ------------------------------------------------------------------------------------------------------


def plan_week(wake: tuple[str, Wake], desk: Desk, given: Given) -> Decision:
    """Choose this week's nudges for one person, and write them one digest; nothing to say, no digest."""
    if not desk.pictures:
        return NOTHING
    again = Decision(wakes=(week_wake(desk.person, given.now), review_wake(given)))
    if planned_this_week(desk, given):
        return again + held_digest(desk, "digest this week")
    if not attention.is_due(desk.habit, desk.person, given.now):
        return again + held_digest(desk, "off week")
    desk = with_kinds_sent_away(desk)
    return again + stop_kinds(desk) + choose(desk, given)


def planned_this_week(desk: Desk, given: Given) -> bool:
    """Whether this calendar week of theirs had its choice already: after a leave, last week's comes in the next one."""
    zone = desk.person.zone
    chosen = [offer.at for offer in desk.offers if offer.person == desk.person.id]
    last = max([*chosen, *([desk.habit.last_at] if desk.habit.last_at else [])], default=None)
    return last is not None and rhythm.iso_week(zone, last) == rhythm.iso_week(zone, given.now)


def held_digest(desk: Desk, reason: str) -> Decision:
    return Decision(entries=(Entry("digest.held", DIGEST, (("reason", reason),), desk.person.id),))


def with_kinds_sent_away(desk: Desk) -> Desk:
    """Kinds sent away three times stop now, and the first of the communities' pictures says so."""
    away = tuple(
        k for k, n in desk.dismissed.items() if n >= SENT_AWAY_BEFORE_STOPPING and k not in desk.stopped
    )
    if not away:
        return desk
    first, *others = desk.pictures
    told = (replace(first, stopped=away), *others)
    return replace(desk, stopped=desk.stopped | frozenset(away), pictures=told)


def stop_kinds(desk: Desk) -> Decision:
    """Keep that kinds stopped."""
    away = [kind for picture in desk.pictures for kind in picture.stopped]
    return Decision(
        changes=tuple(NudgeStopped(desk.person.id, kind) for kind in away),
        entries=tuple(
            Entry("nudge.stopped", kind, (("reason", "sent away"),), desk.person.id) for kind in away
        ),
    )


def choose(desk: Desk, given: Given) -> Decision:
    """At most three to show; by chance some are left out; each that waits is in the ledger with its reason."""
    reasons = [(one, why_not(one, desk, given)) for one in candidates(desk)]
    held = [held_entry(one, desk, reason) for one, reason in reasons if reason]
    shown: list[Candidate] = []
    left_out: list[Candidate] = []
    for one in ranked([one for one, reason in reasons if not reason], desk, given):
        if len(shown) == MOST:
            held.append(held_entry(one, desk, "three already"))
        elif is_left_out(one, given):
            left_out.append(one)
            held.append(held_entry(one, desk, "learning"))
        else:
            shown.append(one)
    offers = [offer_of(one, desk, given, one in shown) for one in shown + left_out]
    return keep(offers, given) + Decision(entries=tuple(held)) + digest(desk, shown, offers, given)


def held_entry(one: Candidate, desk: Desk, reason: str) -> Entry:
    about = (("nudge", one.nudge.kind), ("reason", reason), ("chance", 1 - LEFT_OUT))
    return Entry("nudge.held", one.community, about, desk.person.id)


def offer_of(one: Candidate, desk: Desk, given: Given, shown: bool) -> Offer:
    return Offer(
        id=given.new_id(),
        kind=one.nudge.kind,
        community=one.community,
        person=desk.person.id,
        at=given.now,
        measure_at=given.now + one.nudge.within,
        evidence=one.evidence,
        shown=shown,
        propensity=1.0 if one.nudge.owed else 1 - LEFT_OUT,
    )


def keep(offers: Sequence[Offer], given: Given) -> Decision:
    """Keep the offers, shown or held back alike, and look again when each may have helped."""
    return Decision(
        changes=tuple(NudgeOffered(offer) for offer in offers),
        wakes=tuple(Wake(offer.measure_at, MEASURE, offer.id) for offer in offers),
        entries=tuple(
            Entry("nudge.offered", o.community, (("nudge", o.kind), ("chance", o.propensity)), o.person)
            for o in offers
            if o.shown
        ),
    )


# --- the digest ------------------------------------------------------------------------------------------------------


def digest(desk: Desk, shown: Sequence[Candidate], offers: Sequence[Offer], given: Given) -> Decision:
    """One letter with what is shown this week."""
    if not shown:
        return NOTHING
    slower = attention.slows_down(desk.habit)
    habit = replace(desk.habit.sent(given.now), monthly=desk.habit.monthly or slower)
    week = rhythm.iso_week(desk.person.zone, given.now)
    letter = Letter(
        once=f"{DIGEST}:{desk.person.id}:{week}",
        to=desk.person.id,
        message=digest_message(list(zip(shown, offers, strict=False)), slower),
        kind=DIGEST,
        expires=given.now + timedelta(days=5),
    )
    return Decision(letters=(letter,), changes=(DigestHabitChanged(desk.person.id, DIGEST, habit),))


def digest_message(items: Sequence[tuple[Candidate, Offer]], slower: bool = False) -> Message:
    """The digest as it is drawn: each nudge with two moves, something else, and what else can be done with it."""
    parts: list[Part] = []
    for one, offer in items:
        parts += [*nudge_parts(one.nudge, one.picture, offer), Rule()]
    notes: tuple[Part, ...] = (Prose((say.MONTHLY,)), Buttons((Button(say.WEEKLY_AGAIN, "nudge.weekly"),)))
    return Message(say.DIGEST, (*(notes if slower else ()), *parts, Small((say.PRIVATE,))))


def nudge_parts(nudge: Nudge, picture: Picture, offer: Offer) -> tuple[Part, ...]:
    """One nudge of the digest. It stands in the catalogue once; here it gets its community and its buttons."""
    moves = ((nudge.either.label, "either"), (nudge.other.label, "other"), (say.ELSE, "else"))
    buttons = tuple(Button(label, "nudge.choose", (offer.id, said)) for label, said in moves)
    return (
        Heading(nudge.say.title),
        Prose((nudge.say.says(community=Typed(picture.community.name)),)),
        Buttons(buttons),
        Menu(say.MORE, "nudge.more", MORE, (offer.id,)),
    )


MORE = (
    Option(say.WHY, "why"),
    Option(say.DONE, "done"),
    Option(say.NOT_USEFUL, "not_useful"),
    Option(say.SNOOZE, "snooze"),
    Option(say.STOP, "stop"),
)
