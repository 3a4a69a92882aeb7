"""Everything the clinic can say. It quotes, asks, hands back, connects; it never answers (science.md 5)."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act, Phrase

L, S, INFORM, R, Q, H, C = (
    Act.LOGISTICS,
    Act.SUMMARISE,
    Act.INFORM,
    Act.REFLECT,
    Act.ASK_OPEN,
    Act.HAND_BACK,
    Act.CONNECT,
)

# --- listening: their own words, quoted ------------------------------------------------------------------------------

WROTE = sentence("clinic.wrote", R, "You wrote: “{words}”.", words=Slot.WORDS)
WROTE_TWO = sentence(
    "clinic.wrote_two", S, "You wrote: “{first}”. And: “{second}”.", first=Slot.WORDS, second=Slot.WORDS
)
HEARD = sentence("clinic.heard", R, "“{words}”: I keep that here in your words.", words=Slot.WORDS)
UNREADABLE = sentence(
    "clinic.unreadable", R, "I read “{words}” and could not make out the words.", words=Slot.WORDS
)
THOROUGH = sentence(
    "clinic.thorough", Act.AFFIRM_EFFORT, "Thank you for taking the time to write this down."
)()

# --- clarifying: one question at a time -------------------------------------------------------------------------------


def _ask(key: str, text: str) -> Phrase:
    return sentence(f"clinic.ask_{key}", Q, text)()


ASK = {
    "words": _ask("words", "What is going on, in a sentence of your own?"),
    "situation": _ask("situation", "What happened the last time this came up?"),
    "wanted": _ask("wanted", "What would be different, once this is behind you?"),
    "tried": _ask("tried", "What has been tried so far, and what came of it?"),
    "who": _ask("who", "Who else is part of this?"),
    "when": _ask("when", "When did this begin, as you remember it?"),
    "fixed": _ask("fixed", "Which part of it is fixed, and what is still open?"),
    "matters": _ask("matters", "What makes this matter to you now?"),
    "works": _ask("works", "Where does it already work, even a little?"),
    "help": _ask("help", "What kind of help from the people here would be welcome?"),
}
DEEPEN = {
    "situation": _ask("situation_more", "What were you hoping for at that moment?"),
    "wanted": _ask("wanted_more", "How would you notice that it is there?"),
    "tried": _ask("tried_more", "What did you notice while that was being done?"),
    "who": _ask("who_more", "What would they say about it, if they were here?"),
    "when": _ask("when_more", "What has changed since then?"),
    "fixed": _ask("fixed_more", "Which part of that is yours to move?"),
    "matters": _ask("matters_more", "What happens if it stays as it is?"),
    "works": _ask("works_more", "What was present when that worked?"),
    "help": _ask("help_more", "What have you found out about it already?"),
}
ASK_MOST = _ask("most", "Which part of all this matters most to you now?")

# --- when an answer is wanted: given back, kindly and each time in other words ----------------------------------------

NO_ANSWER = tuple(
    sentence(f"clinic.no_answer_{at}", H, text)()
    for at, text in enumerate(
        (
            "I bring no answers of my own. You and the people here hold this one, and I keep the process moving.",
            "This stays in your hands. I can bring people to it who have met something like it.",
            "Whether it is right is for you and the people here to say. I keep your words, and I keep you company in the process.",
            "Nobody knows your situation as you do. I stay with questions, and the people here bring what they have lived.",
            "I hear that you want it from me. It is with you and the people here all the same.",
        )
    )
)
WITH_YOU = tuple(
    sentence(f"clinic.with_you_{at}", H, text)()
    for at, text in enumerate(
        (
            "It is with you now. The buttons below wait as long as you like.",
            "Nothing here is in a hurry. You say when people are brought in.",
            "Your words are kept until you close this. The next step is yours.",
        )
    )
)

# --- people ------------------------------------------------------------------------------------------------------------

ASSETS = sentence("clinic.assets", C, "{n} person here wrote about something like it.", many="{n} people here wrote about something like it.",
                  n=Slot.COUNT)  # fmt: skip
ASSETS_NONE = sentence(
    "clinic.assets_none", C, "Nobody has written about something like it yet. The community can be asked."
)()
ASSETS_ASK = sentence(
    "clinic.assets_ask", H, "Whom would you like to bring in? It can stay with you alone, too."
)()
ASSETS_ALONE = sentence(
    "clinic.assets_alone", H, "This is between you and me so far. What would you like to begin with?"
)()
PEOPLE = label("clinic.people", "Bring in people")
ASK_PEOPLE = label("clinic.ask_people", "Ask them privately")
ASK_ALL = label("clinic.ask_all", "Ask the community")
OWN_STEP = label("clinic.own_step", "Name my own step")
PROCESS = label("clinic.process", "Choose a process")
PAUSE = label("clinic.pause", "Pause")
CLOSE = label("clinic.close", "Close")

WILLING_SUMMARY = sentence(
    "clinic.willing_summary", C, "{who} works on something you may have met.", who=Slot.WHO
)
WILLING_ABOUT = sentence("clinic.willing_about", C, "{who} works on this:", who=Slot.WHO)
WILLING_WHY = sentence(
    "clinic.willing_why", C, "You are asked because you wrote: “{words}”.", words=Slot.WORDS
)
WILLING_ASK = sentence(
    "clinic.willing_ask", C, "Would you tell what happened when you met it? A no ends it here."
)()
QUIET_ABOUT = sentence(
    "clinic.quiet_about", C, "{who} asks the people of {community}:", who=Slot.WHO, community=Slot.NAME
)
QUIET_ASK = sentence(
    "clinic.quiet_ask", C, "Would you like to add what happened to you? Reading along is fine too."
)()
TELL = label("clinic.tell", "Tell what happened")
NOT_THIS = label("clinic.not_this", "Not this one")
REFUSED = sentence("clinic.refused", L, "That is fine. You are not asked about it again.")()
ASKED = sentence("clinic.asked", L, "{n} person is asked privately. What they tell comes to you in their words.",
                 many="{n} people are asked privately. What they tell comes to you in their words.", n=Slot.COUNT)  # fmt: skip
NOBODY_LEFT = sentence("clinic.nobody_left", L, "Everybody in reach was asked already.")()

SHARE_TITLE = label("clinic.share_title", "Ask the community")
SHARE_WORDS = label("clinic.share_words", "Your question, in your words")
SHARE_HINT = label("clinic.share_hint", "These words go to the channel, as you leave them here.")
SHARE = label("clinic.share", "Ask them")
SHARED_SUMMARY = sentence("clinic.shared_summary", C, "{who} asks who has met this.", who=Slot.WHO)
SHARED_ASK = sentence("clinic.shared_ask", Q, "Who has met something like it, and what happened?")()
SHARED_HOW = sentence("clinic.shared_how", L, "What you lived counts here. Opinions can wait.")()
SHARED = sentence(
    "clinic.shared", L, "It is in {place} now. I come back to you with what people tell.", place=Slot.PLACE
)
NO_COMMUNITY = sentence(
    "clinic.no_community", INFORM, "You are in no community here yet, so there is nobody to ask."
)()
EMPTY = sentence("clinic.empty", L, "Write a few words here.")()

OPTION_TITLE = label("clinic.option_title", "What happened to you")
OPTION_WORDS = label("clinic.option_words", "What did you do, and what happened?")
OPTION_HINT = label("clinic.option_hint", "The one who asked reads it with your name.")
OPTION_SAVE = label("clinic.option_save", "Share it")
OPTION_THANKS = sentence(
    "clinic.option_thanks",
    Act.AFFIRM_EFFORT,
    "Thank you for sharing what you lived. It is with {who} now.",
    who=Slot.WHO,
)
OPTION_OWN = sentence(
    "clinic.option_own", L, "This is your own question. Your step can be named with the button there."
)()
OPTION_SHOWN = sentence("clinic.option_shown", C, "{who} tells:", who=Slot.WHO)

# --- choosing, committing ---------------------------------------------------------------------------------------------

CHOOSE_SUMMARY = sentence("clinic.choose_summary", S, "People told you what happened to them.")()
CHOOSE_TOLD = sentence(
    "clinic.choose_told",
    S,
    "{n} person told what happened.",
    many="{n} people told what happened.",
    n=Slot.COUNT,
)
CHOOSE_ASK = sentence(
    "clinic.choose_ask", H, "Which of these, or what of your own, would you like to begin with?"
)()
CHOOSE_NONE = sentence(
    "clinic.choose_none",
    H,
    "Nobody has told anything so far. The question can stand, go elsewhere, or be yours alone.",
)()
CHOOSE = label("clinic.choose", "Begin with this")
NOT_YET = label("clinic.not_yet", "Not yet")
WAITING = sentence("clinic.waiting", L, "It waits. I look again on {day}.", day=Slot.DAY)
COMMITTED = sentence("clinic.committed", S, "You began something. I come back to you on the day you chose.")()

# --- a process for the middle ----------------------------------------------------------------------------------------

OFFER = sentence("clinic.offer", Act.OFFER_PROCESS, "Two ways to talk it over together: {first} Or: {second} Or something else, or not now.",
                 first=Slot.TERM, second=Slot.TERM)  # fmt: skip
OFFER_ASK = sentence("clinic.offer_ask", H, "Which of them, if any, do you choose?")()
SOMETHING_ELSE = label("clinic.something_else", "Something else")
NOT_NOW = label("clinic.not_now", "Not now")
TAKE_PROCESS = sentence("clinic.take_process", Act.LABEL, "{name}", name=Slot.TERM)
PROCESS_TITLE = sentence("clinic.process_title", Act.LABEL, "{name}", name=Slot.TERM)
PROCESS_CHOSEN = sentence(
    "clinic.process_chosen", L, "You chose: {name}. The steps with their minutes:", name=Slot.TERM
)
PROCESS_ALL = sentence("clinic.process_all", L, "All of them, with their minutes:")()
STAYS = sentence("clinic.stays", L, "It stays as it is.")()

# --- pausing, closing, wrapping up --------------------------------------------------------------------------------------

PAUSED = sentence(
    "clinic.paused", L, "Paused. Write to me whenever you like, and it goes on where it stopped."
)()
RESUMED = sentence("clinic.resumed", S, "It stopped at your words: “{words}”.", words=Slot.WORDS)
REMIND_SUMMARY = sentence("clinic.remind_summary", L, "Your clinic waits where it stopped.")()
REMIND = sentence("clinic.remind", L, "You can go on, or close it. I do not remind you again.")()
GO_ON = label("clinic.go_on", "Continue")
CLOSED = sentence(
    "clinic.closed", L, "Closed. Your words are deleted here. You can begin a new one at any time."
)()
NONE_OPEN = sentence("clinic.none_open", INFORM, "There is no open clinic here. /community ask begins one.")()
NOT_YOURS = sentence("clinic.not_yours", INFORM, "This clinic belongs to the person who asked.")()
ONE_ALREADY = sentence(
    "clinic.one_already", L, "You have an open clinic already. Close it first, or go on there."
)()

WRAP_SUMMARY = sentence("clinic.wrap_summary", S, "Your clinic, from the first words to what you learnt.")()
WRAP_BEGAN = sentence("clinic.wrap_began", S, "You began with: “{words}”.", words=Slot.WORDS)
WRAP_STEP = sentence("clinic.wrap_step", S, "You chose: “{words}”.", words=Slot.WORDS)
WRAP_HAPPENED = sentence("clinic.wrap_happened", S, "What happened: “{words}”.", words=Slot.WORDS)
WRAP_LEARNT = sentence("clinic.wrap_learnt", S, "What you learnt: “{words}”.", words=Slot.WORDS)
WRAP_PEOPLE = sentence(
    "clinic.wrap_people",
    Act.AFFIRM_EFFORT,
    "{who} told what they had lived. They get your thanks, with what you learnt.",
    who=Slot.PEOPLE,
)
WRAP_ASK = sentence("clinic.wrap_ask", H, "Who else may want to know what you learnt?")()
TELL_STORY = label("clinic.tell_story", "Tell it as a story")
KEEP_PRACTICE = label("clinic.keep_practice", "Keep it as a practice")
TO_TELLER_SUMMARY = sentence("clinic.to_teller_summary", C, "{who} thanks you.", who=Slot.WHO)
TO_TELLER = sentence(
    "clinic.to_teller", C, "{who} looked back on what you told a while ago, and learnt:", who=Slot.WHO
)

# --- beginning --------------------------------------------------------------------------------------------------------

SUMMARY = sentence("clinic.summary", L, "Your clinic.")()
ASK_TITLE = label("clinic.ask_title", "What is on your mind?")
ASK_WORDS = label("clinic.ask_field", "In your own words")
ASK_HINT = label("clinic.ask_hint", "A line is enough. Only you read what I reply.")
ASK_SEND = label("clinic.ask_send", "Begin")
BEGUN = sentence("clinic.begun", L, "I have written to you privately. It goes on there.")()
KEPT_HOW = sentence(
    "clinic.kept_how",
    INFORM,
    "Your words are kept until you close this, and go to nobody without you. I bring no answers; people do.",
)()
SAFE_SUMMARY = sentence("clinic.safe_summary", L, "About your clinic.")()

# --- when facilitation would do harm -------------------------------------------------------------------------------------

E = Act.ESCALATE
ESCALATE = sentence(
    "clinic.escalate",
    E,
    "This is for people who can act, not for a process with me. I have kept nothing of what you wrote.",
)()
ESCALATE_LIFE = sentence(
    "clinic.escalate_life",
    E,
    "If you or somebody else may be in danger, please call your local emergency number now, or go to a person near you.",
)()
ESCALATE_TO = sentence(
    "clinic.escalate_to", E, "For this, your organisation names: {words}", words=Slot.WORDS
)
ESCALATE_NONE = sentence(
    "clinic.escalate_none",
    E,
    "Please talk to somebody you trust, to your HR partner, or to a doctor, whichever fits.",
)()
CONTACTS_TITLE = label("clinic.contacts_title", "Where people can turn")
CONTACTS_SAVE = label("clinic.contacts_save", "Save")
CONTACTS = {
    "life": label("clinic.contacts_life", "Danger to life or health"),
    "harassment": label("clinic.contacts_harassment", "Harassment, violence, discrimination"),
    "legal": label("clinic.contacts_legal", "Legal matters, fraud"),
    "hr": label("clinic.contacts_hr", "Employment matters"),
}
CONTACTS_HINT = label("clinic.contacts_hint", "Names, numbers, addresses, exactly as people will read them.")
CONTACTS_SAVED = sentence("clinic.contacts_saved", L, "Saved. Whoever is in need is shown these at once.")()
CONTACTS_ADMIN = sentence("clinic.contacts_admin", INFORM, "Only an admin can change these.")()

HELP = sentence(
    "clinic.help", Act.INFORM, "begins a clinic: you write what is on your mind, and people are found."
)()
HELP_CONTACTS = sentence(
    "clinic.help_contacts", Act.INFORM, "lets an admin name where people can turn in need."
)()
