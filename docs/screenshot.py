"""Takes the README's pictures: `python docs/screenshot.py` (needs chromium and chromium-driver).

The two pages of samples/ are read on the day they were printed, so the pictures stay the same until the design or
the reading changes.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from werkzeug.security import generate_password_hash
from werkzeug.serving import make_server

from feeds import pipeline
from feeds.config import parse
from feeds.store import open_store
from feeds.web import create_app

DOCS = Path(__file__).resolve().parent
SAMPLES = DOCS.parent / "samples"
NOW = dt.datetime(2025, 1, 16, 1, 0, tzinfo=dt.UTC)
PASSWORD = "for the picture"
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=zh-CN"),
    "--force-prefers-reduced-motion",
)
#: name: (path, width, height, scheme)
PICTURES = {
    "home": ("/?lang=zh", 1200, 1250, "light"),
    "home-phone": ("/?lang=zh", 390, 844, "dark"),
    "subscribe": ("/subscribe/events?lang=en", 1100, 1250, "light"),
    "event": ("/events/{event}?lang=zh", 1000, 1000, "light"),
    "review": ("/review?list=recent&lang=zh", 1100, 1000, "light"),
}


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    tables = {
        "site": {"title": "湖畔周末", "url": "https://feeds.example.org"},
        "review": {"password_hash": generate_password_hash(PASSWORD)},
        "store": {"published": str(folder / "published")},
        "sources": {
            "daily": {"title": "北疆日报", "path": [str(SAMPLES / "altay-*.txt")]},
            "riverside": {"title": "Riverside Hall", "path": [str(SAMPLES / "riverside-*.txt")]},
        },
    }
    config = replace(parse(tables, None), database=f"sqlite:///{folder / 'feeds.db'}")
    with open_store(config.database) as store:
        pipeline.ingest(store, sorted(SAMPLES.glob("*.txt")), config, clock=lambda: NOW)
        event = next(each.uid for each in store.events() if "文化旅游节" in each.facts.title)
        app = create_app(config, records=lambda: store, now=lambda: NOW)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        take(f"http://127.0.0.1:{server.server_port}", event, folder / "profile")
        server.shutdown()
    shutil.rmtree(folder)


def take(site: str, event: str, profile: Path) -> None:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        browser.get(f"{site}/review/login")
        browser.find_element(By.ID, "who").send_keys("编辑")
        browser.find_element(By.ID, "password").send_keys(PASSWORD)
        browser.find_element(By.CSS_SELECTOR, "form.stack button").click()
        for name, (path, width, height, scheme) in PICTURES.items():
            metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
            features = [{"name": "prefers-color-scheme", "value": scheme}]
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
            browser.get(site + path.format(event=event))
            browser.save_screenshot(str(DOCS / f"{name}.png"))
    finally:
        browser.quit()


if __name__ == "__main__":
    main()
