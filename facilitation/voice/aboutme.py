"""What is said around what people write of themselves."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM = Act.INFORM

MEANS_WRITE = label("aboutme.means.write", "says what you can help with and what you are learning.")
MEANS_FIND = label("aboutme.means.find", "finds people by what they say of themselves.")

TITLE = label("aboutme.title", "About me")
SEEN_BY = sentence(
    "aboutme.seen_by",
    INFORM,
    "Everybody here can find it. Nothing is added by anybody else. Leave both empty to take it back.",
)()
CAN_HELP_LABEL = label("aboutme.can_help_label", "Ask me about")
LEARNING_LABEL = label("aboutme.learning_label", "What I am learning")
KEPT = sentence("aboutme.kept", INFORM, "Kept as you wrote it. /community who finds you by these words.")()
GONE = sentence("aboutme.gone", INFORM, "It is taken back.")()
ASK_WORDS = sentence(
    "aboutme.ask_words", Act.ASK_OPEN, "What are you looking for? Type /community who and a few words."
)()
NOBODY = sentence(
    "aboutme.nobody",
    INFORM,
    "Nobody wrote these words about themselves. A question in the channel may find more.",
)()
FOUND = label("aboutme.found", "People who wrote these words")
OWN_WORDS = sentence("aboutme.own_words", INFORM, "In their own words. Nothing is inferred.")()
CAN_HELP = sentence("aboutme.can_help", INFORM, "{who} can help with:", who=Slot.WHO)
LEARNS = sentence("aboutme.learns", INFORM, "{who} is learning:", who=Slot.WHO)
