"""numpy and scipy for whoever computes, read in at the first computation and not at the start of the bot.

They would be a fifth of the start and of the memory: 0.3 s and 40 MB (decision 0068). Names of types are here too, since they are
made of numpy's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy import sparse, special
    from scipy.sparse import csgraph

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
else:
    from facilitation.on_demand import OnDemand

    np = OnDemand("numpy")
    sparse = OnDemand("scipy.sparse")
    special = OnDemand("scipy.special")  # scipy.stats would cost two seconds and 60 MB
    csgraph = OnDemand("scipy.sparse.csgraph")
    Floats = Ints = Bools = NDArray = Any

Matrix = Any  # scipy.sparse.csr_array: scipy ships no types

__all__ = ["Bools", "Floats", "Ints", "Matrix", "NDArray", "csgraph", "np", "sparse", "special"]
