// What an office writes in a file of its own wins over the theme with one class, and a bar of a chart says what its number says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { stage } from "./support/browser.mjs";
import { site } from "./support/paths.mjs";

const here = stage();
const OWN = [".account", ".account-name", ".tabs a", ".counts li", ".day h2", ".group h3", ".group article", ".summary", ".meta", ".byline", ".plain h3", ".cover h3", ".row", ".foot", ".menu a", ".places a",
  ".bar", ".bar a", ".paper", ".paper h1", ".paper header p", ".facts", ".facts h3", ".numbers dd", ".list dt", ".chart b", ".marks li", ".content", ".content p", ".content h2", ".contents a", ".chips a", ".album", ".turn a", ".related a",
  ":root:root a", ":root:root p", ":root:root h1", ":root:root h2", ":root:root h3", ":root:root li", ":root:root dd", ":root:root td", ":root:root button", ".search-line input", ".search-line button", ".search-status", ".booklet-story", ".terms a", ".button", ".note", ".elder", ".tools", ".sheet"];
const PAGES = ["index.html", "page/2.html", "branches/jinta-caizheng.html", "branches/shili-jiaoyuju-diyi.html", "search.html", "series/shili-2024/booklet.html", "county/index.html", "stats.html", "404.html"];
const COLOUR = "rgb(1, 2, 3)";

test("a rule of one class in an own style sheet wins, in every size and scheme", async () => {
  const style = `${readFileSync(path.join(site, "theme/style.css"), "utf8")}\n${OWN.map((selector) => `${selector}{outline-color:${COLOUR};letter-spacing:1px;text-indent:1px;caret-color:${COLOUR};margin-top:7px;padding-left:9px}`).join("\n")}`;
  const met = new Set();
  const lost = new Set();
  for (const settings of [{}, { "liuhao-size": "extra", "liuhao-scheme": "dark" }]) {
    const { page, close } = await here.open("404.html", { settings });
    await page.route("**/theme/style.css*", (route) => route.fulfill({ body: style, contentType: "text/css" }));
    for (const address of PAGES) {
      await page.goto(here.base + address);
      const seen = await page.evaluate((own) => own.map((selector) => {
        const element = document.querySelector(`${selector}:not(:first-child):not(:last-child)`) || document.querySelector(selector);
        const all = element && getComputedStyle(element);
        return all && [selector, all.letterSpacing === "1px" && all.marginTop === "7px" && all.paddingLeft === "9px" || `${all.letterSpacing} ${all.marginTop} ${all.paddingLeft} on ${element.className || element.tagName}`];
      }).filter(Boolean), OWN);
      for (const [selector, isWon] of seen) {
        met.add(selector);
        if (isWon !== true) lost.add(`${address} ${selector}: ${isWon}`);
      }
    }
    await close();
  }
  assert.deepEqual([...lost], []);
  assert.deepEqual(OWN.filter((selector) => !met.has(selector)), [], "every rule has been tried");
});

test("a bar in a track is as long as its share of all; where shares are not known there is no track", async () => {
  const { page, close } = await here.open("stats.html");
  let [tracks, others] = [0, 0];
  for (const address of ["stats.html", "branches/jinta-caizheng.html", "branches/shili-shuiwuju.html"]) {
    await page.goto(here.base + address);
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
    const bars = await page.evaluate(() => [...document.querySelectorAll(".chart p")].filter((row) => row.querySelector("svg")).map((row) => {
      const width = (selector) => row.querySelector(selector).getBoundingClientRect().width;
      const number = row.querySelector("small");
      const ground = getComputedStyle(row.querySelector("svg")).backgroundColor;
      return { said: number ? parseFloat(number.textContent) : null, drawn: width("rect") / width("svg") * 100, hasTrack: ground !== "rgba(0, 0, 0, 0)" };
    }));
    for (const { said, drawn, hasTrack } of bars) {
      if (hasTrack) tracks += 1; else others += 1;
      if (hasTrack) assert.ok(Math.abs(said - drawn) < 0.6, `${address}: ${said} % is drawn as ${drawn}`);
    }
  }
  assert.ok(tracks >= 3 && others >= 1, `${tracks} with a track, ${others} without`);
  await close();
});
