"""Sentences and messages that tests draw. They are of the catalogue's kind but not in it."""

from __future__ import annotations

from facilitation.voice import Slot, label, sentence
from facilitation.words import (
    Act,
    Button,
    Buttons,
    ChannelField,
    Chart,
    DateField,
    Facts,
    Form,
    Heading,
    Line,
    Link,
    Listing,
    ManyOf,
    Menu,
    Message,
    Note,
    OneOf,
    Option,
    PersonField,
    Picture,
    Place,
    Prose,
    Quote,
    Rule,
    Small,
    Typed,
    Who,
)

TITLE = label("test.teams.title", "A title")
YES = label("test.teams.yes", "Yes")
NO = label("test.teams.no", "No")
SEND = label("test.teams.send", "Send")
NAME = label("test.teams.name", "Name")
HINT = label("test.teams.hint", "A line is enough")
SURE = sentence("test.teams.sure", Act.ASK_OPEN, "What would you like to keep?")()
PLAIN = sentence("test.teams.plain", Act.INFORM, "It is *kept* and _safe_ with us.")()
SAID = sentence("test.teams.said", Act.INFORM, "{name} is the name.", name=Slot.NAME)
BOLD = sentence("test.teams.bold", Act.INFORM, "*{name}* is the name.", name=Slot.NAME)
TOLD = sentence("test.teams.told", Act.CONNECT, "{who} wrote about {what}.", who=Slot.WHO, what=Slot.NAME)
WHERE = sentence(
    "test.teams.where", Act.CONNECT, "Read it in {place}, {link}.", place=Slot.PLACE, link=Slot.LINK
)
TWIN = sentence(
    "test.teams.twin", Act.SUMMARISE, "It went from {low} to {high}.", low=Slot.NUMBER, high=Slot.NUMBER
)

NASTY = "a *b* _c_ [d](http://e.org) <at>Bob</at> https://f.org www.g.org ~~h~~ `i`\n# j\n1. k\n- l &lt;m&gt; \\ <b>n</b>"

ANA, BEN = "teams:aaaaaaaa-0000-0000-0000-000000000001", "teams:29:ben"
CHANNEL = "teams:19:general@thread.tacv2"

OPTIONS = tuple(Option(YES, str(n)) for n in range(5))


def everything(words: str = NASTY) -> Message:
    """A message with every part there is, and something a person typed wherever that can be."""
    return Message(
        SAID(name=Typed(words)),
        (
            Heading(SAID(name=Typed(words))),
            Prose((PLAIN, BOLD(name=Typed(words)))),
            Prose((TOLD(who=Who(ANA, ring=True), what=Typed(words)),)),
            Prose(
                (
                    TOLD(who=Who(BEN), what=Typed(words)),
                    WHERE(place=Place(CHANNEL), link=Link("https://x.org/a b", words)),
                )
            ),
            Quote(words, ANA),
            Quote("alone"),
            Facts(((NAME, SAID(name=Typed(words))), (TITLE, PLAIN))),
            Rule(),
            Buttons(
                (
                    Button(YES, "test.yes", ("1", "2"), "primary", spoken=PLAIN),
                    Button(NO, "test.no", style="danger", confirm=SURE),
                    Button(TITLE, "test.form", ("a",), opens_form=True),
                    Button(NAME, "", url="https://example.org"),
                    *(Button(YES, f"test.more{n}") for n in range(4)),
                )
            ),
            Menu(NAME, "test.menu", OPTIONS, ("x",), picked="2"),
            Menu(TITLE, "test.person", of="person"),
            Chart(
                "line",
                TITLE,
                ("1", "2", "3"),
                ((NAME, (1.0, None, 3.0)), (TITLE, (2.0, 2.5, 3.0))),
                TWIN(low=1, high=3),
                1,
                5,
            ),
            Chart("bars", TITLE, ("a", "b"), ((NAME, (1.0, 2.0)),), TWIN(low=1, high=2)),
            Chart("bars", TITLE, ("a", "b"), ((NAME, (1.0, 2.0)), (TITLE, (2.0, 1.0))), TWIN(low=1, high=2)),
            Chart(
                "bands",
                TITLE,
                ("low", "figure", "high", "before"),
                ((NAME, (3.0, 4.0, 5.0, None)),),
                TWIN(low=1, high=2),
                1,
                5,
            ),
            Listing(words, PLAIN),
            Picture("https://example.org/p.png", SAID(name=Typed(words))),
            Picture("slack:F1", SAID(name=Typed(words))),
            Small((PLAIN, SAID(name=Typed(words)))),
        ),
    )


def every_field(words: str = NASTY) -> Form:
    """A form with every field there is."""
    return Form(
        "test.form",
        TITLE,
        SEND,
        (
            Note((PLAIN,)),
            Line("name", NAME, HINT, words, most=3000),
            Line("purpose", NAME, long=True, optional=True),
            OneOf("one", NAME, OPTIONS[:2], "1", HINT),
            OneOf("of_many", NAME, OPTIONS),
            ManyOf("many", NAME, OPTIONS, ("1", "3")),
            PersonField("who", NAME, ANA),
            ChannelField("where", NAME, CHANNEL, optional=True),
            DateField("when", NAME, optional=True),
        ),
        ("memo", "of two"),
    )
