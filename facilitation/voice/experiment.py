"""What people read about experiments: small, owned by a volunteer, with a day to look back."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

L, S, I = Act.LOGISTICS, Act.SUMMARISE, Act.INFORM  # noqa: E741

TITLE = label("experiment.title", "Experiments")
NEW_TITLE = label("experiment.new_title", "A small experiment")
NEW = label("experiment.new", "Begin one")
SAVE = label("experiment.save", "Begin")
QUESTION = label("experiment.question", "What do you want to find out?")
STEP = label("experiment.step", "What is the smallest next step?")
STEP_HINT = label("experiment.step_hint", "Small enough that it can go wrong and nobody is harmed.")
EXPECT = label("experiment.expect", "What do you expect to see?")
OWNER = label("experiment.owner", "Who does it?")
OWNER_HINT = label("experiment.owner_hint", "Yourself, or a person who is asked first and can say no.")
REVIEW_ON = label("experiment.review_on", "On which day do you look back?")
PROBLEM = label("experiment.problem", "Does it belong to a problem?")
OF_PROBLEM = sentence("experiment.of_problem", Act.LABEL, "{question}", question=Slot.NAME)

NO_COMMUNITY = sentence(
    "experiment.no_community", I, "Experiments belong to a community. This channel has none yet."
)()
EMPTY = sentence("experiment.empty", L, "Write a few words here.")()
DAY_PAST = sentence("experiment.day_past", L, "Choose a day that is still to come.")()
DAY_FAR = sentence("experiment.day_far", L, "Choose a day within the next half year.")()

BEGUN = sentence("experiment.begun", L, "It is in the ledger. I come back to you on {day}.", day=Slot.DAY)
ASKED_OWNER = sentence(
    "experiment.asked_owner", L, "{who} is asked privately first. It begins with a yes.", who=Slot.WHO
)
OWN_SUMMARY = sentence(
    "experiment.own_summary",
    Act.CONNECT,
    "{who} asks whether you would own a small experiment.",
    who=Slot.WHO,
)
OWN_ASK = sentence("experiment.own_ask", Act.CONNECT, "{who} wrote this for {community}. Would you like to be its owner? A no ends it here.",
                   who=Slot.WHO, community=Slot.NAME)  # fmt: skip
OWN_YES = label("experiment.own_yes", "Yes, mine")
OWN_NO = label("experiment.own_no", "No, thanks")
OWN_TAKEN = sentence("experiment.own_taken", L, "It is yours. I come back to you on {day}.", day=Slot.DAY)
OWN_REFUSED = sentence("experiment.own_refused", L, "That is fine. Nobody asks you about it again.")()
OWNER_FOUND = sentence("experiment.owner_found", L, "{who} owns it now.", who=Slot.WHO)
OWNER_NOT_FOUND = sentence(
    "experiment.owner_not_found",
    Act.HAND_BACK,
    "This one has no owner yet. Who would like it, or is it yours?",
)()
NOT_YOURS = sentence("experiment.not_yours", I, "This one is in another person's hands.")()
GONE = sentence("experiment.gone", I, "This experiment is closed already.")()

STEP_LABEL = label("experiment.step_label", "Next step")
EXPECT_LABEL = label("experiment.expect_label", "Expected")
HAPPENED_LABEL = label("experiment.happened_label", "Happened")
LEARNT_LABEL = label("experiment.learnt_label", "Learnt")
NEXT_LABEL = label("experiment.next_label", "Next")
OWNER_LABEL = label("experiment.owner_label", "Owner")
REVIEW_LABEL = label("experiment.review_label", "Looks back")
WORDS = sentence("experiment.words", S, "{words}", words=Slot.WORDS)
PERSON = sentence("experiment.person", S, "{who}", who=Slot.WHO)
DAY = sentence("experiment.day", S, "{day}", day=Slot.DAY)

REVIEW_SUMMARY = sentence(
    "experiment.review_summary", L, "Today is the day to look back on your experiment."
)()
REVIEW_QUOTE = sentence("experiment.review_quote", Act.REFLECT, "You planned: “{words}”.", words=Slot.WORDS)
REVIEW_ASK = sentence("experiment.review_ask", Act.ASK_OPEN, "What happened?")()
REVIEW = label("experiment.review", "Tell how it went")
LATER = label("experiment.later", "In a week")
PUT_OFF = sentence("experiment.put_off", L, "I come back on {day}.", day=Slot.DAY)
REVIEW_TITLE = label("experiment.review_title", "Looking back")
HAPPENED = label("experiment.happened", "What happened?")
LEARNT = label("experiment.learnt", "What did you learn?")
NEXT = label("experiment.next", "And now?")
KEPT = label("experiment.kept", "We keep it")
CHANGED = label("experiment.changed", "We change it")
DROPPED = label("experiment.dropped", "We drop it")
REVIEWED = sentence(
    "experiment.reviewed",
    Act.AFFIRM_EFFORT,
    "Thank you for writing down what happened. Others can find it now, whatever came of it.",
)()
REVIEW_SAVE = label("experiment.review_save", "Keep it")

LIST_OPEN = sentence(
    "experiment.list_open", S, "{n} experiment is open.", many="{n} experiments are open.", n=Slot.COUNT
)
LIST_DONE = sentence("experiment.list_done", S, "{n} has been looked back on: {kept} kept, {changed} changed, {dropped} dropped.",
                     many="{n} have been looked back on: {kept} kept, {changed} changed, {dropped} dropped.",
                     n=Slot.COUNT, kept=Slot.COUNT, changed=Slot.COUNT, dropped=Slot.COUNT)  # fmt: skip
LIST_EMPTY = sentence(
    "experiment.list_empty",
    Act.HAND_BACK,
    "There is none yet. Which small step could somebody here begin with?",
)()
EQUAL_RANK = sentence(
    "experiment.equal_rank", I, "Kept, changed and dropped stand side by side. Each of them taught something."
)()

TRIED_SUMMARY = sentence("experiment.tried_summary", S, "What people here have met.")()
TRIED_FOUND = sentence(
    "experiment.tried_found",
    S,
    "{n} experiment speaks of this.",
    many="{n} experiments speak of this.",
    n=Slot.COUNT,
)
TRIED_NONE = sentence(
    "experiment.tried_none",
    Act.HAND_BACK,
    "No experiment speaks of “{words}” yet. Who here might know somebody?",
    words=Slot.WORDS,
)
TRIED_WHERE = sentence(
    "experiment.tried_where", S, "In {community}: {became}", community=Slot.NAME, became=Slot.TERM
)
TRIED_BECAME = sentence(
    "experiment.tried_became",
    S,
    "{who} in {community}: {became}",
    who=Slot.WHO,
    community=Slot.NAME,
    became=Slot.TERM,
)
TRIED_ASK = sentence(
    "experiment.tried_ask", Act.HAND_BACK, "They know what happened. Whom of them would you like to ask?"
)()
TRIED_EMPTY = sentence(
    "experiment.tried_empty", L, "Write a few words after it, for example: /community tried short stand-ups"
)()
RUNNING = label("experiment.running", "Still open")
BECAME = {"kept": label("experiment.became_kept", "Kept"), "changed": label("experiment.became_changed", "Changed"),
          "dropped": label("experiment.became_dropped", "Dropped"), "": RUNNING}  # fmt: skip

HELP = sentence("experiment.help", Act.INFORM, "shows the small experiments here, and begins one.")()
HELP_TRIED = sentence("experiment.help_tried", Act.INFORM, "finds people who have met something before.")()
