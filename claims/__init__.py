"""The fact-check desk: doors over desks over engines over records (docs/decisions/0001)."""
