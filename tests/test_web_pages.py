"""The pages over HTTP: well formed, escaped, in both languages, every link alive."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import html5lib
import pytest

from mgkg import knowledge, names, phrases
from mgkg.knowledge import KnowledgeGraph
from mgkg.web.pages import lists
from mgkg.web.titles import title, titles

#: What reads a path and gives status, headers and body.
Fetch = Callable[..., Any]

SEEDS = {
    "Is magnesium deficiency connected to Asperger's?": ("No study in this graph is about Asperger syndrome", "en"),
    "Verhoogt een tekort aan magnesium het risico op ALS?": ("inname van magnesium", "nl"),
}
PATHS = [
    "/",
    "/browse",
    "/browse/study?page=2",
    "/find?q=magn",
    "/queries",
    "/queries/null-findings?run=1",
    "/queries/study-as-graph?run=1",
    "/queries/findings-on-substance-and-condition?substance=lead&condition=ALS&run=1",
    "/page/substance/magnesium",
    "/page/condition/amyotrophic-lateral-sclerosis",
    "/ontology",
    "/shape/finding-study",
    "/ask?q=zinc+in+autism&as_of=2010",
    "/ask?q=Which+metals+are+raised+in+ALS%3F",
]


def page(fetch: Fetch, path: str, **headers: str) -> str:
    """Return a page, once it was seen to be well-formed HTML under the policy, with a title and one main heading."""
    status, told, body = fetch(path, **{"Accept": "text/html", **headers})
    text = str(body.decode("utf-8"))
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)

    assert status == 200
    assert told["Content-Security-Policy"].startswith("default-src 'none'")
    assert (tree.findtext("head/title") or "").endswith(" · mgkg")
    assert len(list(tree.iter("h1"))) == len(list(tree.iter("main"))) == 1
    assert not re.search(r"<script(?! src)|\sstyle=|\son[a-z]+=|javascript:", text)
    assert len(ids := re.findall(r'\sid="([^"]*)"', text)) == len(set(ids))
    return text


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_well_formed_in_both_languages(fetch: Fetch, path: str, language: str) -> None:
    text = page(fetch, f"{path}{'&' if '?' in path else '?'}lang={language}")

    assert f'<html lang="{language}">' in text
    assert phrases.phrase("mgkg.web.pages", language, "advice", {}) in text


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("path", ["/", "/ask?q=magnesium+deficiency+in+Asperger%27s", "/page/substance/magnesium"])
def test_every_link_of_a_page_answers(fetch: Fetch, path: str, language: str) -> None:
    text = page(fetch, f"{path}{'&' if '?' in path else '?'}lang={language}")
    found = {unescape(link) for link in re.findall(r'\s(?:href|src|action)="([^"]*)"', text)}
    inside = {link.partition("#")[0] for link in found if link.startswith("/")}
    broken = {link: status for link in sorted(inside) if (status := fetch(link)[0]) not in (200, 303)}

    assert broken == {}
    ids = set(re.findall(r'\sid="([^"]*)"', text))
    assert {link[1:] for link in found if link.startswith("#")} <= ids
    assert all(link.startswith(("/", "#", "https://", "http://")) for link in found)


@pytest.mark.parametrize("kind", lists.LISTED)
def test_every_kind_has_a_list_and_pages(fetch: Fetch, kind: str) -> None:
    listed = page(fetch, f"/browse/{kind}")
    first = re.search(rf'href="(/page/{kind}/[^"]*)"', listed)

    assert first is not None
    assert names.BASE + first[1].removeprefix("/page/") in page(fetch, first[1])


@pytest.mark.parametrize(
    "kind", ["estimate", "population", "rating", "pooled", "edge", "exclusion", "proposition", "verdict", "graph"]
)
def test_a_thing_of_any_other_kind_has_a_page_too(fetch: Fetch, kind: str) -> None:
    with knowledge.open() as graph:
        rows = graph.sparql("SELECT DISTINCT ?thing { ?thing ?property ?value }")
    things = sorted(str(row["thing"]) for row in rows if isinstance(row, dict))
    iri = next(thing for thing in things if names.kind_of(thing) == kind)

    assert iri in page(fetch, f"/page/{iri.removeprefix(names.BASE)}")


@pytest.mark.parametrize("question", SEEDS)
def test_a_seed_question_is_answered_with_sources(fetch: Fetch, question: str) -> None:
    said, language = SEEDS[question]
    text = page(fetch, f"/ask?{urlencode({'q': question})}", Accept_Language="fr")

    assert f'<html lang="{language}">' in text
    assert said in unescape(text)
    assert "https://doi.org/" in text
    assert 'href="#source-1"' in text
    assert 'id="source-1"' in text
    assert re.search(r'href="/page/finding/[^"]+"', text)
    assert "<details>" in text
    assert f'value="{escape(question)}"' in text.replace("&#39;", "&#x27;")


def test_an_answer_in_the_other_language_is_asked_for_by_name(fetch: Fetch) -> None:
    text = page(fetch, "/ask?q=magnesium+and+ALS&lang=nl")

    assert "Conclusies en zekerheid" in text
    assert re.search(r'href="/page/[^"]+lang=nl"', text)


def test_findings_are_sorted_by_links(fetch: Fetch) -> None:
    asked = "/ask?q=lead+and+ALS&whole=findings"
    orders = {}
    for sort in ("study", "-study", "result"):
        text = page(fetch, f"{asked}&sort={sort}")
        section = text.partition('<section id="findings"')[2].partition("</section>")[0]
        orders[sort] = re.findall(r'<td data-title="study">.*?>([^<]+)</a>', section)

    assert orders["study"] == sorted(orders["study"], key=str.casefold)
    assert [one.casefold() for one in orders["-study"]] == [one.casefold() for one in reversed(orders["study"])]
    assert sorted(orders["result"]) == sorted(orders["study"])
    assert 'aria-sort="ascending"' in page(fetch, f"{asked}&sort=study")


def test_a_long_section_is_shown_whole_on_request(fetch: Fetch) -> None:
    short, long = page(fetch, "/ask?q=magnesium"), page(fetch, "/ask?q=magnesium&whole=all")

    assert "Show all" in short
    assert "Show all" not in long
    assert len(long) > len(short)


@pytest.mark.parametrize("accept_language", ["nl", "nl-BE,en;q=0.5", "en;q=0.1, nl;q=0.2"])
def test_the_browser_chooses_the_language(fetch: Fetch, accept_language: str) -> None:
    assert "Wat vonden studies?" in page(fetch, "/", Accept_Language=accept_language)


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/ask?q=xyzzy", 422, "That was not understood"),
        ("/page/substance/unobtainium", 404, "Nothing goes by that name"),
        ("/page/nokind/magnesium", 404, "Nothing goes by that name"),
        ("/page/substance/..%2fx", 404, ""),
        ("/browse/nokind", 404, "Did you mean"),
        ("/find?q=qqqqqqqqqq", 404, "Nothing is called"),
        ("/queries/nul-findings", 404, "null-findings"),
        ("/queries/null-findings?condition=unobtainium", 404, "unobtainium"),
        ("/queries/null-findings?nonsense=1", 400, "nonsense"),
        ("/ask?q=zinc&as_of=soon", 400, "as_of"),
        ("/ask?q=zinc&lang=tlh", 400, "tlh"),
        (f"/ask?q={'x' * 501}", 400, "at most 500"),
        ("/find", 400, "missing"),
        ("/ask?q=%00", 400, "missing"),
    ],
)
def test_what_goes_wrong_is_told_kindly_with_its_status(fetch: Fetch, path: str, status: int, said: str) -> None:
    code, headers, body = fetch(path, Accept="text/html")
    text = unescape(body.decode("utf-8"))

    assert code == status
    assert said in text
    assert "ETag" not in headers
    assert "Traceback" not in text


def test_an_empty_question_leads_to_the_front_page(fetch: Fetch) -> None:
    status, headers, _ = fetch("/ask?q=")

    assert (status, headers["Location"]) == (303, "/")


def test_what_a_reader_types_is_escaped(fetch: Fetch) -> None:
    typed = "<script>alert(1)</script>\"' magnesium ALS"
    for path in (f"/ask?q={quote(typed)}", f"/find?q={quote(typed)}", f"/ask?q={quote('<b>xyzzy')}"):
        text = fetch(path, Accept="text/html")[2].decode("utf-8")
        assert "<script>alert" not in text
        assert "<b>" not in text


def test_a_label_that_holds_markup_is_escaped(publish: Callable[[KnowledgeGraph], str], tmp_path: Path) -> None:
    from urllib.request import urlopen

    dump = tmp_path / "graph.nt"
    thing, label = f"<{names.BASE}substance/odd>", f"<{names.iri('skos:prefLabel')}>"
    address = f"<{names.iri('mgkg:readAt')}> <javascript:alert(1)>"
    dump.write_text(
        f'{thing} {label} "<script>alert(1)</script>"@en .\n{thing} {address} .\n'
        f"{thing} <{names.iri('rdf:type')}> <{names.iri('mgkg:Substance')}> .\n",
        encoding="utf-8",
    )
    site = publish(knowledge.open(dump))
    for path in ("/page/substance/odd", "/browse/substance"):
        with urlopen(f"{site}{path}", timeout=60) as reply:  # noqa: S310 - our own server
            text = reply.read().decode("utf-8")
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text
        assert 'href="javascript:' not in text
    with urlopen(f"{site}/.well-known/void", timeout=60) as reply:  # noqa: S310 - our own server
        assert b"void:Dataset" in reply.read()


def test_things_without_a_label_have_a_title() -> None:
    with knowledge.open() as graph:
        store = graph.store
        finding = names.iri("finding:fondell-2013-magnesium-intake-amyotrophic-lateral-sclerosis-risk")
        joined = names.iri("assessment:magnesium-intake--amyotrophic-lateral-sclerosis--risk")

        assert title(store, finding, "en") == "Fondell 2013: magnesium intake → amyotrophic lateral sclerosis (risk)"
        assert title(store, joined, "nl").startswith("inname van magnesium → amyotrofische laterale sclerose (")
        estimate = names.iri("estimate:fondell-2013-magnesium-intake-amyotrophic-lateral-sclerosis-risk")
        assert title(store, estimate, "en") == "risk ratio 1.07 (0.88; 1.31)"
        assert title(store, names.iri("study:fondell-2013"), "en") == "Fondell 2013"
        assert title(store, "http://example.org/else", "en") == "http://example.org/else"
        assert titles(store, (), "en") == {}


def test_both_languages_have_the_same_phrases() -> None:
    first, second = (keys(phrases.texts("mgkg.web.pages", language)) for language in ("en", "nl"))

    assert first == second


def keys(table: Mapping[str, Any], before: str = "") -> set[str]:
    """Return the keys of the phrases in nested tables, joined by dots."""
    found: set[str] = set()
    for key, told in table.items():
        found |= keys(told, f"{before}{key}.") if isinstance(told, dict) else {f"{before}{key}"}
    return found
