"""``/community mydata``: everybody can read what is kept about them, take it away, and have it erased."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from facilitation.asking import said
from facilitation.mine import Mine, mine_parts
from facilitation.story.facts import (
    Copy,
    Named,
    Story,
    StoryGone,
    StoryKept,
    StoryTakenDown,
    Telling,
    renamed,
)
from facilitation.story.publishing import story_parts, taking_back
from facilitation.voice import mydata as say
from facilitation.voice import story as told
from facilitation.voice.catalogue import plain
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Change,
    Decision,
    Entry,
    Given,
    Heading,
    Letter,
    Message,
    Part,
    PersonId,
    Press,
    Prose,
    Quote,
    Redraw,
    Small,
    Tell,
    Typed,
    Who,
)

GONE = "gone"  # stands where somebody was who is erased; drawn as "a member" on either platform
PAGE, PAGES = 2500, 4  # characters on a page, and pages that fit into one answer


@dataclass(frozen=True, slots=True)
class ErasureWanted(Change):
    """Everything about a person is to go ('': everything of the workspace), now or at an hour."""

    person: PersonId
    take_back: bool = False
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ErasureWithdrawn(Change):
    """It is not to go after all."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class MyData:
    """What is kept about one person. ``counts``: rows by topic. ``link``: where the file can be fetched for a while.

    ``tellings``: every story that they tell or are named in. ``text``: the file itself, for those without a link.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    mine: Mine = field(default_factory=Mine)
    tellings: tuple[Telling, ...] = ()
    name: str = ""
    link: str = ""
    text: str = ""


# --- reading -------------------------------------------------------------------------------------------------------


def show(arrival: Arrival, kept: MyData, given: Given) -> Decision:
    """``/community mydata``: in plain words, for nobody else."""
    return Decision((Tell(card(kept)),))


def card(kept: MyData) -> Message:
    lines = [say.TOPICS[one](n=n) for one, n in kept.counts.items() if n and one in say.TOPICS]
    parts: list[Part] = [Heading(say.HEADING), Prose((say.ONLY_YOU,))]
    parts += [Prose((line,)) for line in lines] or [Prose((say.NOTHING,))]
    parts += mine_parts(kept.mine)
    take = (
        Button(say.TAKE, "mydata.fetch", url=kept.link) if kept.link else Button(say.READ_ALL, "mydata.take")
    )
    parts.append(Buttons((take, Button(say.ERASE, "mydata.ask", style="danger"))))
    parts.append(Small((say.LINK_LIVES, say.PULSE) if kept.link else (say.PULSE,)))
    return Message(say.SUMMARY, tuple(parts))


def fetched(arrival: Arrival, kept: None, given: Given) -> Decision:
    """The address was opened; Slack tells so, and there is nothing to say."""
    return NOTHING


def take(arrival: Arrival, kept: MyData, given: Given) -> Decision:
    """The file as text, where no address of ours can be reached; what does not fit comes from an admin."""
    pages = [kept.text[at : at + PAGE] for at in range(0, len(kept.text), PAGE)]
    answers = tuple(
        Tell(said(say.PAGE(n=number), Quote(page))) for number, page in enumerate(pages[:PAGES], 1)
    )
    more = (Tell(said(say.MORE)),) if len(pages) > PAGES else ()
    return Decision(answers + more or (Tell(said(say.NOTHING)),))


# --- erasing -------------------------------------------------------------------------------------------------------


def ask_erase(arrival: Arrival, kept: MyData, given: Given) -> Decision:
    """What would happen, and how: nothing is done yet."""
    buttons = (
        Button(say.ERASE_LEAVING, "mydata.erase", ("leave",), "danger", confirm=say.SURE),
        Button(say.ERASE_TAKING, "mydata.erase", ("take_back",), "danger", confirm=say.SURE),
        Button(say.KEEP, "mydata.show"),
    )
    parts = (Prose((say.WOULD,)), Prose((say.GIVEN,)), Buttons(buttons), Small((say.PLATFORM, say.COPIES)))
    return Decision((Redraw(Message(say.ASK_SUMMARY, (Heading(say.ERASE), *parts))),))


def show_again(arrival: Arrival, kept: MyData, given: Given) -> Decision:
    """They keep everything."""
    return Decision((Redraw(card(kept)),))


def erase(arrival: Arrival, kept: MyData, given: Given) -> Decision:
    """The person said so twice: it begins at once."""
    assert isinstance(arrival.what, Press)
    take_back = arrival.what.args[:1] == ("take_back",)
    return Decision((Redraw(said(say.ERASING)),)) + erased(arrival.person, kept, take_back, "self")


def erased(person: PersonId, kept: MyData, take_back: bool, by: str) -> Decision:
    """Everything follows from this: stories first, so that their copies can still be found; then every table."""
    how = "taken back" if take_back else "left without the name"
    wanted = Decision(
        entries=(Entry("admin.erased", "person", (("by", by), ("given", how))),),
        changes=(ErasureWanted(person, take_back),),
    )
    stories = Decision()
    for telling in kept.tellings:
        stories += of_story(person, telling, take_back, kept.name)
    return stories + wanted


def of_story(person: PersonId, telling: Telling, take_back: bool, name: str) -> Decision:
    """A story of their own is withdrawn or loses their name; in a story of somebody else they are called a member."""
    story = telling.story
    assert story is not None
    if story.teller == person and take_back:
        return Decision(
            letters=taking_back(story, telling.copies), changes=(StoryGone(story.id, telling.copies),)
        )
    new = without_name(story, person, name)
    shown = tuple(one for one in telling.copies if one.kind == "shown")
    others = tuple(one for one in telling.copies if one.kind != "shown")
    letters = tuple(again(new, telling, one) for one in shown) if new.state == "published" else ()
    return Decision(
        letters=letters + taking_back(story, others),
        changes=(StoryKept(new), StoryTakenDown(story.id, others)),
    )


def without_name(story: Story, person: PersonId, name: str) -> Story:
    """The same story in which nobody of that name stands any more."""
    mine = story.who(person) or Named(person)
    called = mine.alias or plain(say.A_MEMBER)
    answers, meaning = story.answers, story.meaning
    if name:
        answers = tuple(renamed(one, name, called) for one in answers)
        meaning = renamed(meaning, name, called)
    named = tuple(one for one in story.named if one.person != person)
    teller = GONE if story.teller == person else story.teller
    return replace(story, answers=answers, meaning=meaning, named=named, teller=teller)


def again(story: Story, telling: Telling, copy: Copy) -> Letter:
    """Where it stands it is drawn anew."""
    community = telling.community
    title = told.STORY_OF(who=Who(story.teller), name=Typed(community.name if community else ""))
    message = said(title, *story_parts(story, telling))
    return Letter(f"{copy.once}:renamed", copy.to, message, "story.copy", edits=copy.once)
