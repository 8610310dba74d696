"""The pages in a real browser: nobody is shut out, nothing needs a mouse, nothing needs a script."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.wait import WebDriverWait
from werkzeug.serving import make_server

from tests.conftest import ROOT, missing
from tests.newsstand import NOW, Newsstand

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
#: Debian's chromium, without the parts that would ask the network for something.
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=zh-CN"),
    # A page that still scrolls is clicked beside the mark.
    "--force-prefers-reduced-motion",
)
PAGES = (
    *("/", "/?q=湖&place=福海", "/?from=2025-01-01&to=2025-01-31", "/news", "/events/e-1", "/events/e-2", "/nowhere"),
    *("/articles/n-1", "/articles/n-3", "/subscribe", "/subscribe/events", "/subscribe/news", "/try", "/about"),
    "/embed/events",
)
#: Seconds; for a machine that is stuck, not for a slow one.
PATIENCE = 120
NOTICE = "关于举办环湖健步走活动的通知\n\n环湖健步走活动定于2025年9月6日9:00在云湖公园南门举行，请准时参加。\n"


@contextmanager
def running(app: Flask) -> Iterator[str]:
    """The application on a port of its own, one thread a connection: browsers hold several open."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    from feeds.config import parse
    from feeds.web import create_app

    stand = Newsstand()
    config = parse({"site": {"title": "阿勒泰周末", "url": "https://altay.example.org"}}, None)
    with running(create_app(config, records=lambda: stand, now=lambda: NOW)) as address:
        yield address


def start(profile: Path, *more: str) -> webdriver.Chrome:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        missing("chromium and chromedriver (Debian: apt install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = str(chromium)
    for flag in (*FLAGS, f"--user-data-dir={profile}", *more):
        options.add_argument(flag)
    made = webdriver.Chrome(options=options, service=Service(str(driver)))
    made.set_script_timeout(PATIENCE)
    return made


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    made = start(tmp_path_factory.mktemp("profile"))
    yield made
    made.quit()


@contextmanager
def leaving(browser: webdriver.Chrome) -> Iterator[None]:
    """What is done here leads to another page, which is waited for."""
    here = browser.find_element(By.TAG_NAME, "html")
    yield
    # Asked in the midst of the change, chromedriver has a second word for stale ("does not belong to the document"),
    # which is no StaleElementReferenceException: asked again, it says the first.
    WebDriverWait(browser, PATIENCE, ignored_exceptions=[WebDriverException]).until(staleness_of(here))


def look(browser: webdriver.Chrome, width: int = 1200, scheme: str = "light") -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def faults(browser: webdriver.Chrome) -> list[str]:
    """What axe-core finds in the page that is open."""
    if not AXE.exists():
        missing(f"axe-core ({AXE.relative_to(ROOT)}; npm install --no-save axe-core)")
    browser.execute_script(AXE.read_text("utf-8"))
    found = browser.execute_async_script("axe.run().then(arguments[0])")
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:160]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_a_phone_by_day_nor_on_a_screen_by_night(
    browser: webdriver.Chrome, site: str, path: str
) -> None:
    browser.get(site + path)
    for width, scheme in ((390, "light"), (1200, "dark")):
        look(browser, width, scheme)
        assert faults(browser) == []
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width, "the page is wider than the screen"


def test_what_was_read_from_a_pasted_page_is_as_plain_to_everybody(browser: webdriver.Chrome, site: str) -> None:
    look(browser, 390)
    browser.get(site + "/try")
    browser.find_element(By.ID, "text").send_keys(NOTICE)
    with leaving(browser):
        browser.find_element(By.CSS_SELECTOR, "form.try button").click()
    assert browser.find_element(By.CSS_SELECTOR, "[role=status]").is_displayed()
    assert faults(browser) == []


