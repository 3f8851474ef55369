// At 320 px, with text at 200 %, and both, nothing has to be scrolled sideways.
import assert from "node:assert/strict";
import test from "node:test";
import { stage } from "./support/browser.mjs";
import { encoded, lasting } from "./support/pages.mjs";

const here = stage();
const CASES = {
  "320 px": { width: 320, settings: {} },
  "320 px, largest size": { width: 320, settings: { "liuhao-size": "extra" } },
  "390 px, text at 200 %": { width: 390, settings: {}, percent: 200 },
  "320 px, text at 200 %": { width: 320, settings: {}, percent: 200 },
};

for (const [name, { width, settings, percent }] of Object.entries(CASES)) {
  for (const [kind, address] of Object.entries(lasting)) {
    test(`${kind}, ${name}`, async () => {
      const { page, close } = await here.open(encoded(address), { viewport: { width, height: 700 }, settings });
      const wide = await page.evaluate((percent) => {
        if (percent) document.documentElement.style.fontSize = `${percent}%`;
        document.querySelectorAll("details").forEach((details) => { details.open = true; });
        const reach = document.documentElement.clientWidth;
        const scrolls = (element) => {
          for (let at = element; at; at = at.parentElement) if (["auto", "scroll", "hidden"].includes(getComputedStyle(at).overflowX)) return true;
          return false;
        };
        const out = [...document.body.querySelectorAll("*")].filter((element) => {
          const box = element.getBoundingClientRect();
          return box.width && box.right > reach + 1 && !scrolls(element) && getComputedStyle(element).position !== "fixed" && !element.closest("dialog");
        });
        const scroll = document.documentElement.scrollWidth > reach ? [`page ${document.documentElement.scrollWidth} > ${reach}`] : [];
        return [...scroll, ...out.slice(0, 5).map((element) => `${element.tagName}.${element.className} ${element.textContent.slice(0, 20)}`)];
      }, percent);
      assert.deepEqual(wide, []);
      await close();
    });
  }
}
