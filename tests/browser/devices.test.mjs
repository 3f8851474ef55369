// The same walk in every engine that is installed: feed, story, sizes, contents, search, reading aloud, menu, booklet,
// statistics, dark. Nothing may stand beside the screen, no script may fail; screenshots go to target/devices/shots. Windows of
// Firefox and WebKitGTK do not get as narrow as a telephone: there the page is as narrow as it gets. Then the preview and the desk
// in the engines that editors have.
//   tests/devices           installs the engines, then runs this
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { ENGINES } from "./support/engines.mjs";
import { target } from "./support/paths.mjs";
import { copied, preview, remove } from "./support/preview.mjs";
import { serve } from "./support/server.mjs";
import { until } from "./support/until.mjs";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1200, height: 800 };
const SHOTS = path.join(target, "devices", "shots");
const STORY = "branches/jinta-caizheng.html";

let server;
before(async () => { mkdirSync(SHOTS, { recursive: true }); server = await serve("/"); });
after(() => server.stop());

/** A picture of what is there when nothing moves any more; one that is all but empty was taken before the page was painted. */
async function shot(page, what, name) {
  const file = path.join(SHOTS, `${what}-${name.replace(/\W+/g, "-").toLowerCase()}.png`);
  await until(async () => {
    await page.run(() => new Promise((done) => {
      let still = 0;
      let place = scrollY;
      const look = () => {
        still = scrollY === place ? still + 1 : 0;
        place = scrollY;
        if (still > 5) done();
        else requestAnimationFrame(look);
      };
      look();
    }));
    await page.shot(file);
    return statSync(file).size > 15_000;
  });
}

/** What a reader does on a page, as functions of the page of an engine. */
function hands(page, name) {
  const visible = (selector) => page.run((selector) => Array.from(document.querySelectorAll(selector)).filter((one) => one.getClientRects().length > 0).length, selector);
  const centre = (selector) => page.run((selector) => {
    const element = Array.from(document.querySelectorAll(selector)).find((one) => one.getClientRects().length > 0);
    if (!element) return null;
    let box = element.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) element.scrollIntoView(false);
    box = element.getBoundingClientRect();
    return { x: box.left + Math.min(box.width / 2, 60), y: box.top + box.height / 2 };
  }, selector);
  return {
    go: async (address) => {
      await page.goto(server.base + address);
      await page.run(() => { window.faults = []; addEventListener("error", (event) => window.faults.push(event.message)); addEventListener("unhandledrejection", (event) => window.faults.push(String(event.reason))); document.documentElement.style.scrollBehavior = "auto"; });
    },
    tap: async (selector) => {
      const place = await until(() => centre(selector));
      await page.clickAt(place);
    },
    visible,
    /** Waits until a sentence about the page is true. */
    sees: (act, ...given) => until(() => page.run(act, ...given)),
    style: (selector, property) => page.run((selector, property) => getComputedStyle(document.querySelector(selector))[property], selector, property),
    shot: (what) => shot(page, what, name),
    /** What stands beside the screen. */
    // A drawing cuts off what leads out of it.
    wide: () => page.run(() => Array.from(document.body.querySelectorAll("main *, .bar *, .account *, .foot *"))
      .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !one.closest(".table") && !one.ownerSVGElement)
      .slice(0, 3).map((one) => `${one.tagName}.${one.className}`)),
    calm: async () => assert.deepEqual([...page.faults, ...await page.run(() => window.faults || [])], [], "no script fails"),
  };
}

