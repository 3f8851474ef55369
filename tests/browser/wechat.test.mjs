// An article for the public account: copied from the preview and from the disk it is the same, and a plain ProseMirror
// editor, which the platform's own is made of, takes all of its words and its photos in order.
//
//   node tests/browser/run.mjs wechat

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { launch } from "./support/browser.mjs";
import { binary } from "./support/paths.mjs";
import { copied, preview, remove } from "./support/preview.mjs";

const here = import.meta.dirname;
const SLUG = "shili-linchang";
const PAGE = `/_liuhao/wechat/branches/${SLUG}.html`;
const PACKAGES = ["prosemirror-model", "prosemirror-transform", "prosemirror-state", "prosemirror-view", "prosemirror-schema-basic", "orderedmap"];

let browser;
let site;
let server;

before(async () => {
  browser = await launch();
  site = copied();
  server = await preview(site);
});

after(async () => {
  await browser?.close();
  server?.stop();
  remove(site);
});

/** The folder of the article that the command writes. */
function written(...flags) {
  const out = path.join(site, flags.length ? "embedded" : "wechat");
  execFileSync(binary, ["wechat", SLUG, "--out", out, "--lang", "zh", ...flags], { cwd: site });
  return path.join(out, readdirSync(out)[0]);
}

const bare = (text) => text.replace(/[\s\u00a0]+/g, "");

/** Opens an address with leave to use the clipboard where the browser asks for one. */
async function open(address) {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  await page.goto(address);
  return { page, context };
}

/** What a paste brings: the HTML, and the plain text. */
async function pasted(context) {
  const page = await context.newPage();
  await page.setContent("<div id=in contenteditable></div>");
  await page.evaluate(() => {
    document.getElementById("in").addEventListener("paste", (event) => {
      window.html = event.clipboardData.getData("text/html");
      window.text = event.clipboardData.getData("text/plain");
      event.preventDefault();
    });
    document.getElementById("in").focus();
  });
  await page.keyboard.press("Control+V");
  await page.waitForFunction(() => window.html !== undefined);
  const { html, text } = await page.evaluate(() => ({ html: window.html, text: window.text }));
  await page.close();
  return { html: html.replace(/^<meta charset=['"]?utf-8['"]?>/i, ""), text };
}

async function copy(address) {
  const { page, context } = await open(address);
  await page.click("#copy-body");
  await page.waitForFunction(() => document.getElementById("told").textContent.includes("已复制"));
  const got = await pasted(context);
  await context.close();
  return got;
}

test("the clipboard holds the very body, from the preview and from the disk", async () => {
  const folder = written();
  const body = readFileSync(path.join(folder, "body.html"), "utf8");
  const fromServer = await copy(new URL(PAGE, server.base).href);
  const fromDisk = await copy(pathToFileURL(path.join(folder, "article.html")).href);
  assert.equal(fromServer.html, body);
  assert.equal(fromDisk.html, body);
  assert.equal(fromDisk.text, fromServer.text);
  assert.equal(bare(fromDisk.text), bare(body.replace(/<[^>]*>/g, "").replaceAll("&nbsp;", " ")));
});

test("where the copy command is refused the clipboard's interface serves, and else the reader's keys", async () => {
  const folder = written();
  const body = readFileSync(path.join(folder, "body.html"), "utf8");
  const { page, context } = await open(new URL(PAGE, server.base).href);
  await page.evaluate(() => { document.execCommand = () => false; });
  await page.click("#copy-body");
  await page.waitForFunction(() => document.getElementById("told").textContent.includes("已复制"));
  const kept = await pasted(context);
  // The browser writes the same elements in its own words.
  assert.equal(bare(kept.html.replace(/<[^>]*>/g, "").replaceAll("&nbsp;", " ")), bare(body.replace(/<[^>]*>/g, "").replaceAll("&nbsp;", " ")));
  await page.evaluate(() => { navigator.clipboard.write = () => Promise.reject(new Error("no")); });
  await page.click("#copy-body");
  await page.waitForFunction(() => document.getElementById("told").textContent.includes("Ctrl+C"));
  await page.keyboard.press("Control+C");
  assert.equal((await pasted(context)).html, body);
  await context.close();
});

test("title and digest are copied as plain text", async () => {
  const { page, context } = await open(new URL(PAGE, server.base).href);
  for (const [button, id] of [["copy-title", "activity-name"], ["copy-digest", "digest"]]) {
    const text = await page.textContent(`#${id}`);
    await page.click(`#${button}`);
    await page.waitForFunction(() => document.getElementById("told").textContent.includes("已复制"));
    assert.equal((await pasted(context)).text, text);
  }
  await context.close();
});

/** A page with an editor of ProseMirror's basic schema. */
async function editor(context) {
  const imports = Object.fromEntries(PACKAGES.map((name) => [name, `/${name}/dist/index.js`]));
  const html = `<!DOCTYPE html><script type="importmap">${JSON.stringify({ imports })}</script><div id="editor"></div>
    <script type="module">
      import { EditorState } from "prosemirror-state";
      import { EditorView } from "prosemirror-view";
      import { schema } from "prosemirror-schema-basic";
      window.view = new EditorView(document.getElementById("editor"), { state: EditorState.create({ schema }) });
    </script>`;
  const page = await context.newPage();
  await page.route("http://editor.test/**", (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/") return route.fulfill({ contentType: "text/html", body: html });
    return route.fulfill({ contentType: "text/javascript", body: readFileSync(path.join(here, "node_modules", pathname)) });
  });
  await page.goto("http://editor.test/");
  await page.waitForFunction(() => window.view);
  return page;
}

test("a plain ProseMirror editor loses no text and keeps the order of photos", async () => {
  for (const flags of [[], ["--embed"]]) {
    const folder = written(...flags);
    const body = readFileSync(path.join(folder, "body.html"), "utf8");
    const { page, context } = await open(pathToFileURL(path.join(folder, "article.html")).href);
    await page.click("#copy-body");
    await page.waitForFunction(() => document.getElementById("told").textContent.includes("已复制"));
    const into = await editor(context);
    await into.click(".ProseMirror");
    await into.keyboard.press("Control+V");
    await into.waitForFunction(() => window.view.state.doc.textContent.length > 100);
    const { text, photos } = await into.evaluate(() => {
      const photos = [];
      window.view.state.doc.descendants((node) => { if (node.type.name === "image") photos.push(node.attrs.src); });
      return { text: window.view.state.doc.textContent, photos };
    });
    const visible = body.replace(/<[^>]*>/g, "").replaceAll("&nbsp;", " ").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
    assert.equal(bare(text), bare(visible));
    const own = [...body.matchAll(/src="(data:[^"]+)"/g)].map((match) => match[1]);
    assert.deepEqual(photos, own);
    assert.equal(own.length, flags.length ? 2 : 0);
    const lines = [...text.matchAll(/【图(\d+) /g)].map((match) => Number(match[1]));
    assert.deepEqual(lines, flags.length ? [] : [1, 2]);
    await context.close();
  }
});
