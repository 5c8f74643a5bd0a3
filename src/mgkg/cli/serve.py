"""mgkg serve: pages, linked data and routes for programs, on this machine unless told otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mgkg.errors import UnavailableError

if TYPE_CHECKING:
    from socket import socket


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 is all of them."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.pass_obj
def serve(store: str | None, *, host: str, port: int) -> None:
    """Serve pages to ask and browse, every name as linked data, and routes for programs.

    Nothing is written, and nothing is loaded from other hosts. Stop it with Ctrl-C; requests under way are finished.

    \b
    mgkg serve
    mgkg --store my-store serve --port 8080
    """
    import uvicorn

    from mgkg import knowledge
    from mgkg.web.app import application, build_of

    place = _place(store)
    with knowledge.open(place) as graph, _listening(host, port) as listening:
        address = f"http://{host}:{listening.getsockname()[1]}/"
        click.echo(f"Serving {build_of(place)} at {address}", err=True)
        config = uvicorn.Config(application(graph, build_of(place)), log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[listening])


def _place(store: str | None) -> Path | str:
    """Return where the graph is: the current build of a folder, so that its hash is known, or as it was given."""
    from mgkg import build
    from mgkg.store import folders

    if store is None:
        return build.curated()
    return folders.current(Path(store)) or store


def _listening(host: str, port: int) -> socket:
    """Return a socket that listens; raises UnavailableError where it may not, or somebody else does."""
    import socket

    try:
        listening = socket.create_server((host, port), reuse_port=False)
    except OSError as error:
        raise UnavailableError(
            f"{host}:{port}: cannot listen there: {error.strerror or error}; give another --port, or 0 for a free one"
        ) from error
    return listening
