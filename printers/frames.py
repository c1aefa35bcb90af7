"""Rules and frames drawn by hand: they reach the edges of their columns, so that boxes close, and they
need no font.
"""

from PIL import Image, ImageDraw

from printers.lines import CHARACTER_DOTS, COLUMN_DOTS

# A corner by where its arms go: to the right or the left, down or up.
_CORNERS = {"╔": (True, True), "╗": (False, True), "╚": (True, False), "╝": (False, False)}
_STRAIGHT = {
    "─": ((0, 12, COLUMN_DOTS, 12),),
    "═": ((0, 10, COLUMN_DOTS, 10), (0, 14, COLUMN_DOTS, 14)),
    "║": ((4, 0, 4, CHARACTER_DOTS), (8, 0, 8, CHARACTER_DOTS)),
}
LINE_CHARACTERS = frozenset(_CORNERS) | frozenset(_STRAIGHT)


def frame_piece(character: str, scale: int) -> Image.Image:
    """One of LINE_CHARACTERS, white on black."""
    image = Image.new("L", (COLUMN_DOTS * scale, CHARACTER_DOTS * scale))
    draw = ImageDraw.Draw(image)
    for path in _STRAIGHT.get(character) or _corner(*_CORNERS[character]):
        draw.line([dots * scale for dots in path], fill=255, width=2 * scale)
    return image


def _corner(right: bool, down: bool) -> list[tuple[int, ...]]:
    """The outer and the inner line, each from the side to the bend to the top or bottom."""
    side, end = COLUMN_DOTS if right else 0, CHARACTER_DOTS if down else 0
    # The ends of thick lines are cut square: one dot more closes the bend.
    beyond_x, beyond_y = (-1 if right else 1), (-1 if down else 1)
    outer = (4 if right else 8, 10 if down else 14)
    inner = (8 if right else 4, 14 if down else 10)
    paths: list[tuple[int, ...]] = []
    for x, y in (outer, inner):
        paths += [(side, y, x + beyond_x, y), (x, y + beyond_y, x, end)]
    return paths
