"""The pages people open: a template, its settings as JSON, and the headers that keep strangers' scripts
out.

Pages hold no data of their own; what they show they read over the API and the live channel.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kitchenhub.api.principal import Principal
from kitchenhub.kitchen.tables import Station
from kitchenhub.paper.tables import Printer
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.roles import MANAGERS, READERS, SERVERS, Roles
from kitchenhub.staff.tables import StaffMember
from kitchenhub.store.database import Database
from kitchenhub.store.reads import Reader, reading

LOOPBACK = ("127.0.0.1", "::1", "localhost")
_CSP = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self' ws://{host} wss://{host}; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_PAGES: tuple[tuple[str, str, Roles], ...] = (
    ("/floor", "floor.html", SERVERS),
    ("/kitchen/{station}", "kitchen.html", READERS),
    ("/office", "office.html", MANAGERS | {"cashier"}),
    ("/printers/{printer}/paper", "paper.html", READERS),
)


class Pages:
    """Serves the templates of a folder for one installation."""

    def __init__(
        self,
        templates: Path,
        static: Path,
        database: Database,
        clock: Callable[[], str],
        principal: Callable[[Request], Awaitable[Principal | None]],
        restaurant_ids: Sequence[int],
        openapi: bytes,
    ) -> None:
        self._openapi = openapi
        loader = jinja2.FileSystemLoader(templates)
        self._templates = jinja2.Environment(
            loader=loader, autoescape=True, undefined=jinja2.ChainableUndefined
        )
        self._static = static
        self._database = database
        self._clock = clock
        self._principal = principal
        self._restaurant_ids = restaurant_ids

    def routes(self) -> list[BaseRoute]:
        """The routes of all pages and of the static files."""
        routes: list[BaseRoute] = [
            Route("/", self._sign_in, methods=["GET"]),
            Route("/docs", self._docs, methods=["GET"]),
        ]
        for path, template, roles in _PAGES:
            routes.append(Route(path, self._page(template, roles), methods=["GET"]))
        routes.append(Mount("/static", StaticFiles(directory=self._static)))
        return routes

    async def _sign_in(self, request: Request) -> Response:
        chosen = self._chosen(request.query_params.get("restaurant"))
        config = await asyncio.to_thread(self._config, chosen or self._restaurant_ids[0], None, {})
        config["next"] = _local_path(request.query_params.get("next"))
        config["number"] = chosen
        if chosen is None:
            config["people"] = []
            config["restaurants"] = await asyncio.to_thread(self._names)
        return self._render(request, "signin.html", config)

    async def _docs(self, request: Request) -> Response:
        config = await asyncio.to_thread(self._config, self._restaurant_ids[0], None, {})
        del config["people"]
        return self._render(request, "docs.html", config, api=msgspec.json.decode(self._openapi))

    def _chosen(self, number: str | None) -> int | None:
        """The restaurant of the address, or the only one; None where people must choose first."""
        if len(self._restaurant_ids) == 1:
            return self._restaurant_ids[0]
        return next((id for id in self._restaurant_ids if str(id) == number), None)

    def _names(self) -> list[dict[str, Any]]:
        found = []
        for id in self._restaurant_ids:
            with reading(self._database, id, self._clock()) as reader:
                row = reader.get(Restaurant)
            if row is not None:
                found.append({"number": id, "name": row.name})
        return found

    def _page(self, template: str, roles: Roles) -> Callable[[Request], Awaitable[Response]]:
        async def show(request: Request) -> Response:
            principal = await self._principal(request)
            if principal is None:
                return RedirectResponse(f"/?next={quote(request.url.path)}", 303)
            ids = dict(request.path_params)
            config = await asyncio.to_thread(self._config, principal.restaurant_id, principal, ids)
            if principal.actor.role not in roles:
                return RedirectResponse("/", 303)
            if ids and not any(config.get(kind) for kind in ids):
                return self._render(request, "missing.html", config, 404)
            return self._render(request, template, config)

        return show

    def _config(self, restaurant_id: int, principal: Principal | None, ids: dict[str, str]) -> dict[str, Any]:
        with reading(self._database, restaurant_id, self._clock()) as reader:
            return _page_config(reader, principal, ids)

    def _render(
        self, request: Request, template: str, config: dict[str, Any], status: int = 200, **shown: Any
    ) -> Response:
        nonce = secrets.token_urlsafe(16)
        config["page"] = template.removesuffix(".html")
        config["insecure"] = request.url.scheme == "http" and request.url.hostname not in LOOPBACK
        text = self._templates.get_template(template).render(
            nonce=nonce, page=config["page"], config=_script_safe(config), **shown
        )
        return Response(text, status, page_headers(nonce, request.headers.get("host", "")), "text/html")


def page_headers(nonce: str, host: str) -> dict[str, str]:
    """The headers of every page."""
    safe_host = host if host.replace(".", "").replace(":", "").replace("-", "").isalnum() else ""
    return {
        "Content-Security-Policy": _CSP.format(nonce=nonce, host=safe_host or "localhost"),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        "Cache-Control": "no-store",
    }


def _page_config(reader: Reader, principal: Principal | None, ids: dict[str, str]) -> dict[str, Any]:
    restaurant = reader.get(Restaurant)
    if restaurant is None:
        raise RuntimeError("no restaurant")
    config: dict[str, Any] = {
        "restaurant": {
            "name": restaurant.name,
            "currency": restaurant.currency,
            "locale": restaurant.locale,
            "timezone": restaurant.timezone,
        },
        "staff": None,
        "next": None,
    }
    if principal is None:
        people = [person for person in reader.find(StaffMember) if not person.archived]
        config["people"] = [{"id": who.id, "name": who.name, "role": who.role} for who in people]
    else:
        actor = principal.actor
        config["staff"] = {"id": actor.id, "name": actor.name, "role": actor.role}
    station = reader.get(Station, ids["station"]) if "station" in ids else None
    if station is not None and not station.archived:
        config["station"] = {"id": station.id, "name": station.name, "kind": station.kind}
    printer = reader.get(Printer, ids["printer"]) if "printer" in ids else None
    if printer is not None and not printer.archived:
        config["printer"] = {"id": printer.id, "name": printer.name}
    return config


def _local_path(path: str | None) -> str | None:
    if path is None or not path.startswith("/") or path.startswith(("//", "/\\")):
        return None
    return path


def _script_safe(config: dict[str, Any]) -> str:
    text = msgspec.json.encode(config).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
