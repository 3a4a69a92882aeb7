"""What is said when a clinic is talked over in its thread: a structured conversation by turns, and replies that may be kept."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

L, INFORM, S = Act.LOGISTICS, Act.INFORM, Act.SUMMARISE

# --- beginning a structured conversation -----------------------------------------------------------------------------

RUN_NOW = label("clinic.run_now", "Run it in the thread, by the minute")
RUN_SLOW = label("clinic.run_slow", "Run it in the thread, a day for each step")
NEEDS_THREAD = sentence(
    "clinic.run_needs_thread", L, "It can run in a thread once your question stands in a channel."
)()
CARD = sentence("clinic.run_card", L, "*{name}*", name=Slot.TERM)
TAKES = sentence("clinic.run_takes", L, "It takes about {n} minutes, here in the thread.", n=Slot.COUNT)
TAKES_DAYS = sentence(
    "clinic.run_takes_days", L, "It takes {n} days here in the thread, a day for each step.", n=Slot.COUNT
)
WHO = sentence(
    "clinic.run_who",
    Act.CONNECT,
    "{who} asks who would like to take part. Reading along is fine too.",
    who=Slot.WHO,
)
KEPT = sentence(
    "clinic.run_kept",
    INFORM,
    "What those who take part write in this thread is kept for the summary, and deleted right after it.",
)()
JOIN = label("clinic.run_join", "I take part")
BEGIN = label("clinic.run_begin", "Begin")
OPENED = sentence("clinic.run_opened", L, "It stands in the thread. You begin it there when enough are in.")()
JOINED = sentence("clinic.run_joined", L, "You are in. {who} begins it.", who=Slot.WHO)
FULL = sentence("clinic.run_full", INFORM, "It is full: {n} people take part.", n=Slot.COUNT)
FEW = sentence(
    "clinic.run_few",
    INFORM,
    "It takes {n} people, and {there} is in so far.",
    many="It takes {n} people, and {there} are in so far.",
    n=Slot.COUNT,
    there=Slot.COUNT,
)
BEGUN = sentence("clinic.run_begun", INFORM, "It has begun already. Reading along is fine.")()
ALREADY = sentence("clinic.run_already", INFORM, "One stands in the thread already.")()
OVER = sentence("clinic.run_over", INFORM, "That conversation is over.")()

# --- its turns -------------------------------------------------------------------------------------------------------

TURN_ALL = sentence(
    "clinic.turn_all", L, "Step {n} of {all}, all of you, {minutes}: {step}",
    n=Slot.COUNT, all=Slot.COUNT, minutes=Slot.TERM, step=Slot.TERM,
)  # fmt: skip
TURN_OF = sentence(
    "clinic.turn_of", L, "Step {n} of {all}, {who}, {minutes}: {step}",
    n=Slot.COUNT, all=Slot.COUNT, who=Slot.PEOPLE, minutes=Slot.TERM, step=Slot.TERM,
)  # fmt: skip
GROUP = sentence("clinic.turn_group", L, "{n}. {who}", n=Slot.COUNT, who=Slot.PEOPLE)
UNEVEN = sentence(
    "clinic.turn_uneven",
    L,
    "The number does not come out even: {who} are a group of {n}.",
    who=Slot.PEOPLE,
    n=Slot.COUNT,
)
BY_LOT = sentence("clinic.turn_by_lot", INFORM, "The groups were drawn by lot.")()
MINUTES = sentence("clinic.turn_minutes", L, "{n} minute", many="{n} minutes", n=Slot.COUNT)
A_DAY = label("clinic.turn_day", "a day")
OWN_STEP = label("clinic.run_own_step", "Name my own step")
NEXT = label("clinic.turn_next", "Next step")
STOP = label("clinic.turn_stop", "End it here")
MOVED = sentence("clinic.turn_moved", L, "It moves on.")()
NOT_YOUR_TURN = sentence(
    "clinic.not_your_turn",
    L,
    "Now it is the turn of {who}. Yours comes too. What you just wrote is not kept for the summary.",
    who=Slot.PEOPLE,
)
ONLY_ANSWERS = sentence(
    "clinic.only_answers",
    L,
    "In this step a statement comes as the answer to a question. What you just wrote is not kept for the summary.",
)()

# --- its summary -----------------------------------------------------------------------------------------------------

SUMMARY = sentence("clinic.run_summary", S, "*{name}*: who said what, in their words.", name=Slot.TERM)
SUMMARY_STEP = sentence("clinic.run_summary_step", L, "{n}. {step}", n=Slot.COUNT, step=Slot.TERM)
SUMMARY_NONE = sentence("clinic.run_summary_none", S, "Nobody wrote anything here.")()
SUMMARY_GONE = sentence(
    "clinic.run_summary_gone", INFORM, "I have deleted these words on my side. The thread belongs to you all."
)()
SUMMARY_ASK = sentence(
    "clinic.run_summary_ask", Act.HAND_BACK, "{who}, it is with you now. What would you like to begin with?",
    who=Slot.WHO,
)  # fmt: skip

# --- replies in the thread -------------------------------------------------------------------------------------------

REPLIES = sentence(
    "clinic.replies",
    L,
    "Whoever replies here is asked privately whether their words may be kept with the question.",
)()
REPLY_SUMMARY = sentence("clinic.reply_summary", L, "You replied to {who}.", who=Slot.WHO)
REPLY_WROTE = sentence("clinic.reply_wrote", L, "You replied in the thread of {who}:", who=Slot.WHO)
REPLY_ASK = sentence(
    "clinic.reply_ask",
    Act.CONNECT,
    "May it be kept with the question, with your name, until the clinic is over?",
)()
REPLY_HOW = sentence(
    "clinic.reply_how", INFORM, "After a no I delete it on my side, and nobody is told. I ask once."
)()
KEEP = label("clinic.reply_keep", "It may be kept")
LEAVE = label("clinic.reply_leave", "Only in the thread")
LEFT = sentence("clinic.reply_left", L, "It stays in the thread only.")()
