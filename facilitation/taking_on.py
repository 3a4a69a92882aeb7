"""How a problem is framed, offered, taken on, joined and moved: who may do what, and who hears of it."""

from __future__ import annotations

from datetime import date

from facilitation import rhythm
from facilitation.attention import PROMISED
from facilitation.community import Community
from facilitation.digest import FEWEST, begin
from facilitation.experiment import read_day
from facilitation.membership import name_of, tell
from facilitation.problem import (
    MOST_OPEN,
    MOVES,
    WRAPPED,
    HandLowered,
    HandRaised,
    Invited,
    OpenedToAll,
    Problem,
    ProblemFramed,
    ProblemMoved,
    ProblemPicture,
    State,
    answer_named,
    asks,
)
from facilitation.voice import problem as voice
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Command,
    DateField,
    Decision,
    Entry,
    Facts,
    Form,
    Given,
    Heading,
    Letter,
    Line,
    ManyOf,
    Message,
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
    Submission,
    Tell,
    Typed,
    Who,
)

MOST_WORDS = 300
SHOWN = 6
AFTERWARDS = WRAPPED | {State.LEARNING}


def hear_command(arrival: Arrival, picture: ProblemPicture, given: Given) -> Decision:
    """``/community problem`` shows what a community can see and what I hold; ``new`` opens the form."""
    assert isinstance(arrival.what, Command)
    if "new" in arrival.what.words.lower().split()[1:2]:
        return ask_new(arrival, picture, given)
    return show_shelf(arrival, picture, given)


def show_shelf(arrival: Arrival, picture: ProblemPicture, given: Given) -> Decision:
    """The same from a button."""
    return Decision((Tell(shelf(arrival.person, picture)),))


def shelf(reader: PersonId, picture: ProblemPicture) -> Message:
    """The open problems here, with what this reader may do about each."""
    parts: list[Part] = [Heading(voice.TITLE)]
    for one in picture.seen[:SHOWN]:
        parts += [*described(one, reader), Buttons(buttons_for(one, reader, picture))]
    if not picture.seen:
        parts.append(Prose((voice.NONE_HERE,)))
    if picture.held:
        parts.append(Prose((voice.YOURS(n=len(picture.open_held)), voice.YOURS_FEW)))
    parts.append(Buttons((Button(voice.NEW, "problem.new", opens_form=True),)))
    return Message(voice.TITLE, tuple(parts))


def described(one: Problem, reader: PersonId | None = None) -> tuple[Part, ...]:
    """The question with its facts; its sponsor learns of hands only when there are enough to be nobody's in particular."""
    facts: list[tuple[Phrase, Phrase]] = [(voice.STATE_LABEL, voice.STATES[one.state])]
    for label, text in (
        (voice.WHY_LABEL, one.why),
        (voice.WHOM_LABEL, one.for_whom),
        (voice.PROMISE_LABEL, one.promise),
    ):
        if text:
            facts.append((label, voice.WORDS(words=Typed(text))))
    if one.by_when:
        facts.append((voice.WHEN_LABEL, voice.DAY(day=one.by_when)))
    if one.hands and (reader != one.sponsor or len(one.hands) >= FEWEST):
        facts.append((voice.HANDS_LABEL, voice.COUNT(n=len(one.hands))))
    return (Quote(one.question, one.sponsor), Facts(tuple(facts)))


def buttons_for(one: Problem, reader: PersonId, picture: ProblemPicture) -> tuple[Button, ...]:
    """What this reader may do: sponsors only let go of what nobody has taken; members do the rest."""
    here = picture.bench.meant
    member = here is not None and here.has(reader)
    buttons: list[Button] = []
    if member and here and State.TAKEN_ON in MOVES[one.state]:
        buttons.append(Button(voice.TAKE, "problem.take", (one.id, here.id), "primary"))
    if member and one.community:
        up = reader in one.hands
        buttons.append(
            Button(voice.UNHAND if up else voice.HAND, "problem.unhand" if up else "problem.hand", (one.id,))
        )
        buttons.append(Button(voice.INVITE, "problem.invite", (one.id,), opens_form=True))
        buttons.append(Button(voice.MOVE, "problem.move", (one.id,), opens_form=True))
    if one.sponsor == reader and one.state is State.FRAMED:
        buttons.append(Button(voice.LET_GO, "problem.let_go", (one.id,)))
    if picture.is_admin and not one.to_all:
        buttons.append(Button(voice.OPEN_TO_ALL, "problem.open_to_all", (one.id,)))
    return tuple(buttons)


