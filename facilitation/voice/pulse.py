"""What people read in a pulse: the card, its privacy label, the refusals, the results."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

HELP_PULSE = label("pulse.help", "starts a pulse: a few questions, one tap each.")
HELP_RESULTS = label("pulse.help_results", "shows what the last pulse said.")

# --- starting one ----------------------------------------------------------------------------------------------

FORM_TITLE = label("pulse.form.title", "Start a pulse")
FORM_SUBMIT = label("pulse.form.submit", "Preview")
FORM_MEASURES = label("pulse.form.measures", "What to ask about")
FORM_MEASURES_HINT = label(
    "pulse.form.measures_hint",
    "One to three. Everybody gets one statement about each; which one turns from pulse to pulse.",
)
FORM_PROBLEM = label("pulse.form.problem", "The problem your community works on")
FORM_PROBLEM_HINT = label(
    "pulse.form.problem_hint", "A few words. They stand in the statements about confidence."
)
FORM_CLOSES = label("pulse.form.closes", "Open for")
FORM_OPENS = label("pulse.form.opens", "Opens on")
FORM_OPENS_HINT = label("pulse.form.opens_hint", "Empty: now. Everybody is asked in their own working hours.")
FORM_NOTE = sentence(
    "pulse.form.note", Act.INFORM, "A pulse for {community}. Nothing is sent before you have seen a preview.",
    community=Slot.NAME,
)  # fmt: skip
DAYS = {
    "3": label("pulse.days.3", "3 days"),
    "5": label("pulse.days.5", "5 days"),
    "7": label("pulse.days.7", "A week"),
    "14": label("pulse.days.14", "Two weeks"),
}
FORM_OWN = label("pulse.form.own", "A question of your own")
FORM_OWN_HINT = label("pulse.form.own_hint", "Everybody sees that it is yours. Empty: none.")
FORM_OWN_KIND = label("pulse.form.own_kind", "How it is answered")
OWN_KINDS = {
    "agreement": label("pulse.own.agreement", "Agree or disagree"),
    "choice": label("pulse.own.choice", "Pick one (shown with 15 answers or more)"),
    "open": label("pulse.own.open", "A few words (shown with 10 answers or more)"),
}
FORM_CHOICES = label("pulse.form.choices", "What to pick from, with commas")
CHOICES_WANTED = label("pulse.form.choices_wanted", "Please name two to five, with commas between them.")
OWN_LINE = sentence("pulse.own_line", Act.INFORM, "Yours: {words}", words=Slot.WORDS)
OWN_PICKS = sentence("pulse.own_picks", Act.INFORM, "To pick from: {choices}", choices=Slot.PEOPLE)
ONE_TO_THREE = label("pulse.form.one_to_three", "Please pick one to three.")
PROBLEM_WANTED = label(
    "pulse.form.problem_wanted", "Statements about confidence name the problem: please name it."
)
OPENS_PASSED = label("pulse.form.opens_passed", "Please pick today or a later day.")

PREVIEW = sentence(
    "pulse.preview", Act.LOGISTICS, "A pulse for {community}, not sent yet", community=Slot.NAME
)
REACH = sentence(
    "pulse.reach", Act.LOGISTICS, "It goes to {n} person, by direct message, in their own hours.",
    many="It goes to {n} people, by direct message, in their own hours.", n=Slot.COUNT,
)  # fmt: skip
REACH_FEW = sentence(
    "pulse.reach_few",
    Act.INFORM,
    "With fewer than {least} answers nothing is shown to anybody.",
    least=Slot.COUNT,
)
RUNS = sentence(
    "pulse.runs",
    Act.LOGISTICS,
    "It opens {opens} and closes {closes}.",
    opens=Slot.MOMENT,
    closes=Slot.MOMENT,
)
GO_FIRST = sentence(
    "pulse.go_first", Act.INFORM, "You get a card like everybody else, so you can be the first to answer."
)()
EACH_GETS = label("pulse.each_gets", "Each person gets one of these:")
STATEMENT = sentence("pulse.statement", Act.INFORM, "{item}", item=Slot.TERM)
UNVALIDATED = sentence(
    "pulse.unvalidated", Act.INFORM, "These statements are our own wording and not yet validated."
)
SEND = label("pulse.send", "Send")
SEND_SPOKEN = sentence(
    "pulse.send_spoken",
    Act.LABEL,
    "Send this pulse to {n} person",
    many="Send this pulse to {n} people",
    n=Slot.COUNT,
)
DROP = label("pulse.drop", "Not now")
SENT = sentence(
    "pulse.sent",
    Act.LOGISTICS,
    "On its way. The first cards go out {opens}; results come after {closes}.",
    opens=Slot.MOMENT,
    closes=Slot.MOMENT,
)
DROPPED = sentence("pulse.dropped", Act.LOGISTICS, "It stays unsent, and nobody was asked.")
WHICH = sentence("pulse.which", Act.LOGISTICS, "Which community is this pulse for?")
WHICH_RESULTS = sentence("pulse.which_results", Act.LOGISTICS, "The results of which community?")
NAMED = sentence("pulse.named", Act.LABEL, "{community}", community=Slot.NAME)
NO_COMMUNITY = sentence(
    "pulse.no_community",
    Act.LOGISTICS,
    "There is no community here that you are in. In a community's own channel this works at once.",
)
CONVENERS_START = sentence(
    "pulse.conveners_start", Act.INFORM, "Conveners start a pulse. In {community} that is: {conveners}.",
    community=Slot.NAME, conveners=Slot.PEOPLE,
)  # fmt: skip
NOBODY_CONVENES = sentence(
    "pulse.nobody_convenes",
    Act.INFORM,
    "Conveners start a pulse, and {community} has none yet.",
    community=Slot.NAME,
)
ONE_AT_A_TIME = sentence(
    "pulse.one_at_a_time", Act.INFORM, "{community} has a pulse that is open until {closes}. The next can start after it.",
    community=Slot.NAME, closes=Slot.MOMENT,
)  # fmt: skip
NO_SUCH = sentence("pulse.no_such", Act.INFORM, "That pulse is not here any more.")
ALREADY_SENT = sentence("pulse.already_sent", Act.INFORM, "This pulse was sent before; it goes out once.")

# --- the card --------------------------------------------------------------------------------------------------

TITLE = sentence("pulse.title", Act.LABEL, "A short pulse: {community}", community=Slot.NAME)
COUNT = sentence("pulse.count", Act.LABEL, "{n} of {total}", n=Slot.COUNT, total=Slot.COUNT)
PRIVACY = sentence(
    "pulse.privacy", Act.INFORM,
    "Confidential: answers are kept apart from names, shown only when {least} or more people answered, and come back to you first.",
    least=Slot.COUNT,
)  # fmt: skip
LOOK_BACK = sentence("pulse.look_back", Act.INFORM, "After the last pulse: {words}", words=Slot.WORDS)
WHO_SEES = label("pulse.who_sees", "Who sees this?")
SEALED = sentence(
    "pulse.sealed", Act.INFORM,
    "Answers are sealed until {closes}. Then they are counted, and the key that could tie one to you is destroyed.",
    closes=Slot.MOMENT,
)  # fmt: skip
NOBODY_LISTS = sentence(
    "pulse.nobody_lists", Act.INFORM,
    "Nobody can list who answered. Your chat platform itself sees the button you press.",
)  # fmt: skip
BACK_TO_QUESTION = label("pulse.back_to_question", "Back to the question")
SCALE = {
    "1": label("pulse.scale.1", "Strongly disagree"),
    "2": label("pulse.scale.2", "Disagree"),
    "3": label("pulse.scale.3", "In between"),
    "4": label("pulse.scale.4", "Agree"),
    "5": label("pulse.scale.5", "Strongly agree"),
}
SPOKEN = {
    value: label(f"pulse.spoken.{value}", f"{said}, {value} of 5")
    for value, said in zip(
        "12345", ("Strongly disagree", "Disagree", "In between", "Agree", "Strongly agree"), strict=True
    )
}
YES_NO = {"1": label("pulse.no", "No"), "2": label("pulse.yes", "Yes")}
DOES_NOT_APPLY = label("pulse.does_not_apply", "Doesn't apply")
RATHER_NOT = label("pulse.rather_not", "Rather not say")
SKIP = label("pulse.skip", "Skip")
BACK = label("pulse.back", "Back")
LATER = label("pulse.later", "Later")
STOP = label("pulse.stop", "No more pulses")
CONVENERS_QUESTION = sentence("pulse.conveners_question", Act.INFORM, "A question of your convener's own.")
DONE = sentence(
    "pulse.done", Act.LOGISTICS, "Thank you. Kept, and open to change until {closes}.", closes=Slot.MOMENT
)
DONE_EMPTY = sentence(
    "pulse.done_empty",
    Act.LOGISTICS,
    "Nothing was answered, and that is fine. The card stays open until {closes}.",
    closes=Slot.MOMENT,
)
YOU_SAID = sentence("pulse.you_said", Act.INFORM, "{answer}", answer=Slot.TERM)
CHOSEN = sentence("pulse.chosen", Act.LABEL, "{words}", words=Slot.WORDS)
WRITE = label("pulse.write", "Write an answer")
WRITTEN = label("pulse.written", "A few words of yours")
CHANGE = label("pulse.change", "Look again or change")
BESIDE = label("pulse.beside", "My answers beside the whole")

WORDS_TITLE = label("pulse.words_title", "In your own words")
WORDS_SUBMIT = label("pulse.words_submit", "Keep")
WORDS_LABEL = label("pulse.words_label", "Your answer")
WORDS_HINT = label(
    "pulse.words_hint",
    "Shown without a name among ten or more, word for word. The words themselves may tell who you are.",
)
WORDS_KEPT = sentence(
    "pulse.words_kept", Act.LOGISTICS, "Kept, without your name. The card holds the next question."
)
NEXT = label("pulse.next", "Next")

# --- kind, true sentences for what cannot be -------------------------------------------------------------------

CLOSED = sentence(
    "pulse.closed", Act.INFORM, "This pulse closed {closes}, so nothing was changed. What you answered before then counts.",
    closes=Slot.MOMENT,
)  # fmt: skip
NOT_YOURS = sentence("pulse.not_yours", Act.INFORM, "This card was for somebody else, so nothing was kept.")
YOU_LEFT = sentence(
    "pulse.you_left",
    Act.INFORM,
    "You are no longer in {community}, so this answer was not kept.",
    community=Slot.NAME,
)
GONE = sentence("pulse.gone", Act.INFORM, "This pulse is not here any more, and nothing was kept.")
NOT_ON_CARD = sentence(
    "pulse.not_on_card", Act.INFORM, "That question is not on your card, so nothing was kept."
)

# --- later, and never ------------------------------------------------------------------------------------------

WHEN_LATER = sentence(
    "pulse.when_later",
    Act.LOGISTICS,
    "When is a better time? The pulse is open until {closes}.",
    closes=Slot.MOMENT,
)
TOMORROW = label("pulse.tomorrow", "Tomorrow")
IN_THREE_DAYS = label("pulse.in_three_days", "In three days")
ON_A_DATE = label("pulse.on_a_date", "On a date")
LATER_TITLE = label("pulse.later_title", "Ask me later")
LATER_SUBMIT = label("pulse.later_submit", "Ask me then")
LATER_DAY = label("pulse.later_day", "Day")
LATER_PASSED = label("pulse.later_passed", "Please pick a later day than today.")
WILL_ASK = sentence("pulse.will_ask", Act.LOGISTICS, "I will bring it back {at}.", at=Slot.MOMENT)
CLOSES_BEFORE = sentence(
    "pulse.closes_before",
    Act.LOGISTICS,
    "The pulse closes {closes}, before that day. This card stays here until then.",
    closes=Slot.MOMENT,
)
ANSWER_NOW = label("pulse.answer_now", "Answer now")
STOP_SURE = sentence(
    "pulse.stop_sure",
    Act.LOGISTICS,
    "No more pulses from any community? What you answered here stays sealed and counts.",
)
STOP_YES = label("pulse.stop_yes", "Stop pulses")
STOPPED = sentence(
    "pulse.stopped",
    Act.LOGISTICS,
    "No more pulses will reach you. Your settings on the Home tab turn them on again.",
)
REMINDER = sentence(
    "pulse.reminder", Act.LOGISTICS, "The pulse of {community} is open until {closes}. This is the only reminder.",
    community=Slot.NAME, closes=Slot.MOMENT,
)  # fmt: skip

# --- results ---------------------------------------------------------------------------------------------------

RESULTS_OF = sentence("pulse.results_of", Act.LABEL, "Pulse results: {community}", community=Slot.NAME)
RESULTS_FIRST = sentence("pulse.results_first", Act.INFORM, "You answered, so this comes to you first.")
RESULTS_CONVENER = sentence(
    "pulse.results_convener", Act.INFORM, "Those who answered saw this first. It is the same for everybody."
)
FIGURE = sentence(
    "pulse.figure",
    Act.INFORM,
    "{value} of 5, likely between {low} and {high}",
    value=Slot.NUMBER,
    low=Slot.NUMBER,
    high=Slot.NUMBER,
)
YOURS_ON_CARD = sentence(
    "pulse.yours_on_card",
    Act.INFORM,
    "Your own answers are on your card above, and only there. Its button puts them beside these.",
)
NOT_SHOWN = sentence(
    "pulse.not_shown", Act.INFORM, "Not shown this time, to keep everybody's answer their own."
)
NOTHING_SHOWN = sentence(
    "pulse.nothing_shown",
    Act.INFORM,
    "This time any figure would point at somebody, so none is shown to anybody.",
)
NO_RESULTS = sentence(
    "pulse.no_results", Act.INFORM, "{community} has no pulse results yet.", community=Slot.NAME
)
STILL_OPEN = sentence(
    "pulse.still_open", Act.INFORM, "A pulse of {community} is open until {closes}. Results come after that, not before.",
    community=Slot.NAME, closes=Slot.MOMENT,
)  # fmt: skip
STILL_OPEN_YOURS = sentence(
    "pulse.still_open_yours",
    Act.INFORM,
    "The pulse is open until {closes}. The whole comes to you after that.",
    closes=Slot.MOMENT,
)
FIRST_TO_OTHERS = sentence(
    "pulse.first_to_others",
    Act.INFORM,
    "Results go first to those who answered. They are here for everybody from {at}.",
    at=Slot.MOMENT,
)
ASKED_ON = sentence(
    "pulse.asked_on",
    Act.INFORM,
    "Closed {closes}. {band} people answered.",
    closes=Slot.MOMENT,
    band=Slot.TERM,
)
BANDS = {
    "5-9": label("pulse.band.5-9", "5 to 9"),
    "10-19": label("pulse.band.10-19", "10 to 19"),
    "20+": label("pulse.band.20+", "20 or more"),
}
TALK = sentence("pulse.talk", Act.ASK_OPEN, "What in this fits what you notice, and what does not?")
MINE = sentence("pulse.mine", Act.INFORM, "You: {answer}", answer=Slot.TERM)
MINE_KEPT = sentence(
    "pulse.mine_kept",
    Act.INFORM,
    "Your own answers stand on this card only; they are kept nowhere else with you.",
)
CHOICES_BELOW = sentence("pulse.choices_below", Act.INFORM, "See below how the choices spread.")
