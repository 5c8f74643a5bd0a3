"""Builds: what they hold, that they are found whole or not at all, and the cache of the first start."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import redirect_stderr
from pathlib import Path

import pyoxigraph as ox
import pytest

from mgkg import names
from mgkg.build import build, curated, derived
from mgkg.build.about import DATASET
from mgkg.build.inputs import Inputs, fingerprint, inputs, signature
from mgkg.build.stages import ABOUT, ASSERTED, ASSESSED
from mgkg.errors import SyntaxFault, UnavailableError
from mgkg.inference import GRAPH as INFERRED
from mgkg.store import EmbeddedStore, Store, folders, open_store

STUDY = """
PREFIX condition: <https://w3id.org/mgkg/condition/>
PREFIX factor: <https://w3id.org/mgkg/factor/>
PREFIX finding: <https://w3id.org/mgkg/finding/>
PREFIX mgkg: <https://w3id.org/mgkg/ontology#>
PREFIX study: <https://w3id.org/mgkg/study/>
"""
FINDING = "finding:given-%d a mgkg:Finding ; mgkg:exposure factor:given ; mgkg:outcome condition:given-%d .\n"
COUNT = "SELECT (COUNT(*) AS ?n) { ?finding a <https://w3id.org/mgkg/ontology#Finding> }"
OWN_BUILD = (
    "import sys; from pathlib import Path; from mgkg.build import build; "
    "print(build(Path(sys.argv[1]), graphs=[Path(sys.argv[2])], with_curated=False).made)"
)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """Return a folder with two studies of a person's own."""
    folder = tmp_path / "graph"
    write(folder, 2)
    return folder


def write(folder: Path, findings: int) -> None:
    (folder / "studies").mkdir(parents=True, exist_ok=True)
    text = STUDY + "".join(FINDING % (number, number % 7) for number in range(findings))
    (folder / "studies" / "given.ttl").write_text(text, encoding="utf-8")
    (folder / "given.nt").write_text(f'<{names.iri("study:given")}> <{names.iri("mgkg:title")}> "a" .\n')


def number(store: Store) -> int:
    """Return how many findings a store counts."""
    [(count,)] = store.select(COUNT)
    return int(count.value) if isinstance(count, ox.Literal) else -1


def counted(place: Path) -> int:
    """Return how many findings the store at a place counts."""
    store = open_store(place)
    try:
        return number(store)
    finally:
        store.close()


def test_each_stage_has_a_graph_of_its_own(tmp_path: Path, graph: Path) -> None:
    made = build(tmp_path / "out", graphs=[graph], with_curated=False)

    with EmbeddedStore.read_only(made.path / folders.STORE) as store:
        held = {name: sum(1 for _ in store.quads(graph=name)) for name in (ASSERTED, INFERRED, ASSESSED, ABOUT)}
        title = list(store.quads(predicate=names.iri("mgkg:title"), graph=ASSERTED))
    assert dict(made.graphs) == held
    assert made.triples == sum(held.values())
    assert min(number for name, number in held.items() if name != ASSESSED) > 0
    assert [quad.object.value for quad in title if isinstance(quad.object, ox.Literal)] == ["a"]
    assert json.loads((made.path / "build.json").read_text())["hash"] == made.hash == made.path.name


def test_a_build_describes_itself(tmp_path: Path, graph: Path) -> None:
    made = build(tmp_path / "out", graphs=[graph], with_curated=False)
    store = open_store(made.path)

    rows = store.select(
        f"""PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?triples ?asserted ?findings {{
            <{DATASET}> void:triples ?triples ; void:classPartition ?part ; void:subset <{ASSERTED}> .
            <{ASSERTED}> void:triples ?asserted .
            ?part void:class <{names.iri("mgkg:Finding")}> ; void:entities ?findings . }}"""
    )
    integers = [[int(term.value) for term in row if isinstance(term, ox.Literal)] for row in rows]
    licensed = list(store.select(f"SELECT ?x {{ <{DATASET}> <{names.iri('dcterms:license')}> ?x }}"))
    store.close()
    assert integers == [[made.graphs[ASSERTED] + made.graphs[INFERRED], made.graphs[ASSERTED], 2]]
    assert licensed == [], "what a person adds has a licence of its own"


def test_what_follows_is_derived_in_a_store_in_memory(graph: Path) -> None:
    with EmbeddedStore.in_memory() as store:
        store.load(inputs([graph], with_curated=False).asserted, ASSERTED)

        assert derived(store) > 0
        assert sum(1 for _ in store.quads(graph=INFERRED)) > 0


