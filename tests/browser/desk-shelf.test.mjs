// A whole story on the desk: renamed with its old address kept, put away, brought back.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { desk, isForAll } from "./support/desk.mjs";
import { repository } from "./support/paths.mjs";

const here = desk();
const FILE = "content/branches/shili-shuiwuju.md";

test("renamed: the old address leads on; deleted: it says where to, and comes back", async () => {
  here.site();
  const text = here.read(FILE);
  await here.serve();
  const page = await here.open("_liuhao/");
  const row = page.locator(`tr[data-file="${FILE}"]`);
  await row.getByRole("button", { name: /改名/ }).click();
  await page.locator("#answer").fill("shuiwuju-xin");
  await page.keyboard.press("Enter");
  await page.locator("#said.good").waitFor();
  const renamed = "content/branches/shuiwuju-xin.md";
  assert.ok(!existsSync(here.file(FILE)));
  assert.match(here.read(renamed), /branches\/shili-shuiwuju/);
  const lines = here.read(renamed).split("\n").filter((line) => !text.split("\n").includes(line));
  assert.equal(lines.length, 1, lines.join("\n"));
  const moved = page.locator(`tr[data-file="${renamed}"]`);
  await moved.getByRole("button", { name: /删除/ }).click();
  await page.locator("dialog").getByRole("button", { name: "删除" }).click();
  await moved.waitFor({ state: "detached" });
  assert.match(await page.locator("#said").innerText(), /\.liuhao\/trash\//);
  assert.ok(!existsSync(here.file(renamed)));
  await page.locator("#said").getByRole("button", { name: "撤销" }).click();
  await moved.waitFor();
  assert.ok(existsSync(here.file(renamed)));
  assert.deepEqual(page.faults, []);
});

test("what would be published is drawn anew when a file changes", async () => {
  here.site();
  await here.serve();
  const page = await here.open("_liuhao/publish");
  await page.locator("#now").waitFor();
  here.put(FILE, here.read(FILE).replace(/^title: .*$/m, "title: 刚刚改过的标题"));
  await page.getByText("刚刚改过的标题").first().waitFor();
  here.put(FILE, here.read(FILE).replace(/^date: .*$/m, "date: 2024-02-30"));
  await page.locator("#now").waitFor({ state: "detached" });
  assert.deepEqual(page.faults, []);
});

test("where the office has sections, an article of one is begun, written and shown with its section", async () => {
  here.site();
  here.put("site.yaml", `${here.read("site.yaml")}\nsections:\n  - {name: 通知公告, folder: notices}\n`);
  await here.serve();
  const page = await here.open("_liuhao/");
  await page.locator("tr[data-file]").first().waitFor();
  await page.locator("#new").click();
  await isForAll(page, "dialog");
  await page.locator("#choice").selectOption({ label: "通知公告" });
  await page.locator("#answer").fill("重阳节活动通知");
  await page.keyboard.press("Enter");
  await page.waitForURL(/_liuhao\/edit/);
  await page.locator("#facts").waitFor();
  const file = new URL(page.url()).searchParams.get("file");
  assert.match(file, /^content\/notices\//);
  assert.match(await page.locator("#state").textContent(), /通知公告/);
  assert.equal(await page.locator('[id="field-members.total"]').count(), 0);
  assert.equal(await page.locator("#field-title").inputValue(), "重阳节活动通知");
  const date = page.locator("#field-date");
  await date.fill("2025-10-20");
  await date.press("Tab");
  await page.locator("#said.good").waitFor();
  assert.match(here.read(file), /^date: 2025-10-20$/m);
  await isForAll(page, "form of an article");
  await page.goto(new URL("_liuhao/", here.base).href);
  const row = page.locator(`tr[data-file="${file}"]`);
  await row.waitFor();
  assert.match(await row.innerText(), /通知公告/);
  assert.deepEqual(page.faults, []);
});

test("what the counts of a roster take the place of is shown before, and nothing is doubled", async () => {
  here.site();
  const others = here.read(FILE).split("\n").filter((line) => /^(title|tags|honours|activities):/.test(line));
  await here.serve();
  const page = await here.open("_liuhao/");
  await page.locator("tr[data-file]").first().waitFor();
  await page.locator('#bar input[type="file"]').setInputFiles(path.join(repository, "tests/import/rosters/01-plain.xlsx"));
  const card = page.locator("dialog section.card");
  await card.locator("#roster-story").selectOption(FILE);
  await card.getByText("党员总数 27").waitFor();
  await card.getByText("69岁及以下 14 · 70-79岁 9 · 80岁以上 4").waitFor();
  assert.equal(await card.locator('option[value^="content/series"]').count(), 0);
  // 3 and 3名 are the same committee.
  assert.equal(await card.getByText("班子成员").count(), 1);
  await isForAll(page, "dialog");
  // Another program saves meanwhile: what it wrote is shown before it is replaced.
  here.put(FILE, here.read(FILE).replace("  total: 27", "  total: 28"));
  await card.getByRole("button", { name: "写进这一篇" }).click();
  await card.getByText("党员总数 28").waitFor();
  assert.match(here.read(FILE), /^ {2}total: 28$/m);
  await card.getByRole("button", { name: "写进这一篇" }).click();
  await page.waitForURL(/_liuhao\/edit/);
  await page.locator("#facts").waitFor();
  const text = here.read(FILE);
  assert.match(text, /^ {2}total: 22名?$/m);
  assert.match(text, /^as_of: 2023-12-31$/m);
  for (const band of ["69岁及以下: 6", "70-79岁: 12", "80岁以上: 4"]) assert.equal(text.split(band).length, 2, text);
  assert.equal(text.match(/^ +\d+.*岁.*: \d/gm).length, 3, text);
  for (const line of others) assert.ok(text.includes(line));
  assert.deepEqual(page.faults.filter((fault) => !fault.includes("409 (Conflict)")), []);
});
