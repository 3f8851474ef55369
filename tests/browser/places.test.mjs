// The same bytes work at a domain's root, below a path and from a disk: nothing leaves the site, nothing fails, and a
// content policy that forbids all that is inline, but the one script of 404.html, is kept.
import assert from "node:assert/strict";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { stage } from "./support/browser.mjs";
import { encoded, kinds } from "./support/pages.mjs";
import { site } from "./support/paths.mjs";

const places = { root: stage("/"), "sub-path": stage("/a/b/"), disk: stage() };

for (const [name, here] of Object.entries(places)) {
  for (const [kind, address] of Object.entries(kinds)) {
    test(`${kind}, ${name}`, async () => {
      const base = name === "disk" ? `${pathToFileURL(site)}/` : "";
      const { page, faults, close } = await here.open(base + encoded(address));
      await page.waitForLoadState("networkidle");
      const styled = await page.evaluate(() => getComputedStyle(document.body).getPropertyValue("--paper") !== "");
      assert.ok(styled, "the style sheet has been read");
      if (kind !== "alias") assert.ok(await page.locator(".tools button").count() >= 3, "scripts have run");
      assert.deepEqual(faults, []);
      await close();
    });
  }
}

for (const name of ["root", "sub-path"]) {
  test(`a missing page at any depth is answered with a page that works: ${name}`, async () => {
    const here = places[name];
    const { page, close } = await here.open("index.html");
    for (const address of ["nothing.html", "branches/nothing.html", "a/b/c/nothing.html", "没有/这一页"]) {
      const answer = await page.goto(here.base + encodeURI(address));
      assert.equal(answer.status(), 404, address);
      assert.equal(await page.locator("h1").textContent(), "没有找到这个页面");
      const styled = await page.evaluate(() => getComputedStyle(document.body).getPropertyValue("--paper") !== "");
      assert.ok(styled, `${address}: the style sheet has been read`);
      const links = await page.locator("main a").evaluateAll((all) => all.map((one) => one.href));
      assert.ok(links.length > 0 && links.every((link) => link.startsWith(here.base)), `${address}: ${links}`);
    }
    await close();
  });

  test(`a former address takes the place in the page along: ${name}`, async () => {
    const here = places[name];
    const { page, close } = await here.open("index.html");
    await page.goto(`${here.base}branches/old-address.html#${encodeURIComponent("小节")}`);
    await page.waitForURL(/shili-huanzhi\.html/);
    assert.equal(decodeURIComponent(new URL(page.url()).hash), "#小节");
    await close();
  });
}
