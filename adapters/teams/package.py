"""The app package that an admin uploads to Teams: manifest, icons and languages, made from what the bot itself knows.

Format: Microsoft 365 app manifest 1.29, the first with slash commands (``supportsTargetedMessages``, ``triggers``). Limits:
at most 3 command lists of 12 commands, icons of 192 and 32 pixels, a short name of 30 characters.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from facilitation.voice import app, plain
from facilitation.voice.catalogue import Translation, untranslated
from facilitation.words import Json, Phrase

VERSION = "1.29"
SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json"
MOST_COMMANDS = 12
GREEN, WHITE = "#1f4d3a", "#ffffff"
SCOPES = (["team", "groupChat"], ["personal"])
READ = ("ChannelMessage.Read.Group", "ChatMessage.Read.Chat")
"""Resource-specific consent: read messages where the app was added. Only who, where and when is kept of them."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who runs this installation, as Teams shows it. The three addresses must be https."""

    name: str
    website: str
    privacy: str
    terms: str


@dataclass(frozen=True, slots=True)
class App:
    """``commands``: word and meaning in the order of ``help``; the first twelve appear in Teams' menus."""

    app_id: str
    version: str
    owner: Owner
    commands: Mapping[str, Phrase]


def package(made: App, languages: Mapping[str, Translation]) -> bytes:
    """The zip file. ``languages`` besides English, by BCP 47 tag."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", _text(manifest(made, sorted(languages))))
        archive.writestr("color.png", color_icon())
        archive.writestr("outline.png", outline_icon())
        for tag, translate in {"en": untranslated, **languages}.items():
            archive.writestr(f"{tag}.json", _text(localisation(made, translate)))
    return packed.getvalue()


def _text(value: Json) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def manifest(made: App, languages: Sequence[str] = ()) -> Json:
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        "version": made.version,
        "id": made.app_id,
        "developer": {
            "name": made.owner.name[:32],
            "websiteUrl": made.owner.website,
            "privacyUrl": made.owner.privacy,
            "termsOfUseUrl": made.owner.terms,
        },
        "name": {"short": plain(app.NAME), "full": plain(app.NAME)},
        "description": {"short": plain(app.SHORT), "full": _full(untranslated)},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": GREEN,
        "bots": [_bot(made)],
        "composeExtensions": [_extension(made)],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [],
        "supportsChannelFeatures": "tier1",
        "webApplicationInfo": {"id": made.app_id, "resource": "https://RscPermission"},
        "authorization": {
            "permissions": {"resourceSpecific": [{"name": name, "type": "Application"} for name in READ]}
        },
        "localizationInfo": {
            "defaultLanguageTag": "en",
            "defaultLanguageFile": "en.json",
            "additionalLanguages": [{"languageTag": tag, "file": f"{tag}.json"} for tag in languages],
        },
    }


def _bot(made: App) -> Json:
    return {
        "botId": made.app_id,
        "scopes": ["team", "personal", "groupChat"],
        "supportsTargetedMessages": True,
        "supportsFiles": False,
        "isNotificationOnly": False,
        "commandLists": [
            {"scopes": scopes, "triggers": ["mention", "slash"], "commands": _commands(made)}
            for scopes in SCOPES
        ],
    }


def _commands(made: App) -> Json:
    """``help`` first: it lists those that no longer fit."""
    return [{"title": word, "description": plain(made.commands[word])} for word in shown(made)]


def shown(made: App) -> list[str]:
    words = ["help", *(word for word in made.commands if word != "help")]
    return [word for word in words if word in made.commands][:MOST_COMMANDS]


def _extension(made: App) -> Json:
    """The shortcuts on a message: Teams' message extension, answered with a dialog."""
    return {
        "botId": made.app_id,
        "commands": [
            {
                "id": action,
                "type": "action",
                "context": ["message"],
                "title": plain(title),
                "description": plain(means),
                "fetchTask": True,
            }
            for action, (title, means) in app.SHORTCUTS.items()
        ],
    }


def localisation(made: App, translate: Translation) -> Json:
    """The manifest's own words in one language. A command's title is what people type: it stays."""
    words = {
        "name.short": app.NAME,
        "name.full": app.NAME,
        "description.short": app.SHORT,
    }
    for at, _ in enumerate(SCOPES):
        for nth, word in enumerate(shown(made)):
            words[f"bots[0].commandLists[{at}].commands[{nth}].description"] = made.commands[word]
    for nth, (title, means) in enumerate(app.SHORTCUTS.values()):
        words[f"composeExtensions[0].commands[{nth}].title"] = title
        words[f"composeExtensions[0].commands[{nth}].description"] = means
    schema = SCHEMA.replace("schema.json", "Localization.schema.json")
    return {
        "$schema": schema,
        "description.full": _full(translate),
        **{name: plain(phrase, translate) for name, phrase in words.items()},
    }


def _full(translate: Translation) -> str:
    return " ".join(plain(one, translate) for one in app.FULL)


# --- icons -----------------------------------------------------------------------------------------------------


def color_icon() -> bytes:
    """192 × 192, full colour."""
    return _drawn(192, GREEN, WHITE)


def outline_icon() -> bytes:
    """32 × 32, white on nothing."""
    return _drawn(32, "none", WHITE)


def _drawn(pixels: int, ground: str, ink: str) -> bytes:
    """An evener: the bar that spreads a load over those who pull, with a ring for each of them.

    Drawn four times too large and made smaller, so that the edges are smooth.
    """
    large = pixels * 4
    picture = Image.new("RGBA", (large, large), (0, 0, 0, 0) if ground == "none" else ground)
    pen = ImageDraw.Draw(picture)
    thick = max(2, large * 8 // 192)
    pen.rounded_rectangle(_box(large, 0.14, 0.36, 0.86, 0.46), radius=large // 50, fill=ink)
    pen.ellipse(_box(large, 0.42, 0.17, 0.58, 0.33), outline=ink, width=thick)
    for x in (0.22, 0.5, 0.78):
        pen.line(_box(large, x, 0.44, x, 0.60), fill=ink, width=thick)
        pen.ellipse(_box(large, x - 0.085, 0.605, x + 0.085, 0.775), outline=ink, width=thick)
    drawn = io.BytesIO()
    picture.resize((pixels, pixels), Image.Resampling.LANCZOS).save(drawn, "PNG")
    return drawn.getvalue()


def _box(side: int, left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
    """Parts of the side as pixels."""
    return round(left * side), round(top * side), round(right * side), round(bottom * side)
