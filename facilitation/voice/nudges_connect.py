"""What the nudges say that connect people: welcomes, introductions, rhythm, and room for many voices."""

from facilitation.voice.catalogue import Slot
from facilitation.voice.nudges import saying

FEW_MEMBERS = saying(
    "few_members",
    "A handful of people",
    "*{community}* is a handful of people. A look at who is near, a question to all, or something else: what fits?",
    "After {n} days it has {members}.",
    "With whom outside this channel do you already talk about what we do here?",
    n=Slot.COUNT,
    members=Slot.TERM,
)
NO_RHYTHM = saying(
    "no_rhythm",
    "No rhythm yet",
    "*{community}* has no steady date to meet. A small gathering, a question to all, or something else: what fits?",
    "It is {n} days old and no gathering comes back by itself.",
    "Which hour and which rhythm could we keep without effort?",
    n=Slot.COUNT,
)
UNANSWERED_WELCOME = saying(
    "unanswered_welcome",
    "A first message without a reply",
    "Somebody new wrote in *{community}*, and nobody has replied. A member who welcomes them, a question to all, or something else: what fits?",
    "{n} first message has stood a whole working day without a reply.",
    "Who here has something in common with what our newest member wrote?",
    many="{n} first messages have stood a whole working day without a reply.",
    n=Slot.COUNT,
)
NOT_INTRODUCED = saying(
    "not_introduced",
    "New and not introduced",
    "New people came to *{community}* and were not introduced. Introductions in pairs, a question to all, or something else: what fits?",
    "{n} person joined since the last gathering and has met nobody through it.",
    "What would we like to know about each other before we meet?",
    many="{n} people joined since the last gathering and have met nobody through it.",
    n=Slot.COUNT,
)
CONVENER_TALKS_MOST = saying(
    "convener_talks_most",
    "Most words are yours",
    "Most of what was written in *{community}* came from those who convene. 1-2-4-All, a question to all, or something else: what fits?",
    "{n} of {all} messages in four weeks were the conveners'.",
    "What are you working on that nobody here has asked you about?",
    n=Slot.COUNT,
    all=Slot.COUNT,
)
INVITATIONS_READY = saying(
    "invitations_ready",
    "People near you",
    "There are people near *{community}* whom a member could invite. A look at who, a question to all, or something else: what fits?",
    "{n} suggestion is ready, with its reason.",
    "Whom do you know who works on this and is not here?",
    many="{n} suggestions are ready, each with its reason.",
    n=Slot.COUNT,
)
RANDOM_DRAW = saying(
    "random_draw",
    "A place drawn by lot",
    "A place near *{community}* was drawn by lot this month. A question to all, a look at who is near, or something else: what fits?",
    "About one place in four goes by chance to somebody without any tie to the group, so that nobody stays unseen.",
    "Who knows somebody working on this who is not here?",
)
WROTE_ONCE = saying(
    "wrote_once",
    "A topic that rests",
    "A topic in *{community}* got no second word. A member who goes back to it, a question to all, or something else: what fits?",
    "{n} topic is older than 21 days, and whoever began it has not written since.",
    "Which earlier topic do you want to hear more about?",
    many="{n} topics are older than 21 days, and whoever began them has not written since.",
    n=Slot.COUNT,
)
ONE_ZONE_SPEAKS = saying(
    "one_zone_speaks",
    "One time zone is heard",
    "In *{community}*, one time zone is heard and the others hardly. Another hour, a question to all, or something else: what fits?",
    "{n} time zones have members; people of one were heard in four weeks.",
    "Which hour, or which way without an hour, lets everybody take part?",
    n=Slot.COUNT,
)
ONE_LANGUAGE = saying(
    "one_language",
    "One language is heard",
    "The people of *{community}* have several languages, and one is heard. A question to all, 1-2-4-All, or something else: what fits?",
    "{n} in 100 members set one language; others set another, and none of those was heard.",
    "In which language would you write here if every language was welcome?",
    n=Slot.COUNT,
)
FEW_SPOKE = saying(
    "few_spoke",
    "Few voices last time",
    "When *{community}* last met, few voices were heard. 1-2-4-All, open space, or something else: what fits?",
    "Its host noted that {n} in 100 of those there spoke.",
    n=Slot.COUNT,
)
SAME_STARTER = saying(
    "same_starter",
    "The same opener",
    "Topics in *{community}* have had the same opener for a while. A question to all, open space, or something else: what fits?",
    "One person began most topics in each of the last {n} months.",
    "Who would like to open our next topic?",
    n=Slot.COUNT,
)
FEWER_INITIATORS = saying(
    "fewer_initiators",
    "Fewer people begin",
    "Fewer people begin topics in *{community}* than before. Three rounds of looking, a question to all, or something else: what fits?",
    "It is as if {now} people had begun all topics; before, it was {low} to {high}.",
    "What has changed for us since last quarter?",
    now=Slot.NUMBER,
    low=Slot.NUMBER,
    high=Slot.NUMBER,
)
SAME_HOST = saying(
    "same_host",
    "The same host",
    "*{community}* has met with the same host for a while. Hosting with a script, a question to all, or something else: what fits?",
    "The last {n} gatherings had one host.",
    "Who would like to host next time, with a script to lean on?",
    n=Slot.COUNT,
)
OLD_CORE = saying(
    "old_core",
    "The core has been together long",
    "The core of *{community}* has been together long. A voice from outside, a question to all, or something else: what fits?",
    "Half of the core has been here for {n} months or more, and nobody has come into it in half a year.",
    "Whose voice from outside do we want to hear?",
    n=Slot.COUNT,
)
SHARED_MEMBERS = saying(
    "shared_members",
    "You share people",
    "*{community}* shares many of its people with another community. A joint session, a question to all, or something else: what fits?",
    "{n} in 100 of your members are in {other} too.",
    "What could we do together with the community that shares our people?",
    n=Slot.COUNT,
    other=Slot.NAME,
)
SAME_FORMAT = saying(
    "same_format",
    "The same format",
    "*{community}* has met in the same way for a while. Open space, appreciative inquiry, or something else: what fits?",
    "The last {n} gatherings had one format.",
    n=Slot.COUNT,
)
