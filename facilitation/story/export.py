"""Stories and practices as Markdown that people can take away; a story that is withdrawn leaves the export too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from facilitation.asking import not_inside, said
from facilitation.attention import ANSWER
from facilitation.community import Community
from facilitation.membership import name_of, tell
from facilitation.practice import Practice
from facilitation.story.facts import Copy, Story, StoryCopied, Telling, shown_answers
from facilitation.story.publishing import story_parts
from facilitation.voice import story as say
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    Command,
    Decision,
    Entry,
    Given,
    Heading,
    Letter,
    Message,
    Moment,
    Part,
    PersonId,
    Press,
    Prose,
    Quote,
    Rule,
    Small,
    Tell,
    Who,
)

MOST = (
    4  # stories, and as many practices, in one letter: it stays on one page, so that it can be emptied whole
)
MOST_OWN = 12  # of the reader's own stories in one answer, which holds fifty blocks


@dataclass(frozen=True, slots=True)
class Library:
    """What a community has shown so far, newest first. ``mine``: the reader's own stories, whatever their state."""

    community: Community | None
    stories: tuple[Story, ...] = ()
    practices: tuple[Practice, ...] = ()
    mine: tuple[Story, ...] = ()
    names: Mapping[PersonId, str] = field(default_factory=dict)
    reactions: Mapping[str, int] = field(default_factory=dict)  # story → how many, over all its copies


def show_stories(arrival: Arrival, library: Library, given: Given) -> Decision:
    """``/community stories``: what was shown, with reactions in whole; and my own, wherever they stand."""
    if (no := not_inside(library.community, arrival.person)) is not None:
        return no
    assert library.community
    parts: list[Part] = []
    for one in library.stories[:3]:
        shown = say.SHOWN_ON(who=Who(one.teller), at=Moment(one.published_at or one.at, "date"))
        count = (say.REACTIONS(n=library.reactions[one.id]),) if library.reactions.get(one.id) else ()
        parts += [
            Prose((shown, *count)),
            *(Quote(text, one.teller) for text in shown_answers(one, library.names)[:1]),
        ]
    for one in library.mine[:MOST_OWN]:
        args = (one.community, one.id)
        buttons = [Button(say.WITHDRAW, "story.withdraw", args, "danger")]
        if one.state in ("telling", "meaning"):
            buttons.insert(0, Button(say.GO_ON, "story.begin", args))
        parts += [
            Prose((say.MINE(state=say.STATES[one.state], at=Moment(one.at, "date")),)),
            Buttons(tuple(buttons)),
        ]
    heading = say.STORIES(name=name_of(library.community))
    body = tuple(parts) or (Prose((say.NO_STORY_YET,)),)
    return Decision((Tell(Message(heading, (Heading(heading), *body))),))


def export(arrival: Arrival, library: Library, given: Given) -> Decision:
    """``/community export``: stories and practices to take away, in a private letter that stays true."""
    if (no := not_inside(library.community, arrival.person)) is not None:
        return no
    community = library.community
    assert community and isinstance(arrival.what, Command | Press)
    if not library.stories and not library.practices:
        return Decision((tell(say.NO_STORY_YET),))
    parts: list[Part] = []
    for story in library.stories[:MOST]:
        by = say.SHOWN_ON(who=Who(story.teller), at=Moment(story.published_at or story.at, "date"))
        parts += [Prose((by,)), *story_parts(story, Telling(community, story, library.names)), Rule()]
    parts += [Quote(practice_markdown(one)) for one in library.practices[:MOST]]
    once = f"export:{given.new_id()}"
    message = said(say.EXPORTED(name=name_of(community)), *parts, Small((say.EXPORT_STAYS_TRUE,)))
    letter = Letter(once, arrival.person, message, "story.export", importance=ANSWER)
    copies = tuple(
        StoryCopied(story.id, Copy(once, arrival.person, "export")) for story in library.stories[:MOST]
    )
    entry = Entry("story.exported", community.id, (("stories", len(copies)),), arrival.person)
    return Decision((tell(say.EXPORT_COMES),), (letter,), entries=(entry,), changes=copies)


# --- Markdown, for `evener export` -----------------------------------------------------------------------------------


def markdown(library: Library) -> str:
    """The whole library as one Markdown text. Words of people are quoted line by line, so that none becomes markup."""
    title = library.community.name if library.community else ""
    stories = "\n\n".join(story_markdown(one, library.names) for one in library.stories)
    practices = "\n\n".join(quoted(practice_markdown(one)) for one in library.practices)
    return f"# {escaped(title)}\n\n## Stories\n\n{stories or '–'}\n\n## Practices\n\n{practices or '–'}\n"


def story_markdown(story: Story, names: Mapping[PersonId, str]) -> str:
    day = story.published_at or story.at
    words = [*shown_answers(story, names), *([story.meaning] if story.meaning else [])]
    return f"### {escaped(names.get(story.teller, ''))}, {day:%Y-%m-%d}\n\n" + "\n>\n".join(
        quoted(one) for one in words
    )


def practice_markdown(one: Practice) -> str:
    parts = (
        ("When", one.when),
        ("we do", one.what),
        ("because", one.because),
        ("seen to work at", one.seen_at),
    )
    return "\n".join(f"{name} {text}" for name, text in parts if text)


def quoted(text: str) -> str:
    """Markdown's quote, every line of it."""
    return "\n".join(f"> {escaped(line)}" for line in text.splitlines() or [""])


def escaped(text: str) -> str:
    """So that nothing a person typed becomes a heading, a link or a picture."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#+!|" else letter for letter in text)
