"""The drawn marks: eight verdicts and six healths, 16 by 16, as SVG.

Shape says it before colour does: discs carry a number, squares do not.
"""

from django.utils.safestring import SafeString, mark_safe

RING = '<circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" stroke-width="1.5"/>'
DISC = '<circle cx="8" cy="8" r="7.75"/>'
SQUARE = (
    '<rect x="1" y="1" width="14" height="14" fill="none" stroke="currentColor"'
    ' stroke-width="1.5"{}/>'
)
TICK = '<path {} d="M4.6 8.3 7 10.7 11.5 5.6" fill="none" stroke-width="1.7"/>'
CROSS = '<path {} d="M5.4 5.4 10.6 10.6M10.6 5.4 5.4 10.6" fill="none" stroke-width="1.7"/>'
KNOCK, INK = 'class="mark-knock"', 'stroke="currentColor"'
LINE = '<path d="{}" fill="none" stroke="currentColor" stroke-width="1.6"/>'

VERDICTS = {
    "true": DISC + TICK.format(KNOCK),
    "mostly-true": RING + TICK.format(INK),
    "half": RING + '<path d="M8 1a7 7 0 0 0 0 14z"/>',
    "mostly-false": RING + CROSS.format(INK),
    "false": DISC + CROSS.format(KNOCK),
    "unverifiable": SQUARE.format(' stroke-dasharray="2.5 2.2"')
    + LINE.format("M6 6.3a2 2 0 1 1 2.9 1.8c-.7.4-.9.7-.9 1.5")
    + '<circle cx="8" cy="11.6" r=".95"/>',
    "opinion": SQUARE.format("")
    + '<path d="M4.6 10.6c1.7-.8 2.4-2 2.4-4.2H4.6zM9 10.6c1.7-.8 2.4-2 2.4-4.2H9z"/>',
    "reporter": SQUARE.format("")
    + '<path d="M5.3 10.9 5.8 8.8 10.2 4.4 11.8 6 7.4 10.4z"/>',
}
HEALTHS = {
    "holds": LINE.format("M6.2 5H5a3 3 0 0 0 0 6h1.2M9.8 5H11a3 3 0 0 1 0 6H9.8M5.5 8h5"),
    "moved": LINE.format("M2 8h11M9.5 4.5 13 8l-3.5 3.5"),
    "unseen": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor"'
    ' stroke-width="1.5" stroke-dasharray="2.2 1.8"/>' + LINE.format("M5 8h6"),
    "altered": LINE.format("M1.5 9.5c2-4.5 4-4.5 6.5-1.5s4.5 3 6.5-1.5M3 13.5h10"),
    "missing": LINE.format("M5 2.5H2.5v11H5M11 2.5h2.5v11H11"),
    "dead": LINE.format(
        "M5.5 5H5a3 3 0 0 0 0 6h.5M10.5 5h.5a3 3 0 0 1 0 6h-.5M9.5 2l-3 12"
    ),
}


def draw_mark(shapes: dict[str, str], name: str) -> SafeString:
    """Give the SVG called `name`; an unknown name draws the last shape."""
    inner = shapes.get(name) or list(shapes.values())[-1]
    # Constants of this file only: nothing a person typed gets here.
    return mark_safe(f'<svg viewBox="0 0 16 16" aria-hidden="true">{inner}</svg>')  # noqa: S308  # nosec B308 B703
