"""Each kind of nudge speaks to the history it is for, stays silent one fact short of it, and shows what it saw."""

from __future__ import annotations

from datetime import timedelta

import pytest

from facilitation.community import Membership, Stage
from facilitation.nudges.catalogue import KINDS, NUDGES
from facilitation.nudges.nudge import Ask
from facilitation.nudges.picture import (
    Band,
    Held,
    Newcomer,
    Pace,
    Picture,
    Problem,
    Reading,
    SponsorSeen,
    Thread,
    Told,
    Try,
)
from facilitation.voice.catalogue import plain
from tests.facilitation.nudges.histories import ANA, BO, CY, NOW, WELL, ago, well_but, young

HOURS = timedelta(hours=1)


def question(days: float, starter: str = BO, first: str | None = None, **facts: object) -> Thread:
    return Thread(
        f"t{days}", starter, ago(days), asks=True, first_reply_by=first, replies=1 if first else 0, **facts
    )  # type: ignore[arg-type]


def held(
    times: int, hosts: tuple[str, ...] = (ANA,), formats: tuple[str, ...] = ("talk",)
) -> tuple[Held, ...]:
    return tuple(Held(ago(100 - n), hosts[n % len(hosts)], formats[n % len(formats)]) for n in range(times))


# kind: (a history that calls for it, one fact short of that, what its evidence says)
BELIEFS: dict[str, tuple[Picture, Picture, str]] = {
    "another_stage": (
        well_but({"stage": Stage.POTENTIAL}),
        well_but({"stage": Stage.POTENTIAL, "created_at": ago(29)}, talk=()),
        "“finding its focus” fits; confirmed is “finding each other”",
    ),
    "no_purpose": (well_but(young(8, purpose="")), well_but(young(6, purpose="")), "8 days ago"),
    "few_members": (
        well_but(young(14, members=(Membership(ANA, "convener"), Membership(BO)))),
        well_but(young(14)),
        "After 14 days it has 2 people",
    ),
    "no_problem": (well_but(problems=()), WELL, "200 days old"),
    "convener_appointed": (well_but(nominated=frozenset()), WELL, "200 days in"),
    "values_missing": (
        well_but(values_from=frozenset({ANA, BO})),
        well_but(values_from=frozenset({ANA, BO, CY})),
        "2 of 6 people",
    ),
    "no_rhythm": (well_but(has_rhythm=False), well_but(young(20), has_rhythm=False), "no gathering comes back"),
    "unanswered_welcome": (
        well_but(newcomers=(Newcomer(CY, ago(3), 9 * HOURS),)),
        well_but(newcomers=(Newcomer(CY, ago(1), 7 * HOURS),)),
        "1 first message has stood",
    ),
    "not_introduced": (
        well_but(newcomers=(Newcomer(BO, ago(9)), Newcomer(CY, ago(8)))),
        well_but(newcomers=(Newcomer(BO, ago(9), introduced=True), Newcomer(CY, ago(3)))),
        "2 people joined",
    ),
    "convener_talks_most": (
        well_but(talk=((ANA, 25), (BO, 15))),
        well_but(talk=((ANA, 24), (BO, 16))),
        "25 of 40 messages",
    ),
    "convener_answers_first": (
        well_but(threads=tuple(question(n, first=ANA) for n in range(1, 5))),
        well_but(threads=(*(question(n, first=ANA) for n in range(1, 4)), question(5, first=CY), question(6, first=CY))),
        "4 of 4 answered questions",
    ),
    "question_unanswered": (well_but(threads=(question(2.5),)), well_but(threads=(question(1.5),)), "1 question has"),
    "thanked_help": (
        well_but(threads=(question(5, first=CY, thanked=True),)),
        well_but(threads=(question(5, first=CY, thanked=True, storied=True),)),
        "1 thanked answer",
    ),
    "invitations_ready": (well_but(invitations_ready=3), WELL, "3 suggestions are ready"),
    "random_draw": (well_but(random_draw_ready=True), WELL, "by chance"),
    "wrote_once": (well_but(wrote_once=2), WELL, "2 topics are older than 21 days"),
    "one_zone_speaks": (
        well_but(zones=(("Europe/Berlin", 4, 3), ("Asia/Tokyo", 2, 0))),
        well_but(zones=(("Europe/Berlin", 4, 3), ("Asia/Tokyo", 2, 1))),
        "2 time zones",
    ),
    "one_language": (
        well_but(languages=(("en", 19), ("pt", 1))),
        well_but(languages=(("en", 19), ("pt", 1)), other_languages_heard=True),
        "95 in 100",
    ),
    "few_spoke": (
        well_but(sessions=(Held(ago(2), ANA, "talk", 0.25),)),
        well_but(sessions=(Held(ago(2), ANA, "talk", 0.5),)),
        "25 in 100",
    ),
    "same_starter": (well_but(starters=(BO, ANA, ANA)), well_but(starters=(ANA, BO, ANA)), "last 2 months"),
    "fewer_initiators": (
        well_but(initiators=Band(3.0, 4.5, 8.0)),
        well_but(initiators=Band(5.0, 4.5, 8.0)),
        "as if 3 people had begun all topics; before, it was 4.5 to 8",
    ),
    "same_host": (well_but(sessions=held(3)), well_but(sessions=held(3, hosts=(ANA, BO))), "last 3 gatherings"),
    "topics_pile_up": (well_but(open_topics=9), well_but(open_topics=8), "9 topics are open"),
    "talked_not_tried": (
        well_but(problems=(Problem("p", threads=4),)),
        well_but(problems=(Problem("p", threads=4, tries=1),)),
        "in 4 threads",
    ),
    "try_not_reviewed": (
        well_but(tries=(Try("e", ago(14)),)),
        well_but(tries=(Try("e", ago(14), ago(1)), Try("f", ago(13)))),
        "1 experiment is two weeks",
    ),
    "same_failure": (
        well_but(tries=(Try("e", ago(50), ago(50), "time"), Try("f", ago(20), ago(20), "time"))),
        well_but(tries=(Try("e", ago(50), ago(50), "time"), Try("f", ago(20), ago(20), "means"))),
        "2 experiments on one problem",
    ),
    "asks_again": (well_but(asked_again=1), WELL, "1 person did so"),
    "no_stories": (well_but(stories=(Told(ago(61), "applied"),)), well_but(stories=(Told(ago(59), "applied"),)), "61 days"),
    "story_at_potential": (
        well_but(stories=(Told(ago(31), "potential"),)),
        well_but(stories=(Told(ago(31), "potential"), Told(ago(2), "applied"))),
        "1 story is older",
    ),
    "reframing_story": (
        well_but(stories=(Told(ago(5), "reframing"),)),
        well_but(stories=(Told(ago(5), "reframing", with_sponsor=True),)),
        "1 teller",
    ),
    "efficacy_fell": (
        well_but(readings=(("efficacy", Reading(2.0, 2.5, 3.0, 3.5)),)),
        well_but(readings=(("efficacy", Reading(2.0, 3.0, 3.0, 3.5)),)),
        "2 to 2.5 out of 5; it was 3 or more",
    ),
    "support_low": (
        well_but(readings=(("support", Reading(1.5, 2.5)),)),
        well_but(readings=(("support", Reading(2.5, 3.5)),)),
        "1.5 to 2.5 out of 5",
    ),
    "open_request": (well_but(open_requests=(ago(31), ago(2))), well_but(open_requests=(ago(30),)), "31 days"),
    "nothing_handed_over": (
        well_but(sponsor=SponsorSeen(digests=4)),
        well_but(sponsor=SponsorSeen(digests=4, handed_over=1)),
        "had 4 digests",
    ),
    "sponsor_solves": (
        well_but(sponsor=SponsorSeen(answers_posted=2)),
        well_but(sponsor=SponsorSeen(answers_posted=1)),
        "2 of your messages",
    ),
    "old_core": (well_but(core_months=19.5), well_but(core_months=19.5, entrants_half_year=1), "19 months"),
    "shared_members": (
        well_but(neighbours=(("Release circle", 0.34), ("Ops", 0.1))),
        well_but(neighbours=(("Release circle", 0.3),)),
        "34 in 100 of your members are in Release circle too",
    ),
    "same_format": (well_but(sessions=held(6)), well_but(sessions=held(6, formats=("talk", "clinic"))), "last 6 gatherings"),
    "values_not_lived": (
        well_but(readings=(("values", Reading(2.0, 2.5)),)),
        well_but(readings=(("values", Reading(2.0, 3.0)),)),
        "2 to 2.5 out of 5",
    ),
    "asleep": (
        well_but(pace=Pace(40, 5)),
        well_but(pace=Pace(40, 9)),
        "5 messages a week; the year before them had 40",
    ),
    "closing": (well_but(closing=True), WELL, "The group chose"),
    "dismissed_thrice": (well_but(stopped=("no_rhythm",)), WELL, "“No rhythm yet” was marked"),
    "pulse_without_action": (
        well_but(pulse_closed_at=ago(15), pulse_acted_on=False),
        well_but(pulse_closed_at=ago(15), pulse_acted_on=True),
        "15 days ago",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_it_speaks_to_the_history_it_is_for_and_shows_what_it_saw(kind: str) -> None:
    calls, _, shows = BELIEFS[kind]
    evidence = NUDGES[kind].evidence(calls)
    assert evidence is not None
    assert shows in plain(evidence)


@pytest.mark.parametrize("kind", KINDS)
def test_one_fact_short_of_that_it_stays_silent(kind: str) -> None:
    assert NUDGES[kind].evidence(BELIEFS[kind][1]) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_community_that_is_well_hears_nothing_of_it(kind: str) -> None:
    assert NUDGES[kind].evidence(WELL) is None


@pytest.mark.parametrize("kind", KINDS)
def test_it_has_what_it_offers(kind: str) -> None:
    nudge = NUDGES[kind]
    assert nudge.kind == kind
    assert nudge.either != nudge.other
    assert nudge.say.question is not None or Ask() not in (nudge.either, nudge.other)
    assert timedelta(days=5) <= nudge.within <= nudge.rest
    assert 1 <= nudge.importance <= 9


def test_what_it_wanted_is_there_once_its_reason_is_gone() -> None:
    calls, short, _ = BELIEFS["no_rhythm"]
    assert not NUDGES["no_rhythm"].helped(calls)
    assert NUDGES["no_rhythm"].helped(short)


def test_a_closing_helped_when_a_story_was_kept_and_not_when_the_close_was_undone() -> None:
    closing = NUDGES["closing"]
    assert closing.helped(well_but(closing=True, stories=(Told(ago(3)),)))
    assert not closing.helped(well_but(closing=True, stories=()))


def test_stages_keep_a_nudge_from_those_it_is_not_for() -> None:
    asleep = BELIEFS["asleep"][0]
    young_one = well_but({"stage": Stage.POTENTIAL}, pace=asleep.pace)
    assert NUDGES["asleep"].evidence(asleep) is not None
    assert NUDGES["asleep"].evidence(young_one) is None


def test_every_kind_of_the_catalogue_is_there_with_a_belief_and_a_file() -> None:
    assert len(KINDS) >= 42
    assert sorted(KINDS) == KINDS
    assert set(KINDS) == set(BELIEFS)
    assert WELL.now == NOW
