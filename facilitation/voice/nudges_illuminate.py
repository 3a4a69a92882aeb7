"""What the nudges say that make things seen: stories, what came of help, and what came of a pulse."""

from facilitation.voice.catalogue import Slot
from facilitation.voice.nudges import saying

THANKED_HELP = saying(
    "thanked_help",
    "Asked, answered, thanked",
    "Somebody asked in *{community}*, was answered and said thanks. Two lines of story, a note on the shelf, or something else: what fits?",
    "{n} thanked answer has no story yet.",
    many="{n} thanked answers have no story yet.",
    n=Slot.COUNT,
)
NO_STORIES = saying(
    "no_stories",
    "No story for a while",
    "No story was told in *{community}* for a while. An invitation to tell one, a question to all, or something else: what fits?",
    "The last one, or the beginning, is {n} days ago.",
    "What has this community changed in how you work?",
    n=Slot.COUNT,
)
STORY_AT_POTENTIAL = saying(
    "story_at_potential",
    "A story that can go on",
    "A story in *{community}* told of something to use some day. A second part, a question to all, or something else: what fits?",
    "{n} story is older than 30 days, and nothing is told of its use.",
    "Who has used it since, and what happened?",
    many="{n} stories are older than 30 days, and nothing is told of their use.",
    n=Slot.COUNT,
)
REFRAMING_STORY = saying(
    "reframing_story",
    "A story that changed a question",
    "A story in *{community}* changed how somebody sees the question. Sharing it with your sponsor, a question to all, or something else: what fits?",
    "{n} teller marked a story so.",
    "What do we see in a new light now?",
    many="{n} tellers marked a story so.",
    n=Slot.COUNT,
)
PULSE_WITHOUT_ACTION = saying(
    "pulse_without_action",
    "What came of the pulse",
    "People answered a pulse in *{community}*, and nothing was said of what came of it. A word on it, a question to all, or something else: what fits?",
    "The last pulse closed {n} days ago. After two like this, pulses pause.",
    "Which one thing from the last pulse do we take up?",
    n=Slot.COUNT,
)
CLOSING = saying(
    "closing",
    "A close with thanks",
    "*{community}* is closing. Stories to keep, a place for what you know, or something else: what comes first?",
    "The group chose to close it.",
)
