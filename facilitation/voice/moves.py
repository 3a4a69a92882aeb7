"""The private mirror of somebody who convenes or sponsors: what could be counted, and one question to put to others."""

from facilitation.voice.catalogue import Slot, sentence
from facilitation.voice.catalogue import label as _label
from facilitation.words import Act

SUMMARY = sentence("moves.summary", Act.SUMMARISE, "Something only you see: how you took part.")()
FIRST = sentence("moves.first", Act.SUMMARISE, "In {community} you answered first in {n} of {all} threads in the last four weeks.",
                 community=Slot.NAME, n=Slot.COUNT, all=Slot.COUNT)  # fmt: skip
TOLD = sentence("moves.told", Act.SUMMARISE, "In {community}, {n} of your {all} messages in the last four weeks read like an answer more than a question.",
                community=Slot.NAME, n=Slot.COUNT, all=Slot.COUNT)  # fmt: skip
GO_FIRST = sentence("moves.go_first", Act.SUMMARISE, "In {community}, {n} people wrote about themselves for others to find them. You can be next.",
                    community=Slot.NAME, n=Slot.COUNT)  # fmt: skip
QUESTIONS = (
    sentence(
        "moves.question_0",
        Act.ASK_OPEN,
        "A question you can put next time: “Who here has met something like it?”",
    )(),
    sentence(
        "moves.question_1",
        Act.ASK_OPEN,
        "A question you can put next time: “What happened when you did it before?”",
    )(),
    sentence(
        "moves.question_2", Act.ASK_OPEN, "A question you can put next time: “What have you noticed so far?”"
    )(),
    sentence(
        "moves.question_3",
        Act.ASK_OPEN,
        "A question you can put next time: “Who else would like to say something?”",
    )(),
)
GO_FIRST_ASK = sentence(
    "moves.go_first_ask", Act.HAND_BACK, "What would you like people here to know about you?"
)()
HOW = sentence("moves.how", Act.INFORM, "Counted from when and where messages were written. A small word model reads those of conveners and sponsors as "
               "they arrive; no text is kept. Shown to you alone, at most once in 14 days.")()  # fmt: skip
WRITE = _label("moves.write", "Write something")
STOP = _label("moves.stop", "Stop these")
STOPPED = sentence("moves.stopped", Act.LOGISTICS, "Stopped. You can change it in your settings.")()
