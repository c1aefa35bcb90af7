"""Which font of this machine draws which character, for pictures of lines and of paper.

Fonts are looked for by name in the usual folders: a mono-spaced one first, then Noto's for the scripts of
the world. A machine without any has Pillow's own, which knows Latin letters.
"""

import functools
from pathlib import Path

from PIL import ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

_FOLDERS = (
    Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/System/Library/Fonts"),
    Path("/Library/Fonts"), Path("C:/Windows/Fonts"),
)  # fmt: skip
_SCRIPTS = (
    "Thai", "Arabic", "Hebrew", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Tamil", "Telugu", "Kannada",
    "Malayalam", "Sinhala", "Lao", "Khmer", "Myanmar", "Georgian", "Armenian", "Ethiopic",
)  # fmt: skip
# By preference: the first that has the character draws it. Each is tried as bold and as regular.
_FAMILIES = (
    "DejaVuSansMono", "LiberationMono", "Menlo", "consola", "DejaVuSans", "NotoSans", "NotoSansCJK",
    *(f"NotoSans{script}" for script in _SCRIPTS), "NotoEmoji", "NotoSansSymbols2", "NotoSansSymbols",
    "NotoSansMath", "Symbola", "msgothic", "seguiemj",
)  # fmt: skip


@functools.lru_cache(maxsize=4096)
def font_for(text: str, dots: int, bold: bool) -> Font | None:
    """The font that has every character of the text, or None when no font here has them."""
    for font in _fonts(dots, bold):
        if all(_has(font, character) for character in text):
            return font
    return None


@functools.cache
def plain_font(dots: int) -> Font:
    """The font for figures and Latin letters, which there always is."""
    return next(iter(_fonts(dots, False)))


@functools.cache
def _fonts(dots: int, bold: bool) -> tuple[Font, ...]:
    made: list[Font] = []
    for family in _FAMILIES:
        path = _path(family, bold) or _path(family, False)
        if path is not None:
            made.append(ImageFont.truetype(str(path), dots))
    return (*made, ImageFont.load_default(dots))


def _path(family: str, bold: bool) -> Path | None:
    names = (f"{family}-Bold", f"{family}b") if bold else (f"{family}-Regular", family)
    return next((_files()[name] for name in names if name in _files()), None)


@functools.cache
def _files() -> dict[str, Path]:
    found = (path for folder in _FOLDERS if folder.is_dir() for path in sorted(folder.rglob("*.tt[fc]")))
    return {path.stem: path for path in found}


@functools.lru_cache(maxsize=8192)
def _has(font: Font, character: str) -> bool:
    if not character.isprintable() or character in " \u200c\u200d\ufe0e\ufe0f":
        return True
    drawn, missing = font.getmask(character), _missing(font)
    return (drawn.size, bytes(drawn)) != missing


@functools.cache
def _missing(font: Font) -> tuple[tuple[int, int], bytes]:
    """What the font draws for a character that it does not have."""
    mask = font.getmask("\U0010fffd")
    return mask.size, bytes(mask)
