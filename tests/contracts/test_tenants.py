"""Two workspaces in two databases behind one door: each lives whole in its own, and none is held up by the other's."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from adapters.port import Delivered, Later, Outgoing
from bot import building
from bot.api import written_token
from bot.building import NotReady, furnish_all
from bot.cli import app
from bot.clock import Chance, StillClock
from bot.rights import PATH, token
from bot.subscribing import address
from facilitation.voice.community import TOLD
from facilitation.words import Arrival, Installed, Message, Profile
from storage.api_token import ApiToken, add_token
from storage.community import load_all_communities
from storage.engine import Store
from storage.feed import open_feed
from tests.adapters.slack.payloads import command
from tests.contracts.everywhere import dump
from tests.contracts.two_databases import (
    KEY,
    NORTH,
    SOUTH,
    Pair,
    away,
    bring_up,
    delivery,
    kept,
    settings,
    stamp,
    town,
    two_files,
)
from tests.harness.house import MONDAY

pytestmark = pytest.mark.asyncio


async def test_each_workspace_lives_whole_in_its_own_database(pair: Pair, tmp_path: Path) -> None:
    async with town(pair, tmp_path) as here:
        for workspace in (NORTH, SOUTH):
            await here.installs(workspace)
            people = here.at(workspace)
            await people.pulses(await people.found())
        await here.until(MONDAY + timedelta(days=14, hours=6))
        for workspace, other in ((NORTH, SOUTH), (SOUTH, NORTH)):
            people = here.at(workspace)
            told = people.carried(people.person(9), "Your Monday")
            assert told and "Belonging to this community" in str(told)
            assert {token for token, _ in told} == {f"Bearer xoxb-{workspace[6:]}"}
            assert other[-5:] not in str(told)
            everything = await kept(here.houses.of(workspace))
            assert f"Bakers of {workspace[-5:]}" in everything
            assert other[-5:] not in everything
        assert here.houses.of(NORTH) is not here.houses.of(SOUTH)


async def test_one_database_away_holds_up_nobody_of_the_other(pair: Pair, tmp_path: Path) -> None:
    async with town(pair, tmp_path) as here:
        for workspace in (NORTH, SOUTH):
            await here.installs(workspace)
            await here.at(workspace).found()
        north, south = [delivery(one, 1) for one in (NORTH, SOUTH)]
        await away(here)
        assert await here.brings(north) == 200
        assert await here.brings(command("help", team_id="TNORTH", user_id="UNORTH1")) == 200
        assert await here.brings(south) == 500  # not acknowledged: Slack brings it again
        here.clock.move_to(here.clock.now() + timedelta(minutes=2))  # tokens are looked up again
        assert await here.brings(delivery(NORTH, 2)) == 200
        assert await here.brings(south) == 500
        ready = await here.web.get("/readyz")
        told = await ready.json()
        assert ready.status == 200 and told["databases"]["home"]["database"] is True
        assert told["databases"]["south"] == {"database": False, "migrated": False}
        figures = await (await here.web.get("/metrics")).text()
        assert 'evener_database_answers{database="south"} 0.0' in figures
        assert 'evener_database_answers{database="home"} 1.0' in figures
        await asyncio.gather(*(one.beat() for one in here.houses.each.values()), return_exceptions=True)
        pair.unshut()
        assert await here.brings(south) == 200
        assert await here.brings(south) == 200
        for workspace in (NORTH, SOUTH):
            async with here.houses.of(workspace).store.reading() as connection:
                heard = (await dump(connection))["chat_messages"]
            assert {row[0] for row in heard} == {workspace} and len(heard) == len({row[2] for row in heard})
            assert stamp(1) in {row[2].rpartition(":")[2] for row in heard}, "kept, and once"


async def test_every_door_finds_the_database_of_whom_it_concerns(pair: Pair, tmp_path: Path) -> None:
    async with town(pair, tmp_path) as here:
        people = here.at(SOUTH)
        community = await people.found()
        store, secret = here.houses.of(SOUTH).store, "s3cret"
        made = ApiToken(SOUTH, "a1", "a board", frozenset({"stories"}), MONDAY, None)
        async with store.writing() as connection:
            await add_token(connection, made, secret)
            number = await open_feed(connection, SOUTH, community)
        shown = {"Authorization": f"Bearer {written_token(SOUTH, 'a1', secret)}"}
        listed = await here.web.get("/api/v1/communities", headers=shown)
        assert [one["name"] for one in (await listed.json())["items"]] == ["Bakers of SOUTH"]
        feigned = {"Authorization": f"Bearer {written_token(NORTH, 'a1', secret)}"}
        assert (await here.web.get("/api/v1/communities", headers=feigned)).status == 401
        assert (
            await here.web.get("/api/v1/communities", headers={"Authorization": "Bearer x"})
        ).status == 401
        feed = address("", KEY.encode(), SOUTH, community, number)
        assert (await here.web.get(feed)).status == 200
        file = await here.web.get(PATH + token(KEY.encode(), SOUTH, people.person(1), here.clock.now()))
        assert people.person(1) in await file.text()
        assert (await here.web.get(PATH + "made-up")).status == 404


WIDE = {"token": "xoxb-org", "team": None, "enterprise": "E1", "bot_user": "U0BOT", "bot_id": "B0BOT"}


async def test_an_organisation_wide_install_speaks_in_workspaces_of_either_database(
    pair: Pair, tmp_path: Path
) -> None:
    async with town(pair, tmp_path) as here:
        slack = here.houses.platforms["slack"]
        keys = slack.tokens.keyring  # type: ignore[attr-defined]
        await keys.save("slack:E1", WIDE)
        for workspace in (NORTH, SOUTH):
            assert (await slack.tokens.speaker(workspace, "slack:E1")).team is None  # type: ignore[attr-defined]
            assert await keys.load(workspace) == {"under": "slack:E1"}
            assert f"'keyring': [('{workspace}'" in (await kept(here.houses.of(workspace))).replace(
                "slack:E1", workspace
            )
        assert sorted(await keys.keys("slack")) == ["slack:E1", NORTH, SOUTH]
        assert set(await slack.tokens.forget("slack:E1")) == {NORTH, SOUTH}  # type: ignore[attr-defined]
        assert await keys.keys("slack") == []


async def test_letters_wait_while_the_database_of_an_organisations_token_is_away(
    pair: Pair, tmp_path: Path
) -> None:
    async with town(pair, tmp_path, also='"slack:E1" = "south"') as here:
        slack = here.houses.platforms["slack"]
        await slack.tokens.keyring.save("slack:E1", WIDE)  # type: ignore[attr-defined]
        await slack.tokens.speaker(NORTH, "slack:E1")  # type: ignore[attr-defined]
        letter = Outgoing(NORTH, "slack:U1", Message(TOLD), "mark")
        assert isinstance(await slack.send(letter), Delivered)
        here.clock.move_to(here.clock.now() + timedelta(minutes=2))
        await away(here)
        assert await slack.send(letter) == Later(30.0, everyone=True)
        pair.unshut()
        assert isinstance(await slack.send(letter), Delivered)


# --- whoever runs it ---------------------------------------------------------------------------------------------


def evener(pair: Pair, folder: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str]:
    """A command typed with these settings; its exit status and what it said."""
    settings(pair, folder)
    given = {"EVENER_DATABASE_URL": pair.home, "EVENER_TENANTS": str(folder / "tenants.toml"), "EVENER_SECRET_KEY": KEY,
             "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": "http://127.0.0.1:9/",
             "TEAMS_TENANT_ID": "t1"}  # fmt: skip
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.output


async def typed(*given: Any) -> tuple[int, str]:
    """The same from within a test that runs a loop already."""
    return await asyncio.to_thread(evener, *given)


async def test_every_database_is_migrated_and_examined_and_told_by_its_name(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, said = await typed(pair, tmp_path, monkeypatch, "migrate")
    assert status == 0 and "The database home is at" in said and "The database south is at" in said
    _, said = await typed(pair, tmp_path, monkeypatch, "doctor")
    assert "well   home: database" in said and "well   south: database" in said
    pair.shut()
    status, said = await typed(pair, tmp_path, monkeypatch, "doctor")
    assert status == 1 and "well   home: database" in said and "to do  south: database" in said
    if "postgresql" in pair.home:  # an SQLite file that is not there would be made anew
        status, said = await typed(pair, tmp_path, monkeypatch, "migrate")
        assert status == 1 and "The database home is at" in said and "south was not migrated" in said


async def test_the_house_opens_for_the_others_while_a_database_is_away(pair: Pair, tmp_path: Path) -> None:
    chosen = settings(pair, tmp_path)
    await bring_up(chosen)
    pair.shut()
    if "sqlite" in pair.home:
        (tmp_path / "disk").write_text("no disk in here")
    houses = await building.build(chosen, StillClock(MONDAY))
    assert await houses.receive(Arrival("a1", NORTH, "slack:U1", Installed("slack:U1", "North"))) is not None
    await houses.close()


async def test_a_workspace_that_is_kept_elsewhere_than_listed_keeps_the_house_shut_until_it_is_moved(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town(pair, tmp_path) as here:
        await here.installs(NORTH)
        community = await here.at(NORTH).found()
        before = await kept(here.houses.of(NORTH))
    elsewhere = Pair(pair.south, pair.home, pair.shut, pair.unshut)  # the list, turned round
    with pytest.raises(NotReady, match=f"holds {NORTH}"):
        await building.build(settings(elsewhere, tmp_path), StillClock(MONDAY))
    listed = await typed(elsewhere, tmp_path, monkeypatch, "tenants", "list")
    assert f'"{NORTH}" = "south"  # the list says home' in listed[1]
    assert "listed where they are kept" in (await typed(elsewhere, tmp_path, monkeypatch, "doctor"))[1]
    assert (await typed(elsewhere, tmp_path, monkeypatch, "tenants", "move", NORTH, "--from", "home"))[0] == 1
    status, said = await typed(elsewhere, tmp_path, monkeypatch, "tenants", "move", NORTH, "--from", "south")
    assert status == 0, said
    houses = await building.build(settings(elsewhere, tmp_path), StillClock(MONDAY))
    async with houses.of(NORTH).store.reading() as connection:
        assert [one.id for one in await load_all_communities(connection, NORTH)] == [community]
    assert await kept(houses.of(NORTH)) == before
    assert await kept(houses.of(SOUTH)) == "{}"
    await houses.close()
    assert (await typed(elsewhere, tmp_path, monkeypatch, "tenants", "move", NORTH, "--from", "south"))[
        0
    ] == 1


async def test_with_both_chats_each_house_has_a_switchboard_of_its_own_before_the_same_platforms(
    tmp_path: Path,
) -> None:
    pair = two_files(tmp_path)
    teams = {"TEAMS_APP_ID": "a", "TEAMS_APP_PASSWORD": "p", "TEAMS_TENANT_ID": "t1"}
    chosen = settings(pair, tmp_path, also='"teams:t1" = "south"', **teams)
    await bring_up(chosen)
    houses = furnish_all(chosen, StillClock(MONDAY), Chance("town"))
    north, south = houses.of(NORTH).platforms, houses.of(SOUTH).platforms
    assert list(north) == list(south) == ["slack", "teams"]
    assert north["teams"] is not south["teams"] and north["teams"].inner is south["teams"].inner  # type: ignore[attr-defined]
    for workspace, person in ((NORTH, "slack:UNORTH1"), ("teams:t1", "teams:a1")):
        await houses.receive(Arrival(f"p:{person}", workspace, person, Profile(name="Ana")))
        await south["teams"].inner._addresses.keep_chat(workspace, person, "29:1", "a:1", "https://x.test")  # type: ignore[attr-defined]
    async with houses.of(SOUTH).store.reading() as connection:
        rows = await dump(connection)
    assert [row[0] for row in rows["people"]] == ["teams:t1"]
    assert [row[0].partition("/")[0] for row in rows["keyring"]] == ["teams-chat:t1"]
    await houses.close()


async def test_what_is_made_on_the_command_line_goes_to_the_database_of_its_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = two_files(tmp_path)
    await bring_up(settings(pair, tmp_path))
    for team in ("TNORTH", "TSOUTH"):
        made = ("api", "token", "create", "--workspace", team, "--name", team, "--scope", "stories")
        assert (await typed(pair, tmp_path, monkeypatch, *made))[0] == 0
    for url, team in ((pair.home, "TNORTH"), (pair.south, "TSOUTH")):
        store = Store(url)
        async with store.reading() as connection:
            assert [row[0] for row in (await dump(connection))["api_tokens"]] == [f"slack:{team}"]
        await store.close()
        listed = await typed(pair, tmp_path, monkeypatch, "api", "token", "list", "--workspace", team)
        assert team in listed[1]
    assert (await typed(pair, tmp_path, monkeypatch, "audit"))[0] == 0
    status, said = await typed(pair, tmp_path, monkeypatch, "person", "export", "slack:U1")
    assert status == 2 and "--workspace" in said


async def test_one_organisation_is_joined_only_within_one_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = two_files(tmp_path)
    await bring_up(settings(pair, tmp_path))
    status, said = await typed(pair, tmp_path, monkeypatch, "teams", "join", SOUTH)
    assert status == 1 and "List both under one name" in said
    assert (await typed(pair, tmp_path, monkeypatch, "teams", "join", NORTH))[0] == 0


async def test_a_backup_is_of_the_database_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = two_files(tmp_path)
    await bring_up(settings(pair, tmp_path))
    given = (pair, tmp_path, monkeypatch, "backup", str(tmp_path / "copy.db"), "--database")
    assert (await typed(*given, "nowhere"))[0] == 2
    assert (await typed(*given, "south"))[0] == 0
    assert (tmp_path / "copy.db").exists()