# --- framing ------------------------------------------------------------------------------------------------------


def ask_new(arrival: Arrival, picture: ProblemPicture, given: Given) -> Decision:
    """Open the form, unless this sponsor holds five already."""
    if len(picture.open_held) >= MOST_OPEN:
        return Decision((tell(voice.FIVE),))
    fields = (
        Note((voice.INTRO,)),
        Line("question", voice.QUESTION, voice.QUESTION_HINT, most=MOST_WORDS),
        Line("why", voice.WHY, long=True, most=MOST_WORDS),
        Line("for_whom", voice.FOR_WHOM, most=MOST_WORDS),
        DateField("by_when", voice.BY_WHEN, optional=True),
        Line("promise", voice.PROMISE, voice.PROMISE_HINT, most=MOST_WORDS),
        ManyOf("keep", voice.KEEP_LABEL, (Option(voice.KEEP, "keep"),)),
    )
    return Decision((Open(Form("problem.new", voice.NEW_TITLE, voice.SAVE, fields)),))


def hear_new(arrival: Arrival, picture: ProblemPicture, given: Given) -> Decision:
    """The form came back: framed and shown to the sponsor's communities, or asked again for the question behind it."""
    filled = arrival.what
    assert isinstance(filled, Submission)
    if len(picture.open_held) >= MOST_OPEN:
        return Decision((tell(voice.FIVE),))
    if wrong := faults(filled, rhythm.local_date(picture.bench.person.zone, given.now)):
        return Decision((Reask(tuple(wrong)),))
    made = Problem(
        given.new_id(), arrival.person, filled.text("question")[:MOST_WORDS], filled.text("why"), filled.text("for_whom"),
        filled.text("promise"), given.now, by_when=read_day(filled.text("by_when")),
    )  # fmt: skip
    told = voice.FRAMED if picture.bench.sponsored else voice.FRAMED_NOWHERE
    return begin(picture.bench.person, given.now) + Decision(
        (tell(told),),
        tuple(offer(made, community) for community in picture.bench.sponsored if community.channels),
        entries=(Entry("problem.framed", made.id),),
        changes=(ProblemFramed(made),),
    )


def faults(filled: Submission, today: date) -> list[tuple[str, Phrase]]:
    """What is not right yet, by field; a named answer is asked about until its author keeps it knowingly."""
    question = filled.text("question")
    found = [
        (name, voice.EMPTY) for name in ("question", "why", "for_whom", "promise") if not filled.text(name)
    ]
    if question and "keep" not in filled.many("keep"):
        if named := answer_named(question):
            found.append(("question", voice.NAMES_ANSWER(words=Typed(named))))
        elif not asks(question):
            found.append(("question", voice.NO_QUESTION))
    day = read_day(filled.text("by_when"))
    if day is not None and day <= today:
        found.append(("by_when", voice.DAY_PAST))
    return found


def offer(one: Problem, community: Community) -> Letter:
    """The question comes to a community's channel, which may leave it lying."""
    told = voice.OFFER(who=Who(one.sponsor), community=name_of(community))
    buttons = Buttons((Button(voice.TAKE, "problem.take", (one.id, community.id), "primary"),))
    message = Message(voice.OFFER_SUMMARY, (Prose((told,)), *described(one), buttons))
    return Letter(f"problem:{one.id}:offer:{community.id}", community.channels[0], message, "problem.offer")


# --- taking on, coming in, going out -------------------------------------------------------------------------------


