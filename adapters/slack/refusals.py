"""What Slack's refusals mean: whom they concern, and what would help, said to an admin in one sentence.

Codes: docs.slack.dev, reference/methods (chat.postMessage, chat.update, chat.delete, conversations.open). A code that is
not here concerns the one letter.
"""

from __future__ import annotations

from adapters.port import Refused

REINSTALL = "Install the app in this workspace once more, and give the new token to the bot if it is not kept by itself."
POLICY = "A policy of the workspace forbids it; an admin of Slack can allow the app."
LETTER = "This one message could not be drawn as Slack wants it; please report it with the log line."
GONE = "The account is deactivated or never was; nothing more is sent to it."
CLOSED = "The channel is archived, deleted, or the app is not in it; invite the app there or choose another channel."

TELL: dict[str, tuple[str, str]] = {
    # the person
    "user_not_found": ("person", GONE),
    "users_not_found": ("person", GONE),
    "user_disabled": ("person", GONE),
    "user_not_visible": ("person", "The app may not see this person (a guest, or somebody of another organisation)."),
    "cannot_dm_bot": ("person", "This account is a bot, and bots do not get direct messages."),
    "is_bot": ("person", "This account is a bot, and bots do not get direct messages."),
    # the channel
    "channel_not_found": ("channel", CLOSED),
    "not_in_channel": ("channel", CLOSED),
    "is_archived": ("channel", CLOSED),
    "restricted_action": ("channel", "Only some people may post in this channel; its owners can let the app post."),
    "restricted_action_read_only_channel": ("channel", "Only some people may post in this channel; its owners can let the app post."),
    "restricted_action_thread_only_channel": ("channel", "This channel takes only replies in threads."),
    "restricted_action_non_threadable_channel": ("channel", "This channel takes no threads."),
    "restricted_action_thread_locked": ("message", "The thread is locked."),
    "thread_not_found": ("message", "The thread is gone."),
    "cannot_reply_to_message": ("message", "This message takes no replies."),
    # the workspace
    "account_inactive": ("workspace", REINSTALL),
    "token_revoked": ("workspace", REINSTALL),
    "token_expired": ("workspace", REINSTALL),
    "invalid_auth": ("workspace", REINSTALL),
    "not_authed": ("workspace", REINSTALL),
    "not_allowed_token_type": ("workspace", "The token is not a bot token (xoxb-…); give the bot the right one."),
    "missing_scope": ("workspace", "A permission is missing; install the app once more from manifest.json."),
    "no_permission": ("workspace", "A permission is missing; install the app once more from manifest.json."),
    "messages_tab_disabled": ("workspace", "The app's Messages tab is off; turn it on under App Home in the app's settings."),
    "access_denied": ("workspace", POLICY),
    "enterprise_is_restricted": ("workspace", POLICY),
    "team_access_not_granted": ("workspace", "The organisation has not added the app to this workspace."),
    "org_login_required": ("workspace", "The workspace is moving into an organisation; install the app there when it is done."),
    "two_factor_setup_required": ("workspace", POLICY),
    "ekm_access_denied": ("workspace", POLICY),
    "accesslimited": ("workspace", POLICY),
    "message_limit_exceeded": ("workspace", "The workspace has used up the messages of its plan."),
    # the letter
    "message_not_found": ("message", "The message is gone."),
    "cant_update_message": ("message", "The message is not the app's own."),
    "cant_delete_message": ("message", "The message is not the app's own."),
    "edit_window_closed": ("message", "A policy of the workspace forbids edits after this time."),
    "compliance_exports_prevent_deletion": ("message", "A policy of the workspace forbids deletion."),
    "msg_too_long": ("message", LETTER),
    "msg_blocks_too_long": ("message", LETTER),
    "invalid_blocks": ("message", LETTER),
    "invalid_blocks_format": ("message", LETTER),
    "no_text": ("message", LETTER),
}  # fmt: skip

TOKEN_IS_BAD = frozenset({"account_inactive", "token_revoked", "token_expired", "invalid_auth", "not_authed"})

NOT_TAKEN_YET = frozenset({"ratelimited", "rate_limited", "team_added_to_org", "request_timeout"})
"""Refused for now, and certainly not posted."""

UNSURE = frozenset({"fatal_error", "internal_error", "service_unavailable"})
"""Slack says of these that the call may have been carried out in part."""


def refusal(code: str, needed: str = "", to_person: bool = False) -> Refused:
    """The refusal behind Slack's error code. ``needed`` is the scope that Slack names with ``missing_scope``."""
    whom, tell = TELL.get(code, ("message", f"Slack answered {code}; please report it with the log line."))
    if needed:
        tell = f"The permission {needed} is missing; install the app once more from manifest.json."
    if whom == "channel" and to_person:
        whom, tell = "person", GONE
    return Refused(code, whom, tell)
