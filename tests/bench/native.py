"""The C of plain.c: compiled for this machine when the benchmark runs, called through ctypes."""

import ctypes
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SOURCE = Path(__file__).parent / "plain.c"
FLAGS = ("-O3", "-march=native")
Array = NDArray[Any]


def compiler() -> str | None:
    """The C compiler's path, gcc's first; None if there is none."""
    return shutil.which("gcc") or shutil.which("cc")


def compiled(folder: Path) -> ctypes.CDLL | None:
    """plain.c as a library in a folder; None if there is no compiler."""
    if (command := compiler()) is None:
        return None
    target = folder / "plain.so"
    shared = ("-shared", "-fPIC", "-o", str(target), str(SOURCE), "-lm")
    subprocess.run([command, *FLAGS, *shared], check=True)
    library = ctypes.CDLL(str(target))
    library.network_new.restype = ctypes.c_void_p
    library.network_free.restype = None
    return library


class Native:
    """A task's network in C: what the makers of `plain*.js` give, from the same task."""

    def __init__(self, library: ctypes.CDLL, task: dict[str, Any]) -> None:
        self._library, self._task = library, task
        start = np.concatenate(
            [np.r_[np.ravel(part["weights"]), part["biases"]] for part in task["start"]])
        layers, relu = task["layers"], int(task["activation"] == "relu")
        self._network = ctypes.c_void_p(
            library.network_new(len(layers) - 1, _ints(layers), relu, _pointer(start)))
        self._inputs = np.array(task["inputs"], dtype=np.float64)
        self._targets = np.array(task["targets"], dtype=np.float64)
        self._data = (len(self._targets), _pointer(self._inputs), _pointer(self._targets))
        self._epoch = 0
        self._order = np.arange(len(self._targets), dtype=np.int32)

    def __del__(self) -> None:
        self._library.network_free(self._network)

    def train(self, epochs: int) -> None:
        orders = self._task.get("orders")
        for _ in range(epochs if orders else 1):
            if orders:
                self._order[:] = orders[self._epoch]
                self._epoch += 1
            shuffled = int(self._task["shuffled"] and not orders)
            self._library.train(
                self._network, *self._data, ctypes.c_double(self._task["rate"]),
                self._task["batch"], shuffled, _pointer(self._order), 1 if orders else epochs)

    def predict(self) -> list[float]:
        answers = np.empty(len(self._targets))
        self._library.predict(self._network, *self._data[:2], _pointer(answers))
        return answers.tolist()

    def heat_map(self) -> tuple[Callable[[int], None], Callable[[], list[float]]]:
        """Draws so many pictures; the last one's values and pixels."""
        task, size = self._task, self._task["size"]
        palette = np.array(task["palette"], dtype=np.uint32)
        values, pixels = np.empty(size * size), np.empty(size * size, dtype=np.uint32)
        bounds = ctypes.c_double(task["low"]), ctypes.c_double(task["high"])
        parts = _pointer(palette), _pointer(values), _pointer(pixels)

        def draw(pictures: int) -> None:
            for _ in range(pictures):
                self._library.heat_map(self._network, size, *bounds, *parts)

        return draw, lambda: [*values.tolist(), *pixels.tolist()]

    def sweep(self) -> tuple[Callable[[int], None], Callable[[], list[float]]]:
        """Does the sweep so many times; its runs' losses, and at which epochs they ended."""
        task = self._task
        starts = np.array(task["starts"])
        ended, losses = np.empty(len(starts), dtype=np.int32), np.empty(len(starts))

        def train(times: int) -> None:
            for _ in range(times):
                self._library.sweep(
                    self._network, len(starts), _pointer(starts), *self._data,
                    ctypes.c_double(task["rate"]), task["epochs"], ctypes.c_double(task["bound"]),
                    _pointer(ended), _pointer(losses))

        return train, lambda: [*losses.tolist(), *ended.tolist()]


def _pointer(array: Array) -> ctypes.c_void_p:
    """Of an array that its caller keeps."""
    return ctypes.c_void_p(array.ctypes.data)


def _ints(values: list[int]) -> ctypes.Array[ctypes.c_int]:
    return (ctypes.c_int * len(values))(*values)
