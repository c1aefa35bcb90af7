"""A line as a picture: every character in its columns, as a printer's own font does it.

The encoder uses it for scripts that no code page of the printer carries, the virtual printer for its
paper. A character that no font here has is drawn as a frame with its number: never a question mark,
never nothing.
"""

import functools
from collections.abc import Iterator

from PIL import Image, ImageDraw, ImageOps

from printers.fonts import Font, font_for, plain_font
from printers.frames import LINE_CHARACTERS, frame_piece
from printers.lines import CHARACTER_DOTS, COLUMN_DOTS, Line
from printers.text import is_mark, width_of

FONT_DOTS = 20
BASELINE_DOTS = 19
# Half-tones above this are paper: a little darker than the middle, so that thin strokes stay.
THRESHOLD = 150
_JOINER = "\u200d"


def bitmap(line: Line, columns: int) -> Image.Image:
    """The line as black and white dots, as wide as the paper and as high as its feed."""
    return drawing(line, columns).point(lambda dot: 255 if dot > THRESHOLD else 0).convert("1")


def drawing(line: Line, columns: int) -> Image.Image:
    """The line in half-tones, black on white, as wide as the paper and as high as its feed."""
    image = Image.new("L", (columns * COLUMN_DOTS, line.feed_dots), 255)
    x = max(0, columns - line.columns) // 2 * COLUMN_DOTS if line.align == "center" else 0
    for span in line.spans:
        for piece in _pieces(span.text):
            glyph = _glyph(piece, span.bold, line.width_scale, line.height_scale)
            image.paste(glyph if span.invert else ImageOps.invert(glyph), (x, 0))
            x += glyph.width
    return image


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that are drawn at once: letters with their marks, whole words of joined scripts."""
    piece = ""
    for character in text:
        joined = is_mark(character) or piece.endswith(_JOINER)
        if piece and not joined and not (_shapes(piece[-1]) and (_shapes(character) or character == " ")):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _shapes(character: str) -> bool:
    """Whether letters of this script change with their neighbours or run from right to left."""
    return "\u0590" <= character <= "\u10ff" or "\ufb1d" <= character <= "\ufefc"


@functools.lru_cache(maxsize=4096)
def _glyph(piece: str, bold: bool, width_scale: int, height_scale: int) -> Image.Image:
    """White on black, exactly as many columns wide as the piece takes."""
    scale = max(width_scale, height_scale)
    columns = max(width_of(piece), 1)
    size = (columns * COLUMN_DOTS * scale, CHARACTER_DOTS * scale)
    if piece in LINE_CHARACTERS:
        image = frame_piece(piece, scale)
    elif piece.strip():
        font = font_for(piece, FONT_DOTS * scale, bold)
        image = _drawn(piece, font, size, scale) if font else _numbered(piece, size, scale)
    else:
        image = Image.new("L", size)
    return image.resize((columns * COLUMN_DOTS * width_scale, CHARACTER_DOTS * height_scale))


def _drawn(piece: str, font: Font, size: tuple[int, int], scale: int) -> Image.Image:
    length = round(ImageDraw.Draw(Image.new("L", (1, 1))).textlength(piece, font=font))
    image = Image.new("L", (max(size[0], length), size[1]))
    # A single glyph stands in the middle of its columns, a word of a joined script at their beginning.
    x = (image.width - length) // 2 if len(piece) == 1 or not _shapes(piece[0]) else 0
    ImageDraw.Draw(image).text((x, BASELINE_DOTS * scale), piece, font=font, fill=255, anchor="ls")
    return image.resize(size)


def _numbered(piece: str, size: tuple[int, int], scale: int) -> Image.Image:
    image = Image.new("L", size)
    draw = ImageDraw.Draw(image)
    draw.rectangle((scale, 2 * scale, size[0] - 2 * scale, size[1] - 3 * scale), outline=255)
    number = f"{ord(piece[0]):X}"
    half = (len(number) + 1) // 2
    font = plain_font(8 * scale)
    for y, part in ((11, number[:half]), (20, number[half:])):
        draw.text((size[0] // 2, y * scale), part, font=font, fill=255, anchor="ms")
    return image
