"""The English words by which the never-an-answer checks know advice, verdicts, promises and process talk.

Own work; the kinds of marker follow Schein's "confrontational inquiry" (an idea slipped in as a question) and the
behaviours that the MITI 4 manual names (persuade, give information, confront), described in science.md 5.1 and 5.2.
"""

from __future__ import annotations

import re

from facilitation.on_demand import written


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LANGUAGE = "en"
QUOTES = ("“", "”")
ELISION = written(r"(?!)()")  # English writes no word together with the next


# --- check 2: markers of advice, in any grammatical dress ---------------------------------------------------------

ADVICE = tuple(
    written(pattern, re.IGNORECASE)
    for pattern in (
        r"\bshould(n't)?\b",
        r"\bought to\b",
        r"\b(?<!don't )(?<!not )(?<!no )need(s)? to\b",
        r"\b(you|they|we|people) must\b",
        r"\byou('d| had) better\b",
        r"(?<!don't )(?<!not )(?<!never )\b(you|they|we|you'll) have to\b",
        r"\b(try|tries|trying)\b(?! (is|was) )",
        r"\bhave you (ever )?(tried|considered|thought|looked|asked|talked|checked)\b",
        r"\bdid you (try|consider|think of|check)\b",
        r"\bconsider(ing|ed)?\b",
        r"\brecommend(s|ed|ation|ations)?\b",
        r"\b(i|we|i'd|we'd|i'll|would|let me|may i|can i) (suggest|advise|propose)\b",
        r"\b(my|our|some|one|a (good|useful|better)) (suggestion|advice|tip|recommendation|hint)\b",
        r"\b(advice|tip) (is|would be|for you)\b",
        r"\bwhy (don't|not|doesn't|do not)\b",
        r"\b(how|what) about\b(?! (it|that|this|you))",
        r"\bwhat (if|would happen if)\b",
        r"\bif i were (you|in)\b",
        r"\bin your (place|shoes|position)\b",
        r"\b(best|better|right|smart|easiest|simplest|only|obvious) (way|approach|option|choice|move|answer|fix|solution|thing to do)\b",
        r"\bbest practices?\b",
        r"\b(you|people|they) (could|might|may) (want to|like to|wish to|also|simply|just|always|start|begin|use|make|get|go|talk|ask (your|the|her|him)|look into|do|be better)\b",
        r"\b(might|may|could|would|will|usually|often|always) (help|work|fix|solve|be worth|be better|be wise|be useful|be good)\b",
        r"\bworth (a look|doing|trying|looking|thinking|asking|having)\b",
        r"\bit('s| is| would be| may be| might be) (better|wise|useful|important|essential|good|time|a good idea|a matter) (to|for|of|that)\b",
        r"\b(a )?(good|better|great|useful|helpful) idea\b",
        r"\bthe (answer|solution|fix|cause|cure|trick|key|secret|root cause|reason) (is|was|lies|would be|to this)\b",
        r"\bthat('s| is| will| would) (right|correct|true|wrong|the answer|fix|solve|do it)\b",
        r"\b(you're|you are) (right|correct|wrong|mistaken)\b",
        r"\b(yes|no|exactly|indeed|correct|agreed), (it|that|this|you|they|the|do|go)\b",
        r"\b(make sure|be sure|don't forget|remember) (to|that|you)\b",
        r"\b(the )?(first|next) (thing|step)( to do)? (is|would be) to\b",
        r"\ball (you|it) (needs?|takes?|have to)\b",
        r"\b(some|many|most|other) (people|teams|companies|managers|groups) (find|do|use|solve|fix|start|would)\b",
        r"\bresearch (shows|says|suggests)\b",
        r"\b(what|something|one thing) (usually|that|often|always) (helps|works)\b",
        r"\b(could|would|can|might) you (not |just |simply |perhaps |maybe )?(ask (your|the|her|him|them)|talk|use|move|change|hire|reduce|split|delegate|start|stop|drop)\b",
        r"\bwould(n't| it| that)? (it )?(help|be better|make sense|be possible) (if|to)\b",
        r"\b(isn't|aren't|doesn't|don't|wouldn't|couldn't|shouldn't|won't) (it|that|this|you|they|there)\b.*\?",
        r"\bgo (ahead|for it|with)\b",
        r"\b(perhaps|maybe) (you|it's|it is|start|the|a|an)\b",
        r"(^|[.:;] )(please )?(talk|speak) (to|with)\b",
        r"(^|[.:;] )(please )?ask (your|him|her|the (boss|manager|team|sponsor))\b",
        r"\binstead of\b",
        r"\brather than\b",
    )
)

