"""A member is asked whether they would invite somebody; the bot itself never writes to the one who is named.

The member gets the reason in counts they could see themselves, one small thing to invite to, and words they can
change and send on their own. Not now, not this person and someone else is closer are answers like any other, and none
of them is told to anybody. Whoever was named can read it all with ``/community mine`` and end it with one press.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from facilitation.attention import ORDINARY
from facilitation.community import Community
from facilitation.membership import name_of, tell
from facilitation.periphery.suggestion import (
    Bridge,
    MemberAnswered,
    MemberAsked,
    State,
    Suggestion,
    SuggestionMoved,
)
from facilitation.voice import invitation as say
from facilitation.voice.catalogue import plain
from facilitation.voice.periphery import NO_LONGER
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Change,
    ChannelId,
    Decision,
    Entry,
    Form,
    Given,
    Letter,
    Line,
    Message,
    Moment,
    Open,
    PersonField,
    PersonId,
    Phrase,
    Place,
    Prose,
    Quote,
    Reask,
    Redraw,
    Small,
    Submission,
    Tell,
    Typed,
    Unwake,
    Wake,
    Who,
    WorkspaceId,
)

UNANSWERED: Final = "invitation.unanswered"
AFTER: Final = "invitation.after"
WAITS: Final = timedelta(days=10)  # for a member's answer; then the next one is asked
TWO_WEEKS: Final = timedelta(days=14)
MOST_WORDS: Final = 600


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question in the community's channel that nobody has answered yet: a small thing to come for."""

    asker: PersonId
    channel: ChannelId
    at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """What every step looks at: the suggestion, its community, and what is needed to say it."""

    suggestion: Suggestion | None = None
    community: Community | None = None
    name: str = ""  # of the person named, for the member's own words
    question: OpenQuestion | None = None
    unwilling: frozenset[PersonId] = frozenset()  # members who do not want to carry invitations
    tried: frozenset[PersonId] = frozenset()  # members who were asked about this person already
    channel_asked_at: datetime | None = None  # when the channel was last asked without a name


# --- whom to ask -----------------------------------------------------------------------------------------------------


def send(arrival: Arrival, invitation: Invitation, given: Given) -> Decision:
    """A convener lets a suggestion go to the member who could carry it, or to the channel without a name."""
    one, community = invitation.suggestion, invitation.community
    if one is None or community is None or not community.is_convened_by(arrival.person):
        return Decision((tell(NO_LONGER),))
    if one.state is not State.READY:
        return Decision((tell(NO_LONGER),))
    bridge = next_bridge(invitation)
    if bridge is None:
        told = tell(say.SENT_ALL(person=Who(one.person)))
        return Decision((told,)) + ask_channel(one, community, invitation, given)
    told = tell(say.SENT(who=Who(bridge.member), person=Who(one.person)))
    return Decision((told,)) + ask_member(one, bridge, invitation, given)


def next_bridge(invitation: Invitation) -> Bridge | None:
    """The next member who was not asked about this person, is still there and is willing."""
    one, community = invitation.suggestion, invitation.community
    assert one is not None and community is not None
    passed = invitation.unwilling | invitation.tried
    return next((b for b in one.bridges if b.member not in passed and community.has(b.member)), None)


def ask_member(one: Suggestion, bridge: Bridge, invitation: Invitation, given: Given) -> Decision:
    """One member is asked, in their own time; when they do not answer, the next one is."""
    assert invitation.community is not None
    letter = Letter(
        f"invitation:{one.id}:{bridge.member}",
        bridge.member,
        invitation_card(one, bridge, invitation, given.now),
        "invitation.ask",
        expires=given.now + WAITS,
        importance=ORDINARY,
        asks=True,
    )
    return Decision(
        letters=(letter,),
        wakes=(Wake(given.now + WAITS, UNANSWERED, one.id),),
        entries=(Entry("invitation.asked", one.community),),
        changes=(
            SuggestionMoved(one.id, State.ASKING, asked=bridge.member),
            MemberAsked(one.id, bridge.member),
        ),
    )


