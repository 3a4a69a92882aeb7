"""What the deploy files say of Evener is so: its settings, its commands, its port, its files. No engine runs them here: docs/operating.md says what was."""

from __future__ import annotations

import configparser
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from bot.commands import COMMANDS
from bot.settings import Settings, read_settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SETTINGS = {str(one.validation_alias) for one in Settings.model_fields.values()}
CONTAINERFILE = (DEPLOY / "Containerfile").read_text()


def steps(name: str) -> list[str]:
    """What a step of the container file says, each time it is there; lines that go on are one."""
    whole = CONTAINERFILE.replace("\\\n", " ")
    return [line.removeprefix(name).strip() for line in whole.splitlines() if line.startswith(f"{name} ")]


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    return read


def unit() -> configparser.ConfigParser:
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment]
    read.read(DEPLOY / "evener.service")
    return read


def test_the_image_holds_every_package_and_every_file_that_the_build_reads() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    copied = {one for step in steps("COPY") if "--from" not in step for one in step.split()[:-1]}
    assert copied >= {*packages, "pyproject.toml", project["project"]["readme"]}
    assert all((ROOT / one).exists() for one in copied)


def test_the_image_serves_where_its_health_is_asked_for() -> None:
    variables = dict(one.split("=", 1) for step in steps("ENV") for one in shlex.split(step))
    assert set(variables) - {"PATH", "PYTHONUNBUFFERED"} <= SETTINGS
    settings = read_settings(**{name: one for name, one in variables.items() if name in SETTINGS})
    (asked,) = re.findall(r"http://[^']+", *steps("HEALTHCHECK"))
    assert urlsplit(asked).port == settings.port == int(steps("EXPOSE")[0])
    assert (
        urlsplit(asked).path == "/readyz" and f'"{urlsplit(asked).path}"' in (ROOT / "bot/web.py").read_text()
    )
    assert settings.host == "0.0.0.0"
    (volume,) = steps("VOLUME")
    assert volume in settings.database_url
    assert steps("ENTRYPOINT") == ['["evener"]'] and steps("CMD") == ['["serve"]'] and "serve" in COMMANDS
    assert steps("STOPSIGNAL") == ["SIGTERM"] and steps("USER") == ["evener"]


def test_compose_gives_settings_that_exist_and_starts_commands_that_exist() -> None:
    services = compose()
    for name in ("migrate", "evener"):
        given = services[name]["environment"]
        assert set(given) <= SETTINGS
        assert (ROOT / services[name]["build"]["dockerfile"]).exists()
    assert services["migrate"]["command"] == ["migrate"] and "migrate" in COMMANDS
    address = urlsplit(
        services["evener"]["environment"]["EVENER_DATABASE_URL"].replace("${DATABASE_PASSWORD}", "x")
    )
    assert (
        address.hostname in services
        and address.path[1:] == services["database"]["environment"]["POSTGRES_DB"]
    )
    assert address.username == services["database"]["environment"]["POSTGRES_USER"]
    listens = services["evener"]["environment"]  # whatever .env says, since the health check asks there
    assert services["evener"]["expose"] == steps("EXPOSE") == [listens["EVENER_PORT"]]
    assert services["evener"]["env_file"] == services["migrate"]["env_file"] == ".env"


def test_the_unit_starts_a_command_that_exists_and_keeps_its_data_where_it_may_write() -> None:
    service = unit()["Service"]
    program, command = service["ExecStart"].split()
    assert Path(program).name == "evener" and command in COMMANDS
    name, _, value = service["Environment"].partition("=")
    assert name in SETTINGS and f"/var/lib/{service['StateDirectory']}/" in value
    assert (
        service["RestartPreventExitStatus"] == "2"
    )  # what settings that cannot be used end with: running.py
    assert service["KillSignal"] == "SIGTERM" and service["ProtectSystem"] == "strict"


def test_whoever_writes_the_env_file_is_told_of_commands_that_exist() -> None:
    named = set(re.findall(r"`evener ([a-z]+)`", (DEPLOY / "compose.yaml").read_text()))
    assert named and named <= set(COMMANDS)
