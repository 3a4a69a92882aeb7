"""Health is four areas of facts and a possible next move: no score, the same for all, and silence where little is known."""

from __future__ import annotations

from dataclasses import replace

from facilitation.community import Membership, Stage
from facilitation.health import tell_health
from facilitation.nudges.catalogue import NUDGES
from facilitation.nudges.picture import Newcomer, Pace, Thread
from facilitation.stage import suggest
from facilitation.words import Arrival, Command
from tests.facilitation.nudges.histories import ANA, BO, CY, GUILD, NOW, WELL, ago, well_but
from tests.facilitation.worlds import given_at, reply_words


def health(picture: object, by: str = ANA) -> str:
    ask = Arrival("1", "slack:T1", by, Command("health"))
    return reply_words(tell_health(ask, picture, given_at(NOW)))  # type: ignore[arg-type]


def test_each_area_tells_what_can_be_counted() -> None:
    threads = tuple(Thread(str(n), BO, ago(3), asks=True, replies=n) for n in range(3))
    told = health(well_but(threads=threads, newcomers=(Newcomer(CY, ago(9), introduced=True),)))
    for line in (
        "A purpose is written down.",
        "4 people have said what matters",
        "Of 3 questions in two months, 2 found",
    ):
        assert line in told
    assert "Of 1 new person, 1 met somebody" in told and "1 story was shown here." in told


def test_an_area_without_evidence_says_so() -> None:
    young = replace(
        GUILD, purpose="", created_at=ago(3), stage=Stage.POTENTIAL, members=(Membership(ANA, "convener"),)
    )
    assert health(WELL.__class__(young, NOW)).count("Not enough can be seen yet") == 4


def test_the_next_possible_move_comes_with_what_was_seen() -> None:
    told = health(well_but(has_rhythm=False))
    assert "no gathering comes back by itself. What could come next: “Plan a gathering” or “" in told


def test_what_is_about_those_who_convene_or_host_stays_between_them_and_evener() -> None:
    loud = well_but(talk=((ANA, 60), (BO, 3)))
    assert NUDGES["convener_talks_most"].evidence(loud) is not None
    for by in (ANA, BO):
        assert health(loud, by=by) == health(well_but(talk=((BO, 3),)), by=by)
    assert {kind for kind, one in NUDGES.items() if one.mirror} == {
        "convener_answers_first", "convener_appointed", "convener_talks_most", "dismissed_thrice", "same_host",
        "same_starter",
    }  # fmt: skip


def test_a_share_of_talk_is_not_told_where_it_would_be_about_few_people() -> None:
    assert "was heard" not in health(well_but(talk=((BO, 3),))) and "were heard" not in health(WELL)
    assert "5 people were heard" in health(well_but(talk=tuple((f"p{n}", 1) for n in range(5))))


def test_it_is_for_those_inside_and_has_no_score() -> None:
    assert "You are not in" in health(WELL, by="slack:stranger")
    assert "There is no score" in health(WELL, by=BO)
    assert health(WELL, by=BO) == health(WELL, by=ANA)
    assert health(None) != ""


def test_a_stage_is_only_suggested_from_what_can_be_seen() -> None:
    assert suggest(WELL) is Stage.MATURING
    assert suggest(well_but(talk=())) is Stage.POTENTIAL
    assert suggest(well_but({"created_at": ago(60)})) is Stage.COALESCING
    assert suggest(well_but(pace=Pace(40, 1))) is Stage.TRANSFORMATION


def test_each_stage_begins_exactly_where_it_is_written() -> None:
    def grown(days: int, stories: int, tries: int) -> Stage:
        return suggest(
            well_but(
                {"created_at": ago(days)}, stories=WELL.stories[:1] * stories, tries=WELL.tries[:1] * tries
            )
        )

    assert grown(119, 3, 3) is Stage.COALESCING and grown(120, 3, 3) is Stage.MATURING
    assert grown(539, 3, 3) is Stage.MATURING and grown(540, 3, 3) is Stage.STEWARDSHIP
    assert grown(540, 2, 3) is grown(540, 3, 2) is Stage.MATURING
    assert suggest(well_but(talk=WELL.talk[:3])) is Stage.MATURING
    assert suggest(well_but(talk=WELL.talk[:2])) is Stage.POTENTIAL


def test_a_community_rests_when_two_months_fell_below_a_fifth_of_the_year_before() -> None:
    assert suggest(well_but(pace=Pace(10, 1.9))) is Stage.TRANSFORMATION
    assert suggest(well_but(pace=Pace(10, 2))) is not Stage.TRANSFORMATION
    assert suggest(well_but(pace=None)) is not Stage.TRANSFORMATION