const WALK = {
  async feed({ go, style, visible, wide, shot, sees, calm }) {
    await go("index.html");
    assert.equal(await style("body", "backgroundColor"), "rgba(0, 0, 0, 0)");
    assert.equal(await style(".account", "backgroundColor"), "rgb(255, 255, 255)", "the style is there");
    assert.equal(await visible(".tools button"), 3);
    assert.ok(await sees(() => document.querySelector(".tools").getBoundingClientRect().bottom === innerHeight), "the bar is at the foot");
    await shot("feed");
    assert.deepEqual(await wide(), []);
    await calm();
    await go("page/2.html");
    await sees(() => document.querySelector(".cover img").complete);
    await shot("photos");
    const cover = await sees(() => {
      const image = document.querySelector(".cover img");
      const [inside, outside] = [image.getBoundingClientRect(), document.querySelector(".cover:not(.plain)").getBoundingClientRect()];
      return image.complete && [outside.width / outside.height, inside.height / outside.height, inside.width / outside.width];
    });
    assert.ok(Math.abs(cover[0] - 2.35) < 0.05 && Math.abs(cover[1] - 1) < 0.02 && Math.abs(cover[2] - 1) < 0.02, `the photo fills its place: ${cover}`);
  },
  async story({ go, tap, wide, shot, sees, style, calm }) {
    await go("index.html");
    await tap(".group article a");
    await sees(() => location.pathname.includes("/branches/") && document.readyState === "complete");
    await go(STORY);
    assert.equal(await style("#page_text", "fontSize"), "20px");
    await shot("story");
    assert.deepEqual(await wide(), []);
    await sees(() => { document.querySelector("#page_text").scrollIntoView(true); return true; });
    await shot("text");
    await calm();
  },
  async size({ go, tap, sees, style, shot, visible, calm }) {
    await go(STORY);
    await tap(".tool-size");
    await sees(() => document.querySelector(".sheet .choice-extra").getClientRects().length > 0);
    await shot("size");
    assert.ok(await sees(() => Math.abs(document.querySelector("[open].sheet, div.sheet:not([hidden])").getBoundingClientRect().bottom - innerHeight) < 2), "the sheet is at the foot");
    await tap(".sheet .choice-extra");
    await sees(() => document.documentElement.getAttribute("data-size") === "extra");
    assert.equal(await style("#page_text", "fontSize"), "30px");
    await tap(".sheet-close");
    await sees(() => document.querySelector(".sheet .choice-extra").getClientRects().length === 0);
    await go(STORY);
    assert.equal(await style("#page_text", "fontSize"), "30px", "it is remembered");
    await shot("extra");
    await tap(".elder");
    await sees(() => !document.documentElement.hasAttribute("data-size"));
    assert.equal(await visible("dialog .choice, div.sheet .choice"), 0);
    await calm();
  },
  async contents({ go, tap, sees, shot, calm }) {
    await go(STORY);
    await tap(".tool-contents");
    await sees(() => document.querySelectorAll(".contents-sheet a").length > 1);
    await shot("contents");
    await tap(".contents-sheet li:nth-child(2) a");
    await sees(() => location.hash.length > 1 && document.querySelector(".contents-sheet a").getClientRects().length === 0);
    await sees(() => { const top = document.getElementById(decodeURIComponent(location.hash.slice(1))).getBoundingClientRect().top; return top >= -1 && top < 80; });
    await calm();
  },
  async search({ go, tap, sees, shot, type, press, wide, calm }) {
    await go("search.html");
    await tap(".search-line input");
    await type("退休");
    await press("Enter");
    await sees(() => document.querySelectorAll(".search-results mark").length > 0);
    const marks = await sees(() => Array.from(document.querySelectorAll(".search-results mark")).map((mark) => mark.textContent));
    assert.ok(marks.every((mark) => mark === "退休"), marks.join());
    await shot("search");
    assert.deepEqual(await wide(), []);
    await calm();
  },
  async "reading aloud"({ go, tap, sees, shot, visible, calm }, skip) {
    await go(STORY);
    const has = await sees(() => [Boolean(window.speechSynthesis && window.SpeechSynthesisUtterance)]);
    assert.equal(await visible(".tool-read"), has[0] ? 1 : 0, "a button where there is a voice, and none elsewhere");
    if (!has[0]) return skip("it has no speech");
    await tap(".tool-read");
    // Without a voice on this machine the reader is told so.
    await sees(() => document.querySelectorAll(".is-read").length === 1 || document.querySelector(".notice").textContent);
    await shot("reading");
    await calm();
  },
  async menu({ go, tap, sees, shot, calm }) {
    await go("index.html");
    await tap(".tool-menu");
    await sees(() => Array.from(document.querySelectorAll(".sheet .places a")).some((one) => one.getClientRects().length > 0));
    await shot("menu");
    await tap(".sheet .places a[href*='stats']");
    await sees(() => location.pathname.endsWith("stats.html"));
    await calm();
  },
  async booklet({ go, shot, sees, wide }) {
    await go("series/shili-2024/booklet.html");
    assert.ok((await sees(() => [document.querySelectorAll(".booklet-story").length]))[0] > 2);
    await shot("booklet");
    assert.deepEqual(await wide(), []);
  },
  async statistics({ go, shot, sees, wide }) {
    await go("stats.html");
    const widths = await sees(() => Array.from(document.querySelectorAll(".chart rect")).map((bar) => bar.getBoundingClientRect().width / innerWidth));
    assert.ok(widths.length > 1 && widths.every((width) => width > 0 && width < 1), widths.join());
    await shot("statistics");
    assert.deepEqual(await wide(), []);
  },
  async dark({ go, tap, sees, style, shot, calm }) {
    await go("index.html");
    await tap(".tool-size");
    await tap(".sheet .choice-dark");
    await sees(() => document.documentElement.getAttribute("data-scheme") === "dark");
    await tap(".sheet-close");
    assert.equal(await style("html", "backgroundColor"), "rgb(17, 17, 17)");
    await go(STORY);
    assert.equal(await style(".paper", "backgroundColor"), "rgb(25, 25, 25)");
    await shot("dark");
    await calm();
  },
};

