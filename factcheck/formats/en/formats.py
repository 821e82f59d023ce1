"""English at the desk: the patterns in the templates are English already."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
