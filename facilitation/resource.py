"""Requests for means, within what the sponsor set: inside it granted at once, above it the sponsor decides.

The community sees what it asked for, what is open and what was answered. Offers of members are matched by kind of
means; whether they fit, people say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from facilitation import rhythm
from facilitation.asking import not_inside, said, to_channels
from facilitation.attention import PROMISED
from facilitation.community import Community
from facilitation.membership import name_of, tell
from facilitation.voice import community as common
from facilitation.voice import resource as say
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Change,
    CommunityId,
    Decision,
    Entry,
    Form,
    Given,
    Heading,
    Letter,
    Line,
    Message,
    Moment,
    Note,
    OneOf,
    Open,
    Option,
    Part,
    PersonId,
    Phrase,
    Prose,
    Quote,
    Reask,
    Submission,
    Tell,
    Unwake,
    Wake,
    Who,
)

WAIT = "request.wait"
BROUGHT_BACK = timedelta(days=14)
MOST_BROUGHT_BACK = 6
MOST_WORDS = 800
KINDS = tuple(say.KINDS)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a sponsor grants without being asked: so much of one kind in a quarter, in so many requests."""

    amount: int
    count: int


@dataclass(frozen=True, slots=True)
class Request:
    """One request. ``state``: open, granted, declined or taken_back. ``by_rule``: within the terms. ``back``: how often
    it was brought back to the sponsor."""

    id: str
    community: CommunityId
    by: PersonId
    kind: str
    what: str
    amount: int
    at: datetime
    state: str = "open"
    decided_at: datetime | None = None
    decided_by: PersonId | None = None
    reason: str = ""
    by_rule: bool = False
    back: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody could give."""

    id: str
    by: PersonId
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Means:
    """A community's requests, the terms its sponsor set, and offers of its members."""

    community: Community | None
    requests: tuple[Request, ...] = ()
    terms: Mapping[str, Terms] = field(default_factory=dict)
    offers: tuple[Offer, ...] = ()
    one: Request | None = None
    offer: Offer | None = None

    def open(self) -> tuple[Request, ...]:
        return tuple(one for one in self.requests if one.state == "open")


@dataclass(frozen=True, slots=True)
class RequestMade(Change):
    request: Request


@dataclass(frozen=True, slots=True)
class RequestDecided(Change):
    """``state`` granted, declined or taken_back."""

    request: str
    state: str
    by: PersonId | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RequestBroughtBack(Change):
    request: str


@dataclass(frozen=True, slots=True)
class TermsSet(Change):
    community: CommunityId
    kind: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class OfferMade(Change):
    offer: Offer
    community: CommunityId


@dataclass(frozen=True, slots=True)
class OfferGone(Change):
    offer: str


# --- asking for means --------------------------------------------------------------------------------------------


def kinds_field() -> OneOf:
    return OneOf("kind", say.KIND_LABEL, tuple(Option(name, kind) for kind, name in say.KINDS.items()))


def ask_request(arrival: Arrival, means: Means, given: Given) -> Decision:
    """``/community request``: what would help, and how much of it."""
    if (no := not_inside(means.community, arrival.person)) is not None:
        return no
    assert means.community
    fields = (
        Note((say.SEEN_BY_ALL,)),
        kinds_field(),
        Line("what", say.WHAT_LABEL, say.WHAT_HINT, long=True, most=MOST_WORDS),
        Line("amount", say.AMOUNT_LABEL, say.AMOUNT_HINT, optional=True, most=7),
    )
    return Decision((Open(Form("request.new", say.TITLE, say.SUBMIT, fields, (means.community.id,))),))


def amount_in(filled: Submission, name: str = "amount", empty: str = "1") -> int | None:
    """A whole number from 0; None for anything else."""
    text = filled.text(name) or empty
    return int(text) if text.isdigit() else None


def make_request(arrival: Arrival, means: Means, given: Given) -> Decision:
    """The form came back: inside the sponsor's terms it is granted at once; above them the sponsor is asked."""
    if (no := not_inside(means.community, arrival.person)) is not None:
        return no
    assert means.community and isinstance(arrival.what, Submission)
    filled, amount = arrival.what, amount_in(arrival.what)
    if not filled.text("what") or amount is None or filled.text("kind") not in KINDS:
        return Decision((Reask(faults(filled, amount)),))
    made = Request(
        given.new_id(),
        means.community.id,
        arrival.person,
        filled.text("kind"),
        filled.text("what")[:MOST_WORDS],
        amount,
        given.now,
    )
    if is_inside(made, means, given.now):
        return grant_by_rule(made, means.community)
    return wait_for_word(made, means)


