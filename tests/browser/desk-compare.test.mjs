// Branches side by side on the desk: chosen in the list, compared, printed; nobody is shut out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { desk, isForAll } from "./support/desk.mjs";

const here = desk();
const SEED = "content/branches/jinta-caizheng.md";
const FOREST = "content/branches/shili-linchang/index.md";
const SMALL = "content/branches/yangban-laojiaoshi.md";
const NEXT = "content/branches/yangban-guanxin-xiayidai.md";
const compared = (...files) => `_liuhao/compare?${new URLSearchParams(files.map((file) => ["file", file]))}`;
const pick = (page, file) => page.locator(`[data-pick="${file}"]`);

/** The cells of the row of a fact, a text for each branch. */
const cells = (page, name) => page.evaluate((name) => {
  const row = [...document.querySelectorAll("tbody tr")].find((row) => row.cells[0].firstChild.textContent === name);
  return row ? [...row.cells].slice(1).map((cell) => cell.innerText.replace(/\s+/g, " ").trim()) : null;
}, name);

const MODES = {
  light: {},
  English: { lang: "en" },
  dark: { colorScheme: "dark" },
  "320 px": { viewport: { width: 320, height: 800 } },
  "820 px": { viewport: { width: 820, height: 800 } },
};

for (const [mode, options] of Object.entries(MODES)) {
  test(`chosen in the list and compared: ${mode}`, async () => {
    here.lang = options.lang;
    here.site();
    await here.serve();
    const page = await here.open("_liuhao/", options);
    await pick(page, SEED).check();
    assert.equal(await page.locator("#compare").count(), 0, "one alone is compared with nothing");
    await isForAll(page, "one is chosen");
    // What was chosen outlives a search.
    await page.locator("#q").fill("linchang");
    await pick(page, SEED).waitFor({ state: "detached" });
    await pick(page, FOREST).check();
    await isForAll(page, "two are chosen");
    await page.locator("#compare").click();
    await page.locator("tbody th").first().waitFor();
    assert.equal(await page.locator("thead th").count(), 2);
    await isForAll(page, "compared");
    assert.equal(await page.evaluate(() => document.documentElement.lang), options.lang ?? "zh-CN");
    assert.deepEqual(page.faults, []);
  });
}

test("facts stand side by side as they are written, and what is not stated is said to be absent", async () => {
  here.lang = "zh";
  here.site();
  await here.serve();
  const page = await here.open(compared(SEED, FOREST, SMALL));
  await page.locator("tbody th").first().waitFor();
  assert.deepEqual(await cells(page, "党员人数"), ["22名", "31名", "11名"]);
  assert.deepEqual(await cells(page, "平均年龄"), ["67岁", "73岁", "未写"]);
  assert.deepEqual(await cells(page, "慰问物资及资金"), ["6500余元（2023年以来）", "未写", "未写"]);
  assert.deepEqual(await cells(page, "义务植树"), ["未写", "4.6万余株（2019年以来）", "未写"]);
  assert.deepEqual(await cells(page, "80岁以上"), ["2名（9%）", "7名（23%）", "未写"]);
  assert.deepEqual(await cells(page, "是否列全"), ["列全", "未列全", "未写"]);
  assert.equal(await cells(page, "离休党员"), null, "what none states and none must state is not there");
  // A fact that all should state is there where none does.
  await page.goto(new URL(compared(SMALL, NEXT), here.base).href);
  await page.locator("tbody th").first().waitFor();
  assert.deepEqual(await cells(page, "平均年龄"), ["未写", "未写"]);
  assert.deepEqual(page.faults, []);
});

test("what is alike is said to be, and can be left out", async () => {
  here.site();
  await here.serve();
  const page = await here.open(compared(SMALL, NEXT));
  await page.locator("tbody th").first().waitFor();
  const same = page.locator("tbody tr.same");
  assert.ok(await same.count() > 0);
  assert.ok((await same.allInnerTexts()).every((text) => text.includes("相同")));
  await page.locator("#only").check();
  assert.equal(await page.locator("tbody tr.same:visible").count(), 0);
  assert.ok(await page.locator("tbody tr:visible").count() > 0);
  assert.deepEqual(page.faults, []);
});

test("by keyboard alone: chosen, compared, one left out, Back brings it again", async () => {
  here.site();
  await here.serve();
  const page = await here.open("_liuhao/");
  for (const file of [SEED, FOREST, SMALL]) {
    await pick(page, file).focus();
    await page.keyboard.press("Space");
  }
  await page.locator("#compare").focus();
  await page.keyboard.press("Enter");
  await page.locator("tbody th").first().waitFor();
  assert.equal(await page.locator("thead th").count(), 3);
  await page.locator("thead th").nth(1).getByRole("button").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("thead th").length === 2);
  assert.equal(await page.evaluate(() => document.activeElement.id), "title");
  assert.equal(await page.locator("thead th button").count(), 0, "two are the fewest");
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll("thead th").length === 3);
  assert.deepEqual(page.faults, []);
});

test("four are the most; a fifth cannot be chosen until one is let go", async () => {
  here.site();
  await here.serve();
  const page = await here.open("_liuhao/");
  const boxes = page.locator("[data-pick]");
  await boxes.first().waitFor();
  for (let nth = 0; nth < 4; nth += 1) await boxes.nth(nth).check();
  assert.ok(await boxes.nth(4).isDisabled());
  assert.match(await page.locator("#picked").innerText(), /4 篇/);
  await boxes.nth(0).uncheck();
  assert.ok(await boxes.nth(4).isEnabled());
  await page.getByRole("button", { name: "取消选择" }).click();
  assert.match(await page.locator("#picked").innerText(), /勾选两到四篇/);
  assert.equal(await page.locator("[data-pick]:checked").count(), 0);
  assert.deepEqual(page.faults, []);
});

test("it follows the files; a broken one is named, a missing one told", async () => {
  here.site();
  here.put("content/branches/huai.md", "---\ntitle: 坏了的\nbranch: {name: 示例县某支部\n---\n正文。\n");
  await here.serve();
  const page = await here.open(compared(SEED, "content/branches/huai.md"));
  await page.locator("tbody th").first().waitFor();
  assert.equal((await cells(page, "党员人数"))[1], "读不出来");
  here.put(SEED, here.read(SEED).replace("22名", "23名"));
  await page.waitForFunction(() => document.querySelector("main").innerText.includes("23名"));
  await page.goto(new URL(compared(SEED, "content/branches/none.md"), here.base).href);
  await page.locator("#said.bad").waitFor();
  await page.goto(new URL("_liuhao/compare", here.base).href);
  await page.getByText("至少要两篇").waitFor();
  assert.deepEqual(page.faults.filter((fault) => !fault.includes("404")), []);
});

test("printed, four branches stand beside each other on pages that lie", async () => {
  here.site();
  await here.serve();
  const page = await here.open(compared(SEED, FOREST, SMALL, NEXT));
  await page.locator("tbody th").first().waitFor();
  await page.emulateMedia({ media: "print" });
  const tops = await page.locator("thead th").evaluateAll((heads) => new Set(heads.map((head) => Math.round(head.getBoundingClientRect().top))).size);
  assert.equal(tops, 1);
  assert.equal(await page.locator("thead button:visible, #print:visible, #only:visible").count(), 0);
  const text = Buffer.from(await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const [, width, height] = text.match(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/);
  assert.ok(Number(width) > Number(height), `${width} × ${height}`);
});
