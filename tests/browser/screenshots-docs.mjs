// Pictures of the pages and of the ways out for README and guide, on the example site, into docs/screenshots:
//   node run.mjs none; node screenshots-docs.mjs
// The poster and the book are drawn by other programs: `liuhao poster shili-linchang`, tests/word.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./support/browser.mjs";
import { binary, repository } from "./support/paths.mjs";
import { serve } from "./support/server.mjs";

const into = (name) => path.join(repository, "docs/screenshots", `${name}.png`);
const PHONE = { width: 390, height: 844 };
const PAGES = [
  ["feed-phone", "index.html", PHONE, "light"],
  ["feed-desktop", "index.html", { width: 1280, height: 900 }, "light"],
  ["story-phone", "branches/jinta-caizheng.html", PHONE, "light"],
  ["story-dark", "branches/jinta-caizheng.html", PHONE, "dark"],
];
const STORY = "shili-linchang";
const LOOKS = ["素雅", "明快", "庄重"];

const folder = mkdtempSync(path.join(tmpdir(), "liuhao-shots-"));
execFileSync(binary, ["build", "--lang", "en", "--output", path.join(folder, "public")], { cwd: repository, stdio: "ignore" });
const [browser, server] = [await launch(), await serve("/", path.join(folder, "public"))];

for (const [name, address, viewport, colorScheme] of PAGES) {
  const page = await browser.newPage({ viewport, colorScheme });
  await page.goto(server.base + address, { waitUntil: "networkidle" });
  await page.screenshot({ path: into(name) });
  await page.close();
}

/** The article of a look: its folder. */
function written(look) {
  const out = path.join(folder, look);
  execFileSync(binary, ["wechat", STORY, "--out", out, "--lang", "zh", "--look", look], { cwd: repository, stdio: "ignore" });
  return path.join(out, readdirSync(out)[0]);
}

const article = await browser.newPage({ viewport: { width: 720, height: 1500 } });
await article.goto(pathToFileURL(path.join(written(LOOKS[0]), "article.html")).href);
await article.screenshot({ path: into("wechat-article") });

// The three looks as a telephone has them, from the facts to the first heading and its text.
const style = readFileSync(path.join(repository, "src/wechat/assets/page.css"), "utf8").replaceAll("#js_content", ".js_content");
const shown = LOOKS.map((look) => {
  const body = readFileSync(path.join(written(look), "body.html"), "utf8");
  return `<article><h4>${look}</h4><div class="js_content">${body}</div></article>`;
});
const looks = await browser.newPage({ viewport: { width: 1180, height: 1040 } });
await looks.setContent(`<!DOCTYPE html><meta charset="utf-8"><style>${style} body { display: flex; gap: 16px; padding: 8px; } article { box-sizing: border-box; width: 372px; padding: 16px; background: #fff; } h4 { margin: 0 0 12px; color: #595959; }</style>${shown.join("")}`);
// The opening is the same in all: it is left out, so that the heading can be seen.
await looks.evaluate(() => document.querySelectorAll(".js_content > section > p:first-of-type").forEach((one) => one.remove()));
await looks.screenshot({ path: into("wechat-looks") });

await browser.close();
await server.stop();
rmSync(folder, { recursive: true, force: true });
