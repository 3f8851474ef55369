// Drives a Chromium of any age by the DevTools protocol, as far as a walk through the site needs it: Playwright asks for
// one of this year.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import WebSocket from "ws";
import { until } from "./until.mjs";

const FLAGS = ["--headless", "--no-sandbox", "--no-zygote", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic", "--hide-scrollbars", "--remote-debugging-port=0"];
const KEYS = { Enter: 13, Escape: 27, Tab: 9 };

/** One connection: `send` asks and waits for the answer, `hear` is called with every event. */
async function connect(address) {
  const socket = new WebSocket(address);
  await new Promise((done, failed) => { socket.once("open", done); socket.once("error", failed); });
  const waiting = new Map();
  let [count, hear] = [0, () => {}];
  socket.on("message", (text) => {
    const { id, result, error, method, params } = JSON.parse(text);
    if (id === undefined) hear(method, params);
    else if (error) waiting.get(id).failed(new Error(error.message));
    else waiting.get(id).done(result);
  });
  return {
    send: (method, params = {}) => new Promise((done, failed) => {
      count += 1;
      waiting.set(count, { done, failed });
      socket.send(JSON.stringify({ id: count, method, params }));
    }),
    onEvent: (act) => { hear = act; },
    close: () => socket.close(),
  };
}

/** Starts `program` and gives a page of it; `faults` fills with errors of scripts and of the console. */
export async function openChromium(program, { width, height }, flags = []) {
  const profile = mkdtempSync(path.join(tmpdir(), "liuhao-chromium-"));
  const child = spawn(program, [...FLAGS, ...flags, `--user-data-dir=${profile}`, `--window-size=${width},${height}`, "about:blank"], { stdio: "ignore", detached: true });
  const port = await until(() => readFileSync(path.join(profile, "DevToolsActivePort"), "utf8").split("\n")[0]);
  const pages = await until(async () => {
    const found = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
    return found.filter((one) => one.type === "page").length > 0 && found;
  });
  const page = await connect(pages.find((one) => one.type === "page").webSocketDebuggerUrl);
  const faults = [];
  const loaded = new Set();
  page.onEvent((method, params) => {
    if (method === "Page.lifecycleEvent" && params.name === "load") loaded.add(params.loaderId);
    if (method === "Runtime.exceptionThrown") faults.push(params.exceptionDetails.exception?.description || params.exceptionDetails.text);
    if (method === "Log.entryAdded" && params.entry.level === "error") faults.push(`${params.entry.text} ${params.entry.url || ""}`);
  });
  for (const domain of ["Page", "Runtime", "Log"]) await page.send(`${domain}.enable`);
  await page.send("Page.setLifecycleEventsEnabled", { enabled: true });
  const run = async (act, ...given) => {
    const expression = `(${act})(...${JSON.stringify(given)})`;
    const { result, exceptionDetails } = await page.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description || exceptionDetails.text);
    return result.value;
  };
  const mouse = (type, { x, y }) => page.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
  return {
    faults,
    run,
    goto: async (address) => {
      const { loaderId } = await page.send("Page.navigate", { url: address });
      await until(() => loaded.has(loaderId));
      await until(() => run(() => document.readyState === "complete"));
    },
    resize: (width, height) => page.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false }),
    clickAt: async (place) => { await mouse("mousePressed", place); await mouse("mouseReleased", place); },
    type: (text) => page.send("Input.insertText", { text }).catch(() => Promise.all(Array.from(text, (c) => page.send("Input.dispatchKeyEvent", { type: "char", text: c })))),
    press: async (key) => {
      const event = { key, code: key, windowsVirtualKeyCode: KEYS[key], text: key === "Enter" ? "\r" : undefined };
      await page.send("Input.dispatchKeyEvent", { type: "keyDown", ...event });
      await page.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
    },
    shot: async (file) => writeFileSync(file, Buffer.from((await page.send("Page.captureScreenshot")).data, "base64")),
    close: async () => {
      page.close();
      const gone = new Promise((done) => child.once("exit", done));
      // Its helpers, too: they write into the profile until they are gone.
      process.kill(-child.pid, "SIGKILL");
      await gone;
      await until(() => { rmSync(profile, { recursive: true, force: true }); return true; });
    },
  };
}
