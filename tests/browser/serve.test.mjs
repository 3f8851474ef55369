// The preview in a real browser: a save shows without losing the reader's place, errors are laid over
// the page, ten tabs live on one stream.
//
//   node tests/browser/run.mjs serve
//
// Every wait is for something that the page or the server does; nothing sleeps.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, beforeEach, afterEach, test } from "node:test";

import { launch } from "./support/browser.mjs";
import { copied, preview, remove } from "./support/preview.mjs";

const STORY = "content/branches/shili-shuiwuju.md";
const PAGE = "branches/shili-shuiwuju.html";

let browser;
let site;
let server;
let base;
let context;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

beforeEach(async () => {
  site = copied();
  context = await browser.newContext({ locale: "zh-CN", viewport: { width: 900, height: 700 } });
});

afterEach(async () => {
  await context?.close();
  server?.stop();
  remove(site);
});

const file = (name) => path.join(site, name);
const read = (name) => readFileSync(file(name), "utf8");
const put = (name, text) => {
  mkdirSync(path.dirname(file(name)), { recursive: true });
  writeFileSync(file(name), text);
};
const edit = (name, from, to) => {
  const text = read(name);
  assert.ok(text.includes(from), `${name} has no ${from}`);
  put(name, text.replace(from, to));
};

async function serve(...more) {
  server = await preview(site, ...more);
  base = server.base;
}

// A tab that has heard the first event, and collects what goes wrong in it.
async function open(address) {
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (fault) => page.faults.push(String(fault)));
  page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
  page.requests = [];
  page.on("request", (request) => page.requests.push(request.url()));
  await page.goto(base + address);
  await page.waitForFunction(() => document.documentElement.dataset.liuhaoVersion);
  // Lost when the page is loaded anew.
  await page.evaluate(() => (window.isTheSame = true));
  return page;
}

const isTheSame = (page) => page.evaluate(() => window.isTheSame === true);
const report = (page) => page.locator("liuhao-report");

test("a saved story shows, and scroll, details and fields stay", async () => {
  await serve();
  const page = await open(PAGE);
  await page.evaluate(() => {
    const own = document.createElement("div");
    own.id = "made-by-a-script";
    own.innerHTML = "<input id=field>";
    document.querySelector("main").append(own);
    document.body.classList.add("set-by-a-script");
  });
  // Typing would scroll there, slowly.
  await page.evaluate(() => (document.querySelector("#field").value = "写了一半"));
  const details = page.locator("details").first();
  const hasDetails = (await details.count()) > 0;
  if (hasDetails) await details.evaluate((element) => (element.open = !element.open));
  const wasOpen = hasDetails && (await details.evaluate((element) => element.open));
  await page.evaluate(() => scrollTo({ top: 600, behavior: "instant" }));
  // Where the words are that the reader looks at: what grows above them may not push them away.
  await page.evaluate(() => (window.words = document.elementFromPoint(450, 350)));
  const seen = () => page.evaluate(() => window.words.getBoundingClientRect().top);
  const place = await seen();
  const heading = await page.locator("h1").first().textContent();
  edit(STORY, heading.trim(), `${heading.trim()}改`);
  await page.waitForFunction((text) => document.querySelector("h1").textContent.includes(text), `${heading.trim()}改`);
  assert.ok(await isTheSame(page));
  assert.equal(await page.inputValue("#field"), "写了一半");
  const now = await seen();
  assert.ok(Math.abs(now - place) < 1, `from ${place} to ${now}`);
  assert.ok(await page.evaluate(() => document.body.classList.contains("set-by-a-script")));
  if (hasDetails) assert.equal(await details.evaluate((element) => element.open), wasOpen);
  assert.ok((await page.title()).includes(`${heading.trim()}改`));
  assert.deepEqual(page.faults, []);
});

test("after many edits the page is the one that the server sends", async () => {
  await serve();
  const page = await open(PAGE);
  const text = read(STORY);
  const paragraphs = ["一段。", "## 新的一节\n\n另一段**重点**。", "- 甲\n- 乙\n", "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n", "> 引文"];
  for (let round = 0; round < 12; round += 1) {
    const some = paragraphs.filter((_, at) => (round * 7 + at * 3) % 4 !== 0);
    const mark = `第${round}轮`;
    put(STORY, `${text}\n\n${some.join("\n\n")}\n\n${mark}\n`);
    await page.waitForFunction((mark) => document.body.textContent.includes(mark), mark);
    const differs = await page.evaluate(async () => {
      const html = await (await fetch(location.href)).text();
      const sent = new DOMParser().parseFromString(html, "text/html");
      // Round it the theme's script has put things of its own.
      const plain = (root) => root.querySelector("#page_text").outerHTML.replace(/\s+/g, " ");
      return plain(document) === plain(sent) ? null : [plain(document), plain(sent)];
    });
    assert.equal(differs, null);
  }
  assert.ok(await isTheSame(page));
});

test("style is exchanged without loading the page anew", async () => {
  await serve();
  const page = await open(PAGE);
  put("themes/feed/static/style.css", "body { background: rgb(1, 2, 3) }");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)");
  put("themes/feed/static/style.css", "body { background: rgb(4, 5, 6) }");
  await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(4, 5, 6)");
  assert.equal(await background(), "rgb(4, 5, 6)");
  assert.equal(await page.locator('link[rel="stylesheet"]').count(), 1);
  assert.ok(await isTheSame(page));
  // A story saved afterwards does not bring the old style back.
  edit(STORY, "\n---\n", "\n---\n开头一句。\n\n");
  await page.waitForFunction(() => document.body.textContent.includes("开头一句"));
  assert.equal(await background(), "rgb(4, 5, 6)");
  assert.ok(await isTheSame(page));
});

