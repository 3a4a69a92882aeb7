"""Who somebody is, as Slack's user object tells it (users.info, users.list, user_change, team_join)."""

from __future__ import annotations

from adapters.slack.payload import Body, maybe
from facilitation.words import Profile


def profile_of(user: Body, team: str = "") -> Profile:
    """What Slack's user object tells; ``team`` is the workspace it was told in. Raises Malformed."""
    details = user.get("profile")
    details = details if isinstance(details, dict) else {}
    name = maybe(details, "display_name") or maybe(details, "real_name") or maybe(user, "real_name")
    return Profile(
        name=name or maybe(user, "name") or None,
        zone=maybe(user, "tz") or None,
        language=maybe(user, "locale") or None,
        is_bot=bool(user.get("is_bot")) or user.get("id") == "USLACKBOT",
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        deactivated=bool(user.get("deleted")),
        email=maybe(details, "email") or None,
        is_admin=administers(user, team),
    )


def administers(user: Body, team: str) -> bool:
    """Whether they look after this workspace: its admins, its owners and its primary owner (Slack's user object).

    Somebody of another company in a shared channel (Slack Connect) administers theirs, not this one.
    """
    flagged = any(user.get(one) is True for one in ("is_admin", "is_owner", "is_primary_owner"))
    foreign = user.get("is_stranger") or user.get("is_restricted") or user.get("is_ultra_restricted")
    if not flagged or foreign or user.get("deleted") or user.get("is_bot"):
        return False
    whole = user.get("enterprise_user")
    teams = whole.get("teams") if isinstance(whole, dict) else None
    return team == user.get("team_id") or (isinstance(teams, list) and team in teams)
