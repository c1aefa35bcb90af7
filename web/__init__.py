"""The browser side: templates and static files, served as they are by the hub.

There is no build step and no Python here beyond the two paths. The pages speak only the wire contract;
a page is `templates/<page>.html` with its modules in `static/js/<page>/`.
"""

from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