# Verbs that begin an order about the content of somebody's work. Process verbs (below) may begin a sentence.
CONTENT_VERBS = _words(
    """
    accelerate adapt address adjust align allocate analyse analyze apologise apologize apply approach arrange
    assess assign assume attack audit automate avoid balance be become begin believe block book borrow break
    budget build buy calculate call calm challenge clarify clean coach collaborate combine commit communicate
    compare complain compromise concentrate configure confront consolidate consult contact control convince
    coordinate copy correct create cut deal debug decrease delegate deliver demand demote deploy design develop
    discuss distribute divide do document double drop educate eliminate email embrace empower enable encourage
    enforce engage enlarge ensure establish estimate evaluate exercise expand experiment explain explore face
    figure fight fire fix focus follow force forget form fund get go grow handle hide hire identify ignore
    implement improve include increase inspect insist integrate introduce invest investigate isolate launch lead
    learn lend limit listen lower maintain make manage measure meet merge migrate minimise minimize monitor
    motivate move negotiate offload order organise organize outsource overcome own pay persuade phone plan
    practise practice prepare present prevent prioritise prioritize promote protect prove provide pull push put
    quit rearrange rebuild reconsider recruit redesign reduce refactor refuse reject relax relocate remember
    reorganise reorganize repair repeat replace reschedule resign resolve restart restructure rethink rewrite
    rotate sack scale schedule sell separate settle shift shorten shut simplify sit slow solve speak speed spend
    split standardise standardize streamline strengthen stretch study supervise support swap switch tackle take
    talk target teach terminate test think track train transfer treat trust try turn understand update upgrade
    use utilise utilize validate verify visit walk warn weigh work
    """
)

PROCESS_VERBS = _words(
    """
    accept add adopt allow answer ask begin bring cancel change check choose click close come complete confirm
    continue copy decline delete describe draft edit erase export fill find finish give hand help here hold
    import install invite join keep leave let list look mark name nominate note offer open pass pause pick place
    post press preview propose publish quote raise rate read remind remove reply reset resume review save say
    search see select send set share show sign skip snooze start stop store take talk tell thank type undo use
    vote wait watch welcome withdraw write
    """
)

CLAUSE_OPENERS = _words(
    """
    please then and so just first next now also but or well ok okay
    """
)

# --- check 3: questions ---------------------------------------------------------------------------------------------

OPEN_STARTS = _words(
    """
    what who whom whose where when which how
    """
)
CLOSED_STARTS = _words(
    """
    is are was were am do does did can could will would shall may might must has have had isn aren don doesn
    didn won wouldn couldn haven hasn
    """
)
CLOSED_HOWS = written(r"\b(how|what) (about|if)\b", re.IGNORECASE)
INVITES = written(r"\b(tell|say|describe|name|write)\b", re.IGNORECASE)


def is_open(question: str) -> bool:
    """Whether a question leaves the answer to the one who is asked."""
    words = re.findall(r"[a-z{][a-z'{}]*", question)
    starts = {word.partition("'")[0] for word in words}
    closed = bool(words) and words[0].partition("'")[0] in CLOSED_STARTS
    return not closed and bool(starts & OPEN_STARTS) and not CLOSED_HOWS.search(question)


