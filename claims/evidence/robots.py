"""Crawl-delay: what a host's robots.txt asks of visitors. Pure.

The Robots Exclusion Protocol (RFC 9309) leaves Crawl-delay out; many sites state it.
Other rules are for crawlers: the desk visits single pages that a person has cited.
"""

PRODUCT = "factcheckdesk"
LONGEST = 500_000  # bytes that RFC 9309, 2.5 has us read


def read_delay(body: bytes) -> float:
    """Give the seconds between requests that robots.txt asks of the desk; 0.0 for none.

    The group that names the desk goes before the group for everybody.
    """
    delays: dict[str, float] = {}
    agents: list[str] = []
    naming = False
    for line in body[:LONGEST].decode("utf-8", "replace").splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            agents = [*agents, value.lower()] if naming else [value.lower()]
            naming = True
        elif name:
            naming = False
        if name == "crawl-delay":
            delays |= dict.fromkeys(agents, read_seconds(value))
    return delays.get(PRODUCT, delays.get("*", 0.0))


def read_seconds(value: str) -> float:
    """Give a plain, positive number of seconds; 0.0 for anything else."""
    whole, _, part = value.partition(".")
    plain = whole.isascii() and whole.isdigit() and (not part or part.isdigit())
    return float(value[:12]) if plain and value.isascii() else 0.0
