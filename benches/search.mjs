// Figures of the search page; benches/search.sh runs it.
//
//   node benches/search.mjs SITE QUERIES        SITE has content/ and a published public/

import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { gzipSync } from "node:zlib";

const [site, amount] = process.argv.slice(2);
const root = path.join(site, "public");
const { chromium } = createRequire(new URL("../tests/browser/search.test.mjs", import.meta.url))("playwright-core");
const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * part) - 1)];

const bytes = (folder) => readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).reduce((sum, entry) => sum + statSync(path.join(entry.parentPath ?? entry.path, entry.name)).size, 0);
const [index, text] = [bytes("search/index"), bytes("search/text")];
console.log(`index ${(index / 1e6).toFixed(1)} MB, text ${(text / 1e6).toFixed(1)} MB: ${Math.round(100 * index / text)} %`);

// A host that compresses, and counts what it sends.
let sent = 0;
const server = createServer((request, response) => {
  const file = path.join(root, decodeURIComponent(new URL(request.url, "http://x").pathname));
  const body = gzipSync(readFileSync(file));
  if (request.url.includes("/search/")) sent += body.length;
  response.writeHead(200, { "content-encoding": "gzip", "content-type": file.endsWith(".js") ? "text/javascript" : file.endsWith(".css") ? "text/css" : "text/html; charset=utf-8" });
  response.end(body);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const base = `http://127.0.0.1:${server.address().port}/`;

// Phrases from all over the corpus, of all lengths, and some that every story or none has.
let seed = 7;
const dice = (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor(seed / 2 ** 32 * below);
};
const files = readdirSync(path.join(site, "content/branches")).filter((name) => name.endsWith(".md"));
const phrases = ["党支部", "老党员", "部支党", "2023年", "干部支部", "离退休干部党支部", "志愿服务"];
while (phrases.length < Number(amount)) {
  const lines = readFileSync(path.join(site, "content/branches", files[dice(files.length)]), "utf8").split("---")[2].split("\n");
  const runs = lines[dice(lines.length)].match(/[\p{Script=Han}，、。]{2,}/gu) ?? [""];
  const run = Array.from(runs[dice(runs.length)]);
  const length = [2, 3, 4, 6, 8, 12, 20][dice(7)];
  if (run.length >= length) phrases.push(run.slice(dice(run.length - length + 1)).slice(0, length).join(""));
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const figures = [];
for (const phrase of phrases) {
  // A reader who has never been here: nothing is in the browser's cache.
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${base}search.html`);
  sent = 0;
  const time = await page.evaluate((phrase) => new Promise((done) => {
    const status = document.querySelector(".search-status");
    const begin = performance.now();
    new MutationObserver(() => {
      if (/^(找到|先列出|没有)/.test(status.textContent)) done(performance.now() - begin);
    }).observe(status, { childList: true, characterData: true, subtree: true });
    document.querySelector(".search-line input").value = phrase;
    document.querySelector(".search-form").requestSubmit();
  }), phrase);
  const found = await page.locator(".search-results li").count();
  figures.push({ phrase, time, sent, found });
  await context.close();
}
await browser.close();
server.close();
const column = (name) => figures.map((one) => one[name]);
const worst = figures.toSorted((a, b) => b.sent - a.sent)[0];
console.log(`${figures.length} queries, each in a new browser: sent (gzip) median ${Math.round(quantile(column("sent"), 0.5) / 1e3)} KB, most ${Math.round(worst.sent / 1e3)} KB (${worst.phrase})`);
console.log(`  until the first results are shown: median ${Math.round(quantile(column("time"), 0.5))} ms, p95 ${Math.round(quantile(column("time"), 0.95))} ms, longest ${Math.round(Math.max(...column("time")))} ms`);
const missed = figures.filter((one) => one.found === 0).map((one) => one.phrase);
console.log(`  without a result: ${missed.join("、") || "none"} `);
