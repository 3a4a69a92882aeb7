"""A convener's week: three at most, one in five left out by chance, and a reason in the ledger for all that waits."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from facilitation import rhythm
from facilitation.attention import Habit
from facilitation.community import Membership
from facilitation.nudges.desk import Desk, DigestHabitChanged, NudgeOffered, NudgeStopped, Offer
from facilitation.nudges.week import DIGEST, LEFT_OUT, MOST, plan_week, week_wake
from facilitation.people import Person
from facilitation.voice import nudges as say
from facilitation.words import Buttons, Decision, Menu, Wake
from tests.facilitation.nudges.histories import ANA, BO, GUILD, NOW, ago, well_but
from tests.facilitation.worlds import given_at, utc, words_of

WAKE = ("slack:T1", Wake(NOW, "nudges.week", ANA))
PERSON = Person(ANA, "Ana")
TROUBLED = well_but(
    has_rhythm=False, stories=(), problems=(), nominated=frozenset(), values_from=frozenset(), wrote_once=1
)


def desk(**facts: object) -> Desk:
    return replace(Desk(PERSON, (TROUBLED,)), **facts)  # type: ignore[arg-type]


def planned(one: Desk, weeks_later: int = 0) -> Decision:
    now = NOW + timedelta(weeks=weeks_later)
    pictures = tuple(replace(p, now=now) for p in one.pictures)
    return plan_week(WAKE, replace(one, pictures=pictures), given_at(now, f"w{weeks_later}"))


def offers(decision: Decision, shown: bool = True) -> list[Offer]:
    return [c.offer for c in decision.changes if isinstance(c, NudgeOffered) and c.offer.shown == shown]


def held(decision: Decision) -> dict[str, str]:
    return {
        dict(e.about)["nudge"]: dict(e.about)["reason"] for e in decision.entries if e.kind == "nudge.held"
    }


def test_of_many_reasons_to_speak_at_most_three_reach_one_letter_a_week() -> None:
    decision = planned(desk())
    (letter,) = decision.letters
    assert len(offers(decision)) == MOST
    assert (letter.kind, letter.to) == (DIGEST, ANA)
    assert letter.once == f"digest.convener:{ANA}:2026-W24"
    assert sum(isinstance(part, Menu) for part in letter.message.parts) == MOST


def test_every_nudge_that_was_not_said_has_its_reason_in_the_ledger() -> None:
    decision = planned(desk())
    told = {offer.kind for offer in offers(decision)} | held(decision).keys()
    assert told == {
        "no_rhythm",
        "no_stories",
        "no_problem",
        "convener_appointed",
        "values_missing",
        "wrote_once",
    }
    assert set(held(decision).values()) <= {"three already", "learning"}


def test_each_offers_two_moves_something_else_and_a_way_to_stop_it() -> None:
    (letter,) = planned(desk()).letters
    buttons = [part for part in letter.message.parts if isinstance(part, Buttons)]
    assert all([b.args[1] for b in row.buttons] == ["either", "other", "else"] for row in buttons)
    menus = [part for part in letter.message.parts if isinstance(part, Menu)]
    assert all([o.value for o in m.options] == ["why", "done", "not_useful", "snooze", "stop"] for m in menus)


def test_about_one_in_five_is_left_out_by_chance_and_measured_all_the_same() -> None:
    decisions = [planned(desk(), weeks) for weeks in range(150)]
    shown, left_out = sum(len(offers(d)) for d in decisions), sum(len(offers(d, False)) for d in decisions)
    assert 0.15 < left_out / (shown + left_out) < 0.25
    for decision in decisions:
        measured = {wake.subject for wake in decision.wakes if wake.kind == "nudges.measure"}
        assert measured == {offer.id for offer in offers(decision) + offers(decision, False)}
    assert {offer.propensity for d in decisions for offer in offers(d)} == {1 - LEFT_OUT}


def test_the_same_week_is_chosen_the_same_way_twice() -> None:
    assert planned(desk()) == planned(desk())


def test_what_was_offered_rests_until_it_could_have_helped() -> None:
    first = planned(desk())
    second = planned(desk(offers=tuple(offers(first) + offers(first, False))), 1)
    assert not {o.kind for o in offers(second)} & {o.kind for o in offers(first)}
    assert "resting" in held(second).values()


def test_kinds_that_were_stopped_snoozed_or_retired_stay_away_with_their_reason() -> None:
    decision = planned(
        desk(
            stopped=frozenset({"no_rhythm"}),
            retired=frozenset({"no_stories"}),
            snoozed={"no_problem": NOW + timedelta(days=3), "wrote_once": ago(1)},
        )
    )
    reasons = held(decision)
    assert (reasons["no_rhythm"], reasons["no_stories"], reasons["no_problem"]) == (
        "stopped",
        "retired",
        "postponed",
    )
    assert reasons.get("wrote_once") != "postponed"


def test_two_conveners_never_hear_the_same_and_both_hear_something() -> None:
    both = replace(GUILD, members=(*GUILD.members[:1], Membership(BO, "convener"), *GUILD.members[2:]))
    picture = replace(TROUBLED, community=both)
    to_ana = planned(desk(pictures=(picture,)))
    to_bo = planned(desk(pictures=(picture,), person=Person(BO)))
    heard = [offer.kind for d in (to_ana, to_bo) for offer in offers(d) + offers(d, False)]
    assert max(Counter(heard).values()) == 1
    assert "another convener" in held(to_ana).values() or "another convener" in held(to_bo).values()


def test_a_sponsor_hears_what_is_for_sponsors_and_a_convener_does_not() -> None:
    picture = well_but(open_requests=(ago(40),))
    to_convener = planned(desk(pictures=(picture,)))
    to_sponsor = planned(desk(pictures=(picture,), person=Person("slack:sponsor")))
    assert offers(to_convener) + offers(to_convener, False) == []
    assert [o.kind for o in offers(to_sponsor) + offers(to_sponsor, False)] == ["open_request"]


def test_several_communities_share_one_letter_and_one_count() -> None:
    other = replace(TROUBLED, community=replace(GUILD, id="c2", name="Release circle"))
    decision = planned(desk(pictures=(TROUBLED, other)))
    assert len(decision.letters) == 1
    assert len(offers(decision)) == MOST


def test_nothing_to_say_means_no_letter_and_the_next_week_is_looked_at_all_the_same() -> None:
    decision = planned(desk(pictures=(well_but(),)))
    assert decision.letters == ()
    assert [wake.kind for wake in decision.wakes] == ["nudges.week", "nudges.review"]


def test_somebody_who_convenes_nothing_any_more_is_not_looked_at_again() -> None:
    assert plan_week(WAKE, Desk(PERSON), given_at(NOW)) == Decision()


def test_the_digest_after_four_that_nobody_touched_says_that_it_slows_down() -> None:
    slow = desk(habit=Habit(untouched=4, last_at=ago(14)))
    decision = plan_week(WAKE, slow, given_at(utc(2026, 6, 2, 9)))
    assert "The last four of these stayed untouched" in words_of(decision.letters[0].message)
    (habit,) = [c.habit for c in decision.changes if isinstance(c, DigestHabitChanged)]
    assert habit.monthly


def test_a_monthly_digest_leaves_the_other_weeks_and_the_ledger_says_why() -> None:
    decision = planned(desk(habit=Habit(monthly=True, last_at=ago(7))))  # the second Tuesday of the month
    assert decision.letters == ()
    assert [dict(e.about)["reason"] for e in decision.entries] == ["off week"]


def test_a_week_that_came_late_after_a_leave_is_not_followed_by_another_in_the_same_week() -> None:
    monday = utc(2026, 6, 8, 9)
    late = plan_week(WAKE, desk(), given_at(monday))
    kept = tuple(offers(late) + offers(late, False))
    tuesday = plan_week(WAKE, desk(offers=kept), given_at(utc(2026, 6, 9, 9)))
    assert kept and offers(tuesday) + offers(tuesday, False) == []
    assert [dict(entry.about)["reason"] for entry in tuesday.entries] == ["digest this week"]
    assert [wake.kind for wake in tuesday.wakes] == ["nudges.week", "nudges.review"]


def test_a_kind_that_was_sent_away_three_times_stops_and_its_convener_is_told() -> None:
    decision = planned(desk(pictures=(well_but(has_rhythm=False),), dismissed={"no_rhythm": 3}))
    assert NudgeStopped(ANA, "no_rhythm") in decision.changes
    assert [offer.kind for offer in offers(decision)] == ["dismissed_thrice"]
    assert held(decision) == {"no_rhythm": "stopped"}


def test_the_week_is_looked_at_on_tuesday_at_nine_where_they_are() -> None:
    tokyo = Person(ANA, zone="Asia/Tokyo", country="JP")
    wake = week_wake(tokyo, NOW)
    assert rhythm.local("Asia/Tokyo", wake.due_at).strftime("%A %H:%M") == "Tuesday 09:00"
    assert wake.due_at > NOW


def test_the_digest_says_that_it_is_private_and_no_order() -> None:
    (letter,) = planned(desk()).letters
    assert say.PRIVATE in letter.message.parts[-1].phrases  # type: ignore[union-attr]
