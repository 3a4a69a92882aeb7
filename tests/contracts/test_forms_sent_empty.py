"""Every form there is comes back with nothing in it, as Slack and as Teams send it: nobody is left without an answer.

A client that knows what is required does not send such a form. Old ones do, and so do those who write their own.
"""

from __future__ import annotations

import importlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from adapters.port import Reader
from adapters.slack.door import read_view
from adapters.slack.form import draw_form as slack_view
from adapters.slack.text import Paper
from adapters.teams.door import read as read_teams
from adapters.teams.form import PREFIX
from adapters.teams.form import draw_form as teams_card
from bot.clock import Chance, given
from bot.keeping import keep
from bot.reception import decide_all
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Command,
    DateField,
    Decision,
    Form,
    Line,
    Note,
    Open,
    PersonField,
    Press,
    Reask,
    Submission,
    What,
)
from storage.arrivals import claim
from tests.adapters.slack.payloads import submission
from tests.adapters.teams.test_door import activity
from tests.contracts.pulse_world import button, people, world
from tests.harness.house import TEAM, Lived, words_of
from tests.harness.minutes import Minutes, inside, taking_minutes

pytestmark = pytest.mark.asyncio

SCENES = (
    "charter convening_ends_on_its_date_and_a_community_hears_when_nobody_is_left",
    "charter the_rule_is_the_communitys_own_and_its_limits_are_said",
    "charter values_are_in_each_members_words_and_shown_without_names",
    "clinic from_ask_to_thanks_each_turn_in_peoples_words",
    "forward a_promise_is_seen_by_the_community_and_asked_about_on_the_next_monday",
    "forward somebody_is_invited_once_and_one_no_ends_it",
    "gathering a_rhythm_comes_back_at_the_same_hour_of_the_clock_until_it_is_stopped",
    "gathering it_is_planned_by_any_member_and_the_channel_hears_of_it",
    "health a_stage_changes_by_a_conveners_word_only",
    "membership new_opens_a_form_and_the_form_makes_a_community",
    "periphery a_member_is_asked_with_what_passed_between_them_and_sends_their_own_words",
    "periphery home_shows_conveners_what_stands_and_leads_there",
    "periphery someone_closer_has_to_be_a_member_and_is_asked_instead",
    "practice people_are_found_by_what_they_wrote_themselves",
    "platform_admins an_owner_of_the_workspace_is_an_admin_who_nobody_named",
    "pulse_published nothing_is_published_before_those_who_answered_have_had_it",
    "pulse_reading two_pulses_of_which_nothing_came_let_pulses_rest_until_that_is_said",
    "pulse_reading words_are_shown_from_ten_on_and_nobody_stands_beside_them",
    "resource above_the_terms_the_sponsor_decides_with_a_reason_that_all_read",
    "resource an_earlier_offer_is_shown_to_who_asks_and_they_may_ask_for_it",
    "story a_practice_grows_from_a_story_in_words_of_its_own",
    "story another_name_stands_in_every_place_of_the_name",
    "story it_is_told_one_question_at_a_time_and_goes_on_where_it_stopped",
    "welcome a_convener_chooses_whom_to_ask_to_go_back_to_a_topic",
    "welcome four_people_meet_three_others_in_three_rounds",
)
"""Scenes in which, or at the end of which, every form is opened by somebody who may."""

PEOPLE = 4  # of a scene, who open at its end what nobody opened in it
LET_IN = "admin.by_platform"  # stands in the trail whatever the admin then does
NOTHING_IN_IT: dict[str, dict[str, Any]] = {
    "plain_text_input": {"value": None},
    "static_select": {"selected_option": None},
    "radio_buttons": {"selected_option": None},
    "checkboxes": {"selected_options": []},
    "users_select": {"selected_user": None},
    "conversations_select": {"selected_conversation": None},
    "channels_select": {"selected_channel": None},
    "datepicker": {"selected_date": None},
}
"""What Slack sends of an element that nobody filled in (docs.slack.dev, reference/interaction-payloads)."""

Gone = type("Gone", (Exception,), {})


def from_slack(form: Form) -> Iterator[Submission]:
    """The view sent back with every block in it empty, and without any block."""
    view = slack_view(form, Paper())
    empty = {
        one["block_id"]: {
            one["element"]["action_id"]: {
                "type": one["element"]["type"],
                **NOTHING_IN_IT[one["element"]["type"]],
            }
        }
        for one in view["blocks"]
        if one["type"] == "input"
    }
    for values in (empty, {}):
        what = read_view(submission(**{**view, "state": {"values": values}})).what
        assert isinstance(what, Submission)
        yield what


def from_teams(form: Form) -> Iterator[Submission]:
    """The card sent back with every input empty, and without any input."""
    card = teams_card(form, Reader(), {})
    data = card["actions"][0]["data"]
    empty = {one["id"]: "" for one in card["body"] if str(one.get("id", "")).startswith(PREFIX)}
    for values in (empty, {}):
        body = activity("invoke", personal=True, name="task/submit", value={"data": data | values})
        (arrival,) = read_teams(body, lambda _word: False)
        assert isinstance(arrival.what, Submission)
        yield arrival.what


