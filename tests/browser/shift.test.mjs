// Nothing moves while a page loads, on a slow phone as on a fast one.
import assert from "node:assert/strict";
import test from "node:test";
import { stage } from "./support/browser.mjs";
import { encoded, lasting } from "./support/pages.mjs";
import { serve } from "./support/server.mjs";

const here = stage();

/** What has moved on a page, from its first byte on: how far, and what. */
async function shifts(page, address) {
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
      window.shifts.push([entry.value, ...entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 60))]);
    })).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(address, { waitUntil: "networkidle" });
  return page.evaluate(() => window.shifts);
}

/**
 * What moves on a page whenever it is loaded, each time in a new context. On a busy machine the browser now and then draws half a
 * heading, which no page can help; a page at fault moves every time.
 */
async function always(load) {
  let moved = await load();
  for (let again = 0; moved.length > 0 && again < 2; again += 1) moved = await load();
  return moved;
}

for (const [kind, address] of Object.entries(lasting)) {
  for (const settings of [{}, { "liuhao-size": "extra", "liuhao-scheme": "dark" }]) {
    test(`${kind}, ${settings["liuhao-size"] || "standard"}`, async () => {
      const load = async () => {
        // Not a page, so that none of them is loaded a second time: what is measured is the first.
        const { page, close } = await here.open("robots.txt", { settings });
        // Pictures and the script come late.
        await page.route(/\.(jpg|png|webp|js)$/, async (route) => {
          if (!route.request().url().endsWith("first.js")) await new Promise((late) => setTimeout(late, 150));
          await route.continue();
        });
        const moved = await shifts(page, here.base + encoded(address));
        await close();
        return moved;
      };
      assert.deepEqual(await always(load), []);
    });
  }

  test(`${kind}, whose foot comes line by line`, async () => {
    const slow = await serve("/", undefined, {}, true);
    try {
      const load = async () => {
        const { page, close } = await here.open("robots.txt");
        const moved = await shifts(page, slow.base + encoded(address));
        await close();
        return moved;
      };
      assert.deepEqual(await always(load), []);
    } finally {
      await slow.stop();
    }
  });
}
