// What is read begins soon, on a desk there is something beside it, titles break between their words, and a first view is small.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { stage } from "./support/browser.mjs";
import { everyPage } from "./support/pages.mjs";
import { site } from "./support/paths.mjs";

const here = stage();
const STORIES = everyPage().filter((address) => address.startsWith("branches/") && readFileSync(path.join(site, address), "utf8").includes("page_text"));
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };
/** The first view of feed and story with their style and scripts, gzipped, without photos. */
const BUDGET = 45_000;

test("the text of a story begins on the first screen of a telephone, and in the upper part of a desk's", async () => {
  for (const viewport of [PHONE, { width: 768, height: 1024 }, DESK]) {
    const { page, close } = await here.open("404.html", { viewport });
    for (const address of STORIES) {
      await page.goto(here.base + address);
      const top = await page.evaluate(() => document.querySelector(".content").getBoundingClientRect().top);
      assert.ok(top < viewport.height * (viewport === DESK ? 0.65 : 0.85), `${address} at ${viewport.width}: ${top}`);
    }
    await close();
  }
});

test("on a desk the facts stand beside the text, and below it on a telephone", async () => {
  for (const [viewport, isBeside] of [[DESK, true], [PHONE, false]]) {
    const { page, close } = await here.open("branches/jinta-caizheng.html", { viewport });
    const { text, facts, contents } = await page.evaluate(() => {
      const box = (selector) => { const { left, right, top, bottom } = document.querySelector(selector).getBoundingClientRect(); return { left, right, top, bottom }; };
      return { text: box(".content"), facts: box(".facts"), contents: box(".side-contents") };
    });
    assert.equal(facts.left >= text.right && facts.top < text.top, isBeside);
    assert.equal(facts.top >= text.bottom, !isBeside);
    assert.equal(contents.right > contents.left, isBeside);
    await close();
  }
});

test("on a desk the feed is a grid of two columns, under months", async () => {
  const { page, close } = await here.open("index.html", { viewport: DESK });
  const days = await page.locator(".day").evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ left, top }) => [left, top]));
  assert.equal(new Set(days.map(([left]) => left)).size, 2);
  assert.equal(days[0][1], days[1][1]);
  const months = await page.locator(".month").allTextContents();
  assert.ok(months.length > 1 && months.every((month) => /^\d{4}年\d+月$/.test(month)));
  assert.equal(new Set(months).size, months.length);
  await close();
});

test("a title is 1.35 of the text, a heading 1.1", async () => {
  for (const size of ["", "large", "extra"]) {
    const { page, close } = await here.open("branches/jinta-caizheng.html", { settings: size ? { "liuhao-size": size } : {} });
    const [title, heading, text] = await page.evaluate(() => ["h1", ".content h2", ".content"].map((selector) => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize)));
    assert.ok(Math.abs(title / text - 1.35) < 0.01 && Math.abs(heading / text - 1.1) < 0.01, `${title} ${heading} ${text}`);
    await close();
  }
});

/** Words in titles of the page that a line ends inside of, and titles of cards of more than two lines. */
const faultsOfTitles = (page, words) => page.evaluate((words) => {
  const found = { met: 0, broken: [], long: [] };
  for (const title of document.querySelectorAll("h1, .group h3 a, .turn b, .related a, .meta span")) {
    const style = getComputedStyle(title);
    const lines = title.getBoundingClientRect().height / parseFloat(style.lineHeight);
    if (title.matches(".group a") && lines > 2.1) found.long.push(title.textContent);
    const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const word of words) {
        for (let at = node.data.indexOf(word); at >= 0; at = node.data.indexOf(word, at + 1)) {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          found.met += 1;
          const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
          if (tops.size > 1) found.broken.push(`${word} in ${title.textContent}`);
        }
      }
    }
  }
  return found;
}, words);

test("no title breaks inside a word, and on a card it has two lines", async () => {
  const words = ["老干部", "离退休", "退休干部", "党支部", "第一党支部", "第二党支部", "第三党支部"];
  let met = 0;
  const faults = [];
  for (const width of [320, 390, 768, 1280]) {
    for (const size of ["", "extra"]) {
      const { page, close } = await here.open("404.html", { viewport: { width, height: 844 }, settings: size ? { "liuhao-size": size } : {} });
      for (const address of ["index.html", "page/2.html", "county/shili.html", "series/2023-liuhao.html", ...STORIES]) {
        await page.goto(here.base + address);
        const seen = await faultsOfTitles(page, words);
        met += seen.met;
        faults.push(...[...seen.broken, ...seen.long].map((one) => `${width} ${size} ${address}: ${one}`));
      }
      await close();
    }
  }
  assert.ok(met > 200, `${met} words`);
  assert.deepEqual(faults, []);
});

test("a branch and a county have a timeline, in order", async () => {
  const { page, close } = await here.open("branches/jinta-caizheng.html");
  const events = (await page.locator(".timeline li").allTextContents()).map((text) => text.replace(/\s+/g, " ").trim());
  assert.deepEqual(events.slice(0, 2), ["2005年8月 成立", "2017年5月 由金塔县财政局退休干部党支部更名为金塔县财政局第三党支部（机构改革）"]);
  assert.ok(events.length === 4 && events.slice(2).every((event) => event.startsWith("2023年度 ")));
  await page.goto(`${here.base}county/shili.html`);
  const years = (await page.locator(".timeline b").allTextContents()).map((when) => Number(when.match(/\d{4}(?=年度?$|年\d+月$)/)[0]));
  assert.ok(years.length > 4);
  assert.deepEqual(years, years.toSorted((a, b) => b - a));
  const told = await page.locator(".timeline a").evaluateAll((all) => all.map((one) => one.pathname));
  assert.ok(told.length === years.length && told.every((address) => address.startsWith("/branches/")));
  await close();
});

test("a first view weighs what it may, gzipped and without photos", () => {
  const weigh = (address) => gzipSync(readFileSync(path.join(site, address)), { level: 9 }).length;
  const shared = ["theme/style.css", "theme/script.js", "theme/first.js"].map(weigh).reduce((a, b) => a + b);
  for (const address of ["index.html", "branches/jinta-caizheng.html", "series/shili-2024.html", "stats.html"]) {
    assert.ok(weigh(address) + shared <= BUDGET, `${address}: ${weigh(address)} beside ${shared}`);
  }
});

test("drawn covers are small, and none stands twice in a row", async () => {
  const { page, close } = await here.open("index.html");
  const drawings = [];
  for (;;) {
    const here = await page.locator(".headline svg.motif").evaluateAll((all) => all.map((one) => one.innerHTML));
    assert.ok(here.every((drawing, at) => drawing !== here[at - 1]), page.url());
    drawings.push(...here);
    const next = page.locator('.pager a[rel="next"]').first();
    if (await next.count() === 0) break;
    await next.click();
    await page.waitForLoadState();
  }
  assert.ok(new Set(drawings).size >= 4, `${new Set(drawings).size} of ${drawings.length}`);
  assert.deepEqual(drawings.filter((drawing) => drawing.length > 1500), []);
  await close();
});

test("no link at the foot stands alone in a line", async () => {
  for (const width of [320, 390]) {
    const { page, close } = await here.open("index.html", { viewport: { width, height: 844 } });
    const lines = await page.locator(".places a").evaluateAll((all) => {
      const tops = all.map((one) => Math.round(one.getBoundingClientRect().top));
      return [...new Set(tops)].map((top) => tops.filter((other) => other === top).length);
    });
    assert.ok(lines.length > 1 && Math.min(...lines) > 1, `${width} px: ${lines}`);
    await close();
  }
});
