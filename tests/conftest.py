"""What all tests share: cases that are folders, and a real SPARQL server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

import pytest

from mgkg.knowledge import KnowledgeGraph

CASES = Path(__file__).parent / "cases"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test marked with cases(what) once for every folder in tests/cases/<what>."""
    marker = metafunc.definition.get_closest_marker("cases")
    if marker is None:
        return
    folders = sorted(path for path in (CASES / marker.args[0]).iterdir() if path.is_dir())
    metafunc.parametrize("case", folders, ids=[path.name for path in folders])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where MGKG_REQUIRE_ALL is set: there, everything that a test needs is installed."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("MGKG_REQUIRE_ALL"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and MGKG_REQUIRE_ALL is set: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Start a real SPARQL server on a folder of the engine's, on loopback, and return the URL of its endpoint."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(sparql_server(folder))


@contextmanager
def sparql_server(folder: Path) -> Iterator[str]:
    """Return the URL of a server process on a folder, ready for requests, and end it afterwards."""
    beside = Path(sys.executable).parent / "oxigraph"
    binary = str(beside) if beside.exists() else shutil.which("oxigraph")
    assert binary, "the package oxigraph holds the server; install it with pip install 'mgkg[dev]'"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [binary, "serve-read-only", "--location", str(folder), "--bind", address, "--union-default-graph"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            said = process.stdout.readline() if process.stdout else ""
            assert said.startswith("Listening"), f"the server did not start: {said}"
            yield f"http://{address}/query"
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def site(publish: Callable[[KnowledgeGraph], str]) -> str:
    """Return the address of a real server of the pages, the linked data and the routes, on the curated graph."""
    from mgkg import knowledge

    return publish(knowledge.open())


@pytest.fixture(scope="session")
def publish() -> Iterator[Callable[[KnowledgeGraph], str]]:
    """Start a real server of the pages, the linked data and the routes on a graph, and return its address."""
    with ExitStack() as servers:
        yield lambda graph: servers.enter_context(web_server(servers.enter_context(graph)))


class Fetched(NamedTuple):
    """What a server said: status, headers and body."""

    status: int
    headers: Message
    body: bytes


@pytest.fixture(scope="session")
def fetch(site: str) -> Callable[..., Fetched]:
    """Return what reads a path of the site: no redirect followed, headers with an underscore for each hyphen."""

    def read(path: str, method: str = "GET", **headers: str) -> Fetched:
        connection = HTTPConnection(site.removeprefix("http://"), timeout=60)
        try:
            connection.request(method, path, headers={key.replace("_", "-"): text for key, text in headers.items()})
            reply = connection.getresponse()
            return Fetched(reply.status, reply.headers, reply.read())
        finally:
            connection.close()

    return read


@contextmanager
def web_server(graph: KnowledgeGraph) -> Iterator[str]:
    """Return the address of a server on a graph, ready for requests, and end it afterwards."""
    import uvicorn

    from mgkg.web.app import application

    app = application(graph, "a-build")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
