"""A line as a picture, for scripts that no code page of the printer carries."""

import functools
import unicodedata
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from printers.layout import Line

COLUMN_DOTS = 12
LINE_DOTS = 28
FONT_DOTS = 20
_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
# Files by preference; the first that has a glyph draws it.
_NAMES = (
    "DejaVuSansMono.ttf", "DejaVuSans.ttf", "NotoSans-Regular.ttf", "NotoSansCJK-Regular.ttc", "NotoSansThai-Regular.ttf",
    "NotoSansArabic-Regular.ttf", "NotoSansHebrew-Regular.ttf", "NotoSansDevanagari-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf", "NotoEmoji-Regular.ttf", "Symbola.ttf",
)  # fmt: skip
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def picture(line: Line, columns: int) -> Image.Image:
    """The line in black on white, `columns` wide; a tall one is twice as high, a band is inverse."""
    scale = 2 if line.tall else 1
    width, height = columns * COLUMN_DOTS, LINE_DOTS * scale
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    runs = _runs(line.text.rstrip(), FONT_DOTS * scale)
    length = sum(draw.textlength(text, font=font) for text, font in runs)
    x = max(0.0, (width - length) / 2) if line.align == "center" else 0.0
    for text, font in runs:
        draw.text((x, height - 6 * scale), text, font=font, fill=0, anchor="ls", stroke_width=int(line.bold))
        x += draw.textlength(text, font=font)
    if line.band:
        image = image.point(lambda dot: 255 - dot)
    return image.point(lambda dot: 255 if dot > 140 else 0).convert("1")


def _runs(text: str, dots: int) -> list[tuple[str, Font]]:
    """The text cut where another font must draw; marks stay with their letter."""
    runs: list[tuple[str, Font]] = []
    for character in text:
        font = _font_for(character, dots)
        if runs and (runs[-1][1] is font or not character.strip() or _is_mark(character)):
            runs[-1] = (runs[-1][0] + character, runs[-1][1])
        else:
            runs.append((character, font))
    return runs


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


@functools.lru_cache(maxsize=4096)
def _font_for(character: str, dots: int) -> Font:
    fonts = _fonts(dots)
    for font in fonts:
        if _has(font, character):
            return font
    return fonts[0]


def _has(font: Font, character: str) -> bool:
    missing = font.getmask("\U0010fffe")
    drawn = font.getmask(character)
    return (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))


@functools.cache
def _fonts(dots: int) -> tuple[Font, ...]:
    found = _font_files()
    made: list[Font] = [ImageFont.truetype(str(found[name]), dots) for name in _NAMES if name in found]
    return tuple(made) or (ImageFont.load_default(dots),)


@functools.cache
def _font_files() -> dict[str, Path]:
    return {
        path.name: path for folder in _FOLDERS if folder.is_dir() for path in sorted(folder.rglob("*.tt[fc]"))
    }