# --- check 4: ways to say no ----------------------------------------------------------------------------------------

DECLINES = written(
    r"\b(not now|something else|none of|neither|no thanks|or not|leave it|skip|another time|nothing of|say no"
    r"|your own|not at all|later|stay as|as it is|no answer|without one|decline|let it|no need)\b",
    re.IGNORECASE,
)

# --- check 5: who takes the next step -------------------------------------------------------------------------------

FIRST_PERSON = (
    written(
        r"\b(i'll|i will|i can|i could|i would|i'd|i am going to|i'm going to|let me|we'll|we will|evener will|evener can)"
        r"(?: (?:not|never|only|also|then|now|always|still|just|gladly|happily))* (?P<verb>[a-z]+)",
        re.IGNORECASE,
    ),
)
DENIED = written(r"\b(not|never)\b", re.IGNORECASE)
BOT_VERBS = _words(
    """
    ask be bring check close collect come count delete draw erase find follow forget gather give go greet hand
    have hold invite keep leave let like list listen look mention move name note open pass pause point post put
    quote read remember remind remove repeat report return say send set share show start stay step stop take
    tell thank wait welcome write
    """
)
OPINION = written(
    r"\b(i (think|believe|feel|guess|suspect|know|doubt|agree|disagree|assume|expect|prefer)"
    r"|in my (view|opinion|experience|book)|my (view|opinion|take|answer|advice|verdict|guess)|as i see it"
    r"|it seems to me|to me it|evener (thinks|believes|knows))\b",
    re.IGNORECASE,
)
GIVES_BACK = written(
    r"\b(you|your|yours|yourself|who|whom|whose|community|group|people|members?|everyone|somebody|someone|they|their|us|we)\b|\{",
    re.IGNORECASE,
)

# --- check 6: no verdict on a person, no feeling put into one --------------------------------------------------------

NEVER_SAID = written(
    r"\b(great|excellent|awesome|brilliant|amazing|fantastic|wonderful|terrific|superb|impressive|well done|good job"
    r"|good (question|point|thinking|work|for you)|nice (work|job|one|question)|smart (question|move)"
    r"|lazy|stupid|foolish|incompetent|useless|lurkers?|disengaged|unengaged|underperform\w*|slackers?|laggards?|deadwood"
    r"|angry|anger|upset|frustrat\w+|sad|sadness|worried|worry|worries|afraid|fear|anxious|anxiety|stressed|depressed|unhappy"
    r"|overwhelmed|exhausted|disappointed|embarrassed|ashamed|jealous|lonely|delighted|thrilled|proud|excited"
    r"|at risk|toxic|difficult person|high performers?|low performers?|top performers?|star performers?)\b",
    re.IGNORECASE,
)
VERDICT_WORDS = (
    r"quiet|silent|inactive|passive|absent|shy|slow|late|careless|weak|strong|good|bad|poor|best|worst|better|worse|right|wrong"
    r"|clever|smart|capable|able leader|natural|gifted|talented|skilled|difficult|negative|positive|defensive|resistant|helpful"
    r"|unhelpful|kind|rude|bossy|dominant|controlling|happy|tired|bored|calm|nervous|confused|lost|stuck|motivated|unmotivated"
    r"|committed|uncommitted|reliable|unreliable|generous|selfish|brave|wise|impatient|patient|productive|unproductive"
)
PREDICATED = written(
    r"(\byou|\bthey|\bhe|\bshe|\bthis person|\bthe asker|\bpeople|\bmembers|\{\w+\})"
    r"( are|'re| is|'s| was| were| seem| seems| sound| sounds| look| looks| feel| feels| have been| has been)"
    r"( a| an| the| so| very| too| really| rather| quite| not| being| to be| most| more| such a)* "
    rf"({VERDICT_WORDS})\b(?! (for you|with|to (you|say|have)))",
    re.IGNORECASE,
)
ATTRIBUTED = written(
    r"\b(quiet|silent|inactive|passive|weak|poor|bad|good|best|worst|strong|difficult|lazy|slow|dominant|problem|clever|smart"
    r"|talented|reliable|unreliable|committed|engaged) (person|people|members?|colleagues?|conveners?|sponsors?|managers?|leaders?|ones?|askers?)\b",
    re.IGNORECASE,
)

