"""Three places a month: from three circles, with rest, without crowding, and a quarter by lot."""

from collections import Counter
from random import Random

import numpy as np
import pytest

from facilitation.periphery.bridges import choose_bridge
from facilitation.periphery.learning import Learner
from facilitation.periphery.look import look
from facilitation.periphery.memory import DAY
from facilitation.periphery.ranking import Ground
from facilitation.periphery.reasons import Evidence, moment, reasons
from facilitation.periphery.slots import ACTIVE, MOST_TIMES, Exposure, Slot, Table, choose
from facilitation.voice import periphery as say
from facilitation.words import Place, Who
from tests.facilitation.periphery.talks import NOW, chosen, looked, remembered, seeking, wrote


def crowd(dice, people=60, rooms=6):
    """A workspace in which a tenth writes half of everything."""
    talk = []
    for number in range(people):
        born = dice.uniform(1, 400)
        many = 60 if number % 10 == 0 else dice.randint(1, 6)
        home = f"r{number % rooms}"
        talk += [
            wrote(f"p{number}", home, dice.uniform(0, min(born, 90)), f"t{dice.randrange(40)}")
            for _ in range(many)
        ]
        talk.append(wrote(f"p{number}", home, born))
    return looked(*talk)


def test_the_three_places_go_to_three_circles():
    look = crowd(Random("circles"), people=200)
    rooms = [f"r{number}" for number in range(6)]
    picks = chosen(look, *rooms)
    assert Counter(pick.community for pick in picks) == dict.fromkeys(rooms, 3)
    assert Counter(pick.slot for pick in picks) == {slot: 6 for slot in Slot}
    new, busy = look.new(), look.busy
    for pick in picks:
        expected = Slot.NEWCOMER if new[pick.person] else Slot.BRIDGING if busy[pick.person] else Slot.QUIET
        assert pick.slot is expected


def test_nobody_is_named_twice_at_once_nor_to_their_own_community():
    look = crowd(Random("once"))
    picks = chosen(look, *(f"r{number}" for number in range(6)))
    assert len({pick.person for pick in picks}) == len(picks)
    for pick in picks:
        assert look.outside(look.channels.index(pick.community))[pick.person]
        assert look.active_within(ACTIVE)[pick.person]


def test_whoever_was_named_rests_thirty_days_and_ninety_for_the_same_community():
    seen = crowd(Random("rest"))
    exposure = Exposure()
    first = {pick.person for pick in chosen(seen, "r0", "r1", exposure=exposure)}
    assert first and not first & {pick.person for pick in chosen(seen, "r0", "r1", exposure=exposure)}
    name = seen.names[next(iter(first))]
    assert name in set(exposure.resting(NOW + 29 * DAY)) and name not in set(exposure.resting(NOW + 30 * DAY))
    (_, community), *_ = exposure.named[name]
    assert name in set(exposure.resting_for(community, NOW + 89 * DAY))
    assert name not in set(exposure.resting_for(community, NOW + 90 * DAY))


def test_nobody_is_ever_named_more_often_than_anybody_may_be():
    exposure = Exposure()
    for month in range(MOST_TIMES):
        exposure.note("a", "c", NOW + month * 100 * DAY)
    assert set(exposure.resting(NOW + 10_000 * DAY)) == {"a"}


def test_about_a_quarter_of_all_places_is_drawn_among_people_without_ties():
    look = crowd(Random("lots"), people=300)
    rooms = [f"r{number}" for number in range(6)]
    picks = [pick for seed in range(80) for pick in chosen(look, *rooms, seed=str(seed))]
    drawn = [pick for pick in picks if pick.drawn]
    assert 0.2 < len(drawn) / len(picks) < 0.3
    for pick in drawn:
        members = seeking(look, pick.community).members
        assert not np.intersect1d(look.ties[[pick.person]].indices, members).size
        assert pick.slot is not Slot.BRIDGING
        assert 0 < pick.propensity < 1 and pick.propensity * pick.among == pytest.approx(0.375)
    assert all(pick.propensity == 1 for pick in picks if not pick.drawn)


def test_a_lot_falls_on_everybody_who_could_be_drawn():
    look = crowd(Random("hat"), people=300)
    drawn = Counter(
        pick.person for seed in range(400) for pick in chosen(look, "r0", seed=str(seed)) if pick.drawn
    )
    assert len(drawn) > 60 and max(drawn.values()) < 12


def test_communities_that_ask_together_each_get_whom_they_are_nearest_to():
    """Both would like p; q is nothing to x and something to y. Served one after the other, one would go without."""
    talk = [wrote(f"{room}{n}", room, day) for room in "xy" for n in range(3) for day in (3, 4, 5)]
    talk += [wrote("p", "z", 300), wrote("q", "z", 300)]
    talk += [
        wrote("p", "z", 2, "a"),
        wrote("x0", "z", 1.9, "a"),
        wrote("y0", "z", 1.8, "a"),
        wrote("p", "z", 1.7, "a"),
    ]
    talk += [wrote("q", "z", 2, "b"), wrote("y1", "z", 1.9, "b")]
    look = looked(*talk)
    named = {
        pick.community: look.names[pick.person] for pick in chosen(look, "x", "y", seed="4") if not pick.drawn
    }
    assert named.keys() == {"x", "y"} and set(named.values()) == {"p", "q"}


