"""Stores: the same questions to the embedded store and to a real endpoint, and what only one of them does."""

from __future__ import annotations

import gzip
import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mgkg.errors import EndpointError, QueryError, SyntaxFault, UnavailableError
from mgkg.store import EmbeddedStore, Store, folders, grammar, open_store
from mgkg.store.remote import RemoteStore

GIVEN = """
PREFIX ex: <https://example.org/>
ex:everywhere ex:label "default" .
GRAPH ex:one { ex:a ex:label "lood"@nl , "lead"@en ; ex:number 12 ; ex:share 0.50 ; ex:next [ ex:label "blank" ] . }
GRAPH ex:two { ex:a ex:next ex:b . ex:b ex:label "he said \\"service\\"\\n" ; ex:true true . }
"""
PREFIX = "PREFIX ex: <https://example.org/>\n"


def ex(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"https://example.org/{name}")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of the engine's with the given quads in it."""
    folder = tmp_path_factory.mktemp("stores") / "database"
    dump = folder.parent / "given.trig"
    dump.write_text(GIVEN, encoding="utf-8")
    with EmbeddedStore.writable(folder) as store:
        store.load([dump])
        store.flush()
    return folder


@pytest.fixture(scope="module", params=["embedded", "remote"])
def store(request: pytest.FixtureRequest, database: Path) -> Iterator[Store]:
    """Return the same graph as a store of each kind."""
    opened = open_store(database if request.param == "embedded" else request.getfixturevalue("endpoint"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def endpoint(database: Path, serve: Callable[[Path], str]) -> str:
    return serve(database)


def test_is_a_store(store: Store) -> None:
    assert isinstance(store, Store)


def test_rows_come_in_the_order_of_the_query_with_none_for_what_is_unbound(store: Store) -> None:
    rows = store.select(PREFIX + "SELECT ?label ?none ?thing { ?thing ex:label ?label } ORDER BY DESC(STR(?label))")

    assert rows.variables == ("label", "none", "thing")
    assert list(rows)[:2] == [
        (ox.Literal("lood", language="nl"), None, ex("a")),
        (ox.Literal("lead", language="en"), None, ex("a")),
    ]


def test_rows_are_read_once(store: Store) -> None:
    rows = store.select("SELECT ?x { VALUES ?x { 1 2 } }")

    assert len(list(rows)) == 2
    assert list(rows) == []


def test_the_default_graph_is_the_union_of_all_graphs(store: Store) -> None:
    rows = store.select(PREFIX + "SELECT ?label { { ?any ex:label ?label } UNION { ex:a ex:next/ex:label ?label } }")

    assert {"default", "lood", "blank"} <= {row[0].value for row in rows if isinstance(row[0], ox.Literal)}


def test_a_named_graph_can_be_asked_alone(store: Store) -> None:
    rows = list(store.select(PREFIX + "SELECT ?thing { GRAPH ex:two { ?thing ex:label ?label } }"))

    assert rows == [(ex("b"),)]


@pytest.mark.parametrize(("question", "expected"), [("ASK { ?s ?p 12 }", "true"), ("ASK { ?s ?p 13 }", "false")])
def test_an_ask_gives_one_row(store: Store, question: str, expected: str) -> None:
    rows = store.select(question)

    assert rows.variables == ("answer",)
    assert list(rows) == [(ox.Literal(expected, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")),)]


def test_a_number_keeps_its_value_and_type_but_not_its_last_zeros(store: Store) -> None:
    [(share,)] = store.select(PREFIX + "SELECT ?share { ex:a ex:share ?share }")

    assert str(share) == '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'


def test_blank_nodes_come_as_blank_nodes(store: Store) -> None:
    [(node,)] = store.select(PREFIX + "SELECT ?node { ?node ex:label 'blank' }")

    assert isinstance(node, ox.BlankNode)


def test_triple_terms_come_as_triples(store: Store) -> None:
    [(term,)] = store.select(PREFIX + "SELECT ?term { VALUES ?term { <<( ex:a ex:number 12 )>> } }")

    assert isinstance(term, ox.Triple)
    assert (term.subject, term.predicate, term.object) == (ex("a"), ex("number"), ox.Literal(12))


def test_construct_makes_triples(store: Store) -> None:
    triples = list(store.construct(PREFIX + "CONSTRUCT { ?b ex:of ?a } WHERE { ?a ex:next ?b FILTER(isIRI(?b)) }"))

    assert triples == [ox.Triple(ex("b"), ex("of"), ex("a"))]


def test_describe_makes_triples(store: Store) -> None:
    assert ox.Triple(ex("b"), ex("label"), ox.Literal('he said "service"\n')) in list(
        store.construct("DESCRIBE <https://example.org/b>")
    )


def test_a_construct_of_nothing_is_empty(store: Store) -> None:
    assert list(store.construct("CONSTRUCT { ?s ?p 13 } WHERE { ?s ?p 13 }")) == []


def test_a_long_query_is_answered_as_a_short_one_is(store: Store) -> None:
    many = " ".join(f"ex:n{number}" for number in range(2000))
    query = f"{PREFIX}SELECT ?label {{ VALUES ?thing {{ {many} ex:b }} ?thing ex:label ?label }}"

    assert len(query) > 10_000
    assert len(list(store.select(query))) == 1


@pytest.mark.parametrize("word", ["load", "INSERT", "delete"])
def test_a_word_in_a_comment_decides_nothing(store: Store, word: str) -> None:
    rows = store.select(f"PREFIX {word}: <https://example.org/> # {word} this\nSELECT ?o {{ {word}:b {word}:true ?o }}")

    assert len(list(rows)) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_a_text_comes_back_as_it_went(store: Store, text: str) -> None:
    [(back,)] = store.select(f"SELECT ?text {{ VALUES ?text {{ {ox.Literal(text)} }} }}")

    assert back == ox.Literal(text)


def test_rows_are_not_asked_with_construct_nor_triples_with_select(store: Store) -> None:
    with pytest.raises(QueryError, match="SELECT makes rows, not triples; ask it with select"):
        store.construct("SELECT * { ?s ?p ?o }")
    with pytest.raises(QueryError, match="CONSTRUCT makes triples, not rows; ask it with construct"):
        store.select("CONSTRUCT WHERE { ?s ?p ?o }")


@pytest.mark.parametrize("query", ["SELECT ?x WHERE { ?x ?y }", "SELECT ?x { ?x a nowhere:declared }", "SELECT ("])
def test_a_query_that_does_not_parse_is_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match="mend it"):
        store.select(query)


@pytest.mark.parametrize("query", ["", "SELEC ?x {}", "# nothing but a comment"])
def test_a_text_that_is_no_query_is_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match="a query begins with SELECT"):
        store.select(query)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:b> <a:c> 1 }",
        "PREFIX ex: <https://example.org/> # comment\n delete where { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:1/>",
        "clear all",
    ],
)
def test_what_changes_data_is_refused(store: Store, update: str) -> None:
    with pytest.raises(QueryError, match="changes data"):
        store.select(update)
    with pytest.raises(QueryError, match="changes data"):
        store.construct(update)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }",
        "SELECT * { service silent <http://127.0.0.1:1/> { ?a ?b ?c } }",
        "SELECT * { SERVICESILENT<http://127.0.0.1:1/>{?a ?b ?c} }",
        "SELECT * { VALUES ?x { <http://127.0.0.1:1/> } SERVICE ?x { ?a ?b ?c } }",
        "PREFIX ex: <http://127.0.0.1:1/> SELECT * { ?a ?b 1SERVICEex:x{?a ?b ?c} }",
        "PREFIX : <http://127.0.0.1:1/> PREFIX SERVICE: <a:b> SELECT * { ?a ?b true SERVICE:x {?a ?b ?c} }",
        "PREFIX ex: <http://127.0.0.1:1/> SELECT * { BIND(1 AS ?a) FILTER(?a<2)SERVICE#>\nex:x{?a ?b ?c} }",
        "SELECT * { FILTER EXISTS { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } } }",
        "SELECT * { SERVICE # <>\n SILENT <http://127.0.0.1:1/> { ?a ?b ?c } }",
        "ASK { \\u0053ERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }",
    ],
)
def test_a_service_is_refused_however_it_is_written(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match=r"SERVICE|does not parse"):
        store.select(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service ?SERVICE { VALUES (?service ?SERVICE) { ('SERVICE <x> {}' 1) } }",
        'SELECT * { VALUES ?x { """\nSERVICE <x> { ?s ?p ?o }""" } } # SERVICE <x> {}',
        "SELECT * { VALUES ?x { <https://example.org/service#SERVICE> } }",
        "PREFIX service: <https://example.org/> SELECT * { VALUES ?x { service:Service } }",
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT * { VALUES ?x { sd:Service } }",
    ],
)
def test_the_word_service_is_no_fault_within_a_name_or_a_text(store: Store, query: str) -> None:
    assert len(list(store.select(query))) == 1


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("SELECT ?x WHERE { ?x ?y }", "line 1, column 19"),
        ("SELECT ?x\nWHERE { ?x \n a nowhere:declared }", "line 3.*: prefix not found"),
        ("SELECT * { ?s ?service }", "does not parse near line 1"),
    ],
)
def test_a_fault_in_a_query_names_its_place(query: str, where: str) -> None:
    with pytest.raises(QueryError, match=where):
        EmbeddedStore.in_memory().select(query)


