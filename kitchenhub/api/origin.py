"""Is this request from one of our own pages? `Sec-Fetch-Site` first, then `Origin` against `Host`.

Programs send neither and pass: they come with a bearer token, which no foreign page can send.
"""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from kitchenhub.errors import Rejected

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def refuse_foreign_origin(request: HTTPConnection) -> None:
    """Raise Rejected `origin_forbidden` for a write that another site's page sent."""
    if request.scope.get("method") in _SAFE_METHODS:
        return
    if not from_own_page(request):
        raise Rejected("origin_forbidden", "This was sent by a page that is not one of ours.")


def from_own_page(request: HTTPConnection) -> bool:
    """Whether the headers of a browser say that one of our own pages sent this."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
