"""What may be shown at all, so that nobody's answer can be worked out from everything that was ever shown.

Assume a reader who knows who is in every community, who left, and even who answered (Slack and Teams show membership to
everybody). Rounding hides little from such a reader (science.md 1.6: with one leaver and two decimals the leaver's
answer comes out every time), so the sets of people behind what is shown must themselves never differ by a few:

* ``enough``: a set has at least ``least`` people who answered;
* ``apart``: any two published sets differ by nobody or by at least ``least``, in each direction;
* ``mixed``: no sum or difference of published sets isolates fewer than ``least`` people, however many are combined.

Sets of one measure are compared over communities, segments and audiences, and over twelve months.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from random import Random

from facilitation.numbers import np
from facilitation.words import PersonId

Group = frozenset[PersonId]

REMEMBERED = timedelta(days=366)  # science.md 1.6, rule 2: "any time in the last 12 months"
LEAST = 5
LEAST_COMMENTS = 10
LEAST_DISTRIBUTION = 15
MOST_COMPARED = 40  # overlapping sets in a year
MOST_LOOKED_AT = 50_000  # sets of people; what cannot be checked is not shown
TRIES = 24
CLOSE_TO_ONE = 1 - 1e-7


@dataclass(frozen=True, slots=True)
class Rules:
    """The three rules. Only a test ever switches one off, to prove that it is needed."""

    least: int = LEAST
    enough: bool = True
    apart: bool = True
    mixed: bool = True


STRICT = Rules()


# --- the rules -------------------------------------------------------------------------------------------------


def may_publish(group: Group, published: Sequence[Group], rules: Rules = STRICT) -> bool:
    """Whether figures over this group may stand beside everything that was published of the measure."""
    if rules.enough and len(group) < rules.least:
        return False
    if rules.apart and not all(are_apart(group, other, rules.least) for other in published):
        return False
    return not (rules.mixed and isolates_some([group, *touching(group, published)], rules.least))


def are_apart(one: Group, other: Group, least: int) -> bool:
    """Whether two groups differ by nobody or by enough people, in each direction."""
    return all(not difference or len(difference) >= least for difference in (one - other, other - one))


def touching(group: Group, published: Sequence[Group]) -> list[Group]:
    """The published groups that share people with this one, directly or through others. Disjoint ones reveal nothing."""
    reached, waiting, found = set(group), list(dict.fromkeys(published)), list[Group]()
    while near := [one for one in waiting if one & reached]:
        found += near
        reached |= frozenset[PersonId]().union(*near)
        waiting = [one for one in waiting if one not in near]
    return [one for one in found if one != group]


def isolates_some(groups: Sequence[Group], least: int) -> bool:
    """Whether some weighted sum of these groups involves between one and ``least - 1`` people.

    With one column for each person, what can be computed from published sums is the row space of the groups' matrix.
    A vector of it rests on the people T alone exactly when the projection onto the row space, cut to T, has an
    eigenvalue of one; for that the diagonal over T has to sum to at least one, which leaves few T to look at.
    """
    if len(groups) > MOST_COMPARED:
        return True
    matrix = membership(groups)
    if matrix.shape[1] < least:
        return bool(matrix.shape[1])
    projection = onto_rows(matrix)
    diagonal = np.diag(projection)
    suspects = [int(one) for one in np.argsort(-diagonal) if not has_company(matrix, int(one), least)]
    size = min(least - 1, len(suspects))
    sets = list(islice(heavy_sets(suspects, diagonal, size), MOST_LOOKED_AT + 1)) if size else []
    if len(sets) > MOST_LOOKED_AT:
        return True
    return bool(sets) and highest_eigenvalue(projection, np.array(sets)) > CLOSE_TO_ONE


def membership(groups: Sequence[Group]) -> np.ndarray:
    """Rows are groups, columns people, one where somebody is in it."""
    everybody = sorted(frozenset[PersonId]().union(*groups))
    return np.array([[float(one in group) for one in everybody] for group in groups])


def onto_rows(matrix: np.ndarray) -> np.ndarray:
    """The projection onto the row space."""
    _, sizes, rows = np.linalg.svd(matrix, full_matrices=False)
    basis = rows[sizes > 1e-9 * sizes[0]]
    projection: np.ndarray = basis.T @ basis
    return projection


def has_company(matrix: np.ndarray, person: int, least: int) -> bool:
    """Whether at least ``least`` people are in exactly the same groups: nothing can ever tell these apart."""
    same = (matrix == matrix[:, [person]]).all(axis=0)
    return bool(same.sum() >= least)


def heavy_sets(suspects: Sequence[int], diagonal: np.ndarray, size: int) -> Iterator[tuple[int, ...]]:
    """Sets of suspects whose diagonal sums to one or more; suspects come heaviest first, so most branches end early."""

    def grow(chosen: tuple[int, ...], start: int, weight: float) -> Iterator[tuple[int, ...]]:
        missing = size - len(chosen)
        if missing == 0:
            yield chosen
            return
        for at in range(start, len(suspects) - missing + 1):
            heaviest = weight + missing * float(diagonal[suspects[at]])
            if heaviest < CLOSE_TO_ONE:
                return
            yield from grow((*chosen, suspects[at]), at + 1, weight + float(diagonal[suspects[at]]))

    return grow((), 0, 0.0)


def highest_eigenvalue(projection: np.ndarray, sets: np.ndarray) -> float:
    """The highest eigenvalue of the projection cut to any of these sets."""
    blocks = projection[sets[:, :, None], sets[:, None, :]]
    return float(np.linalg.eigvalsh(blocks)[:, -1].max())


# --- whom to publish -------------------------------------------------------------------------------------------


def choose_group(
    answered: Group, published: Sequence[Group], luck: Random, rules: Rules = STRICT
) -> Group | None:
    """The largest group of those who answered that may be published; None: the earlier figure is repeated.

    In this order: everybody; the people of an earlier figure again (a frozen cohort); everybody but a few, left out by
    luck and never by what they said, so that the difference to every earlier set is nobody or enough.
    """
    if may_publish(answered, published, rules):
        return answered
    frozen = sorted({answered & one for one in published}, key=lambda one: (-len(one), sorted(one)))
    trimmed = [found for _ in range(TRIES) if (found := trim(answered, published, luck, rules))]
    candidates = sorted({*frozen, *trimmed}, key=lambda one: (-len(one), sorted(one)))
    return next((one for one in candidates if may_publish(one, published, rules)), None)


def trim(answered: Group, published: Sequence[Group], luck: Random, rules: Rules) -> Group | None:
    """Leave people out until every pairwise difference is nobody or enough; None when too few would be left."""
    left = set(answered)
    while len(left) >= rules.least:
        near = next((one for one in published if not are_apart(frozenset(left), one, rules.least)), None)
        if near is None:
            return frozenset(left)
        dropped = whom_to_drop(left, near, luck, rules.least)
        if not dropped:
            return None
        left -= dropped
    return None


def whom_to_drop(left: set[PersonId], near: Group, luck: Random, least: int) -> set[PersonId]:
    """Those who are new since ``near``, when they are few; else as many of ``near`` as it takes, by luck; or nobody helps."""
    new, missing = left - near, near - left
    if 0 < len(new) < least:
        return new
    stay, wanted = sorted(left & near), least - len(missing)
    return set(luck.sample(stay, wanted)) if wanted <= len(stay) else set()


# --- what is shown of a figure ---------------------------------------------------------------------------------


def band(answered: int) -> str:
    """How many answered, as a band and never as a count."""
    if answered < 10:
        return "5-9"
    return "10-19" if answered < 20 else "20+"


def all_at_an_extreme(counts: Sequence[int]) -> bool:
    """Whether everybody said the lowest, or everybody the highest: the mean would tell each one's answer."""
    return sum(counts) in (counts[0], counts[-1])


def all_the_same(counts: Sequence[int]) -> bool:
    """Whether everybody took one and the same of several choices, of which none is an extreme."""
    return sum(counts) in counts


def shows_distribution(counts: Sequence[int]) -> bool:
    return sum(counts) >= LEAST_DISTRIBUTION
