// Sizes and colours are remembered, applied before the first paint, and one tap away.
import assert from "node:assert/strict";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { stage } from "./support/browser.mjs";
import { site } from "./support/paths.mjs";

const here = stage();
const STORY = "branches/jinta-caizheng.html";
const bodySize = (page) => page.evaluate(() => getComputedStyle(document.querySelector("#page_text")).fontSize);

for (const [value, size] of [["", "20px"], ["large", "24px"], ["extra", "30px"]]) {
  test(`the text of a story is ${size}`, async () => {
    const { page, close } = await here.open(STORY);
    await page.click(".tool-size");
    await page.check(`input[name=liuhao-size][value="${value}"]`, { force: true });
    assert.equal(await bodySize(page), size);
    await page.reload();
    assert.equal(await bodySize(page), size);
    await page.goto(`${here.base}branches/shili-linchang.html`);
    assert.equal(await bodySize(page), size, "on the next page");
    await close();
  });
}

for (const place of ["http", "disk"]) {
  test(`长辈版 is one tap from every page, and back, over ${place}`, async () => {
    const base = place === "disk" ? `${pathToFileURL(site)}/` : "";
    const { page, close } = await here.open(`${base}index.html`);
    const says = () => page.textContent(".elder");
    await page.click(".elder");
    assert.equal(await says(), "标准版", "what the next tap does");
    await page.goto(new URL(base + STORY, here.base).href);
    assert.deepEqual([await says(), await bodySize(page)], ["标准版", "24px"]);
    await page.click(".elder");
    assert.deepEqual([await says(), await bodySize(page)], ["长辈版", "20px"]);
    await close();
  });
}

test("what was chosen is there before the first paint", async () => {
  const { page, close } = await here.open(STORY, { settings: { "liuhao-size": "extra", "liuhao-scheme": "dark" } });
  // The large script never comes: what is seen is what the first one did.
  await page.route(/script\.js$/, (route) => route.abort());
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.body && !window.atBody) window.atBody = { ...document.documentElement.dataset };
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  assert.deepEqual(await page.evaluate(() => window.atBody), { size: "extra", scheme: "dark" });
  assert.equal(await bodySize(page), "30px");
  await close();
});

test("dark and light go by the system until the reader chooses", async () => {
  const ground = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const { page, close } = await here.open("index.html", { colorScheme: "dark" });
  assert.equal(await ground(page), "rgb(17, 17, 17)");
  await page.click(".tool-size");
  await page.check("input[name=liuhao-scheme][value=light]", { force: true });
  assert.equal(await ground(page), "rgb(237, 237, 237)");
  await page.check("input[name=liuhao-scheme][value='']", { force: true });
  assert.equal(await ground(page), "rgb(17, 17, 17)");
  await close();
});

test("a value that is none of ours is not applied", async () => {
  const { page, close } = await here.open("index.html", { settings: { "liuhao-size": "\"><script>" } });
  assert.equal(await page.getAttribute("html", "data-size"), null);
  await close();
});

test("another size keeps the block that is being read", async () => {
  const { page, close } = await here.open(STORY);
  for (const part of [0.1, 0.4, 0.7]) {
    await page.evaluate((part) => scrollTo({ top: document.documentElement.scrollHeight * part, behavior: "instant" }), part);
    await page.evaluate(() => {
      window.block = [...document.querySelectorAll("main h1, main h2, main h3, main p, main li, main dt, main tr")].find((one) => one.getBoundingClientRect().bottom > 1);
      const box = window.block.getBoundingClientRect();
      window.place = box.top < 0 ? box.top / box.height : box.top;
    });
    for (const size of ["large", "extra", ""]) {
      await page.evaluate((size) => window.liuhao.remember("size", size), size);
      const moved = await page.evaluate(() => {
        const box = window.block.getBoundingClientRect();
        return box.top - (window.place < 0 ? window.place * box.height : window.place);
      });
      assert.ok(Math.abs(moved) <= 35, `${size || "standard"} at ${part}: ${moved} px`);
    }
  }
  await close();
});
