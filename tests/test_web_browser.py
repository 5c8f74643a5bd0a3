"""The pages in a real browser: Debian's chromium, on a real server, with everything outside of it out of reach."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium")
SEEDS = ("Is magnesium deficiency connected to Asperger's?", "Does a shortage of magnesium raise the risk of ALS?")
#: Relative luminance and contrast as WCAG 2 defines them, of every text that is seen against what lies behind it.
CONTRAST = """() => {
  const parse = c => { const m = c.match(/[\\d.]+/g).map(Number); return m.length > 3 ? m : [...m, 1]; };
  const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c[3] > 0) return c; } return [255, 255, 255, 1]; };
  const poor = [];
  for (const e of document.querySelectorAll("body *")) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.offsetParent) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) poor.push(e.outerHTML.slice(0, 80));
  }
  return poor;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no chromium; install it with apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    with playwright.sync_playwright() as started:
        yield started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(browser: Browser, scheme: str) -> Iterator[Page]:
    """Return a page that reaches nothing but the server, and fails where the browser complains of it."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", locale="en-GB")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: None if "//127.0.0.1:" in asked.url else complaints.append(asked.url))
    yield page
    context.close()
    assert complaints == []


@pytest.mark.parametrize("question", SEEDS)
def test_a_newcomer_asks_and_reaches_the_paper(page: Page, site: str, question: str) -> None:
    page.goto(site)
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask").click()

    assert page.get_by_role("heading", level=1).inner_text() == question
    page.locator(".conclusion summary").first.click()
    assert page.locator(".conclusion details[open] li").first.is_visible()
    page.locator(".findings-table tbody tr a[href^='#source-']").first.click()
    target = page.locator(":target")
    assert target.locator("a[href^='https://doi.org/'], a[href^='https://']").first.is_visible()
    page.locator(".findings-table tbody tr td:last-child a").first.click()
    assert "/page/finding/" in page.url
    assert page.evaluate(CONTRAST) == []


def test_the_language_is_switched_and_stays(page: Page, site: str) -> None:
    page.goto(f"{site}/page/substance/magnesium")
    page.get_by_role("link", name="Nederlands").click()
    page.get_by_role("link", name="Vraag wat studies vonden").click()

    assert page.locator("html").get_attribute("lang") == "nl"
    assert page.get_by_role("heading", level=1).inner_text() == "Wat is er bekend over magnesium?"
    page.get_by_role("link", name="Bladeren").click()
    assert page.locator("html").get_attribute("lang") == "nl"


def test_a_table_is_sorted_and_a_query_is_run(page: Page, site: str) -> None:
    page.goto(f"{site}/ask?q=lead+and+ALS")
    page.locator("#findings thead").get_by_role("link", name="study").click()
    assert page.locator("#findings th[aria-sort=ascending]").inner_text().startswith("study")
    page.goto(f"{site}/queries/findings-on-substance-and-condition")
    page.get_by_label("substance").fill("Pb")
    page.get_by_label("condition").fill("Lou Gehrig's disease")
    page.get_by_role("button", name="Run").click()
    assert page.locator("table.rows tbody tr").count() > 3


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/ask?q=Is+magnesium+deficiency+connected+to+Asperger%27s%3F",
        "/page/substance/magnesium",
        "/queries/findings-on-substance-and-condition?run=1",
        "/browse/finding",
        "/ontology",
    ],
)
def test_a_page_fits_a_phone_in_either_scheme(page: Page, site: str, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}{path}")

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate(CONTRAST) == []
    unnamed = "[...document.querySelectorAll('input:not([type=hidden])')].filter(e => !e.labels.length).length"
    assert page.evaluate(unnamed) == 0


def test_the_keyboard_reaches_the_content_first(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("Tab")

    focused = page.locator(":focus")
    assert focused.inner_text() == "Skip to the content"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
