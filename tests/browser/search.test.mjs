// The search page: every phrase of every story is found, nothing is shown that does not hold it, and it works wherever the
// site lies.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { stage } from "./support/browser.mjs";
import { binary, site } from "./support/paths.mjs";

const disk = `${pathToFileURL(site)}/`;
const places = { root: stage("/"), "sub-path": stage("/a/b/"), disk: stage() };
const isStory = (name) => name.endsWith(".html") && !readFileSync(path.join(site, "branches", name), "utf8").includes("http-equiv");
const stories = readdirSync(path.join(site, "branches")).filter(isStory);

/** Numbers that look random and are the same in every run. */
const dice = (seed) => (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor(seed / 2 ** 32 * below);
};

/** What the page says of a query once it has been answered: addresses of stories and texts, all of them. */
async function ask(page, query) {
  await page.fill(".search-line input", query);
  await page.press(".search-line input", "Enter");
  const answered = () => page.waitForFunction(() => /^(找到|先列出|没有|请至少)/.test(document.querySelector(".search-status").textContent));
  await answered();
  const more = page.locator(".search-more");
  while (await more.isVisible()) {
    const before = await page.locator(".search-results li").count();
    await more.click();
    await page.waitForFunction((before) => document.querySelectorAll(".search-results li").length > before || document.querySelector(".search-more").hidden, before);
  }
  return page.locator(".search-results li").evaluateAll((items) => items.map((item) => ({
    address: decodeURIComponent(item.querySelector("a").getAttribute("href").split("/").pop()),
    facts: [...item.querySelectorAll(".meta span")].map((span) => span.textContent),
    text: item.textContent,
    marks: [...item.querySelectorAll("mark")].map((mark) => mark.textContent),
  })));
}

/** The lines of a story that a reader sees. */
const lines = (page) => page.evaluate(() => {
  const blocks = document.querySelectorAll("h1, .content p, .content li, .content h2");
  return [...blocks].filter((block) => !block.querySelector("p, li, sup, br")).map((block) => block.textContent.replace(/\s+/g, " ").trim());
});

test("phrases of two to twenty characters from every story find it, as it is written there", async () => {
  const { page, faults, close } = await places.root.open("search.html");
  const reader = await places.root.open("index.html");
  const random = dice(6);
  let asked = 0;
  for (const story of stories) {
    await reader.page.goto(`${places.root.base}branches/${encodeURIComponent(story)}`);
    const all = (await lines(reader.page)).filter((line) => Array.from(line).length > 2);
    for (const length of [2, 3, 4, 7, 12, 20, 26]) {
      const characters = Array.from(all[random(all.length)]);
      const start = random(Math.max(1, characters.length - length + 1));
      const phrase = characters.slice(start, start + length).join("").trim();
      if (Array.from(phrase).length < 2) continue;
      const found = await ask(page, phrase);
      assert.ok(found.some((one) => one.address === story), `${phrase} is not found in ${story}`);
      for (const one of found.filter(() => !phrase.includes(" "))) {
        assert.ok(one.marks.length > 0 && one.marks.every((mark) => mark === phrase), `${one.address} shows no ${phrase}`);
      }
      asked += 1;
    }
  }
  assert.ok(asked > 60, `${asked} phrases`);
  assert.deepEqual([...faults, ...reader.faults], []);
  await Promise.all([close(), reader.close()]);
});

test("a hit in the name of the branch shows its line and mark, with a county and without", async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), "liuhao-search-"));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, "content", "branches"), { recursive: true });
  writeFileSync(path.join(folder, "site.yaml"), "name: 示例\n");
  for (const [name, branch] of [["x1", "{name: 甲县水务局离退休干部党支部}"], ["x2", "{name: 甲县水务局第二党支部, county: 甲县}"], ["x3", "{name: 甲县水务局第三党支部, founded: 2005年8月}"]]) {
    writeFileSync(path.join(folder, "content", "branches", `${name}.md`), `---\ntitle: 晚霞照山河${name}\ndate: 2024-03-01\nbranch: ${branch}\n---\n老同志们很忙。\n`);
  }
  execFileSync(binary, ["build", "--lang", "en"], { cwd: folder, stdio: "pipe" });
  const { page, faults, close } = await places.disk.open(`${pathToFileURL(path.join(folder, "public"))}/search.html`);
  const found = await ask(page, "水务局");
  assert.deepEqual(found.map((one) => one.address).sort(), ["x1.html", "x2.html", "x3.html"]);
  for (const one of found) {
    assert.deepEqual(one.marks, ["水务局"], one.address);
    assert.ok(one.facts.concat(one.text).some((fact) => fact.includes("水务局")), `${one.address}: ${one.text}`);
  }
  assert.deepEqual(faults, []);
  await close();
});

