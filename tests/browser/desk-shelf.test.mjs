// A whole story on the desk: renamed with its old address kept, put away, brought back.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { desk } from "./support/desk.mjs";

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