def test_the_same_files_lead_to_the_same_build(tmp_path: Path, graph: Path) -> None:
    first = build(tmp_path / "out", graphs=[graph], with_curated=False)
    again = build(tmp_path / "out", graphs=[graph, graph], with_curated=False)

    assert (first.made, again.made) == (True, False)
    assert first.path == again.path


def test_the_hash_depends_on_bytes_not_on_places(tmp_path: Path, graph: Path) -> None:
    given = inputs([graph], with_curated=False)
    elsewhere = tmp_path / "elsewhere.ttl"
    elsewhere.write_bytes((graph / "studies" / "given.ttl").read_bytes())
    moved = inputs([graph / "given.nt", elsewhere], with_curated=False)

    assert fingerprint(moved) == fingerprint(given)
    elsewhere.write_bytes(elsewhere.read_bytes() + b" ")
    assert fingerprint(moved) != fingerprint(given)


def test_files_that_are_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="no Turtle or N-Triples there"):
        inputs([tmp_path])
    with pytest.raises(UnavailableError, match=r"gone\.ttl: cannot be read"):
        fingerprint(Inputs(asserted=(tmp_path / "gone.ttl",), derivation=()))


def test_a_broken_file_leaves_the_build_before(tmp_path: Path, graph: Path) -> None:
    build(tmp_path / "out", graphs=[graph], with_curated=False)
    (graph / "broken.ttl").write_text("<a:b> <a:c> .", encoding="utf-8")

    with pytest.raises(SyntaxFault, match=r"broken\.ttl, line 1, column 13"):
        build(tmp_path / "out", graphs=[graph], with_curated=False)
    assert counted(tmp_path / "out") == 2
    assert len(list((tmp_path / "out" / "builds").iterdir())) == 1


def test_a_check_sees_every_file_and_can_stop_the_flow(tmp_path: Path, graph: Path) -> None:
    seen: list[Path] = []

    def check(files: Sequence[Path]) -> None:
        seen.extend(files)
        raise SyntaxFault("given", 1, 1, "no good")

    with pytest.raises(SyntaxFault, match="no good"):
        build(tmp_path / "out", graphs=[graph], with_curated=False, check=check)
    assert {"given.ttl", "given.nt", "mgkg.ttl"} <= {path.name for path in seen}
    assert not (tmp_path / "out").exists()


def test_files_that_change_while_they_are_read_are_not_taken(tmp_path: Path, graph: Path) -> None:
    with pytest.raises(UnavailableError, match="changed while they were read"):
        build(tmp_path / "out", graphs=[graph], with_curated=False, progress=lambda _: write(graph, 3))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, graph: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(UnavailableError, match="file/out: cannot be written: Not a directory"):
        build(tmp_path / "file" / "out", graphs=[graph], with_curated=False)


def test_a_build_stays_as_long_as_somebody_reads_it(tmp_path: Path, graph: Path) -> None:
    out = tmp_path / "out"
    first = build(out, graphs=[graph], with_curated=False)
    reader = open_store(out)
    try:
        write(graph, 3)
        build(out, graphs=[graph], with_curated=False)

        assert first.path.is_dir()
        assert (number(reader), counted(out)) == (2, 3)
    finally:
        reader.close()
    write(graph, 4)
    last = build(out, graphs=[graph], with_curated=False)
    assert [path.name for path in (out / "builds").iterdir()] == [last.hash]


def test_earlier_builds_are_kept_where_that_is_asked(tmp_path: Path, graph: Path) -> None:
    for findings in (2, 3, 4):
        write(graph, findings)
        build(tmp_path / "out", graphs=[graph], with_curated=False, kept=1)

    assert len(list((tmp_path / "out" / "builds").iterdir())) == 2


def test_what_a_killed_builder_left_is_taken_away(tmp_path: Path, graph: Path) -> None:
    for left in (".making-0123", ".old-4567"):
        (tmp_path / "out" / "builds" / left / "store").mkdir(parents=True)
    made = build(tmp_path / "out", graphs=[graph], with_curated=False)

    assert [path.name for path in (tmp_path / "out" / "builds").iterdir()] == [made.hash]


