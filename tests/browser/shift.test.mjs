// Nothing moves while a page loads, on a slow phone as on a fast one.
import assert from "node:assert/strict";
import test from "node:test";
import { stage } from "./support/browser.mjs";
import { encoded, lasting } from "./support/pages.mjs";

const here = stage();

for (const [kind, address] of Object.entries(lasting)) {
  for (const settings of [{}, { "liuhao-size": "extra", "liuhao-scheme": "dark" }]) {
    test(`${kind}, ${settings["liuhao-size"] || "standard"}`, async () => {
      // Not a page, so that none of them is loaded a second time: what is measured is the first.
      const { page, close } = await here.open("robots.txt", { settings });
      // Pictures and the script come late.
      await page.route(/\.(jpg|png|webp|js)$/, async (route) => {
        if (!route.request().url().endsWith("first.js")) await new Promise((late) => setTimeout(late, 150));
        await route.continue();
      });
      await page.addInitScript(() => {
        window.shifts = [];
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.shifts.push(entry.value)))
          .observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(here.base + encoded(address), { waitUntil: "networkidle" });
      assert.deepEqual(await page.evaluate(() => window.shifts), []);
      await close();
    });
  }
}
