"""Which workspace is kept in which database: one for all, or several by a list that the operator writes.

The list says it alone: nothing is looked up, so a database that is away keeps nobody else waiting, and no start
depends on what another start has learnt.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from adapters.teams.addresses import CHATS
from adapters.teams.text import PREFIX
from bot.settings import Settings, WrongSettings, database
from facilitation.words import WorkspaceId

HOME = "home"
VARIABLE = "EVENER_TENANTS"

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,30}$")]
Workspace = Annotated[str, StringConstraints(pattern=r"^(slack|teams):.+$")]


class Listed(BaseModel):
    """The file as it is written (TOML)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    databases: dict[Name, Annotated[str, AfterValidator(database)]] = Field(min_length=1)
    workspaces: dict[Workspace, Name] = {}
    others: list[Name] = Field([HOME], min_length=1)


@dataclass(frozen=True)
class Tenants:
    """Every database by its name, and who is kept where."""

    databases: Mapping[str, str]
    workspaces: Mapping[WorkspaceId, str] = field(default_factory=dict)
    others: tuple[str, ...] = (HOME,)

    def of(self, key: WorkspaceId) -> str:
        """The name of the database of a workspace, or of what a platform keeps about one.

        Whoever is not listed goes where ``others`` says: with several names, always to the same one of them, and a
        name more there moves only those who go to it (rendezvous hashing).
        """
        workspace = owner_of(key)
        named = self.workspaces.get(workspace)
        if named is not None or len(self.others) == 1:
            return named or self.others[0]
        return max(self.others, key=lambda name: blake2b(f"{name} {workspace}".encode()).digest())


def owner_of(key: WorkspaceId) -> WorkspaceId:
    """The workspace that a key of the keyring belongs to."""
    kind, _, rest = key.partition(":")
    return PREFIX + rest.partition("/")[0] if kind == CHATS else key


def tenants(settings: Settings) -> Tenants:
    """Where everybody is kept. Raises WrongSettings."""
    if not settings.tenants:
        return Tenants({HOME: settings.database_url})
    if not settings.secret_key.get_secret_value():
        raise WrongSettings("EVENER_SECRET_KEY: is needed with EVENER_TENANTS; `evener key` makes one")
    return read(Path(settings.tenants), settings.database_url)


@cache
def read(file: Path, home: str) -> Tenants:
    """The list of this file, read once. Raises WrongSettings with a line for everything that cannot be used."""
    try:
        listed = Listed.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        raise WrongSettings(f"{VARIABLE}: {file} cannot be read: {why}") from None
    except ValidationError as wrong:  # never with the value, which may hold a password
        lines = [f"{VARIABLE}: {'.'.join(map(str, one['loc']))}: {one['msg']}" for one in wrong.errors()]
        raise WrongSettings("\n".join(lines)) from None
    found = {HOME: home, **listed.databases}
    if faults := list(faults_of(listed, found)):
        raise WrongSettings("\n".join(f"{VARIABLE}: {one}" for one in faults))
    return Tenants(found, listed.workspaces, tuple(sorted(set(listed.others))))


def faults_of(listed: Listed, found: Mapping[str, str]) -> Iterator[str]:
    """What a single line cannot tell."""
    if HOME in listed.databases:
        yield f"{HOME} is the database of EVENER_DATABASE_URL; give this one another name"
    if len(set(found.values())) < len(found):
        yield "two names stand for the same database"
    for name in sorted({*listed.workspaces.values(), *listed.others} - found.keys()):
        yield f"there is no database {name}"


def settings_at(settings: Settings, workspace: WorkspaceId) -> Settings:
    """The settings of the database where this workspace is kept. Raises WrongSettings."""
    known = tenants(settings)
    if not workspace and len(known.databases) > 1:
        raise WrongSettings("There are several databases; say which workspace, with --workspace")
    return settings.model_copy(update={"database_url": known.databases[known.of(workspace)]})


def every_settings(settings: Settings) -> dict[str, Settings]:
    """The settings of each database by its name, the home first. Raises WrongSettings."""
    known = tenants(settings).databases
    return {name: settings.model_copy(update={"database_url": url}) for name, url in known.items()}
