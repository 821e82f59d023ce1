"""The migrations of the records."""