def test_a_fault_without_a_place_is_told_too() -> None:
    assert str(grammar.broken(SyntaxError("odd"))) == "the query does not parse: odd; mend it and ask again"


# What only the embedded store does.


def test_triples_are_written_into_a_named_graph() -> None:
    with EmbeddedStore.in_memory() as store:
        store.extend([ox.Triple(ex("a"), ex("p"), ex("b"))], "https://example.org/g")

        assert list(store.quads(graph="https://example.org/g")) == [ox.Quad(ex("a"), ex("p"), ex("b"), ex("g"))]
        assert list(store.quads(predicate="https://example.org/q")) == []
        assert len(store) == 1
        store.optimize()


def test_a_triple_stands_in_one_graph_only_so_that_it_is_counted_once() -> None:
    known, new = ox.Triple(ex("a"), ex("p"), ex("b")), ox.Triple(ex("a"), ex("p"), ex("c"))
    with EmbeddedStore.in_memory() as store:
        store.extend([known], "a:first")
        store.extend([known, new, new], "a:second")

        assert [quad.triple for quad in store.quads(graph="a:second")] == [new]
        assert len(list(store.select("SELECT * { ?s ?p ?o }"))) == 2


def test_files_are_loaded_into_one_graph_and_quads_keep_theirs(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<a:a> <a:p> [] , 1 .", encoding="utf-8")
    (tmp_path / "b.nt.gz").write_bytes(gzip.compress(b'<a:b> <a:p> "2" .\n'))
    (tmp_path / "c.nq").write_text("<a:c> <a:p> <a:d> <a:own> .\n", encoding="utf-8")

    with EmbeddedStore.in_memory() as store:
        store.load(sorted(tmp_path.iterdir()), "a:given")

        assert sum(1 for _ in store.quads(graph="a:given")) == 3
        assert sum(1 for _ in store.quads(graph="a:own")) == len(store) - 3 == 1


def test_a_large_file_is_loaded_as_a_small_one_is(tmp_path: Path) -> None:
    line = f'<a:a> <a:p> "{"x" * 9_000}%d" .\n'
    large = tmp_path / "large.nt"
    large.write_text("".join(line % number for number in range(1000)), encoding="utf-8")
    with EmbeddedStore.in_memory() as store:
        store.load([large], "a:given")

        assert sum(1 for _ in store.quads(graph="a:given")) == 1000

        with large.open("a", encoding="utf-8") as stream:
            stream.write("<a:a> <a:p> .\n")
        with pytest.raises(SyntaxFault, match=r"large\.nt, line 1001, column 13"):
            store.load([large], "a:other")
        assert len(store) == 1000


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.ttl", b"<a:b> <a:c> 1 .\n<a:b> <a:c> .", r"a\.ttl, line 2, column 13: "),
        ("a.trig", b"PREFIX a: <a:>\na:b a:c d:e .", "line 2, column 9: The prefix d: has not been declared"),
        ("a.nt.gz", gzip.compress(b'<a:b> <a:c> "1" .\n' * 100)[:40], "cannot be read"),
        ("a.nq.gz", b"no gzip", "cannot be read"),
        ("a.csv", b"a,b", r"must end in \.nq, \.nt, \.trig, \.ttl, or one of them with \.gz"),
    ],
)
def test_a_broken_file_is_told_and_nothing_of_it_kept(tmp_path: Path, name: str, content: bytes, fault: str) -> None:
    (tmp_path / name).write_bytes(content)
    with EmbeddedStore.in_memory() as store:
        with pytest.raises((SyntaxFault, UnavailableError), match=fault):
            store.load([tmp_path / name])
        assert len(store) == 0