def test_a_reader_that_comes_too_late_looks_again(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    (old / folders.LOCK).touch()
    found: list[object] = ["nothing yet"]
    with (old / folders.LOCK).open("rb") as stream:
        folders.lock(stream)
        reader = threading.Thread(target=lambda: found.append(folders.hold(old)))
        reader.start()
        reader.join(0.1)
        old.rename(tmp_path / "away")
    reader.join()

    assert found[-1] is None
    assert folders.hold(old) is None


def test_a_pointer_to_a_build_that_is_gone_is_told(tmp_path: Path) -> None:
    (tmp_path / folders.POINTER).write_text("gone\n", encoding="utf-8")

    with pytest.raises(UnavailableError, match="holds no finished build"):
        open_store(tmp_path)


def test_the_second_builder_waits_and_finds_the_build_made(tmp_path: Path, graph: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    told: list[str] = []
    with (out / folders.LOCK).open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)

        def progress(what: str) -> None:
            told.append(what)
            other.close()

        build(out, graphs=[graph], with_curated=False, progress=progress)

    assert told[0] == "waiting for another process that builds here"
    assert told[1].startswith("reading")


def started(*command: str, cache: Path | None = None) -> subprocess.Popen[str]:
    """Return a Python process that runs a line of code."""
    environment = {**os.environ, **({"MGKG_CACHE": str(cache)} if cache else {})}
    return subprocess.Popen(
        [sys.executable, "-c", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )


def said(process: subprocess.Popen[str]) -> str:
    """Return what a process printed, once it has ended well."""
    out, fault = process.communicate(timeout=60)
    assert process.returncode == 0, fault
    return out.strip()


def test_killed_at_any_moment_a_build_leaves_the_one_before(tmp_path: Path, graph: Path) -> None:
    out, moments = tmp_path / "out", 8
    write(graph, 6000)
    begun = time.monotonic()
    assert said(started(OWN_BUILD, str(out), str(graph))) == "True"
    whole = time.monotonic() - begun
    killed = 0
    for moment in range(moments):
        write(graph, 6001 + moment)
        process = started(OWN_BUILD, str(out), str(graph))
        try:
            process.wait(timeout=whole * (moment + 0.5) / moments)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        killed += process.returncode == -signal.SIGKILL
        finished = 6001 + moment
        assert counted(out) in {6000, finished} if process.returncode else counted(out) == finished
        if counted(out) != 6000:
            break
    assert killed >= moments // 2
    assert said(started(OWN_BUILD, str(out), str(graph))) in {"True", "False"}
    assert [path.name for path in (out / "builds").iterdir()] == [(out / "current").read_text().strip()]


def test_of_four_builders_at_once_one_builds(tmp_path: Path, graph: Path) -> None:
    processes = [started(OWN_BUILD, str(tmp_path / "out"), str(graph)) for _ in range(4)]

    assert sorted(said(process) for process in processes) == ["False", "False", "False", "True"]


def test_four_processes_that_start_at_once_all_answer_from_one_build(tmp_path: Path) -> None:
    code = f"import mgkg; print(mgkg.open().sparql('{COUNT.replace('Finding>', 'Aspect>')}')[0]['n'])"
    processes = [started(code, cache=tmp_path / "cache") for _ in range(4)]

    assert {said(process) for process in processes} == {"7"}
    assert len(list((tmp_path / "cache" / "builds").iterdir())) == 1


def test_later_starts_find_the_build_of_the_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = curated(tmp_path)
    note = tmp_path / "notes" / signature()
    begun = first.stat().st_ctime_ns

    assert curated(tmp_path) == first
    note.unlink()
    (tmp_path / "notes" / "another").write_text("gone\n", encoding="utf-8")
    assert curated(tmp_path) == first, "found by the hash of the bytes"
    assert first.stat().st_ctime_ns == begun
    assert [path.name for path in (tmp_path / "notes").iterdir()] == [signature()]
    assert capsys.readouterr().err == "", "no progress where nobody watches"


def test_a_start_shows_its_progress_on_a_terminal(tmp_path: Path) -> None:
    terminal, other = os.openpty()
    with os.fdopen(terminal, "rb", buffering=0) as shown:
        with os.fdopen(other, "w") as stream, redirect_stderr(stream):
            curated(tmp_path)
        told = shown.read(4096).decode()

    assert "\rPreparing the curated graph, once: reading" in told.replace("\x1b[K", "")
    assert told.endswith("\r\x1b[K")


def test_where_the_cache_cannot_be_written_a_temporary_folder_serves(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code = "from mgkg.build import curated; print(curated())"
    folder = Path(said(started(code, cache=tmp_path / "file" / "cache")))

    assert folder.parent.parent.name.startswith("mgkg-")
    assert not folder.exists(), "it goes with the process"
    here = curated(tmp_path / "file" / "cache")
    assert here.is_dir()
    assert curated(tmp_path / "file" / "another") == here, "one for all of a process"


def test_the_cache_is_in_the_folder_of_the_user_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    monkeypatch.setenv("MGKG_CACHE", str(tmp_path / "named"))
    assert curated().is_relative_to(tmp_path / "named")

    monkeypatch.delenv("MGKG_CACHE")
    if sys.platform == "linux":
        assert curated().is_relative_to(tmp_path / "user" / "mgkg")
