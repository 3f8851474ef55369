// Turning pages: to the next and back, to the first and the last, and to the page where a year begins.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, watch } from "./support/browser.mjs";
import { binary } from "./support/paths.mjs";
import { serve } from "./support/server.mjs";

/** Stories of each year, the newest first. */
const YEARS = { 2024: 7, 2023: 1, 2022: 9, 2019: 4 };
const SIZE = 4;
const ALL = Object.values(YEARS).reduce((a, b) => a + b);
const LAST = Math.ceil(ALL / SIZE);

let folder, browser, server, page, faults;
before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "liuhao-pager-"));
  mkdirSync(path.join(folder, "content/branches"), { recursive: true });
  writeFileSync(path.join(folder, "site.yaml"), `name: 示例老干部\npage_size: ${SIZE}\n`);
  for (const [year, count] of Object.entries(YEARS)) {
    for (let nth = 1; nth <= count; nth += 1) {
      const facts = `title: 示例${year}年第${nth}篇\ndate: ${year}-0${nth}-01\nbranch: {name: 示例县${year}年第${nth}支部, county: 示例县}\nsignoff: [{role: 整理, by: 示例科}]`;
      writeFileSync(path.join(folder, `content/branches/y${year}-${nth}.md`), `---\n${facts}\n---\n\n一篇示例。\n`);
    }
  }
  execFileSync(binary, ["build", "--lang", "en"], { cwd: folder, stdio: "pipe" });
  browser = await launch();
  server = await serve("/", path.join(folder, "public"));
  page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  faults = watch(page, new URL(server.base).origin);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const LISTS = ["index.html", "county/index.html"];
const at = () => page.locator(".pager p").innerText();
const links = () => page.locator(".pager a").allInnerTexts();
const titles = () => page.locator(".group h3, .cards h3").evaluateAll((all) => all.map((one) => one.textContent.trim().replace(/^\d+\.\s*/, "")));
const turn = async (name) => {
  await page.locator(".pager").getByRole("link", { name, exact: true }).click();
  await page.waitForLoadState();
};
const open = async (list) => {
  await page.goto(server.base + list);
  // The list of counties leads to that of the one county.
  if (list.startsWith("county")) await page.locator(".terms a").first().click();
  await page.waitForLoadState();
};

for (const list of LISTS) {
  test(`every story is met once from the first page to the last: ${list}`, async () => {
    await open(list);
    assert.deepEqual(await links(), ["下一页", "最后一页"], "before the first there is nothing");
    const met = [];
    for (let number = 1; ; number += 1) {
      assert.equal(await at(), `第 ${number} 页，共 ${LAST} 页`);
      met.push(...await titles());
      if (number === LAST) break;
      await turn("下一页");
    }
    assert.deepEqual(await links(), ["第一页", "上一页"], "behind the last there is nothing");
    assert.equal(new Set(met).size, ALL);
    assert.equal(met.length, ALL);
    await turn("上一页");
    assert.equal(await at(), `第 ${LAST - 1} 页，共 ${LAST} 页`);
    assert.deepEqual(faults, []);
  });

  test(`first and last are one step away: ${list}`, async () => {
    await open(list);
    const first = await titles();
    await turn("最后一页");
    assert.equal(await at(), `第 ${LAST} 页，共 ${LAST} 页`);
    await turn("第一页");
    assert.deepEqual(await titles(), first);
  });

  test(`a year leads to the page where its newest story stands: ${list}`, async () => {
    await open(list);
    const years = await page.locator(".pager-years a").allInnerTexts();
    assert.deepEqual(years, Object.keys(YEARS).map(Number).toSorted((a, b) => b - a).map((year) => `${year}年`));
    let before = 0;
    for (const year of years) {
      await page.locator(".pager-years").getByRole("link", { name: year, exact: true }).click();
      await page.waitForLoadState();
      assert.equal(await at(), `第 ${Math.floor(before / SIZE) + 1} 页，共 ${LAST} 页`, year);
      const count = YEARS[parseInt(year, 10)];
      assert.ok((await titles()).includes(`示例${year}第${count}篇`), `${year}: ${await titles()}`);
      before += count;
    }
  });
}

test("targets of the pager are large, and nothing stands out of a narrow page", async () => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(`${server.base}page/3.html`);
  const boxes = await page.locator(".pager a, .pager-years a").evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ left, right, height }) => ({ left, right, height })));
  assert.ok(boxes.length > 6 && boxes.every(({ left, right, height }) => left >= 0 && right <= 320 && height >= 44), JSON.stringify(boxes));
});
