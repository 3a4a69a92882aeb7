"""What the person who runs Evener may set, read once from the environment; a wrong value is named with what is right."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.dialect import plain_url
from storage.housekeeping import Keep


class WrongSettings(Exception):
    """One or more variables cannot be used. The message has a line for each, with what would be right."""


def _begins(prefix: str, meaning: str) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        text = value.get_secret_value()
        if text and not text.startswith(prefix):
            raise ValueError(f"should start with {prefix} ({meaning})")
        return value

    return AfterValidator(check)


def database(value: str) -> str:
    """The address as SQLAlchemy takes it. Raises ValueError with what would be right."""
    url = plain_url(value) if value else ""
    if url and not url.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
        raise ValueError(
            "should look like sqlite:////var/lib/evener/evener.db or postgresql://user:password@host/name"
        )
    return url


def default_database() -> str:
    """SQLite in the user's data folder (XDG base directories)."""
    return f"sqlite+aiosqlite:///{Path.home() / '.local' / 'share' / 'evener' / 'evener.db'}"


class Settings(BaseSettings):
    """Every setting, its variable and its default. Frozen: nothing changes while the bot runs."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, populate_by_name=True
    )

    slack_bot_token: Annotated[SecretStr, _begins("xoxb-", "Bot User OAuth Token")] = Field(
        SecretStr(""),
        validation_alias="SLACK_BOT_TOKEN",
        description="Slack bot token (xoxb-…), for one workspace",
    )
    slack_app_token: Annotated[SecretStr, _begins("xapp-", "App-Level Token with connections:write")] = Field(
        SecretStr(""), validation_alias="SLACK_APP_TOKEN", description="Slack app token (xapp-…): Socket Mode"
    )
    slack_signing_secret: SecretStr = Field(
        SecretStr(""),
        validation_alias="SLACK_SIGNING_SECRET",
        description="Slack signing secret: events over HTTP",
    )
    slack_client_id: str = Field(
        "", validation_alias="SLACK_CLIENT_ID", description="Slack OAuth client id (many workspaces)"
    )
    slack_client_secret: SecretStr = Field(
        SecretStr(""), validation_alias="SLACK_CLIENT_SECRET", description="Slack OAuth client secret"
    )
    slack_api_url: str = Field(
        "https://slack.com/api/",
        validation_alias="SLACK_API_URL",
        description="Slack's Web API, or a local stand-in's",
    )
    teams_app_id: str = Field("", validation_alias="TEAMS_APP_ID", description="Teams bot: Microsoft app id")
    teams_app_password: SecretStr = Field(
        SecretStr(""), validation_alias="TEAMS_APP_PASSWORD", description="Teams bot: client secret"
    )
    teams_managed_identity: bool = Field(
        False,
        validation_alias="TEAMS_MANAGED_IDENTITY",
        description="Teams bot: speak as the Azure identity it runs as",
    )
    teams_tenant_id: str = Field(
        "", validation_alias="TEAMS_TENANT_ID", description="Teams bot: the one tenant it serves"
    )
    database_url: Annotated[str, AfterValidator(database)] = Field(
        default_factory=default_database,
        validation_alias="EVENER_DATABASE_URL",
        description="where everything is kept",
    )
    tenants: str = Field(
        "", validation_alias="EVENER_TENANTS",
        description="a file that spreads workspaces over several databases (docs/operating.md)",
    )  # fmt: skip
    host: str = Field("127.0.0.1", validation_alias="EVENER_HOST", description="address to listen on")
    port: int = Field(3978, ge=0, le=65535, validation_alias="EVENER_PORT", description="port to listen on")
    public_url: str = Field(
        "", validation_alias="EVENER_PUBLIC_URL", description="https address people reach us at"
    )
    secret_key: SecretStr = Field(
        SecretStr(""), validation_alias="EVENER_SECRET_KEY",
        description="key that encrypts tokens at rest (`evener key` makes one); several, newest first, with commas",
    )  # fmt: skip
    admins: str = Field(
        "", validation_alias="EVENER_ADMINS", description="platform user ids of admins, with commas"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", validation_alias="EVENER_LOG_LEVEL", description="how much is logged"
    )
    metrics_token: SecretStr = Field(
        SecretStr(""), validation_alias="EVENER_METRICS_TOKEN",
        description="who asks for /metrics must show this; without it only machines next to this one may ask",
    )  # fmt: skip
    arrivals_per_second: int = Field(
        500, ge=1, validation_alias="EVENER_ARRIVALS_PER_SECOND",
        description="how much one workspace may bring to one process; twenty seconds of it may come at once",
    )  # fmt: skip
    keep_events_days: int = Field(
        400, ge=30, validation_alias="EVENER_KEEP_EVENTS_DAYS", description="retention of chat events"
    )
    keep_letters_days: int = Field(
        90, ge=7, validation_alias="EVENER_KEEP_LETTERS_DAYS", description="retention of letters"
    )
    keep_arrivals_days: int = Field(
        7, ge=1, validation_alias="EVENER_KEEP_ARRIVALS_DAYS", description="retention of delivery ids"
    )
    keep_ledger_days: int = Field(
        400, ge=60, validation_alias="EVENER_KEEP_LEDGER_DAYS",
        description="days until entries of the ledger are packed into its archive",
    )  # fmt: skip
    keep_archive_days: int = Field(
        1100,
        ge=60,
        validation_alias="EVENER_KEEP_ARCHIVE_DAYS",
        description="retention of the ledger's archive",
    )
    pulse_least: int = Field(
        5, ge=5, le=50, validation_alias="EVENER_PULSE_LEAST",
        description="answers below which no figure of a pulse is shown; it can be raised, not lowered",
    )  # fmt: skip
    pulse_evidence: bool = Field(
        False, validation_alias="EVENER_PULSE_EVIDENCE",
        description="whoever has room is asked one more statement, so that reliability can be computed",
    )  # fmt: skip
    erase_after_days: int = Field(
        30, ge=0, validation_alias="EVENER_ERASE_AFTER_DAYS",
        description="days from removing the app to erasing everything of that workspace",
    )  # fmt: skip

    @property
    def keep(self) -> Keep:
        """How long things are kept."""
        return Keep(
            events=self.keep_events_days,
            letters=self.keep_letters_days,
            arrivals=self.keep_arrivals_days,
            ledger=self.keep_ledger_days,
            archive=self.keep_archive_days,
            workspace=self.erase_after_days,
        )

    @property
    def has_slack(self) -> bool:
        return bool(self.slack_app_token.get_secret_value() or self.slack_signing_secret.get_secret_value())

    @property
    def has_teams(self) -> bool:
        return bool(self.teams_app_id)


def read_settings(**given: object) -> Settings:
    """Settings from the environment, or from ``given`` by variable name. Raises WrongSettings."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as wrong:
        lines = [f"{'.'.join(map(str, one['loc']))}: {_right(one['msg'])}" for one in wrong.errors()]
        raise WrongSettings("\n".join(lines)) from None


def _right(message: str) -> str:
    """pydantic's sentence without its prefix; it never quotes the value, which may be a secret."""
    return message.removeprefix("Value error, ")


def described() -> list[tuple[str, str, str]]:
    """(variable, default, meaning) of every setting, for ``--help``, docs and doctor."""
    rows = []
    for field in Settings.model_fields.values():
        default = field.get_default(call_default_factory=True)
        shown = "" if isinstance(default, SecretStr) else str(default)
        rows.append((str(field.validation_alias), shown, field.description or ""))
    return rows
