"""Who could carry an invitation: a member who was in touch with the person, asked least recently first.

Entrants meet the hub of a community whoever invites them (science.md 2.5), so always asking the hub, or the convener,
would only make the centre stronger. They are asked last. Where nobody was in touch, the community is asked whether
somebody knows a person who works on the topic, and no name is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from facilitation.numbers import Floats, Ints, np
from facilitation.periphery.look import Look


def choose_bridge(
    look: Look,
    person: int,
    members: Ints,
    asked: Mapping[str, float],
    last: Collection[str] = (),
    declined: Collection[str] = (),
) -> int | None:
    """The member to ask, None when no consenting member was in touch with the person."""
    return next(iter(bridges_for(look, person, members, asked, last, declined)), None)


def bridges_for(
    look: Look,
    person: int,
    members: Ints,
    asked: Mapping[str, float],
    last: Collection[str] = (),
    declined: Collection[str] = (),
) -> list[int]:
    """The members who could be asked, in the order in which they are.

    ``asked`` says when each member was last asked to carry an invitation (seconds since 1970), ``last`` names those who
    come last besides the hub (conveners), ``declined`` those who do not want to be asked.
    """
    strength = tie_strengths(look, person)
    able: list[int] = [
        one for one in members.tolist() if strength[one] > 0 and look.names[one] not in declined
    ]
    centre = hub(look, members)

    def turn(member: int) -> tuple[bool, float, float, str]:
        name = look.names[member]
        return (
            member == centre or name in last,
            asked.get(name, -np.inf),
            -float(strength[member]),
            name,
        )

    return sorted(able, key=turn)


def tie_strengths(look: Look, person: int) -> Floats:
    """How often each person was in touch with this one."""
    row = look.ties[[person]]
    strength = np.zeros(len(look.names))
    strength[row.indices] = row.data
    return strength


def hub(look: Look, members: Ints) -> int | None:
    """The member in touch with the most other members, None where nobody is in touch with anybody."""
    inside = look.ties[members][:, members]
    degree = np.diff(inside.indptr)
    return int(members[np.argmax(degree)]) if len(members) and degree.max() > 0 else None
