"""`python -m factcheck.run.probe URL`: for health checks of containers."""

import http.client
import sys
from urllib.parse import urlsplit


def main(url: str) -> int:
    """0 when `url` answers 200 within four seconds, else 1."""
    parts = urlsplit(url)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=4)
    try:
        line.request("GET", parts.path or "/", headers={"Host": "localhost"})
        return 0 if line.getresponse().status == 200 else 1
    except (OSError, http.client.HTTPException):
        return 1
    finally:
        line.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
