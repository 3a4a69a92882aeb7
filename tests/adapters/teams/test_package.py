"""What we believe about the app package: Microsoft's schema accepts it, and it promises what the bot does."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft4Validator
from PIL import Image

from adapters.teams.door import INVOKES
from adapters.teams.package import App, Owner, manifest, package, shown
from bot.commands.teams import NotPackable, app_of, languages
from bot.routes import FEATURES
from bot.routes.atlas import Atlas
from bot.settings import read_settings
from bot.translations import translator
from facilitation.voice.catalogue import CATALOGUE, Translation
from tools import places

Json = Any
APP_ID = "11111111-2222-3333-4444-555555555555"
SITE = "https://evener.example.org"
MADE = App(APP_ID, "0.1.0", Owner("Us", SITE, SITE, SITE), Atlas(FEATURES).help)
SCHEMAS = places.NODE_MODULES / "@microsoft" / "app-manifest" / "build" / "json-schemas" / "teams"


def faults(name: str, made: Json, version: str = "v1.29") -> list[str]:
    schema = json.loads((SCHEMAS / version / f"MicrosoftTeams.{name}.json").read_text())
    return [f"{one.json_path}: {one.message[:200]}" for one in Draft4Validator(schema).iter_errors(made)]


shouting = Translation(
    "de", {key: (one.text.upper(),) for key, one in CATALOGUE.items() if "{" not in one.text}
)


def opened(**languages: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(package(MADE, languages)))


def test_the_manifest_is_what_microsofts_schema_wants() -> None:
    assert faults("schema", manifest(MADE, ["de", "pt-BR"])) == []


def test_the_schema_notices_what_is_wrong() -> None:
    assert faults("schema", {**manifest(MADE), "nonsense": 1})
    assert faults("schema", manifest(replace(MADE, app_id="no guid")))


def test_every_language_file_is_what_microsofts_schema_wants() -> None:
    with opened(de=shouting) as archive:
        for name in ("en.json", "de.json"):
            assert faults("Localization.schema", json.loads(archive.read(name))) == []
        assert json.loads(archive.read("de.json"))["description.short"].isupper()


def test_every_language_evener_speaks_is_in_the_package_and_within_microsofts_limits() -> None:
    spoken = {tag: translator(tag) for tag in languages()}
    with opened(**spoken) as archive:
        told = json.loads(archive.read("manifest.json"))
        assert faults("schema", told) == []
        for tag in ("en", *spoken):
            assert faults("Localization.schema", json.loads(archive.read(f"{tag}.json"))) == []


def test_the_package_holds_what_its_manifest_names_and_nothing_else() -> None:
    with opened(de=shouting) as archive:
        told = json.loads(archive.read("manifest.json"))
        languages = [one["file"] for one in told["localizationInfo"]["additionalLanguages"]]
        named = {*told["icons"].values(), told["localizationInfo"]["defaultLanguageFile"], *languages}
        assert set(archive.namelist()) == named | {"manifest.json"}


def test_icons_are_of_the_size_and_kind_teams_wants() -> None:
    with opened() as archive:
        color = Image.open(io.BytesIO(archive.read("color.png"))).convert("RGBA")
        outline = Image.open(io.BytesIO(archive.read("outline.png"))).convert("RGBA")
    assert (color.size, outline.size) == ((192, 192), (32, 32))
    assert color.getpixel((2, 2))[3] == 255
    seen = {pixel for _, pixel in outline.getcolors(32 * 32)}
    assert any(pixel[3] == 0 for pixel in seen)
    assert all(pixel[:3] == (255, 255, 255) for pixel in seen if pixel[3] > 200)


def test_slash_commands_are_commands_of_the_bot_and_help_is_first() -> None:
    lists = manifest(MADE)["bots"][0]["commandLists"]
    atlas = Atlas(FEATURES)
    for one in lists:
        assert one["triggers"] == ["mention", "slash"]
        assert [command["title"] for command in one["commands"]] == shown(MADE)
        assert all(command["title"] in atlas.commands for command in one["commands"])
        assert len(one["commands"]) <= 12
    assert shown(MADE)[0] == "help"
    assert len(lists) <= 3


def test_message_extensions_open_dialogs_that_the_door_reads() -> None:
    commands = manifest(MADE)["composeExtensions"][0]["commands"]
    assert {one["id"] for one in commands} == {"story.capture", "clinic.ask", "practice.capture"}
    assert all(one["fetchTask"] and one["context"] == ["message"] for one in commands)
    assert "composeExtension/fetchTask" in INVOKES


def test_they_are_the_same_shortcuts_as_in_slack() -> None:
    slack = json.loads((places.ROOT / "manifest.json").read_text())
    theirs = {one["callback_id"]: one["name"] for one in slack["features"]["shortcuts"]}
    ours = {one["id"]: one["title"] for one in manifest(MADE)["composeExtensions"][0]["commands"]}
    assert ours == theirs


def test_what_is_missing_is_named_with_where_it_comes_from() -> None:
    with pytest.raises(NotPackable, match="TEAMS_APP_ID"):
        app_of(read_settings(), MADE.owner)
    with pytest.raises(NotPackable, match="--website"):
        app_of(read_settings(TEAMS_APP_ID=APP_ID), Owner("Us", "http://x", SITE, SITE))
    assert app_of(read_settings(TEAMS_APP_ID=APP_ID), MADE.owner).app_id == APP_ID