test("width and letter case do not matter, and markup is text", async () => {
  const { page, faults, close } = await places.root.open("search.html");
  const [one, two] = [await ask(page, "2023年度"), await ask(page, "２０２３年度")];
  assert.ok(one.length > 0);
  assert.deepEqual(two.map((found) => found.address), one.map((found) => found.address));
  assert.deepEqual(await ask(page, "<img src=x onerror=alert(1)>"), []);
  assert.equal(await page.locator("main img").count(), 0);
  assert.deepEqual(faults, []);
  await close();
});

test("quotes are one whatever keyboard they come from: straight ones find curly ones, and the other way", async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), "liuhao-quotes-"));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, "content", "branches"), { recursive: true });
  writeFileSync(path.join(folder, "site.yaml"), "name: 示例\n");
  const texts = { curly: "支部创建“六好”党支部，讲‘银发’故事。", straight: "支部创建\"六好\"党支部，讲'银发'故事。", wide: "支部创建＂六好＂党支部，讲＇银发＇故事。" };
  for (const [name, text] of Object.entries(texts)) {
    writeFileSync(path.join(folder, "content", "branches", `${name}.md`), `---\ntitle: 晚霞${name}\ndate: 2024-03-01\nbranch: {name: 甲县${name}党支部}\n---\n${text}\n`);
  }
  execFileSync(binary, ["build", "--lang", "en"], { cwd: folder, stdio: "pipe" });
  const { page, faults, close } = await places.disk.open(`${pathToFileURL(path.join(folder, "public"))}/search.html`);
  const all = Object.keys(texts).map((name) => `${name}.html`).toSorted();
  for (const query of ["“六好”党", "\"六好\"党", "＂六好＂党", "”六好“党", "讲‘银发’", "讲'银发'", "讲’银发‘"]) {
    const found = await ask(page, query);
    assert.deepEqual(found.map((one) => one.address).toSorted(), all, query);
    for (const one of found) assert.ok(one.marks.some((mark) => /[“"＂]六好[”"＂]党|讲[‘'＇]银发[’'＇]/.test(mark)), `${query}: ${one.marks}`);
  }
  assert.deepEqual(await ask(page, "“六好“支"), []);
  assert.deepEqual(faults, []);
  await close();
});

test("what is nowhere is not found, and one character is asked for another", async () => {
  const { page, close } = await places.root.open("search.html");
  assert.deepEqual(await ask(page, "部支党"), []);
  assert.match(await page.textContent(".search-status"), /没有找到/);
  assert.deepEqual(await ask(page, "党"), []);
  assert.match(await page.textContent(".search-status"), /两个字/);
  await close();
});

test("words with a space between them are both in the story", async () => {
  const { page, close } = await places.root.open("search.html");
  const found = await ask(page, "金塔县 红色驿站");
  assert.deepEqual(found.map((one) => one.address), ["jinta-caizheng.html"]);
  assert.deepEqual(new Set(found[0].marks), new Set(["金塔县", "红色驿站"]));
  await close();
});

test("a word of one character narrows, and a word typed apart is one word", async () => {
  const { page, close } = await places.root.open("search.html");
  const [wide, narrow] = [await ask(page, "党支部"), await ask(page, "党支部 塔")];
  assert.ok(narrow.length > 0 && narrow.length < wide.length, `${narrow.length} of ${wide.length}`);
  assert.ok(narrow.some((one) => one.address === "jinta-caizheng.html") && narrow.every((one) => one.marks.every((mark) => mark === "党支部")));
  const [apart, whole] = [await ask(page, "退 休"), await ask(page, "退休")];
  assert.deepEqual(apart, whole);
  assert.ok(whole.length > 0);
  await close();
});

test("a filter alone lists its stories, the newest first", async () => {
  const { page, close } = await places.root.open("search.html");
  await page.locator("select[name=county]").selectOption("示例县");
  await page.waitForFunction(() => /^找到/.test(document.querySelector(".search-status").textContent));
  const found = await ask(page, "");
  const { page: list, close: shut } = await places.root.open("county/shili.html");
  const listed = await list.locator(".group h3 a").evaluateAll((all) => all.map((one) => decodeURIComponent(one.getAttribute("href").split("/").pop())));
  assert.deepEqual(found.map((one) => one.address).slice(0, listed.length), listed);
  assert.ok(found.length >= listed.length && listed.length > 1);
  await Promise.all([close(), shut()]);
});