def test_who_may_not_be_named_is_not():
    look = crowd(Random("barred"))
    asked = seeking(look, "r0")
    luck = lambda name: Random(name)  # noqa: E731
    everybody = choose(Ground(look), [asked], Learner().weights, Exposure(), luck)
    allowed = np.ones(len(look.names), bool)
    allowed[everybody[0].person] = False
    barred = frozenset({look.names[everybody[1].person]})
    again = choose(
        Ground(look),
        [type(asked)(asked.community, asked.channel, asked.members, barred)],
        Learner().weights,
        Exposure(),
        luck,
        allowed,
    )
    assert not {everybody[0].person, everybody[1].person} & {pick.person for pick in again}


def test_whoever_fell_silent_is_not_free_though_they_may_be_named():
    look = looked(wrote("here", "x", 1), wrote("silent", "x", ACTIVE + 1))
    allowed = np.ones(len(look.names), bool)
    table = Table(Ground(look), Exposure(), allowed)
    assert [look.names[one] for one in np.flatnonzero(table.free)] == ["here"]
    assert allowed.all()


# --- who carries the invitation ------------------------------------------------------------------------------------


def bridged(asked=None, last=(), declined=()):
    talk = [wrote(member, "x", day) for member in ("hub", "ann", "bo") for day in (3, 4, 5)]
    talk += [wrote("hub", "x", 2, "", "ann"), wrote("hub", "x", 2, "", "bo")]
    for member, times in (("hub", 5), ("ann", 2), ("bo", 1)):
        talk += [wrote("new", "y", 1, "", member) for _ in range(times)]
    look = looked(*talk)
    number = choose_bridge(
        look, look.names.index("new"), seeking(look, "x").members, asked or {}, last, declined
    )
    return None if number is None else look.names[number]


def test_the_strongest_tie_that_is_not_the_hub_carries_the_invitation():
    assert bridged() == "ann"


def test_whoever_was_asked_least_recently_goes_first():
    assert bridged({"ann": NOW - DAY}) == "bo"
    assert bridged({"ann": NOW - 9 * DAY, "bo": NOW - DAY}) == "ann"


def test_the_hub_and_the_convener_come_last_but_come():
    assert bridged(last={"ann"}) == "bo"
    assert bridged(declined={"ann", "bo"}) == "hub"


def test_without_a_consenting_member_who_knows_them_nobody_is_asked():
    assert bridged(declined={"ann", "bo", "hub"}) is None


# --- odd communities -----------------------------------------------------------------------------------------------


def everything(memory, channel):
    """Rank, choose, bridge and give reasons, as a command does."""
    seen = look(memory, NOW)
    ground = Ground(seen)
    asked = seeking(seen, channel)
    picks = choose(ground, [asked], Learner().weights, Exposure(), Random)
    evidence = Evidence(memory, ground)
    for pick in picks:
        bridge = choose_bridge(seen, pick.person, asked.members, {})
        assert reasons(evidence, pick, asked, bridge)
    return {seen.names[pick.person] for pick in picks}


def many(person, channel, n=3):
    return [wrote(person, channel, 1 + day) for day in range(n)]


def test_a_community_of_one():
    assert everything(remembered(*many("a", "x"), wrote("b", "y", 1)), "x") == {"b"}


def test_whoever_wrote_there_long_ago_is_named_with_that():
    long_ago = wrote("back", "x", 120)
    memory = remembered(*many("a", "x"), long_ago, wrote("back", "y", 2))
    ground = Ground(look(memory, NOW))
    asked = seeking(ground.look, "x")
    (pick,) = choose(ground, [asked], Learner().weights, Exposure(), Random)
    back = say.RETURNING(person=Who("back"), n=1, place=Place("x"), at=moment(long_ago.at))
    assert back in reasons(Evidence(memory, ground), pick, asked, None)


def test_a_community_of_two():
    assert everything(remembered(*many("a", "x"), *many("b", "x"), wrote("c", "y", 1)), "x") == {"c"}


def test_strangers_only():
    strangers = [wrote(f"s{n}", f"y{n}", 1) for n in range(5)]
    assert len(everything(remembered(*many("a", "x"), *strangers), "x")) == 3


def test_everybody_is_in_it():
    assert everything(remembered(*(one for n in range(9) for one in many(f"p{n}", "x"))), "x") == set()


def test_nobody_is_in_it():
    assert (
        len(everything(remembered(wrote("a", "x", 1), *(wrote(f"s{n}", "y", 1) for n in range(5))), "x")) == 3
    )


def test_a_person_in_five_hundred_channels():
    talk = [wrote("everywhere", f"y{n}", 1 + n / 100) for n in range(500)]
    assert everything(remembered(*many("a", "x"), *talk), "x") == {"everywhere"}


def test_an_empty_workspace_says_nothing():
    seen = look(remembered(), NOW)
    assert choose(Ground(seen), [], Learner().weights, Exposure(), Random) == []
    assert not seen.seen.any() and seen.contacts.size == 0
