"""What is said around gatherings: planning, agenda, time-keeping, wrap-up, hosting."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM, LOGISTICS = Act.INFORM, Act.LOGISTICS

MEANS_PLAN = label("gathering.means.plan", "plans a gathering, once or with a rhythm.")
MEANS_SHOW = label("gathering.means.show", "shows the gatherings that are coming.")

PLAN_TITLE = label("gathering.plan_title", "Plan a gathering")
PLAN_SUBMIT = label("gathering.plan_submit", "Plan it")
TITLE_LABEL = label("gathering.title_label", "What it is about")
TITLE_MISSING = sentence("gathering.title_missing", LOGISTICS, "A few words here, please.")()
DAY_LABEL = label("gathering.day_label", "Day")
DAY_OVER = sentence("gathering.day_over", LOGISTICS, "A day and time still to come, please.")()
TIME_LABEL = label("gathering.time_label", "Time")
TIME_WRONG = sentence("gathering.time_wrong", LOGISTICS, "A time like 10:00, please.")()
ZONE_IS = sentence("gathering.zone_is", INFORM, "In {zone}.", zone=Slot.NAME)
MINUTES_LABEL = label("gathering.minutes_label", "How many minutes")
MINUTES_WRONG = sentence("gathering.minutes_wrong", LOGISTICS, "A number from 5 to 480, please.")()
MINUTES = sentence("gathering.minutes", LOGISTICS, "{n} minute", many="{n} minutes", n=Slot.COUNT)
EVERY_LABEL = label("gathering.every_label", "How often")
EVERY = {
    "0": label("gathering.every.0", "once"),
    "7": label("gathering.every.7", "each week"),
    "14": label("gathering.every.14", "every two weeks"),
    "28": label("gathering.every.28", "every four weeks"),
}
PROCESS_LABEL = label("gathering.process_label", "With a structured conversation")
HOST_LABEL = label("gathering.host_label", "Who hosts")
PLANNED = sentence("gathering.planned", INFORM, "It stands, and the channel hears of it.")()
STANDS = sentence(
    "gathering.stands",
    INFORM,
    "*{title}*: {at}, {minutes}. {who} hosts.",
    title=Slot.NAME,
    at=Slot.MOMENT,
    minutes=Slot.TERM,
    who=Slot.WHO,
)
PUT_TOPIC = label("gathering.put_topic", "Put something on the agenda")
CALENDAR = label("gathering.calendar", "For my calendar")
OVER = sentence("gathering.over", INFORM, "This gathering is not open any more.")()

TOPIC_TITLE = label("gathering.topic_title", "For the agenda")
TOPIC_LABEL = label("gathering.topic_label", "What would you like to talk about?")
TOPIC_HINT = sentence("gathering.topic_hint", INFORM, "One line. Everybody reads it the day before.")()
TOPIC_KEPT = sentence("gathering.topic_kept", INFORM, "It is on the agenda.")()
AGENDA = sentence(
    "gathering.agenda", INFORM, "*{title}*, {at}. On the agenda:", title=Slot.NAME, at=Slot.MOMENT
)
OPEN_REQUESTS = sentence("gathering.open_requests", INFORM, "Requests that wait:")()
OPEN_QUESTIONS = sentence(
    "gathering.open_questions",
    INFORM,
    "{n} question in the channel has no reply yet.",
    many="{n} questions in the channel have no reply yet.",
    n=Slot.COUNT,
)
DUE_REVIEWS = sentence(
    "gathering.due_reviews",
    INFORM,
    "{n} experiment waits for its review.",
    many="{n} experiments wait for their review.",
    n=Slot.COUNT,
)
NOTHING_OPEN = sentence(
    "gathering.nothing_open",
    Act.OFFER_PROCESS,
    "Nothing is open for *{title}* on {at}. Cancel it, or leave it as it is: both are fine.",
    title=Slot.NAME,
    at=Slot.MOMENT,
)
CANCEL = label("gathering.cancel", "Cancel it")
KEEP = label("gathering.keep", "Keep it")
KEPT = sentence("gathering.kept", INFORM, "It takes place.")()
CANCELLED = sentence(
    "gathering.cancelled", INFORM, "*{title}* on {at} is cancelled.", title=Slot.NAME, at=Slot.MOMENT
)
CANCELLED_TOO = sentence(
    "gathering.cancelled_too", INFORM, "It is cancelled, and the channel hears of it. A rhythm goes on."
)()
STOP_RHYTHM = label("gathering.stop_rhythm", "Stop the rhythm")
RHYTHM_STOPPED = sentence("gathering.rhythm_stopped", INFORM, "It does not come back by itself any more.")()
COMING = sentence("gathering.coming", INFORM, "Gatherings of {name}", name=Slot.NAME)
NOTHING_PLANNED = sentence(
    "gathering.nothing_planned", INFORM, "None is planned. /community gather plans one."
)()

BEGINS = sentence("gathering.begins", INFORM, "*{title}* begins. {who} hosts.", title=Slot.NAME, who=Slot.WHO)
STEP = sentence(
    "gathering.step",
    LOGISTICS,
    "Step {n} of {all}, {minutes}: {step}",
    n=Slot.COUNT,
    all=Slot.COUNT,
    minutes=Slot.TERM,
    step=Slot.TERM,
)
WRAP_ASKED = sentence(
    "gathering.wrap_asked",
    Act.ASK_OPEN,
    "*{title}* is over. What do people take away from it?",
    title=Slot.NAME,
)
WRAP = label("gathering.wrap", "Write the wrap-up")
NO_ATTENDANCE = sentence("gathering.no_attendance", INFORM, "Who came is not kept anywhere.")()
HEARD_LABEL = label("gathering.heard_label", "What we heard")
HEARD_MISSING = sentence("gathering.heard_missing", Act.LOGISTICS, "A few words here, please.")()
TAKEAWAY_LABEL = label("gathering.takeaway_label", "What we take away")
NEXT_LABEL = label("gathering.next_label", "What comes next, and who begins")
SPOKE_LABEL = label("gathering.spoke_label", "How many of those there spoke")
SPOKE = {
    "most": label("gathering.spoke.most", "most of them"),
    "half": label("gathering.spoke.half", "about half"),
    "few": label("gathering.spoke.few", "fewer than a third"),
}
WE_HEARD = label("gathering.we_heard", "*What we heard*")
WE_TAKE = label("gathering.we_take", "*What we take away*")
NEXT = label("gathering.next", "*What comes next*")
WRAP_UP = sentence("gathering.wrap_up", INFORM, "Wrap-up of *{title}*, {at}", title=Slot.NAME, at=Slot.MOMENT)
WRAPPED = sentence(
    "gathering.wrapped", INFORM, "Everybody can read it in the channel. It can go on from here:"
)()
TO_SHELF = label("gathering.to_shelf", "A practice for the shelf")
TO_STORY = label("gathering.to_story", "A story")

HOST_WANTED = sentence(
    "gathering.host_wanted",
    Act.CONNECT,
    "{who} offers the hosting of *{title}*, {at}. Who would like it?",
    who=Slot.WHO,
    title=Slot.NAME,
    at=Slot.MOMENT,
)
SCRIPT_COMES = sentence("gathering.script_comes", INFORM, "A script to lean on comes with it.")()
I_HOST = label("gathering.i_host", "I would like to host")
OFFERED = sentence("gathering.offered", INFORM, "The channel hears of it.")()
YOU_HOST = sentence(
    "gathering.you_host", INFORM, "You host it. A script to lean on comes in a private message."
)()
HOSTS_NEXT = sentence("gathering.hosts_next", INFORM, "{who} hosts *{title}*.", who=Slot.WHO, title=Slot.NAME)
SCRIPT_FOR = sentence(
    "gathering.script_for",
    INFORM,
    "A script for *{title}* in *{name}*, to use as you like:",
    title=Slot.NAME,
    name=Slot.NAME,
)
SCRIPT = (
    sentence(
        "gathering.script.1",
        LOGISTICS,
        "Begin on time with one round: each says in a sentence what they bring.",
    )(),
    sentence(
        "gathering.script.2", LOGISTICS, "Read the agenda aloud and let people choose what comes first."
    )(),
    sentence(
        "gathering.script.3",
        LOGISTICS,
        "Ask first those who have not spoken yet, and let silence stand for a moment.",
    )(),
    sentence(
        "gathering.script.4",
        LOGISTICS,
        "Keep the last five minutes for what people take away and who does what next.",
    )(),
    sentence(
        "gathering.script.5", LOGISTICS, "End on time, say thanks, and write the wrap-up while it is fresh."
    )(),
)
CALENDAR_COMES = sentence("gathering.calendar_comes", INFORM, "It comes to you in a private message.")()
CALENDAR_ENTRY = sentence(
    "gathering.calendar_entry", INFORM, "*{title}*, {at}, for your calendar:", title=Slot.NAME, at=Slot.MOMENT
)
GOOGLE = label("gathering.google", "Google Calendar")
OUTLOOK = label("gathering.outlook", "Outlook")
