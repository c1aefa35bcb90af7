"""A printed slip as HTML, for a page that shows it. Every text is escaped, nothing carries a style or a
script, so that it stands under a strict content policy; `STYLESHEET` is what the classes mean.
"""

import base64
import html
import io

from printers.virtual.operations import Picture, Style
from printers.virtual.paper import PrintedLine, PrintedSlip

STYLESHEET = """
.slip { box-sizing: content-box; padding: 28px 26px; background: #fdfcf7; color: #2b2a2f;
  font: 15px/1.25 "DejaVu Sans Mono", "Liberation Mono", Menlo, Consolas, monospace; white-space: pre;
  font-variant-ligatures: none; box-shadow: 0 1px 2px rgb(0 0 0 / .18), 0 12px 28px rgb(0 0 0 / .16);
  clip-path: polygon(0 6px, 100% 0, 100% calc(100% - 6px), 0 100%); }
.slip.columns-32 { width: 32ch; }
.slip.columns-42 { width: 42ch; }
.slip.columns-48 { width: 48ch; }
.slip div { min-height: 1.25em; }
.slip .center { text-align: center; }
.slip .tall { font-size: 19px; letter-spacing: -2.4px; line-height: 1.4; }
.slip .large { font-size: 30px; line-height: 1.3; }
.slip .tight { line-height: 1; min-height: 1em; }
.slip .tall.tight { line-height: 1.4; }
.slip b { font-weight: 700; }
.slip .invert { background: #2b2a2f; color: #fdfcf7; }
.slip .underline { text-decoration: underline; }
.slip img { display: block; width: 100%; image-rendering: pixelated; mix-blend-mode: multiply; }
"""


def strip_html(slip: PrintedSlip) -> str:
    """The strip as one element of class `slip`."""
    rows = "".join(_row(line) for line in slip.printed_lines)
    return f'<div class="slip columns-{slip.columns}" data-number="{slip.number}">{rows}</div>'


def _row(line: PrintedLine) -> str:
    if line.picture is not None:
        return f'<div><img alt="picture" src="data:image/png;base64,{_png(line.picture)}"></div>'
    styled = line.styled()
    classes: list[str] = [styled.size] if styled.size != "normal" else []
    classes += ["center"] if styled.align == "center" else []
    classes += ["tight"] if styled.tight else []
    spans = "".join(_span(one.text, one.style) for one in line.texts)
    return f'<div class="{" ".join(classes)}">{spans}</div>'


def _span(text: str, style: Style) -> str:
    classes = " ".join(name for name in ("invert", "underline") if getattr(style, name))
    tag = "b" if style.bold else "span"
    return f'<{tag} class="{classes}">{html.escape(text)}</{tag}>'


def _png(picture: Picture) -> str:
    from printers.virtual.drawing import dots_image

    stream = io.BytesIO()
    dots_image(picture).save(stream, "PNG")
    return base64.b64encode(stream.getvalue()).decode()
