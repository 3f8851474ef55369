// Without scripts everything can be read, and nothing is offered that would not work.
import assert from "node:assert/strict";
import test from "node:test";
import { stage } from "./support/browser.mjs";
import { encoded, lasting } from "./support/pages.mjs";

const here = stage();

for (const [kind, address] of Object.entries(lasting)) {
  test(kind, async () => {
    const { page, faults, close } = await here.open(encoded(address), { javaScriptEnabled: false });
    assert.equal(await page.locator("h1:visible").count(), 1);
    assert.equal(await page.locator("button:visible").count(), 0, "no button without a script");
    assert.ok(await page.locator(".foot nav a:visible").count() >= 3, "the way on");
    assert.deepEqual(faults, []);
    await close();
  });
}