def invitation_card(one: Suggestion, bridge: Bridge, invitation: Invitation, now: datetime) -> Message:
    """What the member reads: what passed between them, one small thing, and four equal answers."""
    assert invitation.community is not None
    name = name_of(invitation.community)
    asks = say.ASK(person=Who(one.person), name=name)
    key = (one.community, one.id)
    buttons = (
        Button(say.WILL, "invitation.will", key, "primary", opens_form=True),
        Button(say.LATER, "invitation.later", key),
        Button(say.NOT_PERSON, "invitation.not_person", key),
        Button(say.CLOSER, "invitation.closer", key, opens_form=True),
    )
    return Message(
        say.SUMMARY(person=Who(one.person), name=name),
        (
            Prose((bridge.reason, asks)),
            *(Prose((thing,)) for thing in small_thing(invitation, now)),
            Buttons(buttons),
            Small((say.SMALL(person=Who(one.person)),)),
        ),
    )


def small_thing(invitation: Invitation, now: datetime) -> tuple[Phrase, ...]:
    """One concrete thing to invite to: a waiting question, or this week's talk (SuggestBot: a task, not a welcome)."""
    question, community = invitation.question, invitation.community
    if question is not None and now - question.at < TWO_WEEKS:
        at = Moment(question.at, "date")
        return (say.QUESTION(who=Who(question.asker), place=Place(question.channel), at=at),)
    if community is not None and community.channels:
        return (say.TALK(place=Place(community.channels[0])),)
    return ()


def ask_channel(one: Suggestion, community: Community, invitation: Invitation, given: Given) -> Decision:
    """Nobody was in touch: the channel is asked who knows somebody, at most once in a month, and no name is shown."""
    closed = SuggestionMoved(one.id, State.CLOSED)
    asked = invitation.channel_asked_at
    if not community.channels or (asked is not None and given.now - asked < timedelta(days=30)):
        return Decision(changes=(closed,))
    words = say.WHO_KNOWS(purpose=Typed(community.purpose[:120] or community.name))
    message = Message(words, (Prose((words,)), Small((say.WHO_KNOWS_SMALL,))))
    once = f"who-knows:{community.id}:{given.now:%Y-%m}"
    return Decision(
        letters=(Letter(once, community.channels[0], message, "invitation.who_knows"),),
        entries=(Entry("invitation.channel_asked", community.id),),
        changes=(closed,),
    )


# --- what the member answers -----------------------------------------------------------------------------------------


def is_theirs(arrival: Arrival, invitation: Invitation) -> bool:
    """Whether this member is being asked about this person now."""
    one = invitation.suggestion
    waiting = one is not None and one.state is State.ASKING and one.asked == arrival.person
    return waiting and invitation.community is not None


def settled() -> Decision:
    return Decision((Redraw(Message(say.OVER, (Prose((say.OVER,)),))),))


def will(arrival: Arrival, invitation: Invitation, given: Given) -> Decision:
    """*I'll ask*: their words open in a form, theirs to change."""
    if not is_theirs(arrival, invitation):
        return settled()
    one, community = invitation.suggestion, invitation.community
    assert one is not None and community is not None
    draft = say.WORDS_QUESTION if invitation.question else say.WORDS_TALK
    words = plain(draft(person=Typed(invitation.name), name=name_of(community)))
    line = Line("words", say.WORDS_LABEL, say.WORDS_HINT, words, long=True, optional=True, most=MOST_WORDS)
    form = Form("invitation.words", say.WORDS_TITLE, say.WORDS_SUBMIT, (line,), (one.community, one.id))
    return Decision((Open(form),))


def take_words(arrival: Arrival, invitation: Invitation, given: Given) -> Decision:
    """Their words come back to be sent by themselves; we keep that they will ask, and not the words."""
    assert isinstance(arrival.what, Submission)
    if not is_theirs(arrival, invitation):
        return settled()
    one = invitation.suggestion
    assert one is not None
    ready = say.READY(person=Who(one.person))
    words = arrival.what.text("words")
    quote = (Quote(words, arrival.person),) if words else ()
    return Decision(
        replies=(Tell(Message(ready, (Prose((ready,)), *quote))),),
        wakes=(Unwake(UNANSWERED, one.id), Wake(given.now + TWO_WEEKS, AFTER, one.id)),
        entries=(Entry("invitation.carried", one.community),),
        changes=(
            SuggestionMoved(one.id, State.INVITED, asked=arrival.person),
            MemberAnswered(one.id, arrival.person, "will"),
        ),
    )


def later(arrival: Arrival, invitation: Invitation, given: Given) -> Decision:
    """*Not now*: the next member is asked, and this one is left alone for a while."""
    if not is_theirs(arrival, invitation):
        return settled()
    return replied(say.NOT_NOW) + pass_on(arrival.person, "later", invitation, given)


