"""How each language writes what templates ask for in English: one file a language."""
