// Reading aloud: paragraph by paragraph with a mark, paused and stopped; absent where there is no voice.
import assert from "node:assert/strict";
import test from "node:test";
import { stage } from "./support/browser.mjs";

const here = stage();
const STORY = "branches/jinta-caizheng.html";

/** A voice that says nothing and is heard at once or when told. */
const voice = () => {
  window.said = [];
  window.finish = () => window.current?.onend?.();
  Object.defineProperty(window, "speechSynthesis", { value: {
    speak: (words) => { window.said.push(words.text); window.current = words; },
    cancel: () => { window.current = null; },
    getVoices: () => [],
  } });
};

async function open(script) {
  const { page, close } = await here.open("404.html");
  await page.addInitScript(script);
  await page.goto(here.base + STORY);
  return { page, close };
}

test("what is read is marked, and all of the text is read once", async () => {
  const { page, close } = await open(voice);
  await page.click(".tool-read");
  assert.equal(await page.locator(".is-read").count(), 1);
  assert.equal(await page.textContent(".tool-read"), "暂停");
  const said = await page.evaluate(() => {
    for (let turns = 0; turns < 1000 && document.querySelector(".is-read"); turns += 1) window.finish();
    return window.said.join("");
  });
  const text = await page.evaluate(() => [...document.querySelectorAll("h1, #page_text > *")].map((block) => block.textContent).join(""));
  assert.equal(said.replaceAll(/\s/g, ""), text.replaceAll(/\s/g, ""));
  assert.equal(await page.textContent(".tool-read"), "朗读");
  await close();
});

test("it is paused, goes on, steps and stops", async () => {
  const { page, close } = await open(voice);
  const marked = () => page.evaluate(() => [...document.querySelectorAll("#page_text > *")].findIndex((block) => block.matches(".is-read")));
  await page.click(".tool-read");
  assert.equal(await marked(), -1, "the title comes first");
  await page.click("text=下一段");
  await page.click("text=下一段");
  assert.equal(await marked(), 1);
  await page.click(".tool-read");
  assert.equal(await page.textContent(".tool-read"), "继续");
  await page.click(".tool-read");
  assert.equal(await marked(), 1, "where it was");
  await page.click("text=停止");
  assert.equal(await marked(), -1);
  assert.equal(await page.locator(".reading").isVisible(), false);
  await close();
});

test("it begins with the first block on the screen, begins anew, keeps its speed and goes to the next story", async () => {
  const { page, close } = await open(voice);
  await page.evaluate(() => document.querySelectorAll("#page_text p")[3].scrollIntoView({ behavior: "instant", block: "start" }));
  const before = await page.evaluate(() => scrollY);
  await page.click(".tool-read");
  const first = await page.evaluate(() => [...document.querySelectorAll("#page_text p")].findIndex((one) => one.matches(".is-read")));
  assert.equal(first, 3);
  assert.ok(await page.evaluate((before) => Math.abs(scrollY - before) < innerHeight, before), "it stays near");
  assert.ok(await page.evaluate(() => { const { top, bottom } = document.querySelector(".is-read").getBoundingClientRect(); return bottom > 0 && top < innerHeight; }));
  assert.ok(Math.abs(await page.evaluate(() => window.current.rate) - 0.9) < 0.01);
  await page.click("text=语速 中");
  assert.ok(Math.abs(await page.evaluate(() => window.current.rate) - 1.2) < 0.01);
  await page.click("text=从头读");
  assert.ok(await page.locator("h1.is-read").count() === 1);
  await page.click("text=停止");
  const next = await page.locator('.turn a[rel="next"]').count();
  if (next > 0) {
    await page.click(".tool-read");
    await page.click(".reading >> text=下一篇");
    await page.waitForFunction(() => document.querySelector(".is-read") && window.current);
    assert.ok(Math.abs(await page.evaluate(() => window.current.rate) - 1.2) < 0.01, "the speed stays");
  }
  await close();
});

test("a recording plays in the same bar, also where there is no voice", async () => {
  for (const script of [voice, () => Object.defineProperty(window, "speechSynthesis", { value: undefined })]) {
    const { page, close } = await here.open("404.html");
    await page.addInitScript(script);
    await page.addInitScript(() => {
      HTMLMediaElement.prototype.play = function () { this.isOn = true; return Promise.resolve(); };
      HTMLMediaElement.prototype.pause = function () { this.isOn = false; };
    });
    await page.goto(`${here.base}branches/shili-luyin.html`);
    assert.equal(await page.locator(".recording").isVisible(), false);
    const isOn = () => page.evaluate(() => Boolean(document.querySelector(".recording").isOn));
    await page.click(".tool-read");
    assert.ok(await isOn());
    assert.match(await page.textContent(".reading"), /录音 0:00/);
    await page.click("text=语速 中");
    assert.ok(await page.evaluate(() => document.querySelector(".recording").playbackRate > 1));
    await page.click(".tool-read");
    assert.equal(await isOn(), false);
    assert.equal(await page.textContent(".tool-read"), "继续");
    await page.click("text=停止");
    assert.equal(await page.locator(".reading").isVisible(), false);
    await close();
  }
  const { page, close } = await here.open("branches/shili-luyin.html", { javaScriptEnabled: false });
  assert.ok(await page.locator(".recording").isVisible(), "without scripts the browser's own player is there");
  await close();
});

test("there is no button where there is no voice", async () => {
  const { page, close } = await open(() => Object.defineProperty(window, "speechSynthesis", { value: undefined }));
  assert.equal(await page.locator(".tool-read").count(), 0);
  assert.ok(await page.locator(".tool-size").count() === 1);
  await close();
});

test("a voice that fails is told", async () => {
  const { page, close } = await open(voice);
  await page.click(".tool-read");
  await page.evaluate(() => window.current.onerror({ error: "synthesis-failed" }));
  assert.match(await page.textContent(".notice"), /没有可用的朗读语音/);
  await close();
});