@dataclass
class Hands:
    """Send back empty whatever is opened, and see what follows; nothing of it is kept."""

    tried: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    async def empty(self, lived: Lived, person: str, team: str, form: Form) -> None:
        self.tried.add(form.id)
        sent = [replace(one, opener="") for one in (*from_slack(form), *from_teams(form))]
        for what in {repr(one): one for one in sent}.values():
            try:
                decision = await tried(lived, Arrival("empty", team, person, what))
            except Exception as why:
                self.wrong.append(f"{form.id} {dict(what.answers)}: raised {why!r}")
                continue
            self.wrong += [f"{form.id} {dict(what.answers)}: {fault}" for fault in faults(form, decision)]

    async def open_the_rest(self, lived: Lived, minutes: Minutes) -> None:
        """At the end of a scene: behind every command, and behind the buttons."""
        came = [one for one, _ in minutes.seen if isinstance(one, Arrival) and one.person]
        people = [*dict.fromkeys(one.person for one in came)][:PEOPLE]
        commands: list[What] = [
            Command(word, "slack:C1", opener="open") for word in lived.house.atlas.commands
        ]
        for doors in (lambda: commands, lambda: behind(minutes)):  # a button may be on what a command showed
            for door in doors():
                for person in people:
                    await self.open(lived, Arrival("open", TEAM, person, door))

    async def open(self, lived: Lived, arrival: Arrival) -> None:
        for reply in (await tried(lived, arrival)).replies:
            if isinstance(reply, Open) and reply.form.id not in self.tried:
                await self.empty(lived, arrival.person, TEAM, reply.form)


def behind(minutes: Minutes) -> list[What]:
    """One press of every action that opens a form."""
    buttons = [one for _, decision in minutes.seen for one in inside(decision) if isinstance(one, Button)]
    opening = {one.action: one for one in buttons if one.opens_form}.values()
    return [Press(one.action, one.args, channel="slack:C1", opener="open") for one in opening]


async def tried(lived: Lived, arrival: Arrival) -> Decision:
    """What is decided about it and can be kept, in a transaction that is let go."""
    decision, now = NOTHING, given(lived.clock, Chance("empty"))
    try:
        async with lived.house.store.writing() as connection:
            await claim(connection, [arrival], now.now)
            for route in lived.house.atlas.of(arrival):
                decision += (await decide_all(connection, route, [arrival], [now]))[0]
            await keep(connection, [(arrival.workspace, decision)], now)
            raise Gone
    except Gone:
        return decision


def faults(form: Form, decision: Decision) -> Iterator[str]:
    """What is wrong with the answer to a form that came back empty."""
    if not any(words_of(reply) for reply in decision.replies):
        yield "nobody is told anything"
    asked = {one.name: one for one in form.fields if not isinstance(one, Note)}
    again = [name for one in decision.replies if isinstance(one, Reask) for name, _ in one.errors]
    yield from (f"an error beside {name}, which is not in the form" for name in again if name not in asked)
    entries = [one for one in decision.entries if one.kind != LET_IN]
    kept = decision.changes or decision.letters or decision.wakes or entries
    if again and kept:
        yield "asked again and kept at once"
    needed = [
        name
        for name, one in asked.items()
        if isinstance(one, Line | PersonField | DateField) and not one.optional
    ]
    if needed and kept:
        yield f"kept without {needed}"


def told_elsewhere(scene: str) -> Callable[[str], Awaitable[None]]:
    room, _, name = scene.partition(" ")
    told: Callable[[str], Awaitable[None]] = getattr(
        importlib.import_module(f"tests.contracts.test_{room}"), f"test_{name}"
    )
    return told


async def later(url: str) -> None:
    """Somebody would rather answer a pulse on another day, and has not said which."""
    async with world(url) as house:
        await house.community(people(6))
        card = await house.card("slack:U02", await house.sends())
        await house.press("slack:U02", button(card, "Later"))


async def test_every_form_sent_back_empty_is_answered_and_nothing_of_it_is_half_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands, arrives = Hands(), Lived.arrives
    forms: set[str] = set()

    async def and_back(lived: Lived, person: str, what: What, id: str | None = None, team: str = TEAM) -> Any:
        replies = await arrives(lived, person, what, id, team)
        for reply in replies:
            if isinstance(reply, Open):
                await hands.empty(lived, person, team, reply.form)
        forms.update(lived.house.atlas.forms)
        return replies

    monkeypatch.setattr(Lived, "arrives", and_back)
    monkeypatch.setattr("tests.harness.house.knock", hands.open_the_rest)
    for number, scene in enumerate([later, *map(told_elsewhere, SCENES)]):
        with taking_minutes():
            await scene(f"sqlite:///{tmp_path / str(number)}.db")
    assert "\n".join(dict.fromkeys(hands.wrong)) == ""
    assert forms - hands.tried == set()
