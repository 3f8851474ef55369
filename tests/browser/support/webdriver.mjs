// Drives Firefox (Marionette, over a socket) and WebKitGTK (WebDriver, over HTTP) as far as a walk through the site needs it.
// Both understand the commands of WebDriver; only the envelopes differ.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { until } from "./until.mjs";

const KEYS = { Enter: "\ue007", Escape: "\ue00c", Tab: "\ue004" };

/** What a walk needs, made of the commands of WebDriver. `faults` fills with errors of scripts, asked from the page. */
function page(ask, close) {
  const script = (act, given) => ask("script", {
    script: `const done = arguments[arguments.length - 1]; Promise.resolve().then(() => (${act})(...arguments[0])).then((value) => done([value]), (fault) => done([null, String(fault)]));`,
    args: [given],
  });
  const run = async (act, ...given) => {
    const [value, fault] = await script(act, given);
    if (fault) throw new Error(fault);
    return value;
  };
  const act = (type, id, actions) => ask("act", { actions: [{ type, id, ...(type === "pointer" ? { parameters: { pointerType: "mouse" } } : {}), actions }] });
  return {
    faults: [],
    run,
    goto: (address) => ask("goto", { url: address }),
    resize: async (width, height) => {
      await ask("resize", { width, height });
      // The window has a frame: what counts is the page inside.
      const [inner, outer] = await run(() => [[innerWidth, innerHeight], [outerWidth, outerHeight]]);
      await ask("resize", { width: width + (outer[0] || width) - inner[0], height: height + (outer[1] || height) - inner[1] });
    },
    clickAt: ({ x, y }) => act("pointer", "mouse", [{ type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: 0 }, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }]),
    type: (text) => act("key", "keys", Array.from(text).flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }])),
    press: (key) => act("key", "keys", [{ type: "keyDown", value: KEYS[key] }, { type: "keyUp", value: KEYS[key] }]),
    shot: async (file) => writeFileSync(file, Buffer.from(await ask("shot", {}), "base64")),
    close,
  };
}

/** Firefox without a window. */
export async function openFirefox(program, { width, height }) {
  const profile = mkdtempSync(path.join(tmpdir(), "liuhao-firefox-"));
  writeFileSync(path.join(profile, "user.js"), 'user_pref("marionette.port", 0);\nuser_pref("datareporting.policy.dataSubmissionEnabled", false);\nuser_pref("network.captive-portal-service.enabled", false);\nuser_pref("layout.testing.overlay-scrollbars.always-visible", false);\nuser_pref("ui.useOverlayScrollbars", 1);\n');
  const child = spawn(program, ["--headless", "--no-remote", "--marionette", "--profile", profile, `--width=${width}`, `--height=${height}`], { stdio: "ignore", env: { ...process.env, HOME: profile } });
  const port = Number(await until(() => readFileSync(path.join(profile, "MarionetteActivePort"), "utf8").trim()));
  const socket = connect(port, "127.0.0.1");
  const waiting = new Map();
  let [count, bytes] = [0, Buffer.alloc(0)];
  socket.on("data", (piece) => {
    bytes = Buffer.concat([bytes, piece]);
    for (;;) {
      const colon = bytes.indexOf(":");
      const length = Number(bytes.subarray(0, colon).toString());
      if (colon < 0 || bytes.length < colon + 1 + length) return;
      const message = JSON.parse(bytes.subarray(colon + 1, colon + 1 + length).toString());
      bytes = bytes.subarray(colon + 1 + length);
      if (!Array.isArray(message)) continue;
      const [, id, fault, result] = message;
      if (fault) waiting.get(id).failed(new Error(fault.message));
      else waiting.get(id).done(result && "value" in result ? result.value : result);
    }
  });
  const send = (name, parameters) => new Promise((done, failed) => {
    count += 1;
    waiting.set(count, { done, failed });
    const text = JSON.stringify([0, count, `WebDriver:${name}`, parameters]);
    socket.write(`${Buffer.byteLength(text)}:${text}`);
  });
  await send("NewSession", { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
  const names = { script: "ExecuteAsyncScript", goto: "Navigate", resize: "SetWindowRect", act: "PerformActions", shot: "TakeScreenshot" };
  const ask = (what, parameters) => send(names[what], what === "shot" ? { full: false } : parameters);
  return page(ask, async () => {
    const gone = new Promise((done) => child.once("exit", done));
    socket.destroy();
    child.kill("SIGKILL");
    await gone;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
}

/** A WebKitGTK window on a screen of its own, which Xvfb makes. */
export async function openWebkit({ driver, browser, screen }, { width, height }) {
  const display = 90 + (process.pid % 900);
  const child = spawn(screen, [`:${display}`, "-screen", "0", "1400x1100x24", "-nolisten", "tcp"], { stdio: "ignore" });
  const home = mkdtempSync(path.join(tmpdir(), "liuhao-webkit-"));
  const port = 20_000 + (process.pid % 20_000);
  const env = { ...process.env, DISPLAY: `:${display}`, HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home, GDK_BACKEND: "x11", WEBKIT_DISABLE_COMPOSITING_MODE: "1", LIBGL_ALWAYS_SOFTWARE: "1", NO_AT_BRIDGE: "1" };
  const server = spawn(driver, [`--port=${port}`, "--host=127.0.0.1"], { stdio: "ignore", env });
  const send = async (method, address, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${address}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await until(() => send("GET", "/status"));
  const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] } } };
  const { sessionId } = await until(() => send("POST", "/session", { capabilities }));
  const names = { script: "execute/async", goto: "url", resize: "window/rect", act: "actions", shot: "screenshot" };
  const ask = (what, body) => send(what === "shot" ? "GET" : "POST", `/session/${sessionId}/${names[what]}`, what === "shot" ? undefined : body);
  return page(ask, async () => {
    await send("DELETE", `/session/${sessionId}`).catch(() => {});
    for (const one of [server, child]) {
      const gone = new Promise((done) => one.once("exit", done));
      one.kill("SIGKILL");
      await gone;
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
}
