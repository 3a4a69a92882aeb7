"""What was said in the demo's workspace over the last four weeks, in order. Pure data; bot/demo/life.py plays it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.demo.town import (
    ANA,
    BEN,
    CHIKA,
    DEE,
    EVA,
    EVALUATION,
    FIN,
    GENERAL,
    GUL,
    HANA,
    IRA,
    JONAS,
    KAI,
    LEA,
    STEWARDS,
)

WEEKS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody said this, so long after the story began. ``answers`` names the line whose thread it belongs to."""

    day: int
    hour: float  # UTC
    who: str
    where: str
    text: str
    name: str = ""
    answers: str = ""
    liked_by: tuple[str, ...] = ()

    @property
    def after(self) -> timedelta:
        return timedelta(days=self.day, hours=self.hour)


# fmt: off  (one line a line)
STORY = (
    # --- the first week
    Line(
        0,
        9.2,
        ANA,
        STEWARDS,
        "Morning all. I moved the stewardship notes to the shared drive, they were in four places.",
        liked_by=(BEN, HANA),
    ),
    Line(0, 10.5, BEN, STEWARDS, "Thank you. I kept finding the one from spring."),
    Line(
        1,
        8.1,
        HANA,
        STEWARDS,
        "Has anybody met datasets that come with two different licences inside one archive?",
        "licences",
    ),
    Line(
        1,
        9.0,
        JONAS,
        STEWARDS,
        "Yes, twice this year. We split the deposit the first time and regretted it.",
        answers="licences",
        liked_by=(HANA,),
    ),
    Line(
        1,
        11.4,
        GUL,
        STEWARDS,
        "We wrote a note per folder. Readers liked it, machines did not.",
        answers="licences",
    ),
    Line(
        1,
        13.0,
        DEE,
        EVALUATION,
        "I have the interview guide from the pilot if somebody wants to look over it.",
        "guide",
        liked_by=(FIN, LEA),
    ),
    Line(
        1,
        15.2,
        LEA,
        EVALUATION,
        "I would love to. The last two questions took half an hour when I ran it.",
        answers="guide",
    ),
    Line(
        2,
        9.5,
        EVA,
        GENERAL,
        "The three questions for this quarter are on the wiki. I will bring them to both groups.",
    ),
    Line(
        2,
        21.5,
        KAI,
        STEWARDS,
        "Reading along from Auckland. The licences thread is useful, thank you.",
        liked_by=(ANA,),
    ),
    Line(
        3,
        9.8,
        FIN,
        EVALUATION,
        "What did people take away from Tuesday? For me: we ask about outcomes before anybody has used the thing.",
        "takeaway",
        liked_by=(DEE, IRA, HANA),
    ),
    Line(
        3,
        10.6,
        IRA,
        EVALUATION,
        "Same here. And that our baseline is one person's memory.",
        answers="takeaway",
    ),
    Line(
        4,
        8.3,
        CHIKA,
        STEWARDS,
        "Our checksum report is readable at last, screenshot to follow.",
        liked_by=(BEN, GUL, JONAS),
    ),
    # --- the second week
    Line(
        7,
        9.1,
        ANA,
        STEWARDS,
        "This week I would like us to look at one deposit together instead of talking about deposits in general.",
        "together",
        liked_by=(HANA, JONAS),
    ),
    Line(7, 10.0, HANA, STEWARDS, "I can bring the archive with the two licences.", answers="together"),
    Line(
        7,
        22.0,
        KAI,
        STEWARDS,
        "It is night here then, could somebody write down what surprised them?",
        answers="together",
    ),
    Line(
        8,
        12.1,
        JONAS,
        EVALUATION,
        "New here. I collect how teams judge their own data quality, happy to listen first.",
        liked_by=(FIN, LEA, DEE),
    ),
    Line(8, 12.4, FIN, EVALUATION, "Welcome Jonas. Lea has been asking about exactly that."),
    Line(
        9,
        14.0,
        BEN,
        STEWARDS,
        "We looked at the archive for 40 minutes. What surprised me: nobody agreed on what a version is.",
        "version",
        liked_by=(ANA, GUL, CHIKA),
    ),
    Line(9, 14.3, GUL, STEWARDS, "For us it is whatever got a DOI.", answers="version"),
    Line(
        9,
        14.5,
        HANA,
        STEWARDS,
        "For our depositors it is whatever they sent last.",
        answers="version",
        liked_by=(BEN,),
    ),
    Line(
        10,
        9.0,
        LEA,
        EVALUATION,
        "Has anybody tried asking for one story instead of a rating? I am torn.",
        "story",
    ),
    Line(
        10,
        13.5,
        DEE,
        EVALUATION,
        "We did with twelve people. The stories were good; adding them up was not.",
        answers="story",
        liked_by=(LEA, IRA),
    ),
    Line(
        11,
        8.0,
        IRA,
        EVALUATION,
        "I could sort stories with two readers if somebody lends me fifty.",
        answers="story",
    ),
    # --- the third week
    Line(
        14,
        9.4,
        HANA,
        STEWARDS,
        "I drafted half a page on what we mean by version. It is rough and it is open for edits.",
        "draft",
        liked_by=(ANA, BEN, JONAS, GUL),
    ),
    Line(
        14,
        10.1,
        JONAS,
        STEWARDS,
        "Left three comments. The example with the corrected table is strong.",
        answers="draft",
    ),
    Line(
        14,
        11.0,
        CHIKA,
        STEWARDS,
        "We could test it on our next five deposits.",
        answers="draft",
        liked_by=(HANA,),
    ),
    Line(
        15,
        14.2,
        EVA,
        STEWARDS,
        "I read the draft. Which part would you want somebody outside this group to see first?",
        "outside",
        liked_by=(ANA,),
    ),
    Line(
        15,
        14.9,
        ANA,
        STEWARDS,
        "The table, I think. It shows the disagreement in one look.",
        answers="outside",
    ),
    Line(
        16,
        9.0,
        FIN,
        EVALUATION,
        "Small win: the clinic team let us sit in and count nothing for a day.",
        liked_by=(LEA, DEE, IRA, HANA),
    ),
    Line(
        17,
        10.3,
        LEA,
        EVALUATION,
        "Fifty stories collected, all with consent. Ira, they are yours.",
        liked_by=(IRA,),
    ),
    Line(
        17,
        22.3,
        KAI,
        STEWARDS,
        "I tried the draft on two deposits here. One worked, one did not: the raw files had been replaced silently.",
        "kai",
        liked_by=(HANA, CHIKA),
    ),
    Line(
        18, 8.2, HANA, STEWARDS, "That second one is the case I could not describe. Thank you.", answers="kai"
    ),
    # --- the fourth week
    Line(21, 9.0, ANA, STEWARDS, "Quiet week for me, conference. Who would hold Thursday?", "thursday"),
    Line(
        21,
        9.9,
        JONAS,
        STEWARDS,
        "I can, if somebody tells me what you usually do at the start.",
        answers="thursday",
        liked_by=(ANA, HANA),
    ),
    Line(
        21,
        10.2,
        ANA,
        STEWARDS,
        "One round: what have you met since last time. That is all.",
        answers="thursday",
    ),
    Line(
        22,
        12.0,
        IRA,
        EVALUATION,
        "First twenty stories sorted. Two readers, 14 agreements. I am less sure of us than before, in a good way.",
        "sorted",
        liked_by=(FIN, LEA),
    ),
    Line(22, 12.8, FIN, EVALUATION, "What did you disagree on?", answers="sorted"),
    Line(
        22,
        13.1,
        IRA,
        EVALUATION,
        "Whether a story about being listened to is about the service at all.",
        answers="sorted",
        liked_by=(DEE, LEA),
    ),
    Line(
        24,
        10.1,
        JONAS,
        STEWARDS,
        "Thursday went fine. Five people, one round, then we fixed two deposits from the list.",
        "went",
        liked_by=(ANA, BEN, HANA, CHIKA),
    ),
    Line(
        24,
        10.5,
        BEN,
        STEWARDS,
        "Jonas let the silence stand, that helped.",
        answers="went",
        liked_by=(JONAS,),
    ),
    Line(
        25,
        9.3,
        GUL,
        STEWARDS,
        "Does anybody keep a list of deposits that came back? I would like to look for a pattern.",
        "pattern",
    ),
    Line(25, 13.2, DEE, GENERAL, "The room on the second floor has a working screen again."),
    Line(
        26,
        11.0,
        LEA,
        EVALUATION,
        "Somebody from the museum asked whether she may read along. I said I would ask here.",
        "museum",
        liked_by=(FIN,),
    ),
)
# fmt: on