test("the total is said, with what is left, and Back gives count and place again", async () => {
  const { page, close } = await places.root.open(`search.html?q=${encodeURIComponent("党支部")}`);
  const said = async () => Number((await page.textContent(".search-status")).match(/^找到 (\d+) 篇/)?.[1]);
  await page.waitForFunction(() => /^找到/.test(document.querySelector(".search-status").textContent));
  const total = await said();
  assert.ok(total > 10, `${total}`);
  assert.equal((await page.textContent(".search-more")).trim(), `还有 ${total - 10} 篇`);
  await page.click(".search-more");
  await page.waitForFunction((total) => document.querySelectorAll(".search-results li").length === total, total);
  await page.waitForFunction(() => document.querySelector(".search-more").hidden);
  assert.equal(await said(), total);
  await page.locator(".search-results li").last().scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  assert.ok(before > 300);
  await page.locator(".search-results a").last().click();
  await page.waitForURL(/branches\//);
  await page.goBack();
  await page.waitForFunction((total) => document.querySelectorAll(".search-results li").length === total, total);
  await page.waitForFunction((before) => Math.abs(scrollY - before) < 40, before);
  await close();
});

test("an empty page offers words, and each finds something", async () => {
  const { page, close } = await places.root.open("search.html");
  const words = await page.locator(".search-words button").allTextContents();
  assert.ok(words.length > 1);
  for (const word of words) {
    await page.evaluate(() => { document.querySelector(".search-words").hidden = false; });
    await page.locator(".search-words button", { hasText: word }).first().click();
    await page.waitForFunction(() => /^(找到|没有)/.test(document.querySelector(".search-status").textContent));
    assert.ok(await page.locator(".search-results li").count() > 0, word);
    assert.equal(await page.locator(".search-words").isVisible(), false);
  }
  await close();
});

test("filters keep what they say", async () => {
  const { page, close } = await places.root.open("search.html");
  const all = await ask(page, "党支部");
  for (const name of ["county", "honour", "year"]) {
    const select = page.locator(`select[name=${name}]`);
    const values = (await select.locator("option").evaluateAll((options) => options.map((option) => option.value))).filter(Boolean);
    assert.ok(values.length > 1, name);
    let most = 0;
    for (const value of values) {
      await select.selectOption(value);
      const found = (await ask(page, "党支部")).map((one) => one.address);
      if (name === "county") {
        const here = all.filter((one) => one.facts.includes(value)).map((one) => one.address);
        assert.deepEqual(found.toSorted(), here.toSorted(), value);
      }
      assert.ok(found.every((address) => all.some((one) => one.address === address)), value);
      most = Math.max(most, found.length);
    }
    assert.ok(most > 0 && most < all.length, name);
    await select.selectOption("");
  }
  await close();
});

for (const [name, here] of Object.entries(places)) {
  test(`an address with a query answers, and so does a result: ${name}`, async () => {
    const base = name === "disk" ? disk : here.base;
    const { page, faults, close } = await here.open(`${base}search.html?q=${encodeURIComponent("红色驿站")}`);
    await page.locator(".search-results a").first().waitFor();
    assert.equal(await page.inputValue(".search-line input"), "红色驿站");
    await page.locator(".search-results a").first().click();
    await page.waitForURL(/branches\//);
    assert.ok((await page.textContent("main")).includes("红色驿站"));
    await page.goBack();
    await page.locator(".search-results a").first().waitFor();
    assert.deepEqual(faults, []);
    await close();
  });
}

test("with the keyboard alone a story is found and opened", async () => {
  const { page, close } = await places.root.open("search.html");
  await page.focus(".search-line input");
  await page.keyboard.type("平均年龄");
  await page.keyboard.press("Enter");
  await page.locator(".search-results a").first().waitFor();
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.closest(".search-results") !== null)) break;
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(/branches\//);
  await close();
});

test("without scripts the page says what to do", async () => {
  const { page, close } = await places.root.open("search.html", { javaScriptEnabled: false });
  assert.match(await page.textContent("main"), /没有它，可以/);
  assert.equal(await page.locator(".search-form").isVisible(), false);
  await close();
});

test("data that does not arrive is told", async () => {
  const { page, close } = await places.root.open("search.html");
  await page.route("**/search/manifest.js*", (route) => route.abort());
  await page.fill(".search-line input", "党支部");
  await page.press(".search-line input", "Enter");
  await page.waitForFunction(() => document.querySelector(".search-status").textContent.includes("没有读到"));
  await page.unroute("**/search/manifest.js*");
  assert.ok((await ask(page, "党支部")).length > 0);
  await close();
});

test("the files of the index are where the page looks", () => {
  for (const name of ["search/manifest.js", "search/terms.js", "search/text/0.js", "search/index/0/0.js"]) {
    assert.ok(existsSync(path.join(site, name)), name);
  }
});
