"""mgkg serve: a real process that says where it is, answers, and ends when it is told to."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from mgkg import build
from mgkg.cli import run

QUESTION = "Verhoogt een tekort aan magnesium het risico op ALS?"


@pytest.fixture(scope="module")
def process() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Return a server process on the curated graph, and its address."""
    build.curated()
    command = [sys.executable, "-m", "mgkg", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as started:
        try:
            said = started.stderr.readline() if started.stderr else ""
            assert said.startswith("Serving "), said
            yield started, said.split()[-1]
        finally:
            started.kill()


def read(address: str) -> tuple[int, bytes]:
    with urlopen(address, timeout=60) as reply:  # noqa: S310 - an address of our own
        return reply.status, reply.read()


def test_it_is_up_and_asks_and_shows(process: tuple[subprocess.Popen[str], str]) -> None:
    _, address = process
    assert read(f"{address}healthz") == (200, b"ok\n")
    status, page = read(f"{address}ask?q={quote(QUESTION)}")
    assert (status, b"1.07" in page) == (200, True)
    answer = json.loads(read(f"{address}api/ask?q={quote(QUESTION)}")[1])
    assert answer["question"]["language"] == "nl"
    assert b"mgkg:ofSubstance" in read(f"{address}factor/magnesium-intake.ttl")[1]


def test_it_ends_when_it_is_told_to(process: tuple[subprocess.Popen[str], str]) -> None:
    started, address = process
    assert read(f"{address}healthz")[0] == 200
    started.send_signal(signal.SIGTERM)

    assert started.wait(timeout=30) in (0, -signal.SIGTERM)


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(["serve", "--port", str(port)]) == 3

    assert f"127.0.0.1:{port}: cannot listen there" in capsys.readouterr().err


def test_a_place_without_a_store_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["--store", str(tmp_path / "nowhere"), "serve", "--port", "0"]) == 3
    assert "nowhere" in capsys.readouterr().err
