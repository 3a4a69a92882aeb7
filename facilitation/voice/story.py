"""What is said while a story is told, agreed to, shown and taken back. The story itself is in people's own words."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM, LOGISTICS, ASK = Act.INFORM, Act.LOGISTICS, Act.ASK_OPEN

MEANS_TELL = label("story.means.tell", "tells what happened, in four questions at your pace.")
MEANS_SHOW = label("story.means.show", "shows the stories told here, and your own.")
MEANS_EXPORT = label("story.means.export", "gives you stories and practices to take away.")

# --- telling -------------------------------------------------------------------------------------------------------

TITLE = label("story.title", "A story")
KEEP = label("story.keep", "Keep it")
QUESTIONS = (
    sentence("story.question.1", ASK, "What was going on before it began?")(),
    sentence("story.question.2", ASK, "What happened, and who did what?")(),
    sentence("story.question.3", ASK, "What is different since then?")(),
    sentence("story.question.4", ASK, "What do you take from it?")(),
)
QUESTION_LABELS = (
    label("story.label.1", "What was going on before it began?"),
    label("story.label.2", "What happened, and who did what?"),
    label("story.label.3", "What is different since then?"),
    label("story.label.4", "What do you take from it?"),
)
ANSWER = label("story.answer", "Answer")
WITHDRAW = label("story.withdraw", "Take it back")
PROGRESS = sentence("story.progress", INFORM, "Question {n} of {all}.", n=Slot.COUNT, all=Slot.COUNT)
OWN_PACE = sentence(
    "story.own_pace", INFORM, "Stop whenever you like; /community story goes on where you stopped."
)()
A_FEW_WORDS = sentence("story.a_few_words", LOGISTICS, "A few words here, please.")()
TOLD = sentence("story.told", INFORM, "All four are told. Next: what it means to you, and who is in it.")()
SAY_MEANING = label("story.say_meaning", "Say what it means")
NOBODY_YET = sentence("story.nobody_yet", INFORM, "Nobody has read it. Everybody in it is asked first.")()
OVER = sentence("story.over", INFORM, "This story is not open any more.")()
AUTHOR_ASKED = sentence(
    "story.author_asked", INFORM, "The one who wrote it is asked whether they want to tell it."
)()
WOULD_YOU_TELL = sentence(
    "story.would_you_tell",
    LOGISTICS,
    "{who} hears a story for *{name}* in what you wrote. Would you tell it?",
    who=Slot.WHO,
    name=Slot.NAME,
)
TELL_IT = label("story.tell_it", "I will tell it")
RATHER_NOT = label("story.rather_not", "No, and forget it")
INVITED = sentence(
    "story.invited",
    ASK,
    "{who} asks: what has *{name}* changed in how you work? Four short questions bring a story together.",
    who=Slot.WHO,
    name=Slot.NAME,
)
TELL_ONE = label("story.tell_one", "Tell one")
INVITATION_GOES = sentence("story.invitation_goes", INFORM, "The invitation goes to the channel.")()
GO_FIRST = sentence(
    "story.go_first", Act.HAND_BACK, "You have not told one here yet. You can go first, or let others begin."
)()

# --- meaning -------------------------------------------------------------------------------------------------------

MEANING_TITLE = label("story.meaning_title", "What it means")
CYCLE_LABEL = label("story.cycle_label", "What it gave")
CYCLES = {
    "immediate": label("story.cycle.immediate", "it did good in the moment"),
    "potential": label("story.cycle.potential", "something to use some day"),
    "applied": label("story.cycle.applied", "something was used"),
    "realised": label("story.cycle.realised", "a result could be seen"),
    "reframing": label("story.cycle.reframing", "the question itself looks different now"),
}
SIGNIFIERS_LABEL = label("story.signifiers_label", "It is about")
SIGNIFIERS = {
    "help": label("story.sign.help", "somebody helped"),
    "failure": label("story.sign.failure", "something failed and taught"),
    "courage": label("story.sign.courage", "somebody dared"),
    "bridge": label("story.sign.bridge", "people from different places"),
    "small": label("story.sign.small", "a small thing"),
    "surprise": label("story.sign.surprise", "a surprise"),
}
MEANING_LABEL = label("story.meaning_label", "In your own words")
WHO_IS_IN_IT = sentence(
    "story.who_is_in_it", INFORM, "Who is in it reads it first, and may have another name or be left out."
)()
NAMED_LABEL = label("story.named_label", "Somebody in it")
CHANNEL_LABEL = label("story.channel_label", "Shown in one more channel")
PICTURE_LABEL = label("story.picture_label", "A picture's address")
PICTURE_HINT = sentence("story.picture_hint", INFORM, "An https address of a picture that you may show.")()
PICTURE_WRONG = sentence("story.picture_wrong", LOGISTICS, "An address that begins with https://, please.")()
PICTURE_ALT = sentence("story.picture_alt", INFORM, "A picture that {who} gave with the story.", who=Slot.WHO)
MEANS_TO_ME = label("story.means_to_me", "*What it means to me*")

# --- everybody in it -------------------------------------------------------------------------------------------------

THEY_ARE_ASKED = sentence(
    "story.they_are_asked",
    INFORM,
    "Asked first: {who}. You see it once everybody has answered.",
    who=Slot.PEOPLE,
)
YOU_ARE_IN_IT = sentence(
    "story.you_are_in_it",
    LOGISTICS,
    "{who} tells a story that you are in. Nobody else has read it. Is it fine for you to stand in it?",
    who=Slot.WHO,
)
FINE = label("story.fine", "Fine with me")
OTHER_NAME = label("story.other_name", "Under another name")
LEAVE_ME_OUT = label("story.leave_me_out", "Leave me out")
ANY_TIME = sentence("story.any_time", INFORM, "You can change this at any time, also after it was shown.")()
ALIAS_LABEL = label("story.alias_label", "What would you like to be called?")
ALIAS_HINT = sentence("story.alias_hint", INFORM, "For example: a colleague from another team.")()
HEARD = sentence("story.heard", INFORM, "Noted. It holds from now on.")()

# --- preview and queue -----------------------------------------------------------------------------------------------

PREVIEW_COMES = sentence(
    "story.preview_comes", INFORM, "You get it to see in a moment, as others would read it."
)()
PREVIEW = sentence(
    "story.preview", INFORM, "This is how others would read it. Nothing is shown without your yes."
)()
WANTS_OUT = sentence(
    "story.wants_out",
    INFORM,
    "{who} would like to be left out, and the words still have the name. It waits for other words.",
    who=Slot.PEOPLE,
)
PUBLISH = label("story.publish", "Show it like this")
CHANGE_WORDS = label("story.change_words", "Change the words")
NOT_YET = sentence("story.not_yet", INFORM, "It waits for other words first.")()
QUEUED = sentence(
    "story.queued", INFORM, "It is shown on {at}: one story a week, each in its turn.", at=Slot.MOMENT
)
STORY_OF = sentence(
    "story.story_of", INFORM, "A story from *{name}*, told by {who}", who=Slot.WHO, name=Slot.NAME
)

# --- the sponsor -------------------------------------------------------------------------------------------------------

NOTHING_TO_SHARE = sentence(
    "story.nothing_to_share", INFORM, "There is no story of that kind, or no sponsor."
)()
MAY_SPONSOR_READ = sentence(
    "story.may_sponsor_read",
    LOGISTICS,
    "{who} asks: may {sponsor}, your sponsor, read your story? It goes as a story with a question, not as a figure.",
    who=Slot.WHO,
    sponsor=Slot.WHO,
)
SHARE_IT = label("story.share_it", "Share it")
TELLER_ASKED = sentence("story.teller_asked", INFORM, "The teller is asked.")()
FOR_SPONSOR = sentence(
    "story.for_sponsor",
    ASK,
    "{who} from *{name}* shares a story with you. What do you see in a new light?",
    who=Slot.WHO,
    name=Slot.NAME,
)
SHARED = sentence("story.shared", INFORM, "It is on its way to your sponsor.")()

# --- taking back and taking away ---------------------------------------------------------------------------------------

WITHDRAWN = sentence("story.withdrawn", INFORM, "It is taken back everywhere, and its words are forgotten.")()
GONE = sentence("story.gone", INFORM, "This story was taken back by the one who told it.")()
EXPORT_EMPTIED = sentence(
    "story.export_emptied",
    INFORM,
    "A story in this export was taken back. /community export makes a new one.",
)()
EXPORTED = sentence(
    "story.exported", INFORM, "Stories and practices of *{name}*, to take away:", name=Slot.NAME
)
EXPORT_STAYS_TRUE = sentence(
    "story.export_stays_true",
    INFORM,
    "When a story in it is taken back, this letter is emptied. A copy you made is yours to delete.",
)()
EXPORT_COMES = sentence("story.export_comes", INFORM, "It comes to you in a private message.")()
STORIES = sentence("story.stories", INFORM, "Stories of {name}", name=Slot.NAME)
NO_STORY_YET = sentence("story.no_story_yet", INFORM, "There is none so far. /community story begins one.")()
SHOWN_ON = sentence("story.shown_on", INFORM, "Told by {who}, shown on {at}.", who=Slot.WHO, at=Slot.MOMENT)
REACTIONS = sentence("story.reactions", INFORM, "{n} reaction.", many="{n} reactions.", n=Slot.COUNT)
MINE = sentence("story.mine", INFORM, "Yours from {at}: {state}.", at=Slot.MOMENT, state=Slot.TERM)
GO_ON = label("story.go_on", "Go on telling")
STATES = {
    "asked": label("story.state.asked", "waiting for your word"),
    "telling": label("story.state.telling", "not told to the end"),
    "meaning": label("story.state.meaning", "told, its meaning still open"),
    "consent": label("story.state.consent", "read first by those in it"),
    "preview": label("story.state.preview", "waiting for your yes"),
    "queued": label("story.state.queued", "in the queue"),
    "published": label("story.state.published", "shown"),
}
TO_SHELF = label("story.to_shelf", "A practice for the shelf")