def take_on(arrival: Arrival, picture: ProblemPicture, given: Given) -> Decision:
    """A member says: we take it on. Who presses raises their own hand; the sponsor hears which community, not who."""
    one, community = picture.one, picture.community
    if one is None or not one.is_open:
        return Decision((tell(voice.GONE),))
    if community is None or not community.has(arrival.person):
        return Decision((tell(voice.NOT_MEMBER),))
    if one.community == community.id and one.state is not State.HANDED_BACK:
        return Decision((tell(voice.ALREADY),))
    if State.TAKEN_ON not in MOVES[one.state]:
        return Decision((tell(voice.NOT_FROM_HERE),))
    news = voice.TAKEN_SPONSOR(community=name_of(community), question=Typed(one.question))
    once = f"problem:{one.id}:taken:{community.id}:{given.now:%Y%m%d}"
    return Decision(
        (tell(voice.TAKEN(community=name_of(community))),),
        (Letter(once, one.sponsor, Message(news, (Prose((news,)),)), "problem.taken", importance=PROMISED),),
        entries=(
            Entry("problem.moved", one.id, (("state", State.TAKEN_ON.value), ("community", community.id))),
        ),
        changes=(
            ProblemMoved(one.id, State.TAKEN_ON, given.now, community.id),
            HandRaised(one.id, arrival.person),
        ),
    )


def raise_hand(arrival: Arrival, picture: ProblemPicture, given: Given) -> Decision:
    """By interest, and for as long as it lasts."""
    if refused := _not_member(arrival, picture):
        return refused
    assert picture.one is not None
    return Decision((tell(voice.RAISED),), changes=(HandRaised(picture.one.id, arrival.person),))


def lower_hand(arrival: Arrival, picture: ProblemPicture, given: Given) -> Decision:
    """Nobody is told, and no reason is asked."""
    if picture.one is None:
        return Decision((tell(voice.GONE),))
    return Decision((tell(voice.LOWERED),), changes=(HandLowered(picture.one.id, arrival.person),))


def _not_member(arrival: Arrival, picture: ProblemPicture) -> Decision | None:
    if picture.one is None or not picture.one.is_open:
        return Decision((tell(voice.GONE),))
    if picture.community is None or not picture.community.has(arrival.person):
        return Decision((tell(voice.NOT_MEMBER),))
    return None


def ask_invite(arrival: Arrival, picture: ProblemPicture, given: Given) -> Decision:
    if refused := _not_member(arrival, picture):
        return refused
    assert picture.one is not None
    fields = (PersonField("whom", voice.INVITE_WHOM),)
    return Decision(
        (Open(Form("problem.invite", voice.INVITE_TITLE, voice.INVITE_SEND, fields, (picture.one.id,))),)
    )


def hear_invite(arrival: Arrival, picture: ProblemPicture, given: Given) -> Decision:
    """Somebody is asked privately in a member's name, once and never again."""
    filled = arrival.what
    assert isinstance(filled, Submission)
    if refused := _not_member(arrival, picture):
        return refused
    one, community, whom = picture.one, picture.community, filled.text("whom")
    assert one is not None and community is not None
    if not whom:
        return Decision((Reask((("whom", voice.EMPTY),)),))
    if whom in one.invited or whom in one.hands:
        return Decision((tell(voice.INVITED_ALREADY(who=Who(whom))),))
    return Decision(
        (tell(voice.INVITED(who=Who(whom))),),
        (invitation(one, community, whom, arrival.person),),
        changes=(Invited(one.id, whom, arrival.person),),
    )


def invitation(one: Problem, community: Community, whom: PersonId, by: PersonId) -> Letter:
    told = voice.INVITATION(who=Who(by), community=name_of(community))
    buttons = Buttons(
        (
            Button(voice.HAND, "problem.hand", (one.id,), "primary"),
            Button(voice.NO_THANKS, "problem.refuse", (one.id,)),
        )
    )
    message = Message(voice.INVITATION_SUMMARY(who=Who(by)), (Prose((told,)), Quote(one.question), buttons))
    return Letter(f"problem:{one.id}:invite:{whom}", whom, message, "invitation.problem", asks=True)


