// On paper: a story begins with its title and shows what is folded up, a booklet begins every story on a page of its own.
import assert from "node:assert/strict";
import test from "node:test";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { stage } from "./support/browser.mjs";
import { has } from "./support/paths.mjs";

const here = stage("/");
const bare = (text) => text.replace(/\s+/g, "").normalize("NFKC");

/** Whether a printed text begins with another. A font may name a character by the radical that it looks like: ⺠ for 民. */
const begins = (text, start) => Array.from(start).every((c, at) => Array.from(text)[at] === c || /[\u2e80-\u2eff]/.test(Array.from(text)[at]));
const holds = (text, part) => Array.from(text).some((_, at, all) => begins(all.slice(at, at + part.length).join(""), part));

/** The text of each page of a print. */
async function printed(page, heights = []) {
  const pdf = await getDocument({ data: new Uint8Array(await page.pdf({ preferCSSPageSize: true })), verbosity: 0 }).promise;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const sheet = await pdf.getPage(number);
    const { width, height } = sheet.getViewport({ scale: 1 });
    assert.deepEqual([Math.round(width), Math.round(height)], [595, 842], "A4");
    const { items } = await sheet.getTextContent();
    heights.push(...items.filter((item) => item.str.trim()).map((item) => [item.height, item.str.length]));
    pages.push(bare(items.map((item) => item.str).join("")));
  }
  return pages;
}

test("a story is printed with all that is folded up, and without what only a screen has", async () => {
  const { page, close } = await here.open("branches/shili-shuiwuju.html");
  const title = bare(await page.textContent("h1"));
  const pages = await printed(page);
  assert.ok(pages.length > 1 && pages.length < 12, `${pages.length} pages`);
  assert.ok(pages[0].includes(title));
  const all = pages.join("");
  for (const text of ["主要活动", "技术建议", "一渠一策", "这条渠，我熟"]) assert.ok(holds(all, bare(text)), text);
  for (const text of ["字号", "跳到正文", "返回推送", "相关支部"]) assert.ok(!all.includes(text), text);
  await close();
});

test("a print is short: what a screen folds and repeats is not on it, and the sign-off is not alone", async () => {
  for (const [address, most] of [["branches/jinta-caizheng.html", 4], ["branches/shili-jiaoyuju-diyi.html", 4], ["series/shili-2024/booklet.html", 25]]) {
    const { page, close } = await here.open(address);
    const pages = await printed(page);
    assert.ok(pages.length <= most, `${address}: ${pages.length} pages`);
    assert.ok(!pages.join("").includes("查看数据表"));
    assert.ok(pages.at(-1).length > 40, `${address} ends with ${pages.at(-1)}`);
    await close();
  }
});

test("a year in review is printed on two sheets", async () => {
  const { page, close } = await here.open("reviews/2024.html");
  const pages = await printed(page);
  assert.ok(pages.length <= 2, `${pages.length} pages`);
  assert.ok(pages[0].includes("2024年度盘点"));
  await close();
});

test("a print in large letters has most of its text in 16 to 18 points", async () => {
  const { page, close } = await here.open("branches/jinta-caizheng.html", { settings: { "liuhao-size": "large" } });
  await page.evaluate(() => { window.print = () => { window.isAsked = document.documentElement.dataset.print; }; });
  await page.click(".tool-size");
  await page.getByRole("button", { name: "大字打印" }).click();
  assert.equal(await page.evaluate(() => window.isAsked), "large");
  const [plain, large] = [[], []];
  await printed(page, large);
  await page.evaluate(() => document.documentElement.removeAttribute("data-print"));
  await printed(page, plain);
  const share = (all, from, to) => all.filter(([height]) => height >= from && height <= to).reduce((sum, [, length]) => sum + length, 0) / all.reduce((sum, [, length]) => sum + length, 0);
  assert.ok(share(large, 15.5, 18.5) > 0.7, `${share(large, 15.5, 18.5)}`);
  assert.ok(share(plain, 10, 12.5) > 0.7, `${share(plain, 10, 12.5)}`);
  await close();
});

test("a booklet has a cover, numbered stories, and an index of its branches", async () => {
  const { page, close } = await here.open("series/shili-2024/booklet.html");
  const pages = await printed(page);
  const names = (await page.locator(".booklet-index li a").allTextContents()).map(bare);
  const stories = await page.locator(".booklet-story").count();
  assert.equal(names.length, stories);
  const numbers = (await page.locator(".booklet-index li b").allTextContents()).map(Number);
  assert.deepEqual(numbers.toSorted((a, b) => a - b), Array.from({ length: stories }, (_, at) => at + 1));
  assert.ok(holds(pages[0], `共${stories}篇`) && !holds(pages[0], "目录"), pages[0]);
  assert.ok(holds(pages[1], "目录"), pages[1]);
  for (const name of names) assert.ok(holds(pages.at(-1), name), `index: ${name}`);
  await close();
});

test("a booklet has its contents first and every story on a new page", async () => {
  assert.ok(has("series/shili-2024/booklet.html"));
  const { page, faults, close } = await here.open("series/shili-2024/booklet.html");
  const titles = (await page.locator(".booklet-story > header h2").allTextContents()).map(bare);
  assert.ok(titles.length > 2);
  const pages = await printed(page);
  const starts = titles.map((title) => pages.findIndex((text, at) => begins(text.slice(String(at + 1).length), title)));
  assert.ok(starts.every((at) => at > 0), `${titles} begin on ${starts}: ${pages.map((text) => text.slice(0, 30)).join(" | ")}`);
  const cover = pages.slice(0, starts[0]).join("");
  for (const title of titles) assert.ok(holds(cover, title.replace(/^\d+/, "")), `contents: ${title}`);
  assert.deepEqual(starts, [...new Set(starts)].sort((a, b) => a - b));
  assert.deepEqual(faults, []);
  await close();
});