def test_the_keyboard_alone_finds_an_event_and_its_sentence(browser: webdriver.Chrome, site: str) -> None:
    look(browser)
    browser.get(site + "/")
    body = browser.find_element(By.TAG_NAME, "body")
    body.send_keys(Keys.TAB)
    skip = browser.switch_to.active_element
    assert skip.get_attribute("class") == "skip"
    skip.send_keys(Keys.ENTER)
    assert browser.current_url.endswith("#main")
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    field = browser.switch_to.active_element
    assert field.get_attribute("name") == "q"
    with leaving(browser):
        field.send_keys("冬捕节", Keys.ENTER)
    assert browser.current_url.endswith("/?q=%E5%86%AC%E6%8D%95%E8%8A%82")
    for _ in range(40):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        if "u-url" in (browser.switch_to.active_element.get_attribute("class") or ""):
            break
    with leaving(browser):
        browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.find_element(By.CSS_SELECTOR, "blockquote mark.title").text == "第十八届湖畔冬捕节"


def test_focus_is_always_seen(browser: webdriver.Chrome, site: str) -> None:
    look(browser)
    browser.get(site + "/subscribe/events")
    for _ in range(25):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        style = browser.execute_script(
            "const s = getComputedStyle(document.activeElement); return [s.outlineStyle, parseFloat(s.outlineWidth)]"
        )
        assert style[0] != "none"
        assert style[1] >= 1


def test_one_press_copies_the_address(browser: webdriver.Chrome, site: str) -> None:
    look(browser)
    browser.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    )
    browser.get(site + "/subscribe/events")
    button = browser.find_element(By.CSS_SELECTOR, ".address button[data-copy]")
    button.click()
    copied = browser.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    assert copied == "https://altay.example.org/events.ics"


def test_a_file_dropped_on_the_page_is_read(browser: webdriver.Chrome, site: str) -> None:
    look(browser)
    browser.get(site + "/try")
    browser.execute_script(
        """const carried = new DataTransfer();
        carried.items.add(new File([arguments[0]], 'notice.txt', {type: 'text/plain'}));
        document.querySelector('form.try').dispatchEvent(
          new DragEvent('drop', {dataTransfer: carried, bubbles: true, cancelable: true}));""",
        NOTICE,
    )
    WebDriverWait(browser, PATIENCE).until(lambda b: b.find_elements(By.CSS_SELECTOR, ".article.quoted"))
    assert "环湖健步走" in browser.find_element(By.CSS_SELECTOR, ".article.quoted").text


def test_without_scripts_everything_is_there(tmp_path: Path, site: str) -> None:
    browser = start(tmp_path / "profile", "--blink-settings=scriptEnabled=false")
    try:
        browser.get(site + "/subscribe/events")
        assert browser.find_element(By.ID, "feed-address").get_attribute("value").endswith("/events.ics")
        assert not browser.find_element(By.CSS_SELECTOR, "button[data-copy]").is_displayed()
        browser.get(site + "/")
        browser.find_element(By.CSS_SELECTOR, ".filters summary").click()
        browser.find_element(By.ID, "f-place").send_keys("福海")
        with leaving(browser):
            browser.find_element(By.CSS_SELECTOR, ".go button").click()
        assert [e.text for e in browser.find_elements(By.CSS_SELECTOR, ".what a")] == ["第十八届湖畔冬捕节"]
    finally:
        browser.quit()


def test_the_browser_reports_no_breach_of_the_policy(browser: webdriver.Chrome, site: str) -> None:
    browser.get_log("browser")
    for path in ("/", "/events/e-2", "/subscribe/events", "/embed/events"):
        browser.get(site + path)
    assert [
        line["message"] for line in browser.get_log("browser") if "Content Security Policy" in line["message"]
    ] == []


def test_the_longest_word_stays_inside_its_page(browser: webdriver.Chrome) -> None:
    from dataclasses import replace

    from feeds.config import parse
    from feeds.web import create_app

    held = Newsstand().held[0]
    long = replace(held.facts, title="第" + "Donaudampfschifffahrt" * 20, place="x" * 300, organizer="y" * 300)
    stand = Newsstand([replace(held, facts=long, mentions=(replace(held.mentions[0], rules=("z" * 200,)),))])
    with running(create_app(parse({}, None), records=lambda: stand, now=lambda: NOW)) as address:
        look(browser, 390)
        for path in ("/", "/events/e-1", "/articles/n-1", "/subscribe/events"):
            browser.get(address + path)
            browser.execute_script("for (const d of document.querySelectorAll('details')) d.open = true")
            assert browser.execute_script("return document.documentElement.scrollWidth") <= 390, path


