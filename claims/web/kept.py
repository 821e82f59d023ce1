"""Pieces of pages kept by all that they show: what shows the same is written once.

Keys hold everything a piece shows, so nothing has to be thrown away when a row changes.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock


class KeptPieces:
    """The HTML of pieces last shown, as many as fit in `most` characters; one a process."""

    def __init__(self, most: int) -> None:
        """Begin empty."""
        self.most = most
        self.size = 0
        self._pieces: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = Lock()

    def give(self, key: Hashable, write: Callable[[], str]) -> str:
        """Give the piece kept under `key`, or what `write` makes of it now."""
        with self._lock:
            html = self._pieces.get(key)
            if html is not None:
                self._pieces.move_to_end(key)
                return html
        html = write()
        self.keep(key, html)
        return html

    def keep(self, key: Hashable, html: str) -> None:
        """Remember a piece; those not shown for longest go."""
        with self._lock:
            self.size += len(html) - len(self._pieces.pop(key, ""))
            self._pieces[key] = html
            while self.size > self.most:
                _key, gone = self._pieces.popitem(last=False)
                self.size -= len(gone)