test("a template, the settings and a picture show too", async () => {
  await serve();
  const page = await open("");
  edit("site.yaml", "name: ", "name: 新的");
  await page.waitForFunction(() => document.title.includes("新的"));
  put("themes/feed/templates/partials/footer.html", "<footer id=new-foot>新页脚</footer>");
  await page.locator("#new-foot").waitFor();
  assert.ok(await isTheSame(page));
  const picture = page.locator('img[src*="avatar"]').first();
  if ((await picture.count()) > 0) {
    const size = () => picture.evaluate((image) => image.naturalWidth);
    const before = await size();
    // One black pixel.
    const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    writeFileSync(file("static/avatar.png"), Buffer.from(pixel, "base64"));
    await page.waitForFunction(() => document.querySelector('img[src*="avatar"]').naturalWidth === 1);
    assert.notEqual(before, 1);
  }
});

test("an error is laid over the last good page, escaped, and goes when it is mended", async () => {
  put("site.yaml", `${read("site.yaml")}\neditor: "vscode://file/{path}:{line}:{column}"\n`);
  await serve();
  const page = await open(PAGE);
  const good = read(STORY);
  const title = await page.locator("h1").first().textContent();
  put(STORY, good.replace("---\n", '---\ndarft: "<img src=x>"\nexpires: 2024-02-30\n'));
  await report(page).locator(".fault").first().waitFor();
  assert.equal(await report(page).locator(".fault").count(), 2);
  const text = await report(page).locator(".panel").innerText();
  assert.match(text, /不能发布/);
  assert.match(text, /<img src=x>/);
  assert.match(text, /\^\^\^/);
  assert.match(text, new RegExp(`${STORY}:2:1`));
  const href = await report(page).locator("a.place").first().getAttribute("href");
  assert.ok(href.startsWith("vscode://file/") && href.endsWith(`${STORY}:2:1`), href);
  assert.equal(await report(page).locator("img").count(), 0);
  assert.equal(await page.locator("h1").first().textContent(), title);
  assert.ok(await isTheSame(page));
  // Put aside, it leaves a button.
  await report(page).locator(".close").click();
  assert.ok(await report(page).locator(".panel").isHidden());
  await report(page).locator(".badge").click();
  assert.ok(await report(page).locator(".panel").isVisible());
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, "overlay.png") });
  put(STORY, good);
  await report(page).waitFor({ state: "detached" });
  // A template too: named, with its line and the variable.
  put("themes/feed/templates/page.html", "");
  put("themes/feed/templates/story.html", '{% extends "feed/story.html" %}\n{% block content %}\n{{ story.titel }}{% endblock %}');
  await report(page).locator(".fault").first().waitFor();
  const told = await report(page).locator(".panel").innerText();
  assert.match(told, /themes\/feed\/templates\/story\.html:3:/);
  assert.match(told, /titel/);
  rmSync(file("themes"), { recursive: true });
  await report(page).waitFor({ state: "detached" });
  assert.deepEqual(page.faults, []);
});

test("ten tabs at once", async () => {
  await serve();
  const pages = [];
  for (let tab = 0; tab < 10; tab += 1) pages.push(await open(PAGE));
  edit(STORY, "\n---\n", "\n---\n十个标签页。\n\n");
  for (const page of pages) {
    await page.bringToFront();
    await page.waitForFunction(() => document.body.textContent.includes("十个标签页"));
    assert.ok(await isTheSame(page));
  }
  const streams = pages.flatMap((page) => page.requests).filter((url) => url.endsWith("/_liuhao/events"));
  assert.deepEqual(streams, [], "a tab has a stream of its own");
});

test("the browser follows the story being written", async () => {
  await serve("--follow");
  const page = await open("");
  edit(STORY, "\n---\n", "\n---\n跟着走。\n\n");
  await page.waitForURL(`**/${PAGE}`);
  await page.waitForFunction(() => document.body.textContent.includes("跟着走"));
});

test("a story that is renamed is gone from its old address", async () => {
  await serve();
  const page = await open(PAGE);
  renameSync(file(STORY), file("content/branches/renamed.md"));
  await page.waitForFunction(() => document.body.classList.contains("kind-not_found"));
  renameSync(file("content/branches/renamed.md"), file(STORY));
  await page.waitForFunction(() => document.body.classList.contains("kind-story"));
});

test("the desk shows every story and lives", async () => {
  await serve();
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (fault) => faults.push(String(fault)));
  await page.goto(`${base}_liuhao/`);
  const row = page.locator(`tr[data-file="${STORY}"]`);
  await row.waitFor();
  assert.match(await row.innerText(), /没有问题|警告|提示/);
  put(STORY, read(STORY).replace("---\n", "---\ndarft: 是\n"));
  await page.waitForFunction((name) => document.querySelector(`tr[data-file="${name}"]`)?.innerText.includes("错误"), STORY);
  await row.locator(".toggle").click();
  const detail = page.locator(`tr[data-file="${STORY}"] + .detail`);
  await detail.locator(".fault").first().waitFor();
  assert.match(await detail.innerText(), /darft/);
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, "desk.png"), fullPage: true });
  await page.fill("#q", "没有这样的事迹");
  await page.waitForFunction(() => document.querySelectorAll("#rows tr").length === 0);
  assert.deepEqual(faults, []);
});
