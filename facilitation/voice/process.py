"""The structured conversations people can choose, in our own words: what happens, in which order, how long.

Steps and timings are facts from the sources named in ``facilitation/process.py``; the wording is ours (MIT, like the rest).
"""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act, Phrase


def _step(key: str, text: str) -> Phrase:
    return sentence(f"process.{key}", Act.LOGISTICS, text)()


TROIKA = label("process.troika.name", "Troika: three people, each helped in turn")
TROIKA_STEPS = (
    _step("troika.1", "The first of you says what the problem is and which help is wanted."),
    _step("troika.2", "The other two ask until they understand. Answers stay short."),
    _step(
        "troika.3",
        "The first one turns away and listens. The other two talk about it, from what they have lived.",
    ),
    _step("troika.4", "The first one turns back and says what was of value."),
    _step("troika.5", "Change places, until each of you has been first."),
)

PEER_ASSIST = label("process.peer_assist.name", "Peer assist: people who have met this share what happened")
PEER_ASSIST_STEPS = (
    _step("peer_assist.1", "The one who asks tells the situation and what is wanted from this meeting."),
    _step("peer_assist.2", "Everybody asks what they would like to know first."),
    _step("peer_assist.3", "Each tells what happened when they met something like it, the failures too."),
    _step("peer_assist.4", "The one who asks says back what was heard."),
    _step("peer_assist.5", "The one who asks names a next step and a day to come back to it."),
)

ONE_TWO_FOUR = label("process.one_two_four.name", "1-2-4-All: alone, in pairs, in fours, together")
ONE_TWO_FOUR_STEPS = (
    _step("one_two_four.1", "Alone and in silence: write down what comes to mind."),
    _step("one_two_four.2", "In pairs: tell each other what you wrote."),
    _step("one_two_four.3", "In fours: notice what is alike and what differs."),
    _step("one_two_four.4", "Together: each four tells the one thing that stood out."),
)

FIFTEEN = label("process.fifteen.name", "15%: what is already in your own hands")
FIFTEEN_STEPS = (
    _step("fifteen.1", "Alone: list what you can begin now, with the freedom and the means you have."),
    _step("fifteen.2", "In twos or threes: tell each other your lists."),
    _step("fifteen.3", "The others ask questions until your first step is clear to you."),
)

TRIZ = label("process.triz.name", "TRIZ: how would we make it fail for certain")
TRIZ_STEPS = (
    _step("triz.1", "Name the result that nobody here wants."),
    _step("triz.2", "List everything that would bring it about for certain."),
    _step("triz.3", "Look at the list: what of it happens here already, in some form?"),
    _step("triz.4", "Choose together what to stop, and who stops it first."),
)

NOW_WHAT = label("process.now_what.name", "What, so what, now what: three rounds of looking")
NOW_WHAT_STEPS = (
    _step("now_what.1", "What happened? Only what could be seen or heard. Alone first, then together."),
    _step("now_what.2", "So what does it mean to us? Alone first, then together."),
    _step("now_what.3", "Now what comes next, and who begins? Alone first, then together."),
)

NINE_WHYS = label("process.nine_whys.name", "Nine whys: what is this for")
NINE_WHYS_STEPS = (
    _step(
        "nine_whys.1",
        "In pairs: one tells what they do here, the other asks gently and again why it matters.",
    ),
    _step("nine_whys.2", "The other way round."),
    _step("nine_whys.3", "In fours: tell each other what you heard."),
    _step("nine_whys.4", "Together: say in one sentence what this is for."),
)

ACTION_LEARNING = label(
    "process.action_learning.name", "Action learning: only questions, and answers to them"
)
ACTION_LEARNING_STEPS = (
    _step("action_learning.1", "One person tells the problem in two minutes."),
    _step("action_learning.2", "Anybody asks anybody. Statements come only as answers to a question."),
    _step("action_learning.3", "Each writes down what the problem is by now. Read them out."),
    _step("action_learning.4", "More questions, now about what to begin with."),
    _step(
        "action_learning.5", "The one with the problem names a next step. Everybody says what they learnt."
    ),
)

AFTER_ACTION = label("process.after_action.name", "After-action review: planned, happened, why, next time")
AFTER_ACTION_STEPS = (
    _step(
        "after_action.1",
        "What was planned? Everybody says it as they understood it. All ranks are equal here.",
    ),
    _step("after_action.2", "What happened? Facts only, nobody is graded."),
    _step("after_action.3", "Why was there a difference?"),
    _step("after_action.4", "What stays, and what will be done another way next time?"),
)

LEAN_COFFEE = label("process.lean_coffee.name", "Lean coffee: topics on cards, votes, eight minutes each")
LEAN_COFFEE_STEPS = (
    _step("lean_coffee.1", "Everybody writes topics, one on a card, and says each in a sentence."),
    _step("lean_coffee.2", "Two votes each. The topic with most votes comes first."),
    _step(
        "lean_coffee.3",
        "Talk about the topic. At the bell: thumbs up for four more minutes, else the next topic.",
    ),
    _step("lean_coffee.4", "Each names one thing they take away."),
)

APPRECIATIVE = label("process.appreciative.name", "Appreciative round: when it went well before")
APPRECIATIVE_STEPS = (
    _step("appreciative.1", "In pairs: tell each other of a time when this went well here."),
    _step("appreciative.2", "Together: what was present each time?"),
    _step("appreciative.3", "Say how it looks here, once there is more of that."),
    _step("appreciative.4", "Each names one small thing they begin with."),
)

OPEN_SPACE = label("process.open_space.name", "Open space: whoever cares opens a topic")
OPEN_SPACE_STEPS = (
    _step("open_space.1", "Whoever cares about something names it and a place for it."),
    _step("open_space.2", "Stay where you learn or give something. Leaving is welcome at any time."),
    _step("open_space.3", "Each group writes down what came of it."),
    _step("open_space.4", "Come together and read it out."),
)

STEP = sentence("process.step", Act.LOGISTICS, "{step} ({n} min)", step=Slot.TERM, n=Slot.COUNT)
WHOLE = sentence("process.whole", Act.LOGISTICS, "{name}, about {n} minutes.", name=Slot.TERM, n=Slot.COUNT)
YOUR_TURN = sentence("process.your_turn", Act.LOGISTICS, "Now {who}. {step} ({n} min)", who=Slot.PEOPLE, step=Slot.TERM, n=Slot.COUNT)  # fmt: skip
ALL_TURN = sentence(
    "process.all_turn", Act.LOGISTICS, "Now all of you. {step} ({n} min)", step=Slot.TERM, n=Slot.COUNT
)
SOURCE = sentence(
    "process.source",
    Act.INFORM,
    "Where this comes from: {source}; {licence}.",
    source=Slot.NAME,
    licence=Slot.NAME,
)
