"""What a person reads about what is kept of them, and about having it erased."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM = Act.INFORM

MEANS = sentence(
    "help.means.mydata", INFORM, "shows what is kept about you, gives it to you, and can erase it."
)()

SUMMARY = sentence("mydata.summary", INFORM, "What is kept about you.")()
HEADING = label("mydata.heading", "What is kept about you")
ONLY_YOU = sentence(
    "mydata.only_you", INFORM, "Only you see this. Behind each line stands how many entries there are."
)()
NOTHING = sentence("mydata.nothing", INFORM, "Nothing is kept about you.")()
A_MEMBER = label("mydata.a_member", "a member")

TOPICS = {
    "you": sentence(
        "mydata.you", INFORM,
        "*You*: your name, hours, language and choices, and where your organisation says you work, if it did ({n}). Only "
        "you see them; what you told about yourself, your communities see.", n=Slot.COUNT),
    "communities": sentence(
        "mydata.communities", INFORM,
        "*Communities*: where you are or were, your roles, whom you met or welcomed, what matters to you ({n}). "
        "Their members see it.", n=Slot.COUNT),
    "talk": sentence(
        "mydata.talk", INFORM,
        "*Talk*: in which channel you wrote or reacted and when, never the words ({n}). Conveners see only whole "
        "figures of a community.", n=Slot.COUNT),
    "letters": sentence(
        "mydata.letters", INFORM, "*Letters*: what I wrote to you, so that nothing comes twice ({n}). Only you see them.",
        n=Slot.COUNT),
    "suggested": sentence(
        "mydata.suggested", INFORM,
        "*Suggestions*: where you were suggested or were asked to invite somebody, and what became of it ({n}). You "
        "and the person who was asked see it.", n=Slot.COUNT),
    "pulse": sentence(
        "mydata.pulse_topic", INFORM, "*Pulse*: that you were asked on a day, or that you sent one ({n}). Nobody sees who was asked.",
        n=Slot.COUNT),
    "help": sentence(
        "mydata.help", INFORM,
        "*Help*: what you asked for, offered or decided ({n}). A community sees its requests and offers; what you ask "
        "for help with, only you and whom you tell.", n=Slot.COUNT),
    "work": sentence(
        "mydata.work", INFORM,
        "*Problems*: questions, experiments, promises and practices that have your name ({n}). The communities see them.",
        n=Slot.COUNT),
    "stories": sentence(
        "mydata.stories", INFORM, "*Stories*: those you told or are named in ({n}). They were shown where you agreed.",
        n=Slot.COUNT),
    "links": sentence(
        "mydata.links", INFORM, "*Accounts*: that you are the same person on Slack and Teams ({n}). Nobody sees it.",
        n=Slot.COUNT),
    "ledger": sentence(
        "mydata.ledger", INFORM,
        "*What was decided*: why I wrote to you or did not ({n}). Only you can ask, with */community why*.",
        n=Slot.COUNT),
}  # fmt: skip

PULSE = sentence(
    "mydata.pulse", INFORM,
    "Your answers to a pulse are not in it: they are sealed while it is open, and counted without a name when it closes.",
)()  # fmt: skip
TAKE = label("mydata.take", "Take it with me")
READ_ALL = label("mydata.read_all", "Read it all")
LINK_LIVES = sentence(
    "mydata.link_lives", INFORM, "The file can be fetched for fifteen minutes, only with this button."
)()
PAGE = sentence("mydata.page", INFORM, "Page {n} of what is kept about you:", n=Slot.COUNT)
MORE = sentence(
    "mydata.more", INFORM, "There is more than fits here. An admin can give you the whole file."
)()

ERASE = label("mydata.erase", "Erase me")
ASK_SUMMARY = sentence("mydata.ask_summary", INFORM, "What erasing you would do.")()
WOULD = sentence(
    "mydata.would", INFORM,
    "I would forget everything that has your name, also what waits to be sent. This cannot be undone. You would be a "
    "newcomer if you come back.",
)()  # fmt: skip
GIVEN = sentence(
    "mydata.given", INFORM,
    "Stories, practices and topics that you gave can stay without your name, or go as well.",
)()  # fmt: skip
ERASE_LEAVING = label("mydata.erase_leaving", "Erase me, leave those")
ERASE_TAKING = label("mydata.erase_taking", "Erase me and those")
KEEP = label("mydata.keep", "Keep everything")
SURE = label("mydata.sure", "This cannot be undone.")
PLATFORM = sentence(
    "mydata.platform", INFORM,
    "What you wrote in the chat itself stays there. As long as you are in a channel that I look after, you count as "
    "somebody who came today.",
)()  # fmt: skip
COPIES = sentence(
    "mydata.copies", INFORM, "Backups hold you until they are deleted; the admins know how long that is."
)()
ERASING = sentence("mydata.erasing", INFORM, "It has begun. In a few minutes nothing is left of you here.")()
