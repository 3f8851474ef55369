// Nothing of the theme hangs on what Chromium 69 or Safari 12 cannot do, nothing of the preview and the desk on what Chromium
// 86 or Firefox ESR cannot: each property, value, selector, rule and call is looked up. What only adds stands here, with what
// is there without it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { EDITORS, READERS, beyondInScript, beyondInStyle, heavySelectors } from "./support/floor.mjs";
import { repository, site } from "./support/paths.mjs";

const SUPPLEMENTS = {
  style: {
    "color-scheme": "the colours are the theme's own; without it the bars of scrolling are light",
    "color-scheme: light": "as above",
    "color-scheme: dark": "as above",
    "@media prefers-color-scheme": "dark is a choice under 字号",
    "@media prefers-reduced-motion": "then nothing moves",
    "-webkit-text-size-adjust": "a phone may enlarge text when it is turned",
    "text-size-adjust": "as above",
    ":focus-visible in :focus:not(:focus-visible)": "a tap leaves the mark of the focus too",
    ":focus-visible in .choice input:focus:not(:focus-visible)+span": "as above",
    "text-wrap": "lines of a title are of unequal length",
    "text-wrap: balance": "as above",
    "text-underline-offset": "the line is nearer to the text",
    "-webkit-text-emphasis-position: under": "Chromium has it since 25, with the prefix: the table tells of the other name only",
    "text-emphasis-position": "as above",
    "text-emphasis-position: under": "as above",
    "align-self: end": "in a grid since Chromium 57 and Safari 10.1: the table tells of flexible boxes",
    cursor: "a telephone has none",
    "cursor: pointer": "as above",
    "scroll-margin-top": "a heading stands at the very top",
    ":has in .content li:has(>input)": "a list of tasks has its dots beside the boxes",
    "overscroll-behavior": "the page behind a sheet may move",
    "overscroll-behavior: contain": "as above",
    ":backdrop in .sheet::backdrop": "there is no <dialog> there, and .shade is used",
    "scroll-behavior": "a jump is a jump",
    "scroll-behavior: smooth": "as above",
    "scroll-behavior: auto": "as above",
    "@page": "paper is what the printer says",
    "@bottom-center": "pages of a print have no number",
    "break-after: avoid": "a heading may end a printed page",
    ":details-content in .more::details-content": "70-print.js opens what is folded up",
    "content-visibility": "as above",
    "content-visibility: visible": "as above",
  },
  script: {
    HTMLDialogElement: "asked for by typeof; 10-tools.js has its own sheet",
    "navigator.clipboard": "asked for; 50-share.js copies by hand",
    ".writeText": "as above",
    "event beforeprint": "asked for; 70-print.js listens to the medium",
    "event afterprint": "as above",
    ".name": "of a field of a form; the table tells of <details>",
  },
  desk: {
    "font-family: ui-monospace": "other fonts follow",
    ".relList": "of a <link>; the table tells of <form>",
    ".name": "of a row and of a place",
    ".at": "a field of a fault, not of an array",
    ".size": "of a Map; the table tells of URLSearchParams",
    ".moveBefore": "asked for by idiomorph",
  },
};

/** Faults that are no supplements, and supplements that nothing asks for. */
function left(faults, supplements) {
  const bare = (fault) => fault.replace(/ \([^()]*\)$/, "").replace(/^\w+\./, (holder) => (/^(navigator|CSS)\.$/.test(holder) ? holder : "."));
  const met = new Set(faults.map(bare));
  return [...faults.filter((fault) => !(bare(fault) in supplements)), ...Object.keys(supplements).filter((name) => !met.has(name)).map((name) => `nothing asks for ${name}`)];
}

const read = (folder, names) => names.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]);
const scripts = (folder) => read(folder, readdirSync(folder).filter((name) => name.endsWith(".js")));

test("the style of the theme", () => {
  const [[, style]] = read(site, ["theme/style.css"]);
  assert.ok(style.length > 20_000);
  assert.deepEqual(left(beyondInStyle(style, READERS), SUPPLEMENTS.style), []);
});

test("the scripts of the theme, ES2017", () => {
  const all = scripts(path.join(site, "theme"));
  assert.ok(all.length >= 3);
  assert.deepEqual(left(all.flatMap(([, text]) => beyondInScript(text, READERS)), SUPPLEMENTS.script), []);
});

test("scripts that search/ consists of", () => {
  const [[, manifest]] = read(site, ["search/manifest.js"]);
  assert.deepEqual(beyondInScript(manifest, READERS), []);
});

test("the preview and the desk", () => {
  const folder = path.join(repository, "src/serve/assets");
  const styles = read(folder, readdirSync(folder).filter((name) => name.endsWith(".css"))).flatMap(([, text]) => beyondInStyle(text, EDITORS));
  const code = [...scripts(folder), ...scripts(path.join(folder, "idiomorph"))].flatMap(([, text]) => beyondInScript(text, EDITORS));
  assert.ok(code.length + styles.length > 0);
  assert.deepEqual(left([...styles, ...code], SUPPLEMENTS.desk), []);
});

test("a selector of the theme counts as one class, so that an office's wins", () => {
  const [[, style]] = read(site, ["theme/style.css"]);
  assert.deepEqual(heavySelectors(style, ["js", "sheet"]), []);
  assert.deepEqual(heavySelectors(".a .b{color:red} .js .a:hover, #c{color:red}", ["js"]), [".a .b", "#c"]);
});

test("what is beyond the floor is found", () => {
  const style = ["a:has(b){color:red}", "a:is(b,c){color:red}", "@layer x{a{color:red}}", "a{display:flex;gap:1px}", "a{aspect-ratio:1}", "a{inset:0}", "a{width:min(1px,2px)}",
    "a{width:1px;width:max(1px,var(--a))}", "a{color:rgb(0 0 0/.5)}", "a{& b{color:red}}", "a{margin-inline:1px}", "a{height:1dvh}", "@media (width>1px){a{color:red}}", "a:focus-visible{color:red}", "a:not(b,c){color:red}"];
  for (const text of style) assert.notDeepEqual(beyondInStyle(text, READERS), [], text);
  for (const text of ["a{display:grid;gap:1px}", "a{width:1px;width:min(1px,2px)}", "@supports (inset:0){a{inset:0}}", "a::-webkit-details-marker{color:red}"]) {
    assert.deepEqual(beyondInStyle(text, READERS), [], text);
  }
  const script = ["a?.b", "a ?? b", "({...a})", "async function* f() {}", "try {} catch {}", "/(?<a>b)/", "a.replaceChildren()", "a.at(-1)", "a.replaceAll('b', 'c')",
    "Object.fromEntries(a)", "Promise.allSettled([])", "structuredClone(a)", "new ResizeObserver(a)", "crypto.randomUUID()", "queueMicrotask(a)"];
  for (const text of script) assert.notDeepEqual(beyondInScript(text, READERS), [], text);
  for (const text of ["a.flat()", "a.append(b)", "async () => { await a; }", "Object.entries(a)", "const at = (b) => b; at(1)"]) assert.deepEqual(beyondInScript(text, READERS), [], text);
});
