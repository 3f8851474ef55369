// The desk in a browser, used as an editor would: every click and every field is a step that is counted.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, afterEach, before } from "node:test";
import { launch, watch } from "./browser.mjs";
import { binary, repository } from "./paths.mjs";

const program = path.resolve(binary);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The day on which everything happens. */
export const TODAY = "2026-01-01";

/** Starts the program in a folder and waits for its address. */
export async function start(folder, call, options = {}) {
  const child = spawn(program, call, { cwd: folder, stdio: ["ignore", "pipe", "inherit"], ...options });
  for await (const line of createInterface({ input: child.stdout })) {
    const found = line.match(/http:\/\/[\w.[\]:]+:\d+\//);
    if (found) {
      // What is said later is let go.
      child.stdout.resume();
      return { child, base: found[0] };
    }
  }
  throw new Error("the desk did not start");
}

/** A browser, and a folder for each test: `here.folder`; `here.site()` fills it with the example site. */
export function desk() {
  const here = {};
  before(async () => { here.browser = await launch(); });
  after(() => here.browser?.close());
  afterEach(async () => {
    await here.context?.close();
    here.child?.kill("SIGKILL");
    if (here.folder) rmSync(here.folder, { recursive: true, force: true });
    here.folder = here.child = here.context = null;
  });
  here.empty = () => (here.folder = mkdtempSync(path.join(tmpdir(), "liuhao 编辑台 ")));
  here.site = () => {
    here.empty();
    for (const name of ["content", "static", "site.yaml"]) cpSync(path.join(repository, name), here.file(name), { recursive: true });
  };
  here.file = (name) => path.join(here.folder, name);
  here.read = (name) => readFileSync(here.file(name), "utf8");
  here.put = (name, text) => {
    mkdirSync(path.dirname(here.file(name)), { recursive: true });
    writeFileSync(here.file(name), text);
  };
  here.serve = async (...more) => {
    Object.assign(here, await start(here.folder, ["serve", "--root", here.folder, "--port", "0", "--lang", here.lang ?? "zh", "--today", TODAY, ...more]));
  };
  /** Starts without arguments where no site is, with a home in which nothing is remembered but what a test does. */
  here.doubleClick = async () => {
    const home = here.file("home");
    mkdirSync(path.join(home, "文档"), { recursive: true });
    mkdirSync(here.file("elsewhere"), { recursive: true });
    const env = { PATH: "", BROWSER: "true", HOME: home, XDG_STATE_HOME: here.file("state"), XDG_CONFIG_HOME: here.file("config"), LANG: "zh_CN.UTF-8" };
    Object.assign(here, await start(here.file("elsewhere"), ["--lang", "zh"], { env }));
  };
  /** A page of the desk; `page.faults` fills with what an editor should never meet. */
  here.open = async (address, options = {}) => {
    here.context ??= await here.browser.newContext({ locale: "zh-CN", viewport: { width: 1440, height: 900 }, ...options });
    const page = await here.context.newPage();
    page.faults = watch(page, new URL(here.base).origin);
    await page.goto(new URL(address, here.base).href);
    return page;
  };
  here.edit = async (file, options) => {
    const page = await here.open(`_liuhao/edit?file=${encodeURIComponent(file)}`, options);
    await page.locator("#facts").waitFor();
    return page;
  };
  return here;
}

/** What an editor does, step by step. */
export class Hand {
  constructor(page) {
    this.page = page;
    this.steps = 0;
    this.keys = 0;
    this.begun = Date.now();
  }
  get seconds() { return (Date.now() - this.begun) / 1000; }
  async press(what) {
    this.steps += 1;
    await (typeof what === "string" ? this.page.getByRole("button", { name: what, exact: true }) : what).first().click();
  }
  /** Types into a field, key by key, and leaves it. */
  async write(field, text) {
    this.steps += 1;
    this.keys += [...text].length;
    const control = typeof field === "string" ? this.page.getByLabel(field, { exact: false }).first() : field;
    await control.click();
    await control.pressSequentially(text);
    await control.press("Tab");
  }
  saved() {
    return this.page.locator("#said.good").waitFor();
  }
}

/** What axe finds. */
export async function violations(page) {
  // Evaluated by the debugger, which no content policy binds.
  await page.evaluate(axe);
  const results = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"], iframes: false }), TAGS);
  return results.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target} ${node.any.concat(node.all).map((check) => check.message).join("; ")}`).join(" | ")}`);
}

/** What has to be scrolled sideways. */
export const wide = (page) => page.evaluate(() => {
  const reach = document.documentElement.clientWidth;
  const scrolls = (element) => {
    for (let at = element; at; at = at.parentElement) if (["auto", "scroll", "hidden"].includes(getComputedStyle(at).overflowX)) return true;
    return false;
  };
  const out = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && box.right > reach + 1 && !scrolls(element) && getComputedStyle(element).position !== "fixed";
  });
  const page = document.documentElement.scrollWidth > reach ? [`page ${document.documentElement.scrollWidth} > ${reach}`] : [];
  return [...page, ...out.slice(0, 5).map((element) => `${element.tagName}.${element.className} ${element.id}`)];
});

/** Targets below 44 px. */
export const small = (page) => page.evaluate(() => [...document.querySelectorAll("a, button, summary, input, select, textarea")].flatMap((element) => {
  if (!element.checkVisibility()) return [];
  // A box that is ticked is as large as its label.
  const box = (element.type === "checkbox" ? element.closest("label") : element).getBoundingClientRect();
  return box.height >= 43.5 && box.width >= 43.5 ? [] : [`${element.tagName} ${element.id} ${element.textContent.trim().slice(0, 12)} ${Math.round(box.width)}×${Math.round(box.height)}`];
}));

/** That nobody is shut out of a page as it stands now. */
export async function isForAll(page, name) {
  assert.deepEqual({ axe: await violations(page), wide: await wide(page), small: await small(page) }, { axe: [], wide: [], small: [] }, name);
}
