"""The OpenAPI document is valid and true: schemathesis finds no 5xx and no answer that it does not name."""

import asyncio
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from openapi_spec_validator import validate

from kitchenhub.endpoints import ENDPOINTS
from tests.support.server import Server, serving

SEED = "20261123"


async def document(server: Server) -> dict[str, object]:
    async with httpx2.AsyncClient(base_url=server.url) as client:
        found: dict[str, object] = (await client.get("/api/v1/openapi.json")).json()
    return found


async def test_the_document_is_valid_and_names_every_route(server: Server) -> None:
    found = await document(server)
    validate(found)
    named = {
        (method.upper(), path)
        for path, operations in found["paths"].items()  # type: ignore[attr-defined]
        for method in operations
    }
    assert named == {(endpoint.method, endpoint.path) for endpoint in ENDPOINTS}


async def test_the_live_channel_is_described(server: Server) -> None:
    async with httpx2.AsyncClient(base_url=server.url) as client:
        found = (await client.get("/api/v1/asyncapi.json")).json()
        assert (await client.get("/docs")).status_code == 200
    assert found["asyncapi"] == "3.0.0"
    assert "Snapshot" in found["components"]["schemas"]


@pytest.mark.timeout(240)
async def test_no_request_gets_a_5xx_or_an_undocumented_answer(tmp_path: Path) -> None:
    async with serving(tmp_path / "data", roles=("owner",)) as own:  # it revokes tokens, too
        await asyncio.to_thread(_fuzz, own, tmp_path)


def _fuzz(server: Server, folder: Path) -> None:
    later = [f"--exclude-operation-id={endpoint.name}" for endpoint in ENDPOINTS if endpoint.status == 501]
    done = subprocess.run(
        [
            str(Path(sys.executable).parent / "schemathesis"), "run", f"{server.url}/api/v1/openapi.json",
            "--header", f"Authorization: Bearer {server.tokens['owner']}",
            "--phases", "fuzzing", "--max-examples", "12", "--seed", SEED, "--workers", "2",
            "--generation-database", "none", "--suppress-health-check", "all", "--exclude-path", "/session",
            "--checks", "not_a_server_error,status_code_conformance,content_type_conformance",
            "--exclude-deprecated", "--no-color", *later,
        ],
        cwd=folder, capture_output=True, text=True, timeout=230, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
