"""What the nudges say about methods, knowledge and means: processes that fit, experiments, support, requests."""

from facilitation.voice.catalogue import Slot
from facilitation.voice.nudges import saying

CONVENER_ANSWERS_FIRST = saying(
    "convener_answers_first",
    "Your answer comes first",
    "Questions in *{community}* often meet a convener first. A day of waiting with a question to all, peer assist, or something else: what fits?",
    "{n} of {all} answered questions had their first answer from a convener.",
    "Who has met something like this before?",
    n=Slot.COUNT,
    all=Slot.COUNT,
)
QUESTION_UNANSWERED = saying(
    "question_unanswered",
    "A question without a reply",
    "A question in *{community}* has stood two days without a reply. Peer assist, a question to all, or something else: what fits?",
    "{n} question has been open for more than 48 hours.",
    "Who has met something like this, and what happened?",
    many="{n} questions have been open for more than 48 hours.",
    n=Slot.COUNT,
)
TOPICS_PILE_UP = saying(
    "topics_pile_up",
    "Topics pile up",
    "*{community}* has more topics than hours. Lean coffee, open space, or something else: what fits?",
    "{n} topics are open.",
    n=Slot.COUNT,
)
TALKED_NOT_TRIED = saying(
    "talked_not_tried",
    "Talked about and not begun",
    "*{community}* has talked about one problem often and begun nothing. The 15% round, action learning, or something else: what fits?",
    "It came up in {n} threads, and no experiment began.",
    n=Slot.COUNT,
)
TRY_NOT_REVIEWED = saying(
    "try_not_reviewed",
    "An experiment without a review",
    "An experiment in *{community}* is past its review date. An after-action review, a question to all, or something else: what fits?",
    "{n} experiment is two weeks or more past its review date.",
    "What was planned, what happened, and what do we keep?",
    many="{n} experiments are two weeks or more past their review date.",
    n=Slot.COUNT,
)
SAME_FAILURE = saying(
    "same_failure",
    "The same thing again",
    "Experiments on the same problem in *{community}* were dropped. TRIZ, an after-action review, or something else: what fits?",
    "{n} experiments on one problem were dropped by their owners.",
    n=Slot.COUNT,
)
ASKS_AGAIN = saying(
    "asks_again",
    "The same kind of help, twice",
    "Somebody in *{community}* asked for the same kind of help twice. Troika with two others, peer assist, or something else: what fits?",
    "{n} person did so within 60 days.",
    many="{n} people did so within 60 days.",
    n=Slot.COUNT,
)
EFFICACY_FELL = saying(
    "efficacy_fell",
    "Getting somewhere together",
    "*{community}* was less sure of itself in the last pulse than before. A number from each and a talk, three rounds of looking, or something else: what fits?",
    "The published interval is {low} to {high} out of 5; it was {before} or more before.",
    low=Slot.NUMBER,
    high=Slot.NUMBER,
    before=Slot.NUMBER,
)
SUPPORT_LOW = saying(
    "support_low",
    "Support from above",
    "*{community}* sees little support. A request for time, means or knowledge, a question to all, or something else: what fits?",
    "The published interval for support is {low} to {high} out of 5.",
    "Which time, means or knowledge would make the most difference to us now?",
    low=Slot.NUMBER,
    high=Slot.NUMBER,
)
OPEN_REQUEST = saying(
    "open_request",
    "A request waits for your word",
    "*{community}* waits for your word on a request. Your decision, a question to all, or something else: what fits?",
    "It has been open for {n} days.",
    "What changes for you once this is here, and what stays as it is without it?",
    n=Slot.COUNT,
)
NOTHING_HANDED_OVER = saying(
    "nothing_handed_over",
    "A problem to hand over",
    "None of your problems is with *{community}* yet. A look at your problems, a question to all, or something else: what fits?",
    "You had {n} digests in the last three months, and no problem is with a community.",
    "Which of these problems would you want to own?",
    n=Slot.COUNT,
)
SPONSOR_SOLVES = saying(
    "sponsor_solves",
    "Your answers in their threads",
    "You answered questions in *{community}* lately. A question to all, action learning, or something else: what fits?",
    "{n} of your messages there in four weeks were the first answer to a question. Only you see this.",
    "What have you met so far, and what did you see?",
    n=Slot.COUNT,
)
