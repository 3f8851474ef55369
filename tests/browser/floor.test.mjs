// Nothing of the theme hangs on what Chromium 69 or Safari 12 cannot do, nothing of the preview and the desk on what Chromium
// 86 or Firefox ESR cannot: each property, value, selector, rule and call is looked up. What only adds stands here, with what
// is there without it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { EDITORS, READERS, beyondInPage, beyondInScript, beyondInStyle, firstVersions, heavySelectors, inlineScripts } from "./support/floor.mjs";
import { everyPage } from "./support/pages.mjs";
import { repository, site } from "./support/paths.mjs";

const SUPPLEMENTS = {
  page: {
    "<link rel=manifest>": "the home screen shows the icon all the same",
    "<a download>": "the file is opened, and saved from there",
    "<meta name=viewport>": "a screen of a desk needs none: the table tells of those too",
    "<meta name=color-scheme>": "the colours are the theme's own",
    "<link rel=icon>": "the tab has no picture",
    "<details name>": "60-menu.js shuts the other lists",
    "<img loading>": "photos come at once",
    "<input enterkeyhint>": "the key says 换行",
  },
  style: {
    "cursor: zoom-in": "a finger has no pointer",
    "cursor: default": "as above",
    "touch-action": "the whole page is enlarged",
    "touch-action: pan-x": "as above",
    "touch-action: pan-y": "as above",
    "touch-action: pinch-zoom": "as above",
    "break-before: avoid": "a sign-off may stand alone on paper",
    "text-spacing-trim": "a quotation mark at a line's start takes a whole character",
    "text-spacing-trim: trim-start": "as above",
    "@media forced-colors": "browsers without it have no colours of the system's",
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
    ":details-content in .fold::details-content": "as above",
    "content-visibility": "as above",
    "content-visibility: visible": "as above",
  },
  script: {
    "navigator.share": "the address is copied",
    "event touchstart": "buttons turn the photos",
    "event touchend": "as above",
    HTMLDialogElement: "asked for by typeof; 10-tools.js has its own sheet",
    "navigator.clipboard": "asked for; 50-share.js copies by hand",
    ".writeText": "as above",
    "event beforeprint": "asked for; 70-print.js listens to the medium",
    "event afterprint": "as above",
    ".name": "of a field of a form; the table tells of <details>",
  },
  desk: {
    "text-underline-offset": "the line is nearer to the text",
    "field-sizing": "a field keeps its height and is drawn larger by hand",
    "field-sizing: content": "as above",
    "field-sizing: fixed": "as above",
    "accent-color": "boxes have the colours of the system",
    "scrollbar-gutter": "a bar of scrolling moves the columns",
    "scrollbar-gutter: stable": "as above",
    "event cancel": "Esc closes the dialog all the same",
    ".inert": "what is typed there is refused with its reason",
    "font-family: ui-monospace": "other fonts follow",
    ".relList": "of a <link>; the table tells of <form>",
    ".name": "of a row and of a place",
    ".at": "a field of a fault, not of an array",
    ".size": "of a Map; the table tells of URLSearchParams",
    ".moveBefore": "asked for by idiomorph",
  },
};

/** Rows of the table in docs/theme.md, and what each goes by in MDN's tables. */
const DIFFERENCES = {
  "汉字和数字之间自动的空隙": "css.properties.text-autospace",
  "引号、括号只占半个字": "css.properties.text-spacing-trim",
  "标题各行长短匀称": "css.properties.text-wrap.balance",
  "任务清单的方框前没有圆点": "css.selectors.has",
  "焦点框随按钮的圆角": "css.properties.outline",
  "链接的线离字稍远": "css.properties.text-underline-offset",
  "点按之后不留焦点框": "css.selectors.focus-visible",
  "照片没到就留好位置": "html.elements.img.aspect_ratio_computed_from_attributes",
  "照片滑到时才下载": "html.elements.img.loading",
  "颜色跟随系统": "css.at-rules.media.prefers-color-scheme",
  "浮层用 `<dialog>`": "html.elements.dialog",
  "跳转时平滑滚动": "css.properties.scroll-behavior",
};

/** Faults that are no supplements, and supplements that nothing asks for. */
function left(faults, supplements) {
  const bare = (fault) => fault.replace(/ \([^()]*\)$/, "").replace(/^\w+\./, (holder) => (/^(navigator|CSS)\.$/.test(holder) ? holder : "."));
  const met = new Set(faults.map(bare));
  return [...faults.filter((fault) => !(bare(fault) in supplements)), ...Object.keys(supplements).filter((name) => !met.has(name)).map((name) => `nothing asks for ${name}`)];
}

const read = (folder, names) => names.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]);
const scripts = (folder) => read(folder, readdirSync(folder).filter((name) => name.endsWith(".js")));

test("every page", () => {
  const all = read(site, everyPage());
  assert.ok(all.length > 50);
  assert.deepEqual(left([...new Set(all.flatMap(([, text]) => beyondInPage(text, READERS)))], SUPPLEMENTS.page), []);
});

test("scripts that stand in a page itself", () => {
  const all = read(site, everyPage()).flatMap(([, text]) => inlineScripts(text));
  assert.ok(all.length > 0, "404.html has one");
  assert.deepEqual([...new Set(all.flatMap((text) => beyondInScript(text, READERS)))], []);
});

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

test("docs/theme.md says from which version on each difference is gone", () => {
  const manual = readFileSync(path.join(repository, "docs/theme.md"), "utf8");
  const [, ...rows] = manual.split("| 有什么 | 从哪一版起 |")[1].split("\n\n")[0].split("\n").slice(1).map((line) => line.split("|").map((cell) => cell.trim()));
  const names = { chrome: "Chromium", safari: "Safari", firefox: "Firefox" };
  const versions = (place) => firstVersions(place, { chrome: 69, safari: 12, firefox: 115 }).map(([browser, version]) => `${names[browser]} ${version}`).join("、");
  assert.deepEqual(rows.map(([, what, from]) => [what, from]), Object.entries(DIFFERENCES).map(([what, place]) => [what, versions(place)]));
});

test("what is beyond the floor is found", () => {
  for (const text of ["<dialog>", '<a popover="auto">', "<button inert>", '<img src="a" loading="lazy">', '<input type="color">', "<portal>"]) assert.notDeepEqual(beyondInPage(text, READERS), [], text);
  for (const text of ['<p class="a" hidden>', "<script>if (a <dialog) b();</script>", '<svg><path d="M0 0"/></svg>']) assert.deepEqual(beyondInPage(text, READERS), [], text);
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
