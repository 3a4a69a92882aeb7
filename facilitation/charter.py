"""A charter that its members adopt: proposed by anyone, talked over in a thread, kept in versions, looked at again.

The rule by which a charter is adopted is the community's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import ceil

from facilitation import membership, rhythm
from facilitation.asking import not_inside, said, to_channels
from facilitation.community import Bench, CharterWritten, Community
from facilitation.membership import charter_fields, language_field, name_of, not_convening, tell
from facilitation.people import Person
from facilitation.voice import charter as say
from facilitation.voice import community as common
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
    PersonField,
    PersonId,
    Phrase,
    Prose,
    Quote,
    Reask,
    Small,
    Submission,
    Tell,
    Unwake,
    Wake,
    Who,
)

CLOSE, REVIEW = "charter.close", "charter.review"
PARTS = ("name", "purpose", "values", "who_for")
SHARES = ("34", "50", "67", "100")  # per cent of the members


@dataclass(frozen=True, slots=True)
class Rule:
    """How this community adopts a charter: the share of its members, within how many days, looked at again when."""

    share: int = 50  # per cent
    days: int = 14
    review_months: int = 6

    def needed(self, members: int) -> int:
        """How many have to say yes; at least one."""
        return max(1, ceil(self.share * members / 100))


@dataclass(frozen=True, slots=True)
class Proposal:
    """New words for the charter, waiting for its members. ``state``: open, adopted or lapsed."""

    id: str
    community: CommunityId
    by: PersonId
    words: dict[str, str]
    opened_at: datetime
    closes_at: datetime
    state: str = "open"
    yes: frozenset[PersonId] = frozenset()
    no: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class Version:
    """A charter as it was adopted."""

    number: int
    adopted_at: datetime
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """What lies on the table when a charter is talked over."""

    community: Community | None
    proposal: Proposal | None = None
    rule: Rule = field(default_factory=Rule)
    versions: tuple[Version, ...] = ()


# --- facts -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CharterProposed(Change):
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class CharterVoted(Change):
    proposal: str
    person: PersonId
    yes: bool


@dataclass(frozen=True, slots=True)
class CharterSettled(Change):
    """A proposal was adopted or lapsed. Who said yes or no is forgotten with it."""

    proposal: str
    state: str


@dataclass(frozen=True, slots=True)
class CharterAdopted(Change):
    community: CommunityId
    version: int
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class RuleChosen(Change):
    community: CommunityId
    rule: Rule


# --- proposing ---------------------------------------------------------------------------------------------------


def propose(arrival: Arrival, table: Table, given: Given) -> Decision:
    """``/community propose`` and its button: any member may put new words forward."""
    if (no := not_inside(table.community, arrival.person)) is not None:
        return no
    assert table.community
    if table.proposal is not None:
        return Decision((tell(say.ONE_OPEN(until=Moment(table.proposal.closes_at, "date"))),))
    fields = tuple(one for one in charter_fields(table.community) if not isinstance(one, PersonField))
    note = Note(
        (say.PROPOSE_NOTE(n=table.rule.needed(len(table.community.members)), until=within(table.rule)),)
    )
    form = Form(
        "charter.propose", say.PROPOSE_TITLE, say.PROPOSE_SUBMIT, (note, *fields), (table.community.id,)
    )
    return Decision((Open(form),))


def within(rule: Rule) -> Phrase:
    return say.DAYS(n=rule.days)


def open_proposal(arrival: Arrival, table: Table, given: Given) -> Decision:
    """The form came back: everybody can read the words in the channel and talk them over in its thread."""
    if (no := not_inside(table.community, arrival.person)) is not None:
        return no
    assert table.community and isinstance(arrival.what, Submission)
    words = {part: arrival.what.text(part) for part in PARTS}
    changed = {part: text for part, text in words.items() if text != getattr(table.community, part)}
    if not words["name"]:
        return Decision((Reask((("name", common.NAME_MISSING),)),))
    if table.proposal is not None or not changed:
        return Decision((tell(say.NOTHING_NEW if not changed else say.ONE_OPEN_SHORT),))
    closes = given.now + timedelta(days=table.rule.days)
    proposal = Proposal(given.new_id(), table.community.id, arrival.person, words, given.now, closes)
    opened = Decision(
        replies=(tell(say.PROPOSED),),
        changes=(CharterProposed(proposal), CharterVoted(proposal.id, arrival.person, True)),
        letters=proposal_letters(table.community, proposal, changed, table.rule),
        wakes=(Wake(closes, CLOSE, proposal.id),),
        entries=(Entry("charter.proposed", table.community.id, person=arrival.person),),
    )
    return opened + adopt_if_enough(table, proposal, frozenset({arrival.person}), given)


def proposal_letters(
    community: Community, proposal: Proposal, changed: dict[str, str], rule: Rule
) -> tuple[Letter, ...]:
    """The card that everybody sees."""
    labels = {"name": common.NAME_LABEL, "purpose": common.PURPOSE_LABEL, "values": common.VALUES_LABEL}
    labels["who_for"] = common.WHO_LABEL
    new: list[Part] = []
    for part, text in changed.items():
        new += [Prose((labels[part],)), Quote(text or "–")]
    asks = say.ASKS(who=Who(proposal.by), name=name_of(community))
    args = (community.id, proposal.id)
    buttons = Buttons(
        (Button(say.YES, "charter.yes", args, "primary"), Button(say.NOT_YET, "charter.not_yet", args))
    )
    until = Moment(proposal.closes_at, "date")
    small = Small((say.HOW(n=rule.needed(len(community.members)), until=until),))
    return to_channels(
        community, f"charter:{proposal.id}", "charter.proposal", said(asks, *new, buttons, small)
    )


# --- a convener's own form -----------------------------------------------------------------------------------------


def edit(arrival: Arrival, table: Table, given: Given) -> Decision:
    """A convener writes the first words; once the group has adopted some, only it changes them, and the form says so."""
    bench = Bench(Person(arrival.person), table.community)
    if table.community is None or not table.versions:
        return membership.edit_charter(arrival, bench, given)
    if (no := not_convening(table.community, arrival.person)) is not None:
        return no
    sponsor = next(one for one in charter_fields(table.community) if isinstance(one, PersonField))
    fields = (Note((say.ADOPTED_WORDS,)), sponsor, language_field(table.community.language))
    title, submit = common.CHARTER_TITLE, common.CHARTER_SUBMIT
    return Decision((Open(Form("community.charter", title, submit, fields, (table.community.id,))),))


def write(arrival: Arrival, table: Table, given: Given) -> Decision:
    """The convener's form came back; adopted words stay, also when they were adopted while it was open."""
    assert isinstance(arrival.what, Submission)
    if table.community is not None and table.versions:
        words = {part: getattr(table.community, part) for part in PARTS}
        filled = replace(arrival.what, answers={**arrival.what.answers, **words})
        arrival = replace(arrival, what=filled)
    return membership.write_charter(arrival, Bench(Person(arrival.person), table.community), given)


