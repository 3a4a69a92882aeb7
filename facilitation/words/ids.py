"""Who and where: opaque strings made by the adapters or by the house.

A workspace, a person or a channel id carries its platform in front (``slack:T01``, ``teams:29:abc``), so that both
platforms share one table and facilitation never has to ask which one it is talking to.
"""

from typing import Any

WorkspaceId = str
PersonId = str
ChannelId = str
CommunityId = str

Json = Any  # str | int | float | bool | None | list | dict, as json.dumps takes it
