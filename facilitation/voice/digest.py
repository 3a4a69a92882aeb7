"""What a sponsor reads on their Monday. Evidence lines in whole, never about one other person."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

S, I = Act.SUMMARISE, Act.INFORM  # noqa: E741

SUMMARY = sentence("digest.summary", S, "Your communities last week: what moved.")()
HEADING = label("digest.heading", "Your Monday: what moved")
WEEK = sentence("digest.week", S, "Week of {day}.", day=Slot.DAY)

# problems
PROBLEMS = label("digest.problems", "Your problems")
PROBLEM_MOVED = sentence(
    "digest.problem_moved", S, "“{question}” moved to: {state}.", question=Slot.WORDS, state=Slot.TERM
)
PROBLEM_STILL = sentence(
    "digest.problem_still", S, "“{question}” has not moved for {n} day. It stands at: {state}.",
    many="“{question}” has not moved for {n} days. It stands at: {state}.",
    question=Slot.WORDS, state=Slot.TERM, n=Slot.COUNT,
)  # fmt: skip
HANDS = sentence("digest.hands", S, "{n} people or more work on it.", n=Slot.COUNT)
EXPERIMENTS_OPENED = sentence(
    "digest.opened", S, "{n} experiment began.", many="{n} experiments began.", n=Slot.COUNT
)
EXPERIMENTS_REVIEWED = sentence(
    "digest.reviewed", S, "{n} experiment came back with what was learnt: {kept} kept, {changed} changed, {dropped} dropped.",
    many="{n} experiments came back with what was learnt: {kept} kept, {changed} changed, {dropped} dropped.",
    n=Slot.COUNT, kept=Slot.COUNT, changed=Slot.COUNT, dropped=Slot.COUNT,
)  # fmt: skip
OVERDUE = sentence(
    "digest.overdue",
    S,
    "{n} experiment waits for its review.",
    many="{n} experiments wait for their review.",
    n=Slot.COUNT,
)

# communities
COMMUNITY = sentence("digest.community", Act.LABEL, "{name}", name=Slot.NAME)
JOINED = sentence("digest.joined", S, "{n} people joined.", n=Slot.COUNT)
LEFT = sentence("digest.left", S, "{n} people left.", n=Slot.COUNT)
FEW_CAME = sentence("digest.few_came", S, "A few people came or went.")()
GATHERED = sentence(
    "digest.gathered", S, "{n} gathering was held.", many="{n} gatherings were held.", n=Slot.COUNT
)
STORIES = sentence("digest.stories", S, "{n} story was told.", many="{n} stories were told.", n=Slot.COUNT)
PRACTICES = sentence(
    "digest.practices",
    S,
    "{n} practice was put on the shelf.",
    many="{n} practices were put on the shelf.",
    n=Slot.COUNT,
)
CLINICS = sentence(
    "digest.clinics", S, "{n} clinic was wrapped up.", many="{n} clinics were wrapped up.", n=Slot.COUNT
)
PULSE_CLOSED = sentence(
    "digest.pulse_closed", S, "A pulse closed. Its results went first to those who answered."
)()
CHARTER = sentence("digest.charter", S, "The charter was adopted anew.")()
TALKED = sentence(
    "digest.talked", S, "{n} messages were written, by {people} people.", n=Slot.COUNT, people=Slot.COUNT
)
QUIET_REST = sentence(
    "digest.rest", S, "In {n} other community nothing we look at has changed.",
    many="In {n} other communities nothing we look at has changed.", n=Slot.COUNT,
)  # fmt: skip

# figures
HEALTH = label("digest.health", "How it stands")
FIGURE = sentence(
    "digest.figure", S, "{what}: between {low} and {high} of 5. {change}",
    what=Slot.TERM, low=Slot.NUMBER, high=Slot.NUMBER, change=Slot.TERM,
)  # fmt: skip
NO_CHANGE = sentence("digest.no_change", S, "No change we could detect.")()
ROSE = sentence("digest.rose", S, "It is higher than last quarter, beyond its usual wobble.")()
FELL = sentence("digest.fell", S, "It is lower than last quarter, beyond its usual wobble.")()
SHARED = sentence("digest.shared", S, "Topics were opened by about {worth} people's worth; {share} in 100 by people who do not convene.", worth=Slot.NUMBER, share=Slot.COUNT)  # fmt: skip
HANDED = sentence(
    "digest.handed",
    S,
    "Convening was handed on {n} time.",
    many="Convening was handed on {n} times.",
    n=Slot.COUNT,
)
FIGURE_CHANGES = {
    None: sentence(
        "digest.first_figure", S, "It is the first one, so there is nothing to compare it with."
    )(),
    0: NO_CHANGE,
    1: sentence("digest.figure_rose", S, "It is higher than in the pulse before, beyond the usual wobble.")(),
    -1: sentence("digest.figure_fell", S, "It is lower than in the pulse before, beyond the usual wobble.")(),
}
NOT_KNOWN = sentence("digest.not_known", S, "Whether that changed is not known yet.")()
CONSTRUCTS = {
    "ID": label("digest.identity", "Belonging to this community"),
    "EF": label("digest.efficacy", "Getting somewhere together"),
    "EM": label("digest.empowerment", "Deciding how we work"),
    "SU": label("digest.support", "Felt support"),
}

# what is asked of the sponsor
ASKS = label("digest.asks", "What your communities ask for")
ASKED = sentence("digest.asked", S, "{name} asks for: “{words}”. Open for {n} day.", many="{name} asks for: “{words}”. Open for {n} days.",
                 name=Slot.NAME, words=Slot.WORDS, n=Slot.COUNT)  # fmt: skip

# the reader's own week
OWN = label("digest.own", "How you showed up")
OWN_ONLY = sentence("digest.own_only", I, "These lines are about you and shown to nobody else.")()
OWN_THREADS = sentence(
    "digest.own_threads", S, "You joined {n} thread.", many="You joined {n} threads.", n=Slot.COUNT
)
OWN_THANKED = sentence(
    "digest.own_thanked",
    S,
    "You reacted to {n} message.",
    many="You reacted to {n} messages.",
    n=Slot.COUNT,
)
OWN_REQUESTS = sentence(
    "digest.own_requests", S, "You answered a request after {days} days.",
    many="You answered {n} requests, half of them within {days} days.", n=Slot.COUNT, days=Slot.COUNT,
)  # fmt: skip
OWN_QUESTIONS = sentence(
    "digest.own_questions",
    S,
    "Of your messages there, {n} asked and {told} told.",
    n=Slot.COUNT,
    told=Slot.COUNT,
)

# one question, one promise
QUESTIONS = tuple(
    sentence(f"digest.question_{at}", Act.ASK_OPEN, text)()
    for at, text in enumerate(
        (
            "What did you learn from a community last week?",
            "Which of your problems could a community hold more of, and you less?",
            "Whom have you thanked lately, and whom not yet?",
            "What did somebody begin without asking you first?",
            "Where did you hold back, and what happened then?",
            "What would a community miss, if you were away for a month?",
            "Which door can you open this week that nobody else can?",
            "What have you heard that surprised you?",
        )
    )
)
PROMISE = label("digest.promise", "Make one promise")
DETAILS = label("digest.details", "Details")
DETAILS_OF = sentence("digest.details_of", Act.LABEL, "Details: {name}", name=Slot.NAME)
QUARTER = label("digest.quarter", "What moved, week by week, last quarter")
QUARTER_SERIES = label("digest.quarter_series", "moves")
QUARTER_TWIN = sentence(
    "digest.quarter_twin",
    S,
    "In the last 13 weeks: {n} move.",
    many="In the last 13 weeks: {n} moves.",
    n=Slot.COUNT,
)
NO_APPRAISAL = sentence(
    "digest.no_appraisal", I, "Whole communities only, nobody is named, and nothing here is for appraisal."
)()
NO_LONGER = sentence(
    "digest.no_longer", I, "This digest is from another week. Its details are no longer kept."
)()

# a member's own, on Fridays
HELP_MEMBER = label("digest.help_member", "a small weekly digest of your communities, if you want one")
MEMBER_HEADING = label("digest.member_heading", "Your communities this week")
MEMBER_COMMUNITY = sentence("digest.member_community", Act.LABEL, "*{name}*", name=Slot.NAME)
MEMBER_COMING = sentence(
    "digest.member_coming", I, "Coming: *{title}*, {at}.", title=Slot.NAME, at=Slot.MOMENT
)
MEMBER_SMALL = sentence(
    "digest.member_small", I, "You asked for this one. It comes on Fridays, and only when something happened."
)()
MEMBER_BEGIN = label("digest.member_begin", "Send it to me")
MEMBER_STOP = label("digest.member_stop", "No more of these")
MEMBER_IS_OFF = sentence(
    "digest.member_is_off",
    I,
    "On Fridays I can write to you what your communities did. You do not get it now.",
)()
MEMBER_IS_ON = sentence("digest.member_is_on", I, "You get what your communities did, on Fridays.")()
MEMBER_ON = sentence("digest.member_on", I, "It comes on Fridays, when something happened.")()
MEMBER_OFF = sentence("digest.member_off", I, "It does not come any more.")()