# --- the review desk --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from dataclasses import replace

    from feeds.config import parse
    from feeds.store import open_store
    from feeds.web import create_app
    from tests.paper import NOON, tell
    from tests.test_review import HASH, MOVED, PAGE

    folder = tmp_path_factory.mktemp("desk")
    tables = {"review": {"password_hash": HASH}, "store": {"published": str(folder / "published")}}
    config = replace(parse(tables, None), database=f"sqlite:///{folder / 'feeds.db'}")
    with open_store(config.database) as store:
        tell(store, PAGE)
        tell(store, MOVED)
        app = create_app(config, records=lambda: store, now=lambda: NOON)
        with running(app) as address:
            yield address


def enter(browser: webdriver.Chrome, desk: str) -> None:
    browser.get(desk + "/review")
    browser.find_element(By.ID, "who").send_keys("ana")
    with leaving(browser):
        browser.find_element(By.ID, "password").send_keys("correct horse", Keys.ENTER)


def titles(browser: webdriver.Chrome) -> list[str]:
    return [link.text for link in browser.find_elements(By.CSS_SELECTOR, ".case h2 a")]


def test_the_desk_is_worked_with_the_keyboard_alone(browser: webdriver.Chrome, desk: str) -> None:
    look(browser, 1200)
    enter(browser, desk)
    assert faults(browser) == []
    assert titles(browser) == ["第十八届冬捕节", "诗歌晚会"]
    body = browser.find_element(By.TAG_NAME, "body")
    body.send_keys("j")
    browser.switch_to.active_element.send_keys("j")
    assert "诗歌晚会" in browser.switch_to.active_element.text
    with leaving(browser):
        browser.switch_to.active_element.send_keys("h")
    assert titles(browser) == ["第十八届冬捕节"]
    browser.find_element(By.CSS_SELECTOR, ".flash")
    assert faults(browser) == []
    with leaving(browser):
        browser.find_element(By.TAG_NAME, "body").send_keys("u")
    assert titles(browser) == ["第十八届冬捕节", "诗歌晚会"]
    with leaving(browser):
        browser.find_element(By.TAG_NAME, "body").send_keys("c")
    assert browser.find_element(By.ID, "r-title").get_attribute("value") == "第十八届冬捕节"
    for width, scheme in ((390, "dark"), (1200, "light")):
        look(browser, width, scheme)
        assert faults(browser) == []
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    place = browser.find_element(By.ID, "r-place")
    place.clear()
    with leaving(browser):
        place.send_keys("乌伦古湖", Keys.ENTER)
    browser.get(desk + "/?q=冬捕节")
    assert browser.find_element(By.CSS_SELECTOR, ".place").text == "乌伦古湖"


def test_the_desk_works_without_scripts(tmp_path: Path, desk: str) -> None:
    browser = start(tmp_path / "profile", "--blink-settings=scriptEnabled=false")
    try:
        enter(browser, desk)
        [case] = [each for each in browser.find_elements(By.CSS_SELECTOR, ".case") if "诗歌晚会" in each.text]
        with leaving(browser):
            case.find_element(By.CSS_SELECTOR, "form[action$=accept] button").click()
        assert "诗歌晚会" not in titles(browser)
        browser.get(desk + "/review/page")
        browser.find_element(By.ID, "text").send_keys(NOTICE)
        with leaving(browser):
            browser.find_element(By.CSS_SELECTOR, "form.try button").click()
        with leaving(browser):
            browser.find_element(By.CSS_SELECTOR, "form[action$=publish] button").click()
        browser.get(desk + "/?q=健步走")
        assert "环湖健步走活动" in browser.find_element(By.CSS_SELECTOR, "main").text
    finally:
        browser.quit()
