// axe-core finds nothing on any kind of page, in light, dark and the largest text.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";
import { MODES, stage } from "./support/browser.mjs";
import { encoded, lasting } from "./support/pages.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const here = stage();

const violations = async (page) => {
  // Evaluated by the debugger, which no content policy binds.
  await page.evaluate(axe);
  const results = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), TAGS);
  return results.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target} ${node.any.concat(node.all).map((check) => check.message).join("; ")}`).join(" | ")}`);
};

for (const [mode, options] of Object.entries(MODES)) {
  for (const [kind, address] of Object.entries(lasting)) {
    test(`${kind}, ${mode}`, async () => {
      const { page, close } = await here.open(encoded(address), options);
      await page.evaluate(() => document.querySelectorAll("main details").forEach((details) => { details.open = true; }));
      assert.deepEqual(await violations(page), []);
      await close();
    });
  }
  // It lies over what is above it, so a page is looked at that ends with nothing to tap.
  test(`the menu of the foot, open, ${mode}`, async () => {
    const { page, close } = await here.open("about.html", options);
    await page.locator(".foot summary").first().click();
    assert.deepEqual(await violations(page), []);
    await close();
  });
  test(`the sheet of sizes, ${mode}`, async () => {
    const { page, close } = await here.open("index.html", options);
    await page.click(".tool-size");
    assert.deepEqual(await violations(page), []);
    await close();
  });
}
