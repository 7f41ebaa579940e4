"""Arrays that belong to their owner and cannot be changed."""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]
_Array = TypeVar("_Array", bound=NDArray[Any])


def owned_floats(values: ArrayLike) -> Floats:
    """Return a read-only float64 copy of ``values``."""
    return _locked(np.array(values, dtype=np.float64))


def owned_integers(values: ArrayLike) -> Integers:
    """Return a read-only intp copy of ``values``.

    Raises:
        ValueError: if ``values`` are not whole numbers by type.
    """
    array = np.asarray(values)
    if array.size and array.dtype.kind not in "iu":
        raise ValueError(f"whole numbers are needed, not {array.dtype}")
    return _locked(np.array(array, dtype=np.intp))


def _locked(array: _Array) -> _Array:
    array.setflags(write=False)
    return array