def faults(filled: Submission, amount: int | None) -> tuple[tuple[str, Phrase], ...]:
    wrong = (
        (not filled.text("what"), "what", say.WHAT_MISSING),
        (amount is None, "amount", say.AMOUNT_WRONG),
    )
    return tuple((name, words) for is_wrong, name, words in wrong if is_wrong) or (
        ("kind", say.WHAT_MISSING),
    )


def quarter_of(zone: str, at: datetime) -> tuple[int, int]:
    """The calendar quarter there: (2026, 1) for January to March."""
    day = rhythm.local_date(zone, at)
    return day.year, (day.month - 1) // 3 + 1


def is_inside(made: Request, means: Means, now: datetime) -> bool:
    """Whether the sponsor's terms for this quarter hold it."""
    terms = means.terms.get(made.kind)
    if terms is None or means.community is None:
        return False
    zone = means.community.zone
    granted = [
        one
        for one in means.requests
        if one.by_rule and one.kind == made.kind and quarter_of(zone, one.at) == quarter_of(zone, now)
    ]
    return len(granted) < terms.count and sum(one.amount for one in granted) + made.amount <= terms.amount


def card(request: str) -> str:
    """The ``once`` of a request's card, before its channel."""
    return f"request:{request}"


def grant_by_rule(made: Request, community: Community) -> Decision:
    """Inside the terms: nobody has to wait for anybody."""
    granted = replace(made, state="granted", by_rule=True)
    told = say.GRANTED_AT_ONCE(who=Who(made.by), kind=say.KINDS[made.kind], amount=made.amount)
    return Decision(
        (tell(say.YOURS),),
        to_channels(community, card(made.id), "request.card", said(told, Quote(made.what, made.by))),
        entries=(Entry("request.granted", community.id, (("kind", made.kind), ("by", "terms"))),),
        changes=(RequestMade(granted),),
    )


def wait_for_word(made: Request, means: Means) -> Decision:
    """Above the terms: the sponsor is asked, and the community sees it as open."""
    community = means.community
    assert community is not None
    asks = say.ASKS_FOR(who=Who(made.by), kind=say.KINDS[made.kind], amount=made.amount)
    waits = say.WAITS_FOR(who=Who(community.sponsor)) if community.sponsor else say.NO_SPONSOR
    shown = said(asks, Quote(made.what, made.by), Prose((waits,)))
    matching = [one for one in means.offers if one.kind == made.kind and one.by != made.by]
    asked = (question(made, community, 0),) if community.sponsor else ()
    wakes = (Wake(made.at + BROUGHT_BACK, WAIT, made.id),) if community.sponsor else ()
    return Decision(
        (Tell(said(say.OPEN_NOW, *offered(made, matching))),),
        (*to_channels(community, card(made.id), "request.card", shown), *asked),
        wakes,
        (Entry("request.opened", community.id, (("kind", made.kind),)),),
        (RequestMade(made),),
    )


def offered(made: Request, matching: list[Offer]) -> tuple[Part, ...]:
    """Offers of the same kind, in the words of those who made them."""
    parts: list[Part] = [Prose((say.OFFERS_OF_THIS_KIND,))] if matching else []
    for one in matching[:3]:
        ask = Button(say.ASK_THEM, "offer.ask", (made.community, made.id, one.id))
        parts += [Quote(one.what, one.by), Buttons((ask,))]
    return tuple(parts)


def question(made: Request, community: Community, turn: int) -> Letter:
    """The sponsor is asked for a word, by button and with a reason."""
    asks = say.SPONSOR_ASKED if turn == 0 else say.SPONSOR_ASKED_AGAIN
    first = asks(
        name=name_of(community), kind=say.KINDS[made.kind], amount=made.amount, at=Moment(made.at, "date")
    )
    args = (community.id, made.id)
    buttons = Buttons(
        (
            Button(say.GRANT, "request.grant", args, "primary", opens_form=True),
            Button(say.DECLINE, "request.decline", args, opens_form=True),
        )
    )
    message = said(first, Quote(made.what, made.by), buttons)
    once = f"{card(made.id)}:sponsor:{turn}"
    return Letter(once, community.sponsor or "", message, "request.question", importance=PROMISED)


def bring_back(wake: tuple[str, Wake], means: Means, given: Given) -> Decision:
    """Two weeks without a word: back to the sponsor, and the community sees that it is open."""
    made, community = means.one, means.community
    if made is None or made.state != "open" or community is None or community.sponsor is None:
        return NOTHING
    turn = made.back + 1
    days = (given.now - made.at).days
    still = to_channels(
        community, f"{card(made.id)}:open:{turn}", "request.card", said(say.STILL_OPEN(n=days)), card(made.id)
    )
    again = (Wake(given.now + BROUGHT_BACK, WAIT, made.id),) if turn < MOST_BROUGHT_BACK else ()
    entry = Entry("request.brought_back", community.id, (("turn", turn),))
    return Decision(
        (), (question(made, community, turn), *still), again, (entry,), (RequestBroughtBack(made.id),)
    )


