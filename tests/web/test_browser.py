"""The page at the door in a real headless Chromium: a scanner types, a visitor reads, axe-core looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from kiosk_core.testing import HouseOnDisk

from .conftest import CODE, Serve
from .tablet import ASK, GOODBYE, SCAN, WELCOME, Served

DESKTOP, TABLET = (1280, 800), (800, 1280)
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
"""As root, and with no talk of the browser's own."""
KEY_MS = 3
"""Between two keys of a scanner."""
PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def served(serve: Serve) -> Served:
    return serve(CODE)


@pytest.fixture(params=[DESKTOP, TABLET], ids=["desktop", "tablet"])
def page(request: pytest.FixtureRequest, chromium: Browser, served: Served) -> Iterator[Page]:
    """A browser on the page for the first time."""
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height}, ignore_https_errors=True)
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    opened = context.new_page()
    opened.goto(served.url)
    yield opened
    context.close()


def pair(page: Page) -> None:
    expect(page.locator("#pair")).to_be_focused()
    page.keyboard.type(CODE)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(SCAN)
    expect(page.locator("#code")).to_be_focused()


def scan(page: Page, code: str) -> None:
    """As a scanner does, wherever the focus is."""
    page.keyboard.type(code, delay=KEY_MS)
    page.keyboard.press("Enter")


def complaints(page: Page) -> list[str]:
    """Of axe-core, about the page as it stands."""
    found = Axe().run(page).response
    assert found["passes"], "it looked at something"
    return [f"{one['id']}: {node['html']}" for one in found["violations"] for node in one["nodes"]]


def overflows(page: Page) -> bool:
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight"
        )
    )


def test_a_scan_is_typed_and_the_visitor_is_welcome_and_gone_again(
    house: HouseOnDisk, served: Served, page: Page, came: Callable[[], list[str]]
) -> None:
    house.set("core.repeat_seconds", "0")
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    assert complaints(page) == []
    pair(page)
    entries = page.evaluate("history.length")
    assert complaints(page) == [] and not overflows(page)

    visitor = house.with_household()
    scan(page, visitor.card.lower())
    expect(page.locator("h1")).to_have_text(WELCOME)
    assert complaints(page) == [] and not overflows(page)
    assert page.input_value("#code") == ""
    expect(page.locator("h1")).to_have_text(SCAN)

    page.locator("h1").click()
    scan(page, visitor.card)
    expect(page.locator("h1")).to_have_text(GOODBYE)
    scan(page, "5412345678908")
    expect(page.locator("h1")).to_have_text(ASK)
    assert complaints(page) == [] and not overflows(page)

    assert came() == ["einclusie.signed_in", "einclusie.signed_out"]
    assert page.evaluate("history.length") == entries and page.locator("a").count() == 0
    assert hosts == {served.host}


def test_going_back_or_opening_it_again_shows_nobody_and_the_browser_keeps_nothing(
    house: HouseOnDisk, served: Served, page: Page
) -> None:
    kept: list[str] = []
    page.on("response", lambda answer: kept.append(answer.headers.get("cache-control", "")))
    pair(page)
    visitor = house.with_household(name="Zebedeus Kwakkelstein")
    scan(page, visitor.card)
    expect(page.locator("h1")).to_have_text(WELCOME)
    page.goto("about:blank")
    page.go_back()
    expect(page.locator("h1")).to_have_text(SCAN)
    told = page.content() + page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])")
    assert not any(word in told for word in ("Zebedeus", visitor.card, visitor.client.number, "kiosk_tablet"))
    assert page.evaluate("caches.keys()") == [] and page.evaluate("navigator.serviceWorker.getRegistrations()") == []
    assert set(kept) == {"no-store"}
    served.process.kill()
    served.process.wait()
    with pytest.raises(Error):
        page.reload()


def test_two_visitors_at_once_are_both_signed_in_and_tab_ends_a_scan_too(
    house: HouseOnDisk, page: Page, came: Callable[[], list[str]]
) -> None:
    pair(page)
    for end in ("Enter", "Tab", "Enter"):
        page.keyboard.type(house.with_household().card)
        page.keyboard.press(end)
    expect(page.locator("h1")).to_have_text(WELCOME)
    page.wait_for_function("before.then(() => true)")
    assert came() == ["einclusie.signed_in"] * 3


def test_only_the_volunteer_s_pin_stops_it(page: Page) -> None:
    pair(page)
    page.get_by_text("Voor de vrijwilliger").click()
    assert complaints(page) == []
    page.get_by_label("Pincode").fill("9999")
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_have_text("Deze pincode klopt niet.")
    assert complaints(page) == []
    page.get_by_label("Pincode").fill("2222")
    page.get_by_role("button").click()
    expect(page.locator("h1")).to_have_text("Zelf aanmelden is hier gestopt")
    assert complaints(page) == []
    page.get_by_role("button").click()
    expect(page.locator("h1")).to_have_text(SCAN)


def test_while_the_page_is_away_the_visitor_is_sent_to_the_volunteer(
    house: HouseOnDisk, served: Served, page: Page
) -> None:
    pair(page)
    served.process.kill()
    served.process.wait()
    scan(page, house.with_household().card)
    expect(page.locator("h1")).to_have_text(ASK)
    expect(page.locator("h1")).to_have_text(SCAN)
