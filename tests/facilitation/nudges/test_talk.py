"""What a nudge may look at is counted from who wrote where and when, and anybody in the channel could count the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from facilitation.community import Membership
from facilitation.leadership import Opened
from facilitation.nudges import talk
from facilitation.nudges.picture import Pace
from facilitation.nudges.talk import Earlier, Talk
from facilitation.participation import Heard
from tests.facilitation.nudges.histories import ANA, BO, CY, DI, GUILD, NOW, ago


def wrote(person: str, days: float, id: str, thread: str = "", asks: bool = False) -> Heard:
    return Heard(ago(days).timestamp(), person, "slack:C1", id, thread or id, asks=asks)


def test_a_thread_knows_who_began_it_who_replied_first_and_whether_they_were_thanked() -> None:
    heard = (
        wrote(BO, 3, "1", asks=True),
        wrote(BO, 2.9, "2", "1"),
        wrote(ANA, 2.8, "3", "1"),
        wrote(CY, 2, "4", "1"),
    )
    (thread,) = talk.threads_of(Talk(heard, frozenset({("slack:C1", "4", BO)})))
    assert (thread.starter, thread.asks, thread.replies, thread.first_reply_by) == (BO, True, 2, ANA)
    assert thread.thanked and not thread.storied
    (told,) = talk.threads_of(Talk(heard, storied={BO: ago(1)}))
    assert told.storied and not told.thanked


def test_a_reply_to_a_thread_from_before_is_no_thread_of_its_own() -> None:
    assert talk.threads_of(Talk((wrote(BO, 3, "9", "1"),))) == ()


def test_a_question_waits_after_two_days_and_is_let_go_after_two_weeks() -> None:
    threads = talk.threads_of(Talk(tuple(wrote(BO, days, f"q{days}", asks=True) for days in (15, 13, 3, 1))))
    assert talk.unanswered(threads, NOW) == 2


def test_only_somebody_whose_one_message_got_no_second_word_wrote_once() -> None:
    heard = (
        wrote(BO, 30, "1"),
        wrote(CY, 30, "2"),
        wrote(ANA, 29, "3", "2"),
        wrote(DI, 30, "4"),
        wrote(DI, 5, "5"),
    )
    threads = talk.threads_of(Talk(heard))
    assert talk.wrote_once(heard, Earlier(), threads, NOW) == 1
    assert talk.wrote_once(heard, Earlier({BO: 1}), threads, NOW) == 0


def test_somebody_opens_most_topics_of_a_month_only_with_three_and_more_than_half() -> None:
    heard = (
        *(wrote(ANA, 70 + n, f"a{n}") for n in range(3)),
        *(wrote(ANA, 40 + n, f"b{n}") for n in range(3)),
        *(wrote(BO, 45 + n, f"c{n}") for n in range(3)),
        *(wrote(BO, 5 + n, f"d{n}") for n in range(4)),
        wrote(CY, 9, "e"),
    )
    assert talk.openers(talk.threads_of(Talk(heard)), NOW) == (ANA, None, BO)


def test_fewer_openers_are_spoken_of_only_beyond_the_usual_wobble() -> None:
    before = Earlier(opened=(Opened({f"p{n}": 10 for n in range(20)}), Opened({}), Opened({})))
    same = [wrote(f"p{n % 20}", n % 80, f"s{n}") for n in range(200)]
    few = [wrote("p0" if n % 10 else f"p{n // 10}", n % 80, f"f{n}") for n in range(200)]
    to_come = [wrote(f"p{n % 20}", -1, f"t{n}") for n in range(200)]
    assert talk.initiators(same, before, NOW) is None
    band = talk.initiators([*few, *to_come], before, NOW)
    assert band is not None and band.now < band.low <= band.high == 20


def test_a_newcomers_first_message_waits_in_working_time_of_the_place() -> None:
    from_friday = wrote(CY, 4, "1")  # Friday morning; now it is Tuesday morning
    community = replace(GUILD, members=(*GUILD.members, Membership("slack:new", "member", ago(5))))
    threads = talk.threads_of(Talk((from_friday._replace(person="slack:new"),)))
    (one,) = talk.newcomers(community, threads, (), NOW)
    assert one.person == "slack:new"
    assert timedelta(hours=8) < one.waited < timedelta(hours=24)


def test_the_core_wrote_in_half_of_the_weeks_and_its_time_here_is_a_median() -> None:
    heard = [wrote(ANA, 7 * n + 1, f"a{n}") for n in range(8)] + [
        wrote(BO, 7 * n + 1, f"b{n}") for n in range(5)
    ]
    inside = talk.core(heard, NOW)
    assert inside == {ANA}
    assert round(talk.core_months(GUILD, inside, NOW), 1) == 6.7
    assert talk.entrants(GUILD, inside, NOW) == 0


def test_the_pace_of_two_months_stands_beside_that_of_the_year_before() -> None:
    heard = [wrote(ANA, days, f"m{days}") for days in (-1, 0, 55.9, 56, 90)]
    assert talk.pace(heard, Earlier(year=42), NOW) == Pace(usual=44 / 44, lately=2 / 8)
    assert talk.pace([], Earlier(year=44), NOW) == Pace(usual=1, lately=0)
    assert talk.pace([wrote(ANA, -1, "to come")], Earlier(), NOW) is None