# --- check 7: the words that talk about a process and never about a problem's content ------------------------------------

VOCABULARY = _words(
    """
    a an the this that these those some any each every all both either neither none no not never nothing nobody
    nowhere only just also too very so as at by for from in into of off on onto out over to toward towards under
    until up with within without about above across after again against ago along already although always among
    and another anybody anyone anything anywhere apart are around away back be became because become been before
    begin began behind being below beside besides between beyond but came can come comes could did do does doing
    done down during else enough even ever everybody everyone everything except far few fewer first second third
    last next once twice half had has have having he her here hers him his how however i i'd i'll i'm i've if is
    isn't it it's its itself least less let like likely many may maybe me might mine more most much my myself
    near nor now one ones onto or other others our ours own per perhaps rather same she since somebody somehow
    someone something sometimes somewhere soon still such than that's their theirs them themselves then there
    there's they they'd they'll they're they've though through together unless us was we we'll we're we've were
    weren't what what's whatever when whenever where wherever whether which while who who's whoever whole whom
    whose why will won't would yes yet you you'd you'll you're you've your yours yourself wasn't aren't don't
    doesn't didn't can't couldn't hasn't haven't isn't add added adding agree agreed answer answered answers
    answering ask asked asker asking asks begin beginning begins begun bring brings brought call called calls
    carry carried cards card chance change changed changes choose choosing chose chosen close closed closer
    closes come coming commit committed continue count counts date dates day days decide decided decides
    describe described different draw dropped drop end ended ends expect expected expects experience experienced
    experiment experiments fact facts find finish finished follow followed form found gathering gave get gets
    getting give given gives giving go goes going gone good hand handed hands happen happened happening happens
    hear heard hearing held help helped helpful helps hold holds hope hour hours idea ideas invite invited
    invites join joined keep keeping keeps kept knew know knowing known knows later learn learned learning
    learnt leave leaves leaving left let letter lets line lines list listen listened listening little live long
    look looked looking looks made make makes making mark marked match matter matters mean meaning means meant
    meet meeting meetings member members mention mentioned message messages met mind minute minutes moment month
    months move moved moves name named names need needed note noted notes notice noticed offer offered offers
    often okay old open opened opening opens option options order own owner owners part parts pass passed past
    pause paused people people's person persons pick picked picture place places plan planned point post posted
    practice practices press private privately problem problems process processes promise promised promises put
    puts question questions quick quiet quote quoted read reader readers ready reason reasons rejoin remind
    reminded reminder remove replies reply report resource resources rest result results resume return review
    reviewed reviews right round rounds said save saved saw say saying says search see seeing seen send sends
    sent set share shared shares sharing short show showed shown shows side silence sit situation sized group groups speaks sentence remember fixed hoping stays present moving company lived buttons hurry alone reading fine elsewhere clinic spoken new lower watch watching raise raised frame framed size
    skip small smaller smallest soon sort speak sponsor sponsors spoke stand stands start started starts stay
    step steps stop stopped stops stories story sure take taken takes takeaway taking talk talked tell telling
    tells text thank thanks thing things think thinking thought thoughts thread threads time times today told
    tomorrow took tried turn turned turns understand understood use used useful view wait waited waiting waits
    want wanted wants way ways week weekday weeks welcome went wish wished word worded words work worked working
    works world wrap wrapped wraps write writes writing written wrote year years yesterday community communities
    convener conveners evener bot willing willingly safe safely happens kind kinds free matched mine noticing
    outcome outcomes quarter zero two three four five six seven eight nine ten monday tuesday wednesday thursday
    friday saturday sunday learner
    """
)
