"""Following the logs that keepers write."""

from dataclasses import dataclass
from pathlib import Path

from factcheck.run.addresses import find_log


@dataclass
class LogTail:
    """A place in the log of one service."""

    name: str
    path: Path
    place: int  # bytes from the start

    @classmethod
    def at_end(cls, name: str) -> "LogTail":
        """The end of the log of the service `name`: only what comes now is read."""
        path = find_log(name)
        return cls(name, path, path.stat().st_size if path.exists() else 0)

    def read_lines(self) -> list[str]:
        """The whole lines written since the last call."""
        if not self.path.exists():
            return []
        with self.path.open("rb") as log:
            if log.seek(0, 2) < self.place:  # begun anew
                self.place = 0
            log.seek(self.place)
            fresh = log.read()
        whole = fresh[: fresh.rfind(b"\n") + 1]
        self.place += len(whole)
        return whole.decode(errors="replace").splitlines()
