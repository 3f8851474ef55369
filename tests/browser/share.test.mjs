// 分享 copies title and address; a page opened from a disk can do it too.
import assert from "node:assert/strict";
import test from "node:test";
import { stage } from "./support/browser.mjs";

const here = stage();

test("title and address are copied and the reader is told", async () => {
  const { page, close } = await here.open("branches/jinta-caizheng.html#page_text", { permissions: ["clipboard-read", "clipboard-write"] });
  await page.click(".tool-share");
  await page.locator(".notice:not(:empty)").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, `${await page.title()}\n${here.base}branches/jinta-caizheng.html`);
  await close();
});

test("it works where the clipboard is closed to scripts", async () => {
  const { page, close } = await here.open("404.html");
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    document.execCommand = (name) => { window.copied = [name, document.activeElement.value]; return true; };
  });
  await page.goto(`${here.base}index.html`);
  await page.click(".tool-share");
  await page.locator(".notice:not(:empty)").waitFor();
  assert.equal((await page.evaluate(() => window.copied))[0], "copy");
  await close();
});
