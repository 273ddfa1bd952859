"""What a phone on 3G sees: first paint, layout shift and weight of the main pages, in Chromium held back."""

from __future__ import annotations

import shutil
import statistics

from playwright.sync_api import Browser, sync_playwright

PAGES = (
    "/",
    "/search?near=59101&cancer=pancreatic-cancer",
    "/es/search?near=10001&cancer=breast-cancer",
    "/cancers/breast-cancer",
    "/second-opinion?all=yes",
    "/pack?cancer=pancreatic-cancer&near=59101&pick=centers/md-anderson",
    "/help?near=59101",
)
#: WebPageTest's "3G": 1.6 Mbit/s down, 768 kbit/s up, 300 ms there and back; a processor a quarter as fast.
NETWORK = {
    "offline": False,
    "downloadThroughput": 200_000,
    "uploadThroughput": 96_000,
    "latency": 300,
}
SLOWER = 4
TIMES = 5
_WATCH = """
window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach((each) => { window.shifted += each.value; }))
  .observe({ type: "layout-shift", buffered: true });
"""
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def bench(address: str) -> None:
    """Print the figures of every page of the server at `address`."""
    path = shutil.which("chromium") or shutil.which("chromium-headless-shell")
    flags = ["--no-sandbox", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        for page in PAGES:
            seen = [_visit(browser, address + page) for _ in range(TIMES)]
            paint, shift, weight = (statistics.median(column) for column in zip(*seen, strict=True))
            print(f"{page}: first paint {paint:.0f} ms, layout shift {shift:.3f}, {weight / 1000:.1f} kB")
        browser.close()


def _visit(browser: Browser, address: str) -> tuple[float, float, float]:
    """Return milliseconds to the first paint, layout shift, and bytes over the wire of a first visit."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.add_init_script(_WATCH)
    held = context.new_cdp_session(page)
    held.send("Network.enable")
    held.send("Network.emulateNetworkConditions", NETWORK)
    held.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    came: list[float] = []
    held.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    page.goto(address, wait_until="load")
    page.wait_for_timeout(500)
    figures = page.evaluate(_PAINT), page.evaluate("window.shifted"), sum(came)
    context.close()
    return figures
