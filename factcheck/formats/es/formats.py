"""How Spanish writes dates. The names are the patterns that templates ask for.

Django looks a pattern up by its name before it takes it as it is; so templates say
`date:"j F Y"` and nothing else. Months are in lower case and joined by “de” (RAE,
Ortografía, 2010, VIII 4.2).
"""

DATE_FORMAT = r"j \d\e F \d\e Y"
DATETIME_FORMAT = r"j \d\e F \d\e Y, H:i"
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\N{NO-BREAK SPACE}"  # four figures and fewer stand together (RAE)
NUMBER_GROUPING = 3
PATTERNS = {
    "j F Y": r"j \d\e F \d\e Y",
    "j F Y, H:i": r"j \d\e F \d\e Y, H:i",
    "j F Y H:i": r"j \d\e F \d\e Y, H:i",
    "j F": r"j \d\e F",
    "j F, H:i": r"j \d\e F, H:i",
    "F Y": r"F \d\e Y",
    "l j F Y": r"l j \d\e F \d\e Y",
    "j M": "j b",
    "j M, H:i": "j b, H:i",
    "j M Y": "j b Y",
    "j M Y, H:i": "j b Y, H:i",
    "j M Y, H:i T": "j b Y, H:i T",
    "M Y": "b Y",
}
globals().update(PATTERNS)
