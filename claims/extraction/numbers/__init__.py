"""Numbers in a draft: what must not be read, then money, percent, quantities and counts."""

from claims.extraction.numbers.counts import find_counts
from claims.extraction.numbers.money import find_money
from claims.extraction.numbers.never import find_never
from claims.extraction.numbers.percent import find_percent
from claims.extraction.numbers.quantity import find_quantities

__all__ = ["find_counts", "find_money", "find_never", "find_percent", "find_quantities"]
