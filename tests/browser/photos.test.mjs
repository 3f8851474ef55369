// Photos open large; what is read is shown and remembered; the system's own sheet shares.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { stage } from "./support/browser.mjs";
import { repository } from "./support/paths.mjs";

const here = stage();
const PHOTOS = "branches/shili-jiaoyuju-diyi.html";

test("a photo opens large with its caption; keys turn it, Esc and Back end", async () => {
  const { page, faults, close } = await here.open(PHOTOS);
  const photos = page.locator(".content img");
  const count = await photos.count();
  assert.ok(count > 1);
  await photos.first().scrollIntoViewIfNeeded();
  await photos.first().click();
  const caption = () => page.textContent(".photo-caption");
  const first = await caption();
  assert.match(first, /^1\/\d+ ./);
  const box = await page.locator(".photo-frame img").boundingBox();
  assert.ok(box.width > 300);
  await page.keyboard.press("ArrowRight");
  assert.match(await caption(), /^2\//);
  await page.keyboard.press("ArrowLeft");
  assert.equal(await caption(), first);
  await page.dblclick(".photo-frame img");
  assert.ok(await page.locator(".photo-frame.is-large").count() === 1);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".photo:visible").count(), 0);
  await photos.first().focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".photo:visible").count(), 1);
  await page.goBack();
  await page.waitForFunction(() => !document.querySelector(".photo").getClientRects().length);
  assert.match(page.url(), /jiaoyuju/);
  assert.deepEqual(faults, []);
  await close();
});

/** A finger on the photo, from one place to another, as the browser itself makes touches. */
async function swipe(page, from, to) {
  const touch = await page.context().newCDPSession(page);
  const { x, y, width, height } = await page.locator(".photo-frame").boundingBox();
  const point = (share) => [{ x: x + width * share, y: y + height / 2 }];
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: point(from) });
  await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: point((from + to) / 2) });
  await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: point(to) });
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await touch.detach();
}

test("a finger turns the photos, a short touch and an enlarged photo stay", async () => {
  const { page, faults, close } = await here.open(PHOTOS, { hasTouch: true, isMobile: true });
  const photos = page.locator(".content img");
  const count = await photos.count();
  await photos.first().tap();
  const caption = () => page.textContent(".photo-caption");
  const shown = async (number) => assert.match(await caption(), new RegExp(`^${number}/`));
  await shown(1);
  await swipe(page, 0.8, 0.2);
  await shown(2);
  await swipe(page, 0.5, 0.45);
  await shown(2);
  await swipe(page, 0.2, 0.8);
  await shown(1);
  // There is none before the first, and none behind the last.
  await swipe(page, 0.2, 0.8);
  await shown(1);
  for (let nth = 1; nth <= count; nth += 1) await swipe(page, 0.8, 0.2);
  await shown(count);
  await swipe(page, 0.2, 0.8);
  await page.dblclick(".photo-frame img");
  await swipe(page, 0.8, 0.2);
  await shown(count - 1);
  assert.deepEqual(faults, []);
  await close();
});

test("the script for photos is under 3 KB without its comments", () => {
  assert.ok(statSync(path.join(repository, "themes/feed/scripts/80-photos.js")).size < 3700);
});

test("a story that was left in the middle is offered on the feed, goes on there, and is forgotten when asked", async () => {
  const { page, faults, close } = await here.open("branches/jinta-caizheng.html");
  await page.evaluate(() => document.querySelectorAll("#page_text h2")[2].scrollIntoView({ behavior: "instant", block: "start" }));
  await page.waitForFunction(() => parseFloat(document.querySelector(".progress").style.width) > 20);
  const before = await page.evaluate(() => scrollY);
  await page.goto(`${here.base}index.html`);
  assert.match(await page.textContent(".read-on"), /接着读：五个聚焦强堡垒.*读到 \d+%/);
  await page.click(".read-on a");
  await page.waitForFunction((before) => Math.abs(scrollY - before) < 120, before);
  await page.goto(`${here.base}index.html`);
  await page.click(".read-on button");
  assert.equal(await page.locator(".read-on").count(), 0);
  await page.reload();
  assert.equal(await page.locator(".read-on").count(), 0);
  assert.equal(await page.evaluate(() => localStorage.getItem("liuhao-place")), null);
  assert.deepEqual(faults, []);
  await close();
});

test("where the system shares, its sheet is asked", async () => {
  const { page, close } = await here.open("404.html");
  await page.addInitScript(() => { navigator.share = (what) => { window.shared = what; return Promise.resolve(); }; });
  await page.goto(here.base + PHOTOS);
  await page.click(".tool-share");
  assert.match(await page.evaluate(() => window.shared.url), /jiaoyuju-diyi\.html$/);
  await close();
});
