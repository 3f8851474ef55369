// From nothing to a published story, as an editor would, without touching a file; and from a Word file.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { desk, Hand } from "./support/desk.mjs";
import { repository } from "./support/paths.mjs";

const here = desk();
const photo = (name) => path.join(repository, "content/branches", name);

const FACTS = {
  date: "2026-01-01",
  "branch.county": "示例县",
  "branch.founded": "2008年6月",
  "members.total": "26名",
  "members.average_age": "70岁",
  "members.committee": "3名",
  "branch.unit": "示例县教育局",
  as_of: "2025-12",
};
/** Where the first page puts a site of this name. */
const SITE = "home/文档/示例老干部";
const BANDS = [["69岁及以下", "14"], ["70-79岁", "9"], ["80岁以上", "3"]];
const ACTIVITIES = [["主题党日", "90余场次"], ["志愿服务", "20余场次"]];
const TEXT = "示例县教育局离退休干部第一党支部成立于2008年6月，现有党员26名。一年来，支部开展主题党日90余场次、志愿服务20余场次。";

/** Rows of a list, one after the other with Enter between. */
async function rows(hand, page, name, columns, values) {
  await hand.press(`添一项${name}`);
  for (const [nth, row] of values.entries()) {
    const fresh = page.locator("li.fresh");
    for (const [at, column] of columns.entries()) {
      const isLast = at === columns.length - 1;
      hand.steps += 1;
      hand.keys += row[at].length;
      const control = fresh.getByLabel(column, { exact: true });
      await control.fill("");
      await control.pressSequentially(row[at]);
      if (isLast) await control.press("Enter");
    }
    await page.locator(`li.row:not(.fresh)`).filter({ has: page.locator(`input[value="${row[0]}"]`) }).waitFor();
    if (nth === values.length - 1) await hand.press(page.locator("li.fresh").getByRole("button", { name: "取消" }));
  }
}

test("from nothing to a published story with 12 facts and 2 photos, without touching a file", async (t) => {
  here.empty();
  await here.doubleClick();
  const page = await here.open("");
  await page.locator("#create").waitFor();
  const hand = new Hand(page);
  await hand.write("网站名称", "示例老干部");
  await hand.write("县区", "示例县");
  await hand.press("建好并打开");
  await page.waitForURL(/_liuhao\/$/);
  await hand.press("新建一篇");
  await hand.write(page.locator("#answer"), "示例县教育局离退休干部第一党支部（示例）");
  await hand.press("新建");
  await page.waitForURL(/_liuhao\/edit/);
  await page.locator("#facts").waitFor();
  const file = new URL(page.url()).searchParams.get("file");
  await hand.write(page.locator("#field-title"), "银发先锋聚合力 桑榆晚霞更添彩");
  for (const [name, value] of Object.entries(FACTS)) await hand.write(page.locator(`[id="field-${name}"]`), value);
  await rows(hand, page, "年龄段", ["年龄", "人数"], BANDS);
  await rows(hand, page, "活动", ["名称", "数量"], ACTIVITIES);
  assert.match(await page.locator('[id="sum-members.age_bands"]').textContent(), /一致/);
  assert.match(await page.locator('[id="below-activities-0"]').textContent(), /至少 90 场次/);
  await hand.write(page.locator("#body"), TEXT);
  for (const name of ["shili-linchang/rings.jpg", "shili-linchang/watchtower.jpg"]) {
    hand.steps += 1;
    await page.locator('.writing input[type="file"]').setInputFiles(photo(name));
    await page.getByText("已放入 1 张照片").waitFor();
  }
  await page.waitForFunction(() => document.querySelector("#said").className === "good");
  const frame = page.frameLocator("#page");
  await frame.getByText("银发先锋聚合力").first().waitFor();
  await frame.locator("img[src*='rings'], img[src*='watchtower'], picture img").first().waitFor();
  await hand.press("发布");
  await hand.press("写好了，可以发布");
  await page.waitForURL(/_liuhao\/publish/);
  await page.getByText("银发先锋聚合力").first().waitFor();
  await hand.press("现在发布");
  await page.locator("#done").waitFor({ timeout: 150_000 });
  t.diagnostic(`from nothing: ${hand.steps} steps, ${hand.keys} keys, ${hand.seconds.toFixed(1)} s`);
  assert.ok(hand.seconds < 180, `${hand.seconds} s`);
  const name = file.replace(/(\/index)?\.md$/, "").split("/").at(-1);
  const published = readFileSync(here.file(`${SITE}/public/branches/${name}.html`), "utf8");
  for (const words of ["银发先锋聚合力", "2008", "26", "90余场次", "20余场次"]) assert.ok(published.includes(words), words);
  assert.ok(readdirSync(here.file(`${SITE}/public`), { recursive: true }).filter((one) => /\.(jpe?g|webp)$/.test(one) && one.includes(name)).length >= 2);
  assert.deepEqual(page.faults, []);
});

test("from a Word file to a published story", async (t) => {
  here.site();
  await here.serve();
  const page = await here.open("_liuhao/");
  const hand = new Hand(page);
  hand.steps += 1;
  await page.locator('#bar input[type="file"]').setInputFiles(path.join(repository, "tests/import/docx/whole-1-gov.docx"));
  await page.getByText("导入结果").waitFor();
  await hand.press("打开");
  await page.locator("#facts").waitFor();
  for (let asked = await page.locator(".card.asked").count(); asked > 0; asked -= 1) {
    const take = page.locator(".card.asked").first().getByRole("button", { name: "采用", exact: true });
    await hand.press((await take.count()) > 0 ? take : page.locator(".card.asked").first().getByRole("button", { name: "不采用" }));
    await page.waitForFunction((count) => document.querySelectorAll(".card.asked").length === count, asked - 1);
  }
  await hand.write(page.locator("#field-date"), "2026-01-01");
  await hand.press("发布");
  await hand.press("写好了，可以发布");
  await page.waitForURL(/_liuhao\/publish/);
  await hand.press("现在发布");
  await page.locator("#done").waitFor({ timeout: 150_000 });
  t.diagnostic(`from a Word file: ${hand.steps} steps, ${hand.keys} keys, ${hand.seconds.toFixed(1)} s`);
  assert.ok(hand.seconds < 180);
  assert.deepEqual(page.faults, []);
});
