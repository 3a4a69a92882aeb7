"""Telling a story: four questions, one at a time, at any pace; then what it means to the one who tells it."""

from __future__ import annotations

from dataclasses import replace

from facilitation.asking import not_inside, said, to_channels
from facilitation.attention import PROMISED
from facilitation.membership import name_of, tell
from facilitation.story.facts import CYCLES, QUESTIONS, Named, Story, StoryKept, Telling
from facilitation.story.publishing import ask_everybody, cards, preview
from facilitation.voice import community as common
from facilitation.voice import story as say
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    ChannelField,
    Decision,
    Entry,
    Field,
    Form,
    Given,
    Letter,
    Line,
    ManyOf,
    Message,
    Note,
    OneOf,
    Open,
    Option,
    PersonField,
    Phrase,
    Press,
    Quote,
    Reask,
    Redraw,
    Small,
    Submission,
    Tell,
    Who,
)

MOST = 900
PEOPLE = ("named1", "named2", "named3")


# --- beginning ---------------------------------------------------------------------------------------------------


def begin(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """``/community story``: the first question, or the one where they stopped."""
    if (no := not_inside(telling.community, arrival.person)) is not None:
        return no
    assert telling.community
    story = telling.story
    if story is not None:
        return Decision((Tell(card(story)),))
    story = Story(given.new_id(), telling.community.id, arrival.person, given.now)
    return Decision(
        (Tell(card(story)),),
        changes=(StoryKept(story),),
        entries=(Entry("story.begun", telling.community.id, person=arrival.person),),
    )


def card(story: Story) -> Message:
    """Where the telling stands: the next question, or what comes after the last."""
    at = story.next_question
    if story.state in ("telling", "asked") and at is not None:
        ask = say.QUESTIONS[at]
        buttons = Buttons(
            (Button(say.ANSWER, "story.answer", args(story), "primary", opens_form=True), withdraw(story))
        )
        small = Small((say.PROGRESS(n=at + 1, all=QUESTIONS), say.OWN_PACE))
        return said(ask, buttons, small)
    meaning = Button(say.SAY_MEANING, "story.meaning", args(story), "primary", opens_form=True)
    return said(say.TOLD, Buttons((meaning, withdraw(story))), Small((say.NOBODY_YET,)))


def args(story: Story) -> tuple[str, str]:
    return story.community, story.id


def withdraw(story: Story) -> Button:
    return Button(say.WITHDRAW, "story.withdraw", args(story), "danger")


def mine(arrival: Arrival, telling: Telling) -> Decision | None:
    """The refusal for somebody who is not the teller of a story that is open; None for the teller."""
    if telling.story is None or telling.story.teller != arrival.person:
        return Decision((tell(say.OVER),))
    return None


# --- answering ---------------------------------------------------------------------------------------------------


def ask_answer(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """The form for one answer."""
    if (no := mine(arrival, telling)) is not None:
        return no
    story = telling.story
    assert story
    at = story.next_question
    if at is None:
        return Decision((Redraw(card(story)),))
    line = Line("words", say.QUESTION_LABELS[at], long=True, most=MOST)
    form = Form("story.answer", say.TITLE, say.KEEP, (line,), (*args(story), str(at)))
    return Decision((Open(form),))


def answer(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """One answer is kept, and the next question asked."""
    if (no := mine(arrival, telling)) is not None:
        return no
    story = telling.story
    assert story and isinstance(arrival.what, Submission)
    words, at = arrival.what.text("words"), int(arrival.what.memo[2])
    if not words:
        return Decision((Reask((("words", say.A_FEW_WORDS),)),))
    answers = tuple(words[:MOST] if n == at else old for n, old in enumerate(story.answers))
    kept = replace(story, answers=answers, state="meaning" if all(answers) else "telling")
    return Decision((Tell(card(kept)),), changes=(StoryKept(kept),))


# --- from somebody's message -------------------------------------------------------------------------------------


def capture(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """A message shortcut: one's own message begins a story; somebody else is asked whether they want to tell it."""
    if (no := not_inside(telling.community, arrival.person)) is not None:
        return no
    assert telling.community and isinstance(arrival.what, Press)
    author = arrival.what.author or arrival.person
    answers = ("", arrival.what.text[:MOST], "", "")
    story = Story(given.new_id(), telling.community.id, author, given.now, answers=answers)
    entry = Entry("story.begun", telling.community.id, (("from", "message"),))
    if author == arrival.person:
        return Decision((Tell(card(story)),), changes=(StoryKept(story),), entries=(entry,))
    asked = replace(story, state="asked")
    invitation = say.WOULD_YOU_TELL(who=Who(arrival.person), name=name_of(telling.community))
    buttons = Buttons(
        (
            Button(say.TELL_IT, "story.tell", args(story), "primary"),
            Button(say.RATHER_NOT, "story.withdraw", args(story)),
        )
    )
    message = said(invitation, Quote(arrival.what.text[:MOST], author), buttons)
    letter = Letter(f"story:{story.id}:ask", author, message, "story.invite", importance=PROMISED)
    return Decision(
        (asked_others(say.AUTHOR_ASKED, telling),),
        (letter,),
        entries=(entry,),
        changes=(StoryKept(asked), *cards(asked, letter)),
    )


def tell_it(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """The author of a message tells its story."""
    if (no := mine(arrival, telling)) is not None:
        return no
    assert telling.story
    story = replace(telling.story, state="telling")
    return Decision((Redraw(card(story)),), changes=(StoryKept(story),))


def invite(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """From a nudge: a convener invites the whole channel to tell."""
    community = telling.community
    if (no := not_inside(community, arrival.person)) is not None:
        return no
    assert community
    asks = say.INVITED(who=Who(arrival.person), name=name_of(community))
    button = Buttons((Button(say.TELL_ONE, "story.begin", (community.id,), "primary"),))
    once = f"story.invite:{community.id}:{given.now:%Y-%m-%d}"
    letters = to_channels(community, once, "story.invite", said(asks, button))
    return Decision((asked_others(say.INVITATION_GOES, telling),), letters)


def asked_others(done: Phrase, telling: Telling) -> Tell:
    """What was done; and whoever asks for what they have not done here is invited to go first."""
    if telling.has_told or telling.community is None:
        return tell(done)
    first = Buttons((Button(say.TELL_ONE, "story.begin", (telling.community.id,)),))
    return tell(done, say.GO_FIRST, parts=(first,))


# --- what it means -----------------------------------------------------------------------------------------------


def ask_meaning(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """What the story means, in the teller's own choice and words; who is in it; where it may stand."""
    if (no := mine(arrival, telling)) is not None:
        return no
    story = telling.story
    assert story
    cycles = tuple(Option(say.CYCLES[one], one) for one in CYCLES)
    signifiers = tuple(Option(name, key) for key, name in say.SIGNIFIERS.items())
    named = [one.person for one in story.named] + [""] * len(PEOPLE)
    fields: tuple[Field, ...] = (
        OneOf("cycle", say.CYCLE_LABEL, cycles, story.cycle or None),
        ManyOf("signifiers", say.SIGNIFIERS_LABEL, signifiers, story.signifiers),
        Line("meaning", say.MEANING_LABEL, None, story.meaning, True, True, MOST),
        Note((say.WHO_IS_IN_IT,)),
        *(PersonField(p, say.NAMED_LABEL, named[n] or None, optional=True) for n, p in enumerate(PEOPLE)),
        ChannelField("channel", say.CHANNEL_LABEL, optional=True),
        Line("picture", say.PICTURE_LABEL, say.PICTURE_HINT, story.picture, optional=True, most=500),
    )
    return Decision((Open(Form("story.meaning", say.MEANING_TITLE, say.KEEP, fields, args(story))),))


def give_meaning(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """Kept; everybody in the story is asked before anybody else reads it."""
    if (no := mine(arrival, telling)) is not None:
        return no
    story, community = telling.story, telling.community
    assert story and community and isinstance(arrival.what, Submission)
    filled = arrival.what
    if filled.text("picture") and not filled.text("picture").startswith("https://"):
        return Decision((Reask((("picture", say.PICTURE_WRONG),)),))
    people = dict.fromkeys(filled.text(one) for one in PEOPLE if filled.text(one) not in ("", story.teller))
    channels = dict.fromkeys(
        [*community.channels, *([filled.text("channel")] if filled.text("channel") else [])]
    )
    meant = replace(
        story,
        cycle=filled.text("cycle"),
        signifiers=filled.many("signifiers"),
        meaning=filled.text("meaning")[:MOST],
        picture=filled.text("picture"),
        channels=tuple(channels),
        named=tuple(story.who(one) or Named(one) for one in people),
    )
    if meant == story and story.state != "meaning":
        return Decision((tell(say.HEARD),))
    return asked_or_shown(meant, telling, given)


def asked_or_shown(story: Story, telling: Telling, given: Given) -> Decision:
    """To those in it who have not said yet how they want to stand in it; else to the teller, as it would be read."""
    return (ask_everybody if story.undecided else preview)(story, telling, given)


# --- other words -------------------------------------------------------------------------------------------------


def ask_words(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """The teller changes the words; everybody in it is asked anew."""
    if (no := mine(arrival, telling)) is not None:
        return no
    story = telling.story
    assert story
    fields = tuple(
        Line(f"words{n}", label, None, story.answers[n], True, most=MOST)
        for n, label in enumerate(say.QUESTION_LABELS)
    )
    return Decision((Open(Form("story.words", say.TITLE, common.CHARTER_SUBMIT, fields, args(story))),))


def change_words(arrival: Arrival, telling: Telling, given: Given) -> Decision:
    """Other words: whoever said yes to the old ones has not said yes to these."""
    if (no := mine(arrival, telling)) is not None:
        return no
    story = telling.story
    assert story and isinstance(arrival.what, Submission)
    answers = tuple(arrival.what.text(f"words{n}")[:MOST] for n in range(QUESTIONS))
    missing = tuple((f"words{n}", say.A_FEW_WORDS) for n, words in enumerate(answers) if not words)
    if missing:
        return Decision((Reask(missing),))
    if answers == story.answers:
        return Decision((tell(say.HEARD),))
    again = tuple(one if one.state == "out" else Named(one.person) for one in story.named)
    changed = replace(story, answers=answers, named=again)
    return asked_or_shown(changed, telling, given)