# --- saying yes --------------------------------------------------------------------------------------------------


def vote(yes: bool, arrival: Arrival, table: Table, given: Given) -> Decision:
    """A member says yes, or not yet; both may be changed until it closes, and nobody sees who said what."""
    if (no := not_inside(table.community, arrival.person)) is not None:
        return no
    if table.proposal is None or table.proposal.state != "open":
        return Decision((tell(say.CLOSED),))
    supporters = table.proposal.yes | {arrival.person} if yes else table.proposal.yes - {arrival.person}
    heard = Decision(
        replies=(tell(say.HEARD_YES if yes else say.HEARD_NOT_YET),),
        changes=(CharterVoted(table.proposal.id, arrival.person, yes),),
    )
    return heard + adopt_if_enough(table, table.proposal, supporters, given)


def say_yes(arrival: Arrival, table: Table, given: Given) -> Decision:
    return vote(True, arrival, table, given)


def say_not_yet(arrival: Arrival, table: Table, given: Given) -> Decision:
    return vote(False, arrival, table, given)


def adopt_if_enough(table: Table, proposal: Proposal, yes: frozenset[PersonId], given: Given) -> Decision:
    """Enough members said yes: the words become the charter."""
    community = table.community
    assert community is not None
    inside = {one.person for one in community.members}
    if len(yes & inside) < table.rule.needed(len(inside)):
        return NOTHING
    number = len(table.versions) + 1
    review = given.now + timedelta(days=30 * table.rule.review_months)
    written = CharterWritten(community.id, **proposal.words)
    return Decision(
        changes=(
            CharterSettled(proposal.id, "adopted"),
            written,
            CharterAdopted(community.id, number, proposal.words),
        ),
        letters=in_threads(community, proposal, say.ADOPTED(n=number, review=Moment(review, "date"))),
        wakes=(Unwake(CLOSE, proposal.id), review_wake(community, review)),
        entries=(Entry("charter.adopted", community.id, (("version", number),)),),
    )


def review_wake(community: Community, day: datetime) -> Wake:
    """Ten in the morning, where the community is."""
    return Wake(rhythm.next_local(community.zone, 10, 0, day), REVIEW, community.id)