def not_person(arrival: Arrival, invitation: Invitation, given: Given) -> Decision:
    """*Not this person*: it ends here, nobody is told and no reason is kept."""
    if not is_theirs(arrival, invitation):
        return settled()
    assert invitation.suggestion is not None
    return replied(say.NOT_THEM) + close(invitation.suggestion, arrival.person, "not this person")


def replied(phrase: Phrase) -> Decision:
    return Decision((Redraw(Message(phrase, (Prose((phrase,)),))),))


def close(one: Suggestion, member: PersonId, answer: str) -> Decision:
    changes: tuple[Change, ...] = (
        SuggestionMoved(one.id, State.CLOSED),
        MemberAnswered(one.id, member, answer),
    )
    return Decision(wakes=(Unwake(UNANSWERED, one.id),), changes=changes)


def pass_on(member: PersonId, answer: str, invitation: Invitation, given: Given) -> Decision:
    """To the next member who was in touch, or to nobody: a person is not carried around."""
    one = invitation.suggestion
    assert one is not None
    bridge = next_bridge(invitation)
    if bridge is None:
        return close(one, member, answer)
    answered = Decision(changes=(MemberAnswered(one.id, member, answer),))
    return answered + ask_member(one, bridge, invitation, given)


def ask_closer(arrival: Arrival, invitation: Invitation, given: Given) -> Decision:
    """*Someone else is closer*: who?"""
    if not is_theirs(arrival, invitation):
        return settled()
    one = invitation.suggestion
    assert one is not None
    fields = (PersonField("who", say.CLOSER_LABEL),)
    memo = (one.community, one.id)
    return Decision((Open(Form("invitation.closer", say.CLOSER_TITLE, say.CLOSER_SUBMIT, fields, memo)),))


def take_closer(arrival: Arrival, invitation: Invitation, given: Given) -> Decision:
    """The named member is asked, if they are one and willing."""
    assert isinstance(arrival.what, Submission)
    if not is_theirs(arrival, invitation):
        return settled()
    one, community = invitation.suggestion, invitation.community
    assert one is not None and community is not None
    closer = arrival.what.text("who")
    if not community.has(closer) or closer in invitation.unwilling | {arrival.person, one.person}:
        return Decision((Reask((("who", say.CLOSER_MEMBER(name=name_of(community))),)),))
    reason = say.CLOSER_REASON(who=Who(arrival.person), person=Who(one.person))
    thanks = Decision(
        (tell(say.CLOSER_THANKS(who=Who(closer))),),
        changes=(MemberAnswered(one.id, arrival.person, "closer"),),
    )
    return thanks + ask_member(one, Bridge(closer, reason), invitation, given)


# --- what time brings ------------------------------------------------------------------------------------------------


def go_on(due: tuple[WorkspaceId, Wake], invitation: Invitation, given: Given) -> Decision:
    """A member did not answer in ten days: the next one is asked."""
    one = invitation.suggestion
    if one is None or invitation.community is None or one.state is not State.ASKING or one.asked is None:
        return NOTHING
    return pass_on(one.asked, "no answer", invitation, given)


def ask_after(due: tuple[WorkspaceId, Wake], invitation: Invitation, given: Given) -> Decision:
    """Two weeks later the member is asked once how it went."""
    one, community = invitation.suggestion, invitation.community
    if one is None or community is None or one.state is not State.INVITED or one.asked is None:
        return NOTHING
    words = say.AFTER(person=Who(one.person), name=name_of(community))
    key = (one.community, one.id)
    buttons = (
        Button(say.GLAD, "invitation.glad", key),
        Button(say.RATHER_NOT, "invitation.rather_not", key),
        Button(say.NOT_YET, "invitation.not_yet", key),
    )
    message = Message(words, (Prose((words,)), Buttons(buttons)))
    once = f"invitation:{one.id}:after"
    return Decision(letters=(Letter(once, one.asked, message, "invitation.after", asks=True),))


def told(state: State) -> Callable[[Arrival, Invitation, Given], Decision]:
    """The answer to how it went, as a rule for its button."""

    def hear(arrival: Arrival, invitation: Invitation, given: Given) -> Decision:
        one = invitation.suggestion
        if one is None or one.state is not State.INVITED or one.asked != arrival.person:
            return settled()
        return replied(say.NOTED) + Decision(changes=(SuggestionMoved(one.id, state, asked=arrival.person),))

    return hear


def not_yet(arrival: Arrival, invitation: Invitation, given: Given) -> Decision:
    """Nothing follows from it: a promise to oneself is not chased."""
    return replied(say.NOTED)
