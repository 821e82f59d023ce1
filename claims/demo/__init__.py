"""The demonstration newsroom: an article, its people, and four pages it cites."""
