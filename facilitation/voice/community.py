"""How Evener speaks about communities: making one, joining, leaving, its charter, and what it says of itself."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM, LOGISTICS = Act.INFORM, Act.LOGISTICS

# --- help ---------------------------------------------------------------------------------------------------------

HELP_SUMMARY = sentence("help.summary", INFORM, "Commands you can type.")()
HELP_HEADING = label("help.heading", "Evener")
HELP_INTRO = sentence(
    "help.intro",
    INFORM,
    "I help communities of practice to pull the cart together. I ask, connect and remember; the answers are yours.",
)()
HELP_LINE = sentence("help.line", INFORM, "*/community {word}* {meaning}", word=Slot.NAME, meaning=Slot.TERM)
HELP_UNKNOWN = sentence("help.unknown", INFORM, "I do not know “{word}”.", word=Slot.WORDS)
HELP_NEAREST = sentence(
    "help.nearest", INFORM, "I do not know “{word}”. The nearest I have is */community {near}*.",
    word=Slot.WORDS, near=Slot.NAME,
)  # fmt: skip
HELP_SMALL = sentence(
    "help.small", INFORM, "Only you see this. What I sent you and what I held back: */community why*."
)()

MEANS = {
    word: sentence(f"help.means.{word}", INFORM, text)()
    for word, text in {
        "help": "shows this list.",
        "new": "makes a community out of this channel.",
        "join": "takes you into the community of this channel.",
        "leave": "takes you out of it, whenever you like.",
        "charter": "shows what this community is for; conveners can change it.",
        "settings": "holds your hours, your language and what I may send you.",
        "status": "shows how this community stands.",
    }.items()
}

# --- making one ---------------------------------------------------------------------------------------------------

NEW_TITLE = label("community.new.title", "New community")
NEW_SUBMIT = label("community.new.submit", "Make it")
NEW_INTRO = sentence(
    "community.new.intro",
    INFORM,
    "A community of practice is people who care about the same work. Everybody in this channel will be in it, "
    "and anyone can leave.",
)()
CHARTER_TITLE = label("community.charter.title", "Charter")
CHARTER_SUBMIT = label("community.charter.submit", "Save")
NAME_LABEL = label("community.name.label", "Name")
PURPOSE_LABEL = label("community.purpose.label", "Purpose")
PURPOSE_HINT = sentence(
    "community.purpose.hint", INFORM, "What do you care about together? One or two sentences are enough."
)()
VALUES_LABEL = label("community.values.label", "Shared values")
VALUES_HINT = sentence("community.values.hint", INFORM, "How you want to treat each other and the work.")()
WHO_LABEL = label("community.who.label", "Who it is for")
SPONSOR_LABEL = label("community.sponsor.label", "Sponsor")
SPONSOR_HINT = sentence(
    "community.sponsor.hint",
    INFORM,
    "A manager who makes room for this community. They get one message a week.",
)()
LANGUAGE_LABEL = label("community.language.label", "Language in the channel")
LANGUAGE_HINT = sentence(
    "community.language.hint",
    INFORM,
    "What I write into the channel. In private, everybody reads me in their own language.",
)()
NAME_MISSING = sentence("community.name.missing", LOGISTICS, "The community needs a name.")()
MADE = sentence("community.made", INFORM, "*{name}* is a community now, and you convene it.", name=Slot.NAME)
MADE_MEMBERS = sentence(
    "community.made.members",
    INFORM,
    "Everybody in {place} belongs to it. Only you know so far.",
    place=Slot.PLACE,
)
SAY_HELLO = label("community.hello.button", "Tell the channel")
HELLO = sentence(
    "community.hello", INFORM, "This channel is now the community *{name}*, convened by {who}.",
    name=Slot.NAME, who=Slot.WHO,
)  # fmt: skip
HELLO_PURPOSE = sentence(
    "community.hello.purpose", Act.REFLECT, "What it is for: {purpose}", purpose=Slot.WORDS
)
HELLO_SMALL = sentence(
    "community.hello.small",
    INFORM,
    "You can leave the community with */community leave* and stay in the channel.",
)()
TOLD = sentence("community.told", INFORM, "I told the channel.")()
EXISTS = sentence(
    "community.exists", INFORM, "This channel already has a community: *{name}*.", name=Slot.NAME
)
NOT_HERE = sentence(
    "community.not_here", INFORM, "A community lives in a channel. Type this in the channel where it meets."
)()
NO_COMMUNITY = sentence(
    "community.none", INFORM, "This channel has no community yet. */community new* makes one."
)()
WHICH = sentence(
    "community.which",
    LOGISTICS,
    "You are in several communities. Type this in the channel of the one you mean.",
)()

# --- joining and leaving ------------------------------------------------------------------------------------------

JOINED = sentence(
    "community.joined", INFORM, "You are in *{name}* now. Watching is taking part too.", name=Slot.NAME
)
ALREADY = sentence("community.already", INFORM, "You are in *{name}* already.", name=Slot.NAME)
LEFT = sentence(
    "community.left",
    INFORM,
    "You are out of *{name}*. You can come back with */community join*.",
    name=Slot.NAME,
)
NOT_IN = sentence("community.not_in", INFORM, "You are not in *{name}*.", name=Slot.NAME)
LAST_CONVENER = sentence(
    "community.last_convener",
    INFORM,
    "You are the only one who convenes *{name}*. It stays open, and the channel hears that anybody may take it up.",
    name=Slot.NAME,
)
LEAVE_BUTTON = label("community.leave.button", "Leave")
JOIN_BUTTON = label("community.join.button", "Join")
CHARTER_BUTTON = label("community.charter.button", "Change the charter")
CONVENE_BUTTON = label("community.convene.button", "Convene it")
CONVENING = sentence("community.convening", INFORM, "You convene *{name}* now.", name=Slot.NAME)
HAS_CONVENER = sentence(
    "community.has_convener", INFORM, "*{name}* is convened by {who}.", name=Slot.NAME, who=Slot.PEOPLE
)

# --- the charter --------------------------------------------------------------------------------------------------

CHARTER_SUMMARY = sentence("community.charter.summary", INFORM, "The charter of {name}.", name=Slot.NAME)
COMMUNITY_NAME = sentence("community.title", Act.LABEL, "{name}", name=Slot.NAME)
WORDS = sentence("community.words", Act.REFLECT, "{words}", words=Slot.WORDS)
NOT_SAID = label("community.not_said", "not said yet")
CONVENERS_LABEL = label("community.conveners.label", "Conveners")
NOBODY = label("community.nobody", "nobody yet")
PEOPLE = sentence("community.people", Act.LABEL, "{who}", who=Slot.PEOPLE)
CHARTER_SAVED = sentence(
    "community.charter.saved", INFORM, "The charter of *{name}* is changed.", name=Slot.NAME
)
ONLY_CONVENERS = sentence(
    "community.only_conveners", INFORM, "Conveners change the charter. In *{name}* that is {who}.",
    name=Slot.NAME, who=Slot.PEOPLE,
)  # fmt: skip
NOBODY_CONVENES = sentence(
    "community.nobody_convenes", INFORM, "Nobody convenes *{name}* right now.", name=Slot.NAME
)
SPONSORING = sentence(
    "community.sponsoring",
    INFORM,
    "{who} named you as the sponsor of *{name}*. Once a week I tell you what moved there, and nothing about any one person.",
    who=Slot.WHO,
    name=Slot.NAME,
)
SPONSORING_SUMMARY = sentence(
    "community.sponsoring.summary", INFORM, "You sponsor {name} now.", name=Slot.NAME
)

# --- how it stands ------------------------------------------------------------------------------------------------

STATUS_SUMMARY = sentence("community.status.summary", INFORM, "How {name} stands.", name=Slot.NAME)
STAGE_LABEL = label("community.stage.label", "Stage of life")
MEMBERS_LABEL = label("community.members.label", "Members")
SINCE_LABEL = label("community.since.label", "Since")
SINCE = sentence("community.since", Act.LABEL, "{at}", at=Slot.MOMENT)
COUNT = sentence("community.count", Act.LABEL, "{n}", n=Slot.COUNT)
STAGES = {
    "potential": label("community.stage.potential", "finding each other"),
    "coalescing": label("community.stage.coalescing", "growing together"),
    "maturing": label("community.stage.maturing", "finding its focus"),
    "stewardship": label("community.stage.stewardship", "keeping fresh"),
    "transformation": label("community.stage.transformation", "changing or closing"),
}

# --- home ---------------------------------------------------------------------------------------------------------

HOME_SUMMARY = sentence("home.summary", INFORM, "Your Evener.")()
HOME_HEADING = label("home.heading", "Your communities")
HOME_EMPTY = sentence(
    "home.empty",
    INFORM,
    "You are in no community yet. In a channel where people care about the same work, type */community new* or */community join*.",
)()
HOME_LINE = sentence(
    "home.line", INFORM, "*{name}*, {n} person", many="*{name}*, {n} people", name=Slot.NAME, n=Slot.COUNT
)
HOME_CONVENE = sentence(
    "home.line.convene",
    INFORM,
    "*{name}*, {n} person; you convene it",
    many="*{name}*, {n} people; you convene it",
    name=Slot.NAME,
    n=Slot.COUNT,
)
HOME_SPONSOR = sentence(
    "home.line.sponsor",
    INFORM,
    "*{name}*, {n} person; you sponsor it",
    many="*{name}*, {n} people; you sponsor it",
    name=Slot.NAME,
    n=Slot.COUNT,
)
HOME_SUPPORT = sentence(
    "home.support",
    INFORM,
    "Type */community help* anywhere. What I sent you and what I held back: */community why*.",
)()
