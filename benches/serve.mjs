// Figures of the preview; benches/serve.sh runs it.
//
//   node benches/serve.mjs latency PROGRAM SITE EDITS
//   node benches/serve.mjs starve PROGRAM SITE SECONDS
//   node benches/serve.mjs streams PROGRAM SITE SECONDS

import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

const [what, program, site, amount] = process.argv.slice(2);
const SLOW = 500;

// The value below which the given part of all values lies.
const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * part) - 1)];
// The time of day in milliseconds, finely.
const now = () => performance.timeOrigin + performance.now();
const ms = (value) => `${value.toFixed(1)} ms`;
const told = (values) => `median ${ms(quantile(values, 0.5))}, p95 ${ms(quantile(values, 0.95))}, longest ${ms(Math.max(...values))} (${values.length})`;

const get = (address) =>
  new Promise((done, fail) => {
    const request = http.get(address, { agent: false }, (answer) => {
      let length = 0;
      answer.on("data", (chunk) => (length += chunk.length));
      answer.on("end", () => done({ status: answer.statusCode, length }));
    });
    request.on("error", fail);
  });

const resident = (id) => Number(readFileSync(`/proc/${id}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]);

async function serve() {
  const begin = performance.now();
  const server = spawn(program, ["serve", "--root", site, "--port", "0", "--lang", "zh", "--today", "2030-01-01"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let base = null;
  for await (const line of createInterface({ input: server.stdout })) {
    base = line.match(/http:\/\/localhost:\d+\//)?.[0] ?? base;
    if (base) break;
  }
  server.stdout.resume();
  await get(base);
  return { server, base, start: performance.now() - begin };
}

// Waits for events; next() gives the time at which the next one came.
function listen(base) {
  const times = [];
  let wake = () => {};
  http.get(`${base}_liuhao/events`, { agent: false }, (answer) => {
    answer.on("data", (chunk) => {
      if (!String(chunk).includes("data: ")) return;
      times.push(now());
      wake();
    });
  });
  return async () => {
    while (times.length === 0) await new Promise((done) => (wake = done));
    return times.shift();
  };
}

async function latency() {
  const { chromium } = createRequire(new URL("../tests/browser/serve.test.mjs", import.meta.url))("playwright-core");
  const { server, base, start } = await serve();
  const folder = path.join(site, "content/branches");
  const files = readdirSync(folder).filter((name) => name.endsWith(".md"));
  console.log(`${files.length} stories: start to first page ${ms(start)}`);
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const browser = await chromium.launch({ executablePath, args });
  const name = files[Math.floor(files.length / 2)];
  const page = await browser.newPage();
  await page.goto(`${base}branches/${encodeURIComponent(name.replace(".md", ".html"))}`);
  await page.waitForFunction(() => document.documentElement.dataset.liuhaoVersion);
  await page.evaluate(() => {
    window.seen = new Map();
    new MutationObserver(() => {
      const mark = document.body.textContent.match(/编辑标记(\d+)号/)?.[1];
      // Seen when the next picture of the page is drawn.
      if (mark && !window.seen.has(mark)) requestAnimationFrame(() => window.seen.has(mark) || window.seen.set(mark, Date.now()));
    }).observe(document.documentElement, { childList: true, characterData: true, subtree: true });
  });
  const next = listen(base);
  await next();
  const text = readFileSync(path.join(folder, name), "utf8");
  const [toEvent, toSight] = [[], []];
  // What was just written is looked at once more; begin when that is over.
  await pause(3000);
  const before = resident(server.pid);
  for (let edit = 1; edit <= Number(amount); edit += 1) {
    await pause(300 + ((edit * 137) % 500));
    writeFileSync(path.join(folder, name), `${text}\n编辑标记${edit}号。\n`);
    const saved = now();
    toEvent.push(Math.max(0, (await next()) - saved));
    await page.waitForFunction((mark) => window.seen.has(mark), String(edit));
    toSight.push((await page.evaluate((mark) => window.seen.get(mark), String(edit))) - saved);
  }
  console.log(`  save to event: ${told(toEvent)}`);
  console.log(`  save to visible change: ${told(toSight)}`);
  console.log(`  resident before ${before} KB, after ${resident(server.pid)} KB`);
  await browser.close();
  server.kill();
}

// Slow clients, in a process of their own: nobody waits for them but the server.
function drip() {
  const [port, until] = [Number(program), Number(site)];
  let reconnects = -SLOW;
  const slow = () => {
    if (Date.now() > until) return;
    reconnects += 1;
    const socket = net.connect(port, "127.0.0.1");
    const drops = setInterval(() => socket.write("G"), 1000);
    socket.on("error", () => {});
    socket.on("close", () => {
      clearInterval(drops);
      slow();
    });
    setTimeout(() => socket.destroy(), until - Date.now()).unref();
  };
  for (let client = 0; client < SLOW; client += 1) slow();
  setTimeout(() => {
    console.log(reconnects);
    process.exit();
  }, until - Date.now());
}

async function starve() {
  const { server, base } = await serve();
  const until = Date.now() + Number(amount) * 1000;
  const crowd = spawn(process.execPath, [process.argv[1], "drip", new URL(base).port, String(until)], { stdio: ["ignore", "pipe", "inherit"] });
  let reconnects = "";
  crowd.stdout.on("data", (piece) => (reconnects += piece));
  const { times, failed } = await pages(base, Number(amount));
  const memory = resident(server.pid);
  await new Promise((done) => crowd.on("close", done));
  console.log(`${SLOW} clients, a byte a second for ${amount} s (${reconnects.trim()} came again): pages ${times.length - failed} of ${times.length}, ${told(times)}, p99 ${ms(quantile(times, 0.99))}, resident ${memory} KB`);
  server.kill();
  process.exit(failed > 0 ? 1 : 0);
}

// Pages for this long: how many were asked for, how many did not come, how long each took.
async function pages(base, seconds) {
  const until = Date.now() + seconds * 1000;
  const times = [];
  let failed = 0;
  while (Date.now() < until) {
    const begin = performance.now();
    const answer = await get(`${base}index.html`).catch(() => ({ status: 0 }));
    if (answer.status !== 200) failed += 1;
    times.push(performance.now() - begin);
    await pause(20);
  }
  return { times, failed };
}

// Clients that hold streams of events, in a process of their own: each comes again at once when its stream ends, and with
// "reopening" it ends its stream itself as soon as it has begun.
function hold() {
  const [port, amount, is_reopening] = [Number(program), Number(site), process.argv[5] === "reopening"];
  let [opened, held] = [0, 0];
  const stream = () => {
    opened += 1;
    const socket = net.connect(port, "127.0.0.1", () => socket.write("GET /_liuhao/events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    held += 1;
    socket.once("data", () => is_reopening && socket.destroy());
    socket.on("error", () => {});
    socket.on("close", () => {
      held -= 1;
      setImmediate(stream);
    });
  };
  for (let client = 0; client < amount; client += 1) stream();
  process.on("SIGTERM", () => {
    console.log(`${opened} opened`);
    process.exit();
  });
}

async function streams() {
  const { server, base } = await serve();
  const seconds = Number(amount);
  let all = 0;
  for (const [count, how] of [[0, "none"], [600, "held"], [1000, "held"], [1000, "reopening"]]) {
    const crowd = spawn(process.execPath, [process.argv[1], "hold", new URL(base).port, String(count), how], { stdio: ["ignore", "pipe", "inherit"] });
    const ended = new Promise((done) => crowd.on("close", done));
    let said = "";
    crowd.stdout.on("data", (piece) => (said += piece));
    await pause(1000);
    const { times, failed } = await pages(base, seconds);
    crowd.kill();
    await ended;
    all += failed;
    console.log(`${count} streams, ${how} (${said.trim()}): pages ${times.length - failed} of ${times.length}, ${told(times)}`);
  }
  server.kill();
  process.exit(all > 0 ? 1 : 0);
}

await { latency, starve, drip, streams, hold }[what]();