# --- the sponsor's word --------------------------------------------------------------------------------------------


def not_sponsor(means: Means, person: PersonId) -> Decision | None:
    """The refusal for somebody who does not sponsor it; None for the sponsor."""
    if means.community is None:
        return Decision((tell(common.WHICH),))
    if means.community.sponsor != person:
        return Decision((tell(say.ONLY_SPONSOR(name=name_of(means.community))),))
    return None


def ask_reason(arrival: Arrival, means: Means, given: Given) -> Decision:
    """Yes or no, with a reason that the community reads."""
    if (no := not_sponsor(means, arrival.person)) is not None:
        return no
    if means.one is None or means.one.state != "open":
        return Decision((tell(say.SETTLED),))
    state = "granted" if arrival.what.action == "request.grant" else "declined"  # type: ignore[union-attr]
    line = Line("reason", say.REASON_LABEL, say.REASON_HINT, long=True, most=MOST_WORDS)
    memo = (means.one.community, means.one.id, state)
    title = say.GRANT if state == "granted" else say.DECLINE
    return Decision((Open(Form("request.decide", title, common.CHARTER_SUBMIT, (line,), memo)),))


def decide(arrival: Arrival, means: Means, given: Given) -> Decision:
    """The sponsor decided: the asker and the community hear it, with the reason in the sponsor's words."""
    if (no := not_sponsor(means, arrival.person)) is not None:
        return no
    made, community = means.one, means.community
    assert community and isinstance(arrival.what, Submission)
    if made is None or made.state != "open":
        return Decision((tell(say.SETTLED),))
    state, reason = arrival.what.memo[2], arrival.what.text("reason")
    if not reason:
        return Decision((Reask((("reason", say.REASON_MISSING),)),))
    words = say.GRANTED if state == "granted" else say.DECLINED
    told = words(who=Who(arrival.person), kind=say.KINDS[made.kind])
    message = said(told, Quote(reason, arrival.person))
    answer = Letter(f"{card(made.id)}:answer", made.by, message, "request.answer", importance=PROMISED)
    return Decision(
        (tell(say.DECIDED),),
        (answer, *to_channels(community, f"{card(made.id)}:end", "request.card", message, card(made.id))),
        (Unwake(WAIT, made.id),),
        (Entry(f"request.{state}", community.id, (("kind", made.kind),)),),
        (RequestDecided(made.id, state, arrival.person, reason),),
    )


def take_back(arrival: Arrival, means: Means, given: Given) -> Decision:
    """Whoever asked needs it no more."""
    if means.one is None or means.one.by != arrival.person or means.one.state != "open":
        return Decision((tell(say.SETTLED),))
    gone = RequestDecided(means.one.id, "taken_back", arrival.person)
    entry = Entry("request.taken_back", means.one.community)
    return Decision(
        (tell(say.TAKEN_BACK),), wakes=(Unwake(WAIT, means.one.id),), entries=(entry,), changes=(gone,)
    )


# --- what there is -----------------------------------------------------------------------------------------------


def show_requests(arrival: Arrival, means: Means, given: Given) -> Decision:
    """``/community requests``: what is open, and what was answered last."""
    if means.community is None:
        return Decision((tell(common.WHICH),))
    is_sponsor = means.community.sponsor == arrival.person
    parts: list[Part] = []
    for one in means.open():
        since = say.OPEN_SINCE(
            who=Who(one.by), kind=say.KINDS[one.kind], amount=one.amount, at=Moment(one.at, "date")
        )
        parts += [Prose((since,)), Quote(one.what, one.by), *buttons_for(one, arrival.person, is_sponsor)]
    for one in [r for r in means.requests if r.state in ("granted", "declined")][-3:]:
        words = say.WAS_GRANTED if one.state == "granted" else say.WAS_DECLINED
        parts += [Prose((words(kind=say.KINDS[one.kind], at=Moment(one.decided_at or one.at, "date")),))]
    heading = say.REQUESTS(name=name_of(means.community))
    return Decision((Tell(Message(heading, (Heading(heading), *(parts or [Prose((say.NONE_OPEN,))])))),))


def buttons_for(one: Request, reader: PersonId, is_sponsor: bool) -> tuple[Buttons, ...]:
    """What this reader may do with an open request."""
    args = (one.community, one.id)
    if is_sponsor:
        grant = Button(say.GRANT, "request.grant", args, "primary", opens_form=True)
        return (Buttons((grant, Button(say.DECLINE, "request.decline", args, opens_form=True))),)
    if one.by == reader:
        return (Buttons((Button(say.TAKE_BACK, "request.take_back", args),)),)
    return ()