def test_a_store_has_one_writer(tmp_path: Path) -> None:
    with EmbeddedStore.writable(tmp_path / "db"), pytest.raises(UnavailableError, match="cannot be written"):
        EmbeddedStore.writable(tmp_path / "db")


def test_a_closed_store_says_so() -> None:
    store = EmbeddedStore.in_memory()
    store.close()
    store.close()

    with pytest.raises(UnavailableError, match="the store in memory is closed"):
        store.select("ASK {}")


# Where a store is.


def test_a_dump_is_opened_into_memory(tmp_path: Path) -> None:
    dump = tmp_path / "dump.trig.gz"
    dump.write_bytes(gzip.compress(GIVEN.encode()))
    store = open_store(str(dump))

    assert len(list(store.select(PREFIX + "SELECT * { ex:a ?p ?o }"))) == 6
    store.close()


@pytest.mark.parametrize(
    ("place", "fault"),
    [("missing", "there is nothing there"), ("empty", "mgkg build --out"), ("odd.txt", "must end in")],
)
def test_a_place_without_a_store_is_told(tmp_path: Path, place: str, fault: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "odd.txt").touch()

    with pytest.raises(UnavailableError, match=fault):
        open_store(tmp_path / place)


def test_a_build_is_opened_by_its_pointer_and_by_itself(tmp_path: Path, database: Path) -> None:
    build = tmp_path / folders.BUILDS / "one"
    build.mkdir(parents=True)
    (build / folders.STORE).symlink_to(database)
    (build / folders.LOCK).touch()
    (tmp_path / folders.POINTER).write_text("one\n", encoding="utf-8")

    for place in (tmp_path, build):
        store = open_store(place)
        assert len(list(store.select(PREFIX + "SELECT * { ex:a ?p ?o }"))) == 6
        store.close()