def in_threads(community: Community, proposal: Proposal, told: Phrase) -> tuple[Letter, ...]:
    """One sentence into the thread of each of the proposal's cards."""
    card = f"charter:{proposal.id}"
    return to_channels(community, f"{card}:end", "charter.proposal", said(told), thread_of=card)


def close(wake: tuple[str, Wake], table: Table, given: Given) -> Decision:
    """The time is over and too few said yes: it rests, and may be proposed again."""
    if table.community is None or table.proposal is None or table.proposal.state != "open":
        return NOTHING
    return Decision(
        changes=(CharterSettled(table.proposal.id, "lapsed"),),
        letters=in_threads(table.community, table.proposal, say.LAPSED),
        entries=(Entry("charter.lapsed", table.community.id),),
    )


# --- looking at it again -----------------------------------------------------------------------------------------


def review(wake: tuple[str, Wake], table: Table, given: Given) -> Decision:
    """On the date the group set itself: does it still fit?"""
    community = table.community
    if community is None:
        return NOTHING
    again = review_wake(community, given.now + timedelta(days=30 * table.rule.review_months))
    asks = say.REVIEW(name=name_of(community))
    buttons = Buttons((Button(say.PROPOSE, "charter.propose", (community.id,), opens_form=True),))
    quote = (Quote(community.purpose),) if community.purpose else ()
    once = f"charter.review:{community.id}:{given.now:%Y-%m-%d}"
    letters = to_channels(community, once, "charter.review", said(asks, *quote, buttons))
    return Decision(letters=letters, wakes=(again,), entries=(Entry("charter.reviewed", community.id),))


def show_versions(arrival: Arrival, table: Table, given: Given) -> Decision:
    """``/community versions``: every charter that was adopted, newest first."""
    if table.community is None:
        return Decision((tell(common.WHICH),))
    parts: list[Part] = []
    for one in reversed(table.versions):
        adopted = say.VERSION(n=one.number, at=Moment(one.adopted_at, "date"))
        parts += [Prose((adopted,)), Quote(one.words.get("purpose") or "–")]
    heading = say.VERSIONS(name=name_of(table.community))
    body = tuple(parts) or (Prose((say.NO_VERSIONS,)),)
    return Decision((Tell(Message(heading, (Heading(heading), *body))),))


# --- the rule ----------------------------------------------------------------------------------------------------


def ask_rule(arrival: Arrival, table: Table, given: Given) -> Decision:
    """``/community rule``: how this community adopts its charter."""
    if table.community is None:
        return Decision((tell(common.WHICH),))
    if (no := not_convening(table.community, arrival.person)) is not None:
        return no
    rule = table.rule
    shares = tuple(Option(say.SHARES[share], share) for share in SHARES)
    fields = (
        OneOf("share", say.SHARE_LABEL, shares, str(rule.share) if str(rule.share) in SHARES else "50"),
        Line("days", say.DAYS_LABEL, value=str(rule.days), most=3),
        Line("review", say.REVIEW_LABEL, value=str(rule.review_months), most=2),
    )
    form = Form("charter.rule", say.RULE_TITLE, common.CHARTER_SUBMIT, fields, (table.community.id,))
    return Decision((Open(form),))


def choose_rule(arrival: Arrival, table: Table, given: Given) -> Decision:
    """The rule came back, and the channel hears of it."""
    if table.community is None:
        return Decision((tell(common.WHICH),))
    if (no := not_convening(table.community, arrival.person)) is not None:
        return no
    assert isinstance(arrival.what, Submission)
    wrong = rule_faults(arrival.what)
    if wrong:
        return Decision((Reask(wrong),))
    filled = arrival.what
    rule = Rule(int(filled.text("share")), int(filled.text("days")), int(filled.text("review")))
    told = say.RULE_IS(
        share=say.SHARES[str(rule.share)], days=within(rule), months=say.MONTHS(n=rule.review_months)
    )
    day = f"{given.now:%Y-%m-%d %H:%M}"
    letters = to_channels(
        table.community, f"charter.rule:{table.community.id}:{day}", "charter.rule", said(told)
    )
    entry = Entry("charter.rule", table.community.id, (("share", rule.share),), arrival.person)
    return Decision((tell(told),), letters, entries=(entry,), changes=(RuleChosen(table.community.id, rule),))


def rule_faults(filled: Submission) -> tuple[tuple[str, Phrase], ...]:
    limits = (("days", 2, 60, say.DAYS_WRONG), ("review", 1, 24, say.REVIEW_WRONG))
    return tuple(
        (name, wrong)
        for name, least, most, wrong in limits
        if not filled.text(name).isdigit() or not least <= int(filled.text(name)) <= most
    )