for (const { name, program, open } of ENGINES) {
  test(name, { skip: program ? false : `${name} is not installed: tests/devices installs it` }, async (walk) => {
    const page = await open(program, PHONE);
    await page.resize(PHONE.width, PHONE.height);
    walk.diagnostic(await page.run(() => `${navigator.userAgent}, ${innerWidth} × ${innerHeight}`));
    for (const [step, act] of Object.entries(WALK)) {
      await walk.test(step, (one) => act({ ...hands(page, name), type: page.type, press: page.press }, (why) => one.diagnostic(`${name}: ${why}`)));
    }
    await page.close();
  });
}

/** An editor's walk: a save shows, a fault is laid over the page and goes, the desk lists and lives. */
async function edit(page, name) {
  const site = copied();
  const { base, stop } = await preview(site);
  const story = path.join(site, "content/branches/shili-shuiwuju.md");
  const good = readFileSync(story, "utf8");
  const sees = (act, ...given) => until(() => page.run(act, ...given));
  const faulty = () => writeFileSync(story, good.replace("---\n", "---\ndarft: 是\n"));
  const mended = () => sees(() => !document.querySelector("liuhao-report"));
  try {
    await page.goto(`${base}branches/shili-shuiwuju.html`);
    await sees(() => document.documentElement.dataset.liuhaoVersion);
    await page.run(() => { window.isTheSame = true; });
    writeFileSync(story, good.replace("\n---\n", "\n---\n老浏览器里改的。\n\n"));
    assert.ok(await sees(() => document.body.textContent.includes("老浏览器里改的。") && window.isTheSame), "a save shows in the open page");
    faulty();
    await sees(() => document.querySelector("liuhao-report").shadowRoot.querySelector(".fault").textContent.includes("darft"));
    const panel = await sees(() => { const { left, right, bottom } = document.querySelector("liuhao-report").shadowRoot.querySelector(".panel").getBoundingClientRect(); return [left, innerWidth - right, innerHeight - bottom]; });
    assert.ok(panel.every((distance) => Math.abs(distance) < 20), `the report lies at the foot: ${panel}`);
    await shot(page, "overlay", name);
    writeFileSync(story, good);
    await mended();
    await page.goto(`${base}_liuhao/`);
    await sees(() => document.querySelector('tr[data-file="content/branches/shili-shuiwuju.md"]'));
    assert.notEqual(await page.run(() => getComputedStyle(document.querySelector("header")).display), "inline", "the desk has its style");
    faulty();
    await sees(() => document.querySelector('tr[data-file="content/branches/shili-shuiwuju.md"]').textContent.includes("错误"));
    await page.run(() => document.querySelector('tr[data-file="content/branches/shili-shuiwuju.md"] .toggle').click());
    await sees(() => document.querySelector('tr[data-file="content/branches/shili-shuiwuju.md"] + .detail .fault').textContent.includes("darft"));
    await shot(page, "desk", name);
    assert.deepEqual(page.faults, [], "no script fails");
  } finally {
    stop();
    remove(site);
  }
}

for (const { name, program, open } of ENGINES.filter((engine) => engine.isForEditors)) {
  test(`the preview and the desk in ${name}`, { skip: program ? false : `${name} is not installed: tests/devices installs it` }, async () => {
    const page = await open(program, DESK);
    await page.resize(DESK.width, DESK.height);
    await edit(page, name).finally(() => page.close());
  });
}
