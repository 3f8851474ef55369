// How long an editor waits from saving a story to seeing it in a browser, with the preview of this program and with those of
// Hugo, Zola and Eleventy, one after the other, on the same stories. benches/peers.sh runs it.
//
//   node benches/peers.mjs EDITS FILE ADDRESS COMMAND [ARGUMENT …]
//
// FILE is the story's file, ADDRESS its page; the command serves the site until it is ended.

import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";

const { chromium } = createRequire(new URL("../tests/browser/serve.test.mjs", import.meta.url))("playwright-core");
const [amount, file, address, command, ...rest] = process.argv.slice(2);
// Longer than any of them takes for ten thousand stories.
const PATIENCE = 180_000;

const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * part) - 1)];

const begin = performance.now();
const server = spawn(command, rest, { stdio: "ignore", detached: true });
process.on("exit", () => process.kill(-server.pid, "SIGKILL"));
while (!(await fetch(address).then((answer) => answer.ok, () => false))) {
  if (performance.now() - begin > PATIENCE) throw new Error(`${command} does not answer at ${address}`);
  await pause(20);
}
const start = performance.now() - begin;

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath, args });
const page = await browser.newPage();
const seen = new Map();
let wake = () => {};
await page.exposeFunction("tellSeen", (mark, time) => {
  if (!seen.has(mark)) seen.set(mark, time);
  wake();
});
// In every document, as some of them load the page anew: told when the next picture of the page is drawn.
await page.addInitScript(() => {
  const look = () => {
    const mark = document.body?.textContent.match(/编辑标记(\d+)号/)?.[1];
    if (mark) requestAnimationFrame(() => window.tellSeen(mark, Date.now()));
  };
  new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });
});
await page.goto(address);
await pause(3000);

const text = readFileSync(file, "utf8");
const waits = [];
for (let edit = 1; edit <= Number(amount); edit += 1) {
  await pause(700 + ((edit * 137) % 500));
  writeFileSync(file, `${text}\n编辑标记${edit}号。\n`);
  const saved = Date.now();
  const until = saved + PATIENCE;
  while (!seen.has(String(edit))) {
    if (Date.now() > until) throw new Error(`edit ${edit} was not seen`);
    await Promise.race([new Promise((done) => (wake = done)), pause(1000)]);
  }
  waits.push(seen.get(String(edit)) - saved);
}
writeFileSync(file, text);
console.log(`start to first page ${(start / 1000).toFixed(2)} s, save to sight: median ${quantile(waits, 0.5)} ms, longest ${Math.max(...waits)} ms (${waits.length})`);
await browser.close();
process.exit();
