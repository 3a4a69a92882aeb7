"""One budget over everything: the caps hold for every mix of letters, and every letter that waits says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from facilitation import attention, rhythm
from facilitation.attention import ANSWER, GO, PROMISED, Drop, Fact, Habit, History, Hold, Sent, Why, weigh
from facilitation.people import Person
from facilitation.voice import attention as say
from facilitation.words import Arrival, Command, Entry, Letter, Message
from tests.facilitation.worlds import given_at, reply_words, utc

NOON = utc(2026, 6, 10, 12)  # a Wednesday
ANA = Person("slack:U1")
HELLO = Message(say.SUMMARY)
NO_HISTORY = History()


def letter(kind: str = "welcome.ask", **changes: object) -> Letter:
    return replace(Letter(f"once:{kind}", ANA.id, HELLO, kind), **changes)  # type: ignore[arg-type]


def ask(kind: str = "welcome.ask", **changes: object) -> Letter:
    return letter(kind, asks=True, **changes)


def received(*sent: Sent) -> History:
    return History(tuple(sent))


def weighed(one: Letter, person: Person = ANA, history: History = NO_HISTORY, now: datetime = NOON) -> object:
    return weigh(one, person, history, given_at(now))


def test_an_ordinary_letter_in_their_hours_goes() -> None:
    assert weighed(letter()) == GO


def test_outside_their_hours_a_letter_waits_until_they_open() -> None:
    assert weighed(letter(), now=utc(2026, 6, 12, 18)) == Hold(Why.CLOSED, utc(2026, 6, 15, 9))


def test_somebody_on_leave_hears_of_it_on_their_first_day_back() -> None:
    away = replace(ANA, away_until=date(2026, 7, 1))
    assert weighed(letter(), away) == Hold(Why.AWAY, utc(2026, 7, 1, 9))


def test_a_snooze_is_kept() -> None:
    quiet = replace(ANA, snoozed_until=utc(2026, 6, 11, 10))
    assert weighed(letter(), quiet) == Hold(Why.SNOOZED, utc(2026, 6, 11, 10))


def test_do_not_disturb_is_kept_and_then_their_hours() -> None:
    history = History(disturb_until=utc(2026, 6, 10, 18))
    assert weighed(letter(), history=history) == Hold(Why.DISTURB, utc(2026, 6, 11, 9))


def test_what_they_asked_for_comes_at_any_hour() -> None:
    assert weighed(letter(importance=ANSWER), now=utc(2026, 6, 13, 3)) == GO


def test_what_they_wait_for_keeps_their_hours_but_spends_no_budget() -> None:
    history = received(*(Sent(NOON, "x", True) for _ in range(9)))
    assert weighed(ask(importance=PROMISED), history=history) == GO
    assert isinstance(weighed(ask(importance=PROMISED), now=utc(2026, 6, 13, 3)), Hold)


def test_a_second_ask_waits_fourteen_days_over_all_communities() -> None:
    last = Sent(utc(2026, 6, 3, 12), "invitation.ask", asks=True)
    assert weighed(ask(), history=received(last)) == Hold(Why.ASKED_LATELY, utc(2026, 6, 17, 12))
    assert weighed(letter(), history=received(last)) == GO  # it asks for nothing


def test_a_pulse_neither_spends_nor_waits_for_the_ask() -> None:
    pulse, question = Sent(utc(2026, 6, 9, 12), "pulse.ask", asks=True), Sent(NOON, "clinic.ask", asks=True)
    assert weighed(ask(), history=received(pulse)) == GO
    assert weighed(ask("pulse.ask"), history=received(question)) == GO


def test_the_third_pulse_of_a_week_waits() -> None:
    pulses = [Sent(utc(2026, 6, 8, 12), "pulse.ask", True), Sent(utc(2026, 6, 9, 12), "pulse.ask", True)]
    assert weighed(ask("pulse.ask"), history=received(*pulses)) == Hold(
        Why.PULSED_LATELY, utc(2026, 6, 16, 12)
    )


def test_a_digest_comes_once_in_a_calendar_week_of_theirs() -> None:
    monday = Sent(utc(2026, 6, 8, 9), "digest.convener")
    assert weighed(letter("digest.convener"), history=received(monday)) == Hold(
        Why.DIGEST_THIS_WEEK, utc(2026, 6, 15, 9)
    )
    assert weighed(letter("digest.sponsor"), history=received(monday)) == GO


def test_the_fourth_letter_of_a_day_comes_tomorrow() -> None:
    three = [Sent(utc(2026, 6, 10, hour), "practice.news") for hour in (9, 10, 11)]
    assert weighed(letter(), history=received(*three)) == Hold(Why.ENOUGH_TODAY, utc(2026, 6, 11, 9))


def test_a_kind_they_refused_is_never_sent_but_their_rights_still_reach_them() -> None:
    picky = replace(ANA, refused=frozenset({"story"}))
    assert weighed(letter("story.invite"), picky) == Drop(Why.REFUSED)
    assert weighed(letter("story.consent", importance=PROMISED), picky) == GO


def test_nobody_writes_to_an_account_that_is_gone() -> None:
    for gone in (replace(ANA, deactivated=True), replace(ANA, is_bot=True), replace(ANA, unreachable=True)):
        assert weighed(letter(), gone) == Drop(Why.GONE)


def test_a_letter_that_would_come_too_late_is_not_sent_at_all() -> None:
    weekend = utc(2026, 6, 13, 12)
    assert weighed(letter(expires=utc(2026, 6, 14)), now=weekend) == Drop(Why.TOO_LATE)
    assert weighed(letter(expires=NOON)) == Drop(Why.TOO_LATE)


def test_taking_a_card_back_waits_for_nobody_and_counts_for_nothing() -> None:
    back = letter(deletes="story:1")
    assert weighed(back, replace(ANA, deactivated=True), now=utc(2026, 6, 13, 3)) == GO
    assert History().after(back, NOON) == History()


def test_of_many_letters_at_once_the_most_important_ask_goes_and_the_others_wait() -> None:
    letters = [ask("a", importance=1), ask("b", importance=9), letter("c")]
    verdicts = {
        one.kind: verdict for one, verdict in attention.weigh_all(letters, ANA, History(), given_at(NOON))
    }
    assert verdicts["b"] == verdicts["c"] == GO
    assert isinstance(verdicts["a"], Hold) and verdicts["a"].reason is Why.ASKED_LATELY


def test_every_letter_that_waits_leaves_its_reason_in_the_ledger_and_none_of_its_words() -> None:
    hold = Hold(Why.CLOSED, utc(2026, 6, 15, 9))
    (entry,) = attention.entries_of(letter(), ANA, hold)
    assert (entry.kind, entry.person) == ("letter.held", ANA.id)
    assert dict(entry.about) == {
        "letter": "welcome.ask",
        "reason": "outside their hours",
        "until": "2026-06-15T09:00:00+00:00",
    }
    assert [one.kind for one in attention.entries_of(letter(), ANA, Drop(Why.GONE))] == ["letter.dropped"]
    assert attention.entries_of(letter(), ANA, GO) == ()


def test_a_zone_nobody_knows_is_recorded_when_it_made_a_letter_wait() -> None:
    lost = replace(ANA, zone="Mars/Olympus")
    entries = attention.entries_of(letter(), lost, Hold(Why.CLOSED, NOON))
    assert [one.kind for one in entries] == ["letter.held", "zone.unknown"]


@pytest.mark.parametrize("seed", range(12))
def test_over_half_a_year_of_random_letters_nobody_is_above_budget(seed: int) -> None:
    luck = Random(seed)
    person = replace(ANA, zone=luck.choice(["Asia/Tokyo", "America/New_York", "Europe/Berlin"]), country="DE")
    now, history, waiting = utc(2026, 1, 5), History(), []
    for _ in range(180 * 4):
        now += timedelta(hours=6)
        kind = luck.choice(["pulse.ask", "welcome.ask", "clinic.ask", "digest.convener"])
        asks, once, expires = luck.random() < 0.5, str(luck.random()), now + timedelta(days=10)
        waiting.append(letter(kind, asks=asks, once=once, expires=expires))
        for one, verdict in attention.weigh_all(waiting, person, history, given_at(now)):
            if not isinstance(verdict, Hold):
                waiting.remove(one)
            if verdict == GO:
                history = history.after(one, now)
    assert_within_budget(person, history.sent)


def assert_within_budget(person: Person, sent: tuple[Sent, ...]) -> None:
    assert all(rhythm.is_open(person, one.at) for one in sent)
    asks = [one.at for one in sent if one.asks and attention.is_ask(one.kind, one.asks)]
    assert all(later - earlier >= timedelta(days=14) for earlier, later in pairwise(asks))
    weeks = [rhythm.iso_week(person.zone, one.at) for one in sent if one.kind == "digest.convener"]
    assert len(weeks) == len(set(weeks)) > 20
    for day in {rhythm.local_date(person.zone, one.at) for one in sent}:
        assert sum(rhythm.local_date(person.zone, one.at) == day for one in sent) <= attention.LETTERS_A_DAY


# --- digests that nobody opens -------------------------------------------------------------------------------------


def test_after_four_digests_that_nobody_touched_the_next_says_monthly() -> None:
    habit = Habit()
    for _ in range(4):
        assert not attention.slows_down(habit)
        habit = habit.sent(NOON)
    assert attention.slows_down(habit)
    assert not attention.slows_down(habit.touched())
    assert not attention.slows_down(replace(habit, monthly=True))


def test_a_monthly_digest_comes_in_the_first_week_of_a_month_and_weekly_again_when_wanted() -> None:
    monthly = Habit(monthly=True, last_at=utc(2026, 5, 5))
    assert attention.is_due(monthly, ANA, utc(2026, 6, 2, 10))
    assert not attention.is_due(monthly, ANA, utc(2026, 6, 9, 10))
    assert attention.is_due(monthly.weekly(), ANA, utc(2026, 6, 9, 10))


# --- "why did you write to me?" --------------------------------------------------------------------------------------


def test_somebody_who_asks_why_sees_what_was_sent_and_what_was_held_with_the_reason() -> None:
    facts = (
        Fact(utc(2026, 6, 1, 9), "pulse.ask"),
        Fact(utc(2026, 6, 2, 9), "welcome.ask", "asked lately", utc(2026, 6, 12, 9)),
        Fact(utc(2026, 6, 3, 9), "story.invite", "refused this kind"),
    )
    told = reply_words(attention.tell_why(Arrival("1", "w", ANA.id, Command("why")), facts, given_at(NOON)))
    assert "1 June 2026: a pulse, sent." in told
    assert "a welcome, held until 12 June 2026 09:00. I had asked you for something" in told
    assert "a story, not sent. You told me you do not want this kind." in told


def test_somebody_who_was_left_alone_is_told_so() -> None:
    told = reply_words(attention.tell_why(Arrival("1", "w", ANA.id, Command("why")), (), given_at(NOON)))
    assert "I sent you nothing and held nothing back" in told


def test_every_reason_has_its_sentence() -> None:
    assert {why.value for why in Why} <= say.REASONS.keys()


def test_a_zone_or_country_that_cannot_be_read_is_written_down_with_the_letter_that_waits() -> None:
    lost = replace(ANA, zone="Nowhere", country="XX")
    held, *doubts = attention.entries_of(letter(), lost, Hold(Why.CLOSED, NOON))
    assert (held.kind, held.person) == ("letter.held", ANA.id)
    assert doubts == [
        Entry("zone.unknown", ANA.id, (("zone", "Nowhere"), ("used", "UTC"))),
        Entry("holidays.unknown", ANA.id, (("country", "XX"),)),
    ]
