"""What we ask of a workspace, each with its reason; manifest.json asks for exactly this (tests hold the two together).

Scopes: docs.slack.dev, reference/scopes; which event needs which: reference/events.
"""

SCOPES: dict[str, str] = {
    "app_mentions:read": "hear when somebody calls the app by name in a channel",
    "channels:history": "see who takes part in public channels the app was invited to; the text is not kept",
    "channels:read": "know who joins and leaves these channels, and list their members",
    "chat:write": "write: cards in direct messages, posts in a community's channel, threads, edits",
    "commands": "/community and the message shortcuts",
    "dnd:read": "see whether somebody has do-not-disturb on, so that what can wait waits",
    "files:write": "put a gathering's calendar file (.ics) into somebody's direct messages when they ask for it",
    "groups:history": "the same as channels:history in private channels the app was invited to",
    "groups:read": "the same as channels:read in private channels the app was invited to",
    "im:history": "hear answers written in the direct conversation with the app",
    "im:write": "open the direct conversation, to see whether a message arrived after a cut",
    "mpim:history": "the same as channels:history in group messages the app was added to",
    "reactions:read": "see who takes part by reacting",
    "users:read": "names, time zones and languages, so that nobody is written to at night; and who looks after the workspace",
}

EVENT_SCOPES: dict[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "app_mention": frozenset({"app_mentions:read"}),
    "app_uninstalled": frozenset(),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "message.mpim": frozenset({"mpim:history"}),
    "reaction_added": frozenset({"reactions:read"}),
    "reaction_removed": frozenset({"reactions:read"}),
    "team_join": frozenset({"users:read"}),
    "tokens_revoked": frozenset(),
    "user_change": frozenset({"users:read"}),
}
"""Every event that is subscribed to, with the scopes it needs."""

METHOD_SCOPES: dict[str, frozenset[str]] = {
    "apps.connections.open": frozenset(),  # with the app-level token's connections:write
    "auth.test": frozenset(),
    "chat.delete": frozenset({"chat:write"}),
    "chat.postEphemeral": frozenset({"chat:write"}),
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "conversations.history": frozenset({"channels:history", "groups:history", "im:history", "mpim:history"}),
    "conversations.members": frozenset({"channels:read", "groups:read"}),
    "conversations.open": frozenset({"im:write"}),
    "conversations.replies": frozenset({"channels:history", "groups:history", "im:history", "mpim:history"}),
    "dnd.teamInfo": frozenset({"dnd:read"}),
    "files.upload_v2": frozenset({"files:write"}),  # the SDK's three calls in one
    "oauth.v2.access": frozenset(),
    "users.info": frozenset({"users:read"}),
    "users.list": frozenset({"users:read"}),
    "views.open": frozenset(),
    "views.publish": frozenset(),
    "views.push": frozenset(),
    "views.update": frozenset(),
}
"""Every method that is called, with the scopes it needs for the conversations we are in."""
