"""What sponsors and communities read about problems: a question, why it matters, and who has taken it on."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

L, S, I = Act.LOGISTICS, Act.SUMMARISE, Act.INFORM  # noqa: E741

TITLE = label("problem.title", "Problems")
NEW = label("problem.new", "Frame a problem")
NEW_TITLE = label("problem.new_title", "A problem, as a question")
SAVE = label("problem.save", "Frame it")
INTRO = sentence(
    "problem.intro", I, "You hold three to five problems. Communities take them on; nobody is assigned."
)()
QUESTION = label("problem.question", "What is the question?")
QUESTION_HINT = label("problem.question_hint", "For example: How do newcomers find their feet here?")
WHY = label("problem.why", "Why does it matter?")
FOR_WHOM = label("problem.for_whom", "For whom?")
BY_WHEN = label("problem.by_when", "By when does it matter?")
PROMISE = label("problem.promise", "What do you promise?")
PROMISE_HINT = label("problem.promise_hint", "Time, money, attention: what the community can count on.")
KEEP = label("problem.keep", "My wording stays as it is")
KEEP_LABEL = label("problem.keep_label", "If the form stops you")

EMPTY = sentence("problem.empty", L, "Write a few words here.")()
DAY_PAST = sentence("problem.day_past", L, "Choose a day that is still to come.")()
NAMES_ANSWER = sentence(
    "problem.names_answer",
    Act.ASK_OPEN,
    "This names an answer (“{words}”). What is the question behind it?",
    words=Slot.WORDS,
)
NO_QUESTION = sentence(
    "problem.no_question",
    Act.ASK_OPEN,
    "This is not a question yet. What do you want the community to find out?",
)()
FIVE = sentence(
    "problem.five",
    I,
    "You hold five open problems already, and more would thin them out. One can be let go first.",
)()
FRAMED = sentence("problem.framed", L, "It is framed. Your communities see it, and can take it on.")()
FRAMED_NOWHERE = sentence(
    "problem.framed_nowhere", L, "It is framed. You sponsor no community yet, so nobody sees it so far."
)()

OFFER_SUMMARY = sentence("problem.offer_summary", Act.CONNECT, "A new question from your sponsor.")()
OFFER = sentence("problem.offer", Act.CONNECT, "{who} brings a question to {community}. Whether to take it on is for you to say, and no is an answer.",
                 who=Slot.WHO, community=Slot.NAME)  # fmt: skip
WHY_LABEL = label("problem.why_label", "Why")
WHOM_LABEL = label("problem.whom_label", "For whom")
WHEN_LABEL = label("problem.when_label", "By")
PROMISE_LABEL = label("problem.promise_label", "The sponsor promises")
STATE_LABEL = label("problem.state_label", "Stands at")
HANDS_LABEL = label("problem.hands_label", "Hands raised")
WORDS = sentence("problem.words", S, "{words}", words=Slot.WORDS)
DAY = sentence("problem.day", S, "{day}", day=Slot.DAY)
COUNT = sentence("problem.count", S, "{n}", n=Slot.COUNT)

TAKE = label("problem.take", "We take it on")
HAND = label("problem.hand", "Raise a hand")
UNHAND = label("problem.unhand", "Take my hand down")
INVITE = label("problem.invite", "Invite somebody")
MOVE = label("problem.move", "It has moved")
LET_GO = label("problem.let_go", "Let it go")
OPEN_TO_ALL = label("problem.open_to_all", "Open to all communities")

TAKEN = sentence("problem.taken", L, "{community} has taken it on. Hands can go up now.", community=Slot.NAME)
TAKEN_SPONSOR = sentence(
    "problem.taken_sponsor",
    S,
    "{community} has taken on your question “{question}”.",
    community=Slot.NAME,
    question=Slot.WORDS,
)
ALREADY = sentence("problem.already", L, "Your community has this one already.")()
RAISED = sentence(
    "problem.raised",
    Act.AFFIRM_EFFORT,
    "Your hand is up. Thank you. You can lower it at any time, without a reason.",
)()
LOWERED = sentence("problem.lowered", L, "Your hand is down. Nobody is told.")()
NOT_MEMBER = sentence(
    "problem.not_member", I, "The members of a community say what happens with its problems."
)()
NOT_SPONSOR_MOVE = sentence("problem.not_sponsor_move", I, "The community moves it, not the sponsor.")()
NOT_FROM_HERE = sentence("problem.not_from_here", I, "It cannot move there from where it stands now.")()
ONLY_SPONSOR = sentence("problem.only_sponsor", I, "Only the person who framed it can let it go.")()
ONLY_ADMIN = sentence("problem.only_admin", I, "Only an admin can open a problem to all communities.")()
OPENED = sentence("problem.opened", L, "All communities can take it on now.")()
GONE = sentence("problem.gone", I, "This problem is closed already.")()

INVITE_TITLE = label("problem.invite_title", "Invite somebody")
INVITE_WHOM = label("problem.invite_whom", "Whom would you like to ask?")
INVITE_SEND = label("problem.invite_send", "Ask privately")
INVITED = sentence("problem.invited", L, "{who} is asked privately, in your name.", who=Slot.WHO)
INVITED_ALREADY = sentence(
    "problem.invited_already", L, "{who} was asked before. One asking is all there is.", who=Slot.WHO
)
INVITATION_SUMMARY = sentence(
    "problem.invitation_summary", Act.CONNECT, "{who} thought of you for a question.", who=Slot.WHO
)
INVITATION = sentence("problem.invitation", Act.CONNECT, "{who} thought of you for this question in {community}. Would you like to join? Watching counts too, and a no ends it.",
                      who=Slot.WHO, community=Slot.NAME)  # fmt: skip
NO_THANKS = label("problem.no_thanks", "Not this one")
REFUSED = sentence("problem.refused", L, "That is fine. Nobody asks you about it again.")()

MOVE_TITLE = label("problem.move_title", "Where does it stand now?")
MOVE_TO = label("problem.move_to", "It stands at")
MOVE_SAVE = label("problem.move_save", "Keep")
LEARNT = label("problem.learnt", "What did you learn on the way?")
TAKEAWAY = label("problem.takeaway", "What can others take with them?")
MOVED = sentence("problem.moved", L, "It stands at: {state}.", state=Slot.TERM)
WRAP_SUMMARY = sentence("problem.wrap_summary", S, "A problem was wrapped up.")()
WRAP = sentence("problem.wrap", S, "“{question}” has come to: {state}.", question=Slot.WORDS, state=Slot.TERM)
WRAP_LEARNT = sentence("problem.wrap_learnt", S, "What was learnt:")()
WRAP_THANKS = sentence(
    "problem.wrap_thanks", Act.AFFIRM_EFFORT, "Thank you to the {n} of you who raised a hand.", n=Slot.COUNT
)

NONE_HERE = sentence(
    "problem.none_here",
    Act.HAND_BACK,
    "No problem is framed here yet. Which question would your sponsor bring to you?",
)()
YOURS = sentence(
    "problem.yours", S, "You hold {n} open problem.", many="You hold {n} open problems.", n=Slot.COUNT
)
YOURS_FEW = sentence("problem.yours_few", I, "Three to five is what one person can hold. Fewer is fine.")()

STATES = {
    "framed": label("problem.state_framed", "framed"),
    "taken on": label("problem.state_taken_on", "taken on"),
    "exploring": label("problem.state_exploring", "exploring"),
    "experimenting": label("problem.state_experimenting", "experimenting"),
    "learning": label("problem.state_learning", "learning"),
    "solved": label("problem.state_solved", "solved"),
    "handed back": label("problem.state_handed_back", "handed back"),
    "let go": label("problem.state_let_go", "let go"),
}

HELP = sentence(
    "problem.help", Act.INFORM, "shows the problems this community can take on; a sponsor frames one with it."
)()
