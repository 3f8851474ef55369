// One headless Chromium for a test file, and pages in it that notice what goes wrong.
import { existsSync } from "node:fs";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

// The first is the same engine without windows, menus and pages of its own: it needs three fifths of the time.
const NAMES = [process.env.CHROMIUM, "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
export const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
export const PHONE = { width: 390, height: 844 };

/** The ways in which a reader may have set the pages. */
export const MODES = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  elder: { colorScheme: "light", settings: { "liuhao-size": "extra" } },
  large: { colorScheme: "dark", settings: { "liuhao-size": "large" }, viewport: { width: 320, height: 700 } },
  desk: { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  forced: { forcedColors: "active" },
};

export function launch() {
  const executablePath = NAMES.find((name) => name && existsSync(name));
  if (!executablePath) throw new Error("no Chromium: apt-get install chromium, or set CHROMIUM");
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A browser and a server for the tests of a file: read `browser` and `base` inside tests. */
export function stage(prefix = "/") {
  const stage = {};
  before(async () => {
    stage.browser = await launch();
    stage.server = await serve(prefix);
    stage.base = stage.server.base;
  });
  after(async () => {
    await stage.browser?.close();
    await stage.server?.stop();
  });
  /** A page of its own context; `faults` fills with what a reader should never meet. */
  stage.open = async (address, { settings = {}, viewport = PHONE, ...options } = {}) => {
    const context = await stage.browser.newContext({ viewport, ...options });
    if (Object.keys(settings).length) {
      await context.addInitScript((values) => {
        for (const [key, value] of Object.entries(values)) localStorage.setItem(key, value);
      }, settings);
    }
    const page = await context.newPage();
    const faults = watch(page, new URL(address, stage.base).origin);
    await page.goto(new URL(address, stage.base).href, { waitUntil: "load" });
    return { page, faults, close: () => context.close() };
  };
  return stage;
}

/**
 * Collects requests that leave the origin, errors of scripts and of the console, and failed requests. What the browser
 * itself gives up because the page is left (an alias sends on, a test goes to the next address) has not failed.
 */
export function watch(page, origin) {
  const faults = [];
  page.on("request", (request) => {
    const url = request.url();
    const inside = origin === "null" ? url.startsWith("file:") : url.startsWith(origin);
    if (!inside && !/^(data|blob|about):/.test(url)) faults.push(`off-site: ${url}`);
  });
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`); });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    if (reason !== "net::ERR_ABORTED") faults.push(`failed: ${request.url()} ${reason}`);
  });
  return faults;
}