def test_a_build_whose_store_is_damaged_is_told(tmp_path: Path) -> None:
    (tmp_path / folders.STORE).mkdir()
    (tmp_path / folders.LOCK).touch()

    with pytest.raises(UnavailableError, match="no store that can be read"):
        open_store(tmp_path)


def test_a_build_without_its_lock_is_being_taken_away(tmp_path: Path) -> None:
    (tmp_path / folders.STORE).mkdir()

    with pytest.raises(UnavailableError, match="holds no finished build"):
        open_store(tmp_path)


# What only the remote store meets: endpoints that answer as they should not.

OK = "HTTP/1.1 200 OK\r\n"
JSON = f"{OK}Content-Type: application/sparql-results+json\r\n"
NT = f"{OK}Content-Type: application/n-triples\r\n"
ROWS = '{"head":{"vars":["x"]},"results":{"bindings":[%s]}}'
ROW = '{"x":{"type":"uri","value":"urn:a"}}'


@contextmanager
def answering(answer: str) -> Iterator[RemoteStore]:
    """Return a store at a server on loopback that gives every request the same bytes and hangs up."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while self.rfile.readline().strip():
                pass
            self.wfile.write(answer.encode())

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield RemoteStore(f"http://127.0.0.1:{server.server_address[1]}/sparql")
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (f"{JSON}\r\n" + ROWS[:-6] + ROW, "is not whole SPARQL results in JSON; it ends in"),
        (f"{JSON}\r\n" + ROWS[:-6] + "The SPARQL operation has been cancelled", "has been cancelled"),
        (f"{JSON}Content-Length: 999\r\n\r\n" + ROWS % ROW, "no whole answer came"),
        (f"{JSON}Transfer-Encoding: chunked\r\n\r\n5\r\n{{", "no whole answer came"),
        (f"{JSON}\r\n", "is empty"),
        (f"{JSON}\r\n[]", "is not whole"),
        (f"{JSON}\r\n{{}}", "is not whole"),
        (f'{JSON}\r\n{{"head":{{}},"boolean":1}}', "is not whole"),
        (f"{JSON}\r\n" + ROWS % '{"x":{"type":"uri","value":"no iri"}}', "is not whole"),
        (f"{JSON}\r\n" + ROWS % '{"x":{"type":"word","value":"a"}}', "is not whole"),
        (f"{OK}Content-Type: text/html\r\n\r\n<html>welcome</html>", "of type text/html.*<html>welcome</html>"),
        ("HTTP/1.1 503 Busy\r\nContent-Length: 12\r\n\r\ncome\nlater\n\n", "HTTP status 503: come later$"),
        ("HTTP/1.1 500 Fault\r\nContent-Length: 5\r\n\r\nsorry", "HTTP status 500: sorry"),
        ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "HTTP status 404$"),
        ("", "no whole answer came"),
    ],
)
def test_an_answer_that_is_not_whole_never_passes(answer: str, fault: str) -> None:
    with answering(answer) as store, pytest.raises(EndpointError, match=fault) as raised:
        list(store.select("SELECT ?x { ?x ?y ?z }"))
    assert re.match(r"http://127\.0\.0\.1:\d+/sparql: ", str(raised.value))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (f"{NT}\r\n<a:b> <a:c> <a:d> .\n", "does not say how long it is"),
        (f"{NT}Content-Length: 15\r\n\r\n<a:b> <a:c> <a:", "not whole N-Triples"),
        (f"{OK}Content-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", "of type text/html"),
    ],
)
def test_a_graph_that_is_not_whole_never_passes(answer: str, fault: str) -> None:
    with answering(answer) as store, pytest.raises(EndpointError, match=fault):
        list(store.construct("CONSTRUCT WHERE { ?x ?y ?z }"))


def test_older_servers_are_understood() -> None:
    row = (
        '{"x":{"type":"typed-literal","datatype":"http://www.w3.org/2001/XMLSchema#integer","value":"1"}},'
        '{"x":{"type":"bnode","value":"nodeID://b1"}},{"x":{"type":"literal","value":"a"}}'
    )
    with answering(f"{JSON}\r\n" + ROWS % row) as store:
        number, node, text = (row[0] for row in store.select("SELECT ?x { ?x ?y ?z }"))

    assert number == ox.Literal(1)
    assert isinstance(node, ox.BlankNode)
    assert text == ox.Literal("a")


def test_a_refused_query_is_told_in_the_words_of_the_endpoint() -> None:
    with (
        answering("HTTP/1.1 400 Bad\r\nContent-Length: 10\r\n\r\nline 3 bad") as store,
        pytest.raises(QueryError, match="refuses the query: line 3 bad; mend it"),
    ):
        store.select("SELECT ?x { ?x ?y ?z }")


def test_an_endpoint_that_does_not_answer_in_time_is_given_up() -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as silent:
        store = RemoteStore(f"http://127.0.0.1:{silent.server_address[1]}/sparql", patience=1)
        with pytest.raises(EndpointError, match="does not answer in time"):
            store.select("ASK {}")


@pytest.mark.parametrize(
    ("url", "fault"),
    [("http://127.0.0.1:1/sparql", "nothing listens there"), ("http://[::1/sparql", "no whole answer")],
)
def test_an_endpoint_that_is_not_there_is_told_in_one_line(url: str, fault: str) -> None:
    with pytest.raises(EndpointError, match=f"{re.escape(url)}: {re.escape(fault)}.*; check the address"):
        open_store(url).select("ASK {}")


def test_a_store_of_which_files_are_damaged_is_told(tmp_path: Path) -> None:
    EmbeddedStore.writable(tmp_path / "db").close()
    (tmp_path / "db" / "CURRENT").write_text("nonsense", encoding="utf-8")

    with pytest.raises(UnavailableError, match="no store that can be read"):
        open_store(tmp_path / "db")


def test_a_damaged_store_is_told_while_it_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "db"
    with EmbeddedStore.writable(folder) as store:
        store.extend((ox.Triple(ex(f"a{number}"), ex("p"), ox.Literal("x" * 60)) for number in range(20_000)), "a:g")
        store.flush()
    for table in folder.glob("*.sst"):
        whole = table.read_bytes()
        if len(whole) < 5000:
            continue
        table.write_bytes(whole[:1000] + bytes(len(whole[1000:3000])) + whole[3000:])

    with EmbeddedStore.read_only(folder) as store:
        with pytest.raises(UnavailableError, match=r"the store cannot be read: .*; build it anew"):
            list(store.select("SELECT * { ?s ?p ?o }"))
        with pytest.raises(UnavailableError, match=r"the store cannot be read: .*; build it anew"):
            list(store.construct("CONSTRUCT WHERE { ?s ?p ?o }"))