def refuse(arrival: Arrival, picture: ProblemPicture, given: Given) -> Decision:
    """One no ends it."""
    return Decision((tell(voice.REFUSED),))


# --- moving -------------------------------------------------------------------------------------------------------


def ask_move(arrival: Arrival, picture: ProblemPicture, given: Given) -> Decision:
    """Where it may go from here, with room for what was learnt."""
    one = picture.one
    if one is not None and one.sponsor == arrival.person and not _is_member(arrival, picture):
        return Decision((tell(voice.NOT_SPONSOR_MOVE),))
    if refused := _not_member(arrival, picture):
        return refused
    assert one is not None
    options = tuple(Option(voice.STATES[state], state.value) for state in MOVES[one.state])
    fields = (
        OneOf("state", voice.MOVE_TO, options),
        Line("learnt", voice.LEARNT, long=True, optional=True, most=MOST_WORDS),
    )
    return Decision((Open(Form("problem.move", voice.MOVE_TITLE, voice.MOVE_SAVE, fields, (one.id,))),))


def _is_member(arrival: Arrival, picture: ProblemPicture) -> bool:
    return picture.community is not None and picture.community.has(arrival.person)


def hear_move(arrival: Arrival, picture: ProblemPicture, given: Given) -> Decision:
    """The community moves it; an end is wrapped up in the channel with what was learnt and thanks in whole."""
    filled = arrival.what
    assert isinstance(filled, Submission)
    if refused := _not_member(arrival, picture):
        return refused
    one, community = picture.one, picture.community
    assert one is not None and community is not None
    if filled.text("state") not in MOVES[one.state]:
        return Decision((tell(voice.NOT_FROM_HERE),))
    state, learnt = State(filled.text("state")), filled.text("learnt")
    if state in WRAPPED and not learnt:
        return Decision((Reask((("learnt", voice.EMPTY),)),))
    return Decision(
        (tell(voice.MOVED(state=voice.STATES[state])),),
        wrap_up(one, community, state, learnt) if state in WRAPPED else (),
        entries=(Entry("problem.moved", one.id, (("state", state.value), ("community", community.id))),),
        changes=(ProblemMoved(one.id, state, given.now, community.id, learnt),),
    )


def wrap_up(one: Problem, community: Community, state: State, learnt: str) -> tuple[Letter, ...]:
    """What people can take away, said where the community is."""
    parts: list[Part] = [
        Prose((voice.WRAP(question=Typed(one.question), state=voice.STATES[state]), voice.WRAP_LEARNT)),
        Quote(learnt),
    ]
    if one.hands:
        parts.append(Prose((voice.WRAP_THANKS(n=len(one.hands)),)))
    message = Message(voice.WRAP_SUMMARY, tuple(parts))
    return tuple(
        Letter(f"problem:{one.id}:wrap:{state}", channel, message, "problem.wrap")
        for channel in community.channels[:1]
    )


def let_go(arrival: Arrival, picture: ProblemPicture, given: Given) -> Decision:
    """A sponsor lets go of what nobody has taken on."""
    one = picture.one
    if one is None or not one.is_open:
        return Decision((tell(voice.GONE),))
    if one.sponsor != arrival.person:
        return Decision((tell(voice.ONLY_SPONSOR),))
    if one.state is not State.FRAMED:
        return Decision((tell(voice.NOT_SPONSOR_MOVE),))
    return Decision(
        (tell(voice.MOVED(state=voice.STATES[State.LET_GO])),),
        changes=(ProblemMoved(one.id, State.LET_GO, given.now, None),),
    )


def open_to_all(arrival: Arrival, picture: ProblemPicture, given: Given) -> Decision:
    """An admin opens a problem beyond one manager to every community."""
    if not picture.is_admin:
        return Decision((tell(voice.ONLY_ADMIN),))
    if picture.one is None:
        return NOTHING
    return Decision(
        (tell(voice.OPENED),),
        changes=(OpenedToAll(picture.one.id),),
        entries=(Entry("problem.opened", picture.one.id, person=arrival.person),),
    )
