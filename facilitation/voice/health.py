"""What is said of how a community fares: facts and a possible next move, never a score."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM = Act.INFORM

MEANS = label("health.means", "shows what can be seen here in four areas, and what could come next.")
HEALTH = sentence("health.heading", INFORM, "How {name} fares", name=Slot.NAME)
NAME = label("health.name", "Name: what you are here for")
CONNECT = label("health.connect", "Connect: who meets whom")
RESOURCE = label("health.resource", "Resource: means and methods")
ILLUMINATE = label("health.illuminate", "Illuminate: what is told")
NOT_ENOUGH = sentence("health.not_enough", INFORM, "Not enough can be seen yet to say anything.")()
NO_SCORE = sentence(
    "health.no_score",
    INFORM,
    "Everybody in the community reads the same. There is no score, and nothing is about one person.",
)()
COULD_BE_NEXT = sentence(
    "health.could_be_next",
    INFORM,
    "What could come next: “{either}” or “{other}”.",
    either=Slot.TERM,
    other=Slot.TERM,
)

HAS_PURPOSE = sentence("health.has_purpose", INFORM, "A purpose is written down.")()
VALUES = sentence(
    "health.values",
    INFORM,
    "{n} person has said what matters, in their own words.",
    many="{n} people have said what matters, in their own words.",
    n=Slot.COUNT,
)
NAMED = sentence(
    "health.named",
    INFORM,
    "The group has named {n} convener.",
    many="The group has named {n} conveners.",
    n=Slot.COUNT,
)
PROBLEMS = sentence(
    "health.problems",
    INFORM,
    "{n} problem is with this community.",
    many="{n} problems are with this community.",
    n=Slot.COUNT,
)
HEARD = sentence(
    "health.heard",
    INFORM,
    "{n} person was heard in four weeks. Reading along is a full part too.",
    many="{n} people were heard in four weeks. Reading along is a full part too.",
    n=Slot.COUNT,
)
RHYTHM = sentence("health.rhythm", INFORM, "Gatherings come back by themselves.")()
NEW = sentence("health.new", INFORM, "{n} new person", many="{n} new people", n=Slot.COUNT)
TAKEN_IN = sentence(
    "health.taken_in",
    INFORM,
    "Of {all}, {n} met somebody through a welcome or an introduction.",
    n=Slot.COUNT,
    all=Slot.TERM,
)
QUESTIONS = sentence("health.questions", INFORM, "{n} question", many="{n} questions", n=Slot.COUNT)
REPLIED = sentence(
    "health.replied", INFORM, "Of {all} in two months, {n} found a reply.", n=Slot.COUNT, all=Slot.TERM
)
TRIED = sentence(
    "health.tried",
    INFORM,
    "{n} experiment was begun here.",
    many="{n} experiments were begun here.",
    n=Slot.COUNT,
)
WAITING = sentence(
    "health.waiting",
    INFORM,
    "{n} request for means is open.",
    many="{n} requests for means are open.",
    n=Slot.COUNT,
)
STORIES = sentence(
    "health.stories", INFORM, "{n} story was shown here.", many="{n} stories were shown here.", n=Slot.COUNT
)
CAME_OF_PULSE = sentence("health.came_of_pulse", INFORM, "It was said what came of the last pulse.")()
