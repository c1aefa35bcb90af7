"""A printed slip as a PNG: thermal ink on paper that was torn off."""

import io

from PIL import Image, ImageDraw, ImageOps

from printers.lines import COLUMN_DOTS
from printers.raster import drawing
from printers.virtual.operations import Picture
from printers.virtual.paper import PrintedLine, PrintedSlip

SIDE_DOTS = 36
TOP_DOTS = 40
TOOTH_DOTS = 12
_INK, _PAPER = "#2b2a2f", "#fdfcf7"


def strip_png(slip: PrintedSlip) -> bytes:
    """The whole strip; outside the torn edges it is transparent."""
    parts = [_part(line, slip.columns) for line in slip.printed_lines]
    width = max([slip.columns * COLUMN_DOTS, *(part.width for part in parts)]) + 2 * SIDE_DOTS
    height = sum(part.height for part in parts) + 2 * TOP_DOTS
    ink = Image.new("L", (width, height), 255)
    y = TOP_DOTS
    for part in parts:
        ink.paste(part, (SIDE_DOTS, y))
        y += part.height
    paper = ImageOps.colorize(ink, _INK, _PAPER)
    paper.putalpha(_torn(width, height))
    stream = io.BytesIO()
    # 64 colours are enough for ink on paper, and a third of the bytes.
    paper.quantize(64, Image.Quantize.FASTOCTREE).save(stream, "PNG")
    return stream.getvalue()


def _part(line: PrintedLine, columns: int) -> Image.Image:
    if line.picture is None:
        return drawing(line.styled(), columns)
    return dots_image(line.picture).convert("L")


def dots_image(picture: Picture) -> Image.Image:
    """The dots that were printed, black on white."""
    rows = len(picture.dots) // picture.row_bytes
    inverted = bytes(byte ^ 0xFF for byte in picture.dots)
    return Image.frombytes("1", (picture.row_bytes * 8, rows), inverted)


def _torn(width: int, height: int) -> Image.Image:
    """The saw-tooth of the knife at both ends."""
    shape = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(shape)
    teeth = range(0, width + TOOTH_DOTS, TOOTH_DOTS)
    top = [(x, TOOTH_DOTS // 2 * (number % 2)) for number, x in enumerate(teeth)]
    bottom = [(x, height - 1 - y) for x, y in reversed(top)]
    draw.polygon([*top, *bottom], fill=255)
    return shape
