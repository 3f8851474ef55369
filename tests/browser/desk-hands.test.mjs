// What an editor's hand does in the form: a fault mended by its button, a number of the text put into its field, what is understood
// while typing, two tabs on one file, another program or git under it, and a day for each review.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { desk } from "./support/desk.mjs";

const here = desk();
const FILE = "content/branches/shili-shuiwuju.md";

/** What an editor should never meet; a browser tells of each 409 by itself. */
const faultsOf = (...pages) => pages.flatMap((page) => page.faults).filter((fault) => !/status of 409/.test(fault));
const saved = (page) => page.locator("#said.good").waitFor();
const replace = (from, to) => here.put(FILE, here.read(FILE).replace(from, to));
/** The lines of the file that are not those of `before`, and those that are gone. */
const changed = (before) => {
  const [old, now] = [before.split("\n"), here.read(FILE).split("\n")];
  return { came: now.filter((line) => !old.includes(line)), went: old.filter((line) => !now.includes(line)) };
};

test("a fault is mended by the button at its field, and nothing else is touched", async () => {
  here.site();
  replace("date: 2024-06-11", "date： 2024-06-11");
  replace("county: 示例县", "county: 示列县");
  const before = here.read(FILE);
  await here.serve();
  const page = await here.edit(FILE);
  const slip = page.locator("#of-date .fault .mend");
  await slip.click();
  await saved(page);
  assert.deepEqual(changed(before), { came: ["date: 2024-06-11"], went: ["date： 2024-06-11"] });
  assert.equal(await page.locator("#of-date .fault").count(), 0);
  const meant = page.locator('[id="of-branch.county"] .fault .mend');
  assert.equal(await meant.innerText(), "示例县");
  await meant.click();
  await page.waitForFunction(() => document.getElementById("field-branch.county").value === "示例县");
  assert.equal(here.read(FILE), before.replace("date： ", "date: ").replace("示列县", "示例县"));
  assert.deepEqual(faultsOf(page), []);
});

test("a number of the text that is in no field is put into the one that is chosen", async () => {
  here.site();
  here.put(FILE, `${here.read(FILE)}\n今年又组织防汛值守38次，其中女党员11名。\n`);
  const before = here.read(FILE);
  await here.serve();
  const page = await here.edit(FILE);
  const claim = page.locator(".claims > li", { has: page.locator("b", { hasText: "38次" }) });
  await claim.locator(".claim").click();
  await claim.getByRole("button", { name: /^活动：防汛值守/ }).click();
  await saved(page);
  assert.deepEqual(changed(before), { came: ["  防汛值守: {count: 38次, since: 今年}"], went: [] });
  await claim.waitFor({ state: "detached" });
  // From the text itself: the cursor is put into the number.
  const body = await page.locator("#body").inputValue();
  const at = body.lastIndexOf("11名") + 1;
  await page.locator("#body").focus();
  await page.evaluate((place) => document.querySelector("#body").setSelectionRange(place, place), at);
  await page.keyboard.press("ArrowLeft");
  await page.locator(".claims > li", { has: page.locator("b", { hasText: "11名" }) }).getByRole("button", { name: /^女党员/ }).click();
  await page.waitForFunction(() => document.getElementById("field-members.women")?.value === "11名");
  assert.deepEqual(changed(before).came.sort(), ["  women: 11名", "  防汛值守: {count: 38次, since: 今年}"]);
  assert.deepEqual(faultsOf(page), []);
});

test("what was understood stands below while it is typed, before anything is saved", async () => {
  here.site();
  const before = here.read(FILE);
  await here.serve();
  const page = await here.edit(FILE);
  const [total, count] = ["field-members.total", "activities-1-activity.count"].map((id) => page.locator(`[id="${id}"]`));
  await total.fill("");
  await total.pressSequentially("近百名");
  await page.locator('[id="below-members.total"]', { hasText: "大约 100 名" }).waitFor();
  await total.pressSequentially("左");
  await page.locator('[id="below-members.total"] .fault').waitFor();
  assert.equal(here.read(FILE), before);
  await total.fill("27");
  await page.locator("#field-date").fill("2024-02-30");
  await page.locator("#below-date .fault.error").waitFor();
  await page.locator("#field-date").fill("二〇二四年六月十二日");
  await page.locator("#below-date .understood", { hasText: "2024年6月12日" }).waitFor();
  await page.locator("#field-date").fill("2024-06-11");
  await count.fill("90余场次");
  await page.locator("#below-activities-1", { hasText: "至少 90 场次" }).waitFor();
  await count.fill("7名");
  await page.locator("#add-activities").click();
  await page.locator('[id="activities-fresh-activity.name"]').fill("义诊");
  await page.locator('[id="activities-fresh-activity.count"]').fill("十余场");
  await page.locator("#below-activities-fresh", { hasText: "至少 10 场" }).waitFor();
  assert.deepEqual(faultsOf(page), []);
});

test("two tabs on one file: other fields join, the same field shows both texts", async () => {
  here.site();
  await here.serve();
  const [one, two] = [await here.edit(FILE), await here.edit(FILE)];
  const title = (page) => page.locator("#field-title");
  await title(two).fill("第二个窗口写的");
  await one.locator("#field-date").fill("2024-06-12");
  await one.locator("#field-date").press("Tab");
  await saved(one);
  await two.waitForFunction(() => document.querySelector("#field-date").value === "2024-06-12");
  assert.equal(await title(two).inputValue(), "第二个窗口写的");
  await title(one).fill("第一个窗口写的");
  await title(one).press("Tab");
  await one.waitForFunction(() => document.querySelector("#title").textContent === "第一个窗口写的");
  // What is typed in the second one began with another title.
  await title(two).press("Tab");
  const box = two.locator("dialog");
  await box.waitFor();
  assert.match(await box.locator(".side").nth(0).innerText(), /第二个窗口写的/);
  assert.match(await box.locator(".side").nth(1).innerText(), /第一个窗口写的/);
  assert.match(here.read(FILE), /^title: 第一个窗口写的$/m);
  await box.getByRole("button", { name: "先不存" }).click();
  assert.equal(await title(two).inputValue(), "第二个窗口写的");
  await two.locator("#of-title .mend").click();
  await two.locator("dialog").getByRole("button", { name: "用我写的" }).click();
  await one.waitForFunction(() => document.querySelector("#field-title").value === "第二个窗口写的");
  assert.match(here.read(FILE), /^title: 第二个窗口写的$/m);
  assert.match(here.read(FILE), /^date: 2024-06-12$/m);
  assert.deepEqual(faultsOf(one, two), []);
});

test("two tabs on the text: both texts are shown, nothing is lost unseen", async () => {
  here.site();
  await here.serve();
  const [one, two] = [await here.edit(FILE), await here.edit(FILE)];
  const write = async (page, words) => {
    await page.locator("#body").focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText(`\n\n${words}`);
  };
  // Both are typed before either is saved.
  await two.evaluate(() => { window.held = fetch; window.fetch = (...all) => (String(all[0]).includes("/text") ? new Promise((go) => { window.go = () => go(window.held(...all)); }) : window.held(...all)); });
  await write(two, "第二个窗口的一段。");
  await two.waitForFunction(() => window.go);
  await write(one, "第一个窗口的一段。");
  await saved(one);
  await two.evaluate(() => { window.fetch = window.held; window.go(); });
  const box = two.locator("dialog");
  await box.waitFor();
  assert.match(await box.innerText(), /第一个窗口的一段/);
  assert.match(await box.innerText(), /第二个窗口的一段/);
  await box.getByRole("button", { name: "用我写的" }).click();
  await saved(two);
  assert.ok(here.read(FILE).trimEnd().endsWith("第二个窗口的一段。"));
});

test("git checks out another version under the form: it is shown, and what was typed is asked about", async (t) => {
  here.site();
  const git = (...call) => execFileSync("git", ["-c", "user.name=示例", "-c", "user.email=a@example.org", ...call], { cwd: here.folder, stdio: "pipe" });
  try {
    git("init", "--quiet");
  } catch {
    return t.skip("there is no git");
  }
  git("add", ".");
  git("commit", "--quiet", "-m", "一");
  replace(/^title: .*$/m, "title: 后来的标题");
  replace("committee: 3", "committee: 5");
  git("commit", "--quiet", "-am", "二");
  await here.serve();
  const page = await here.edit(FILE);
  await page.locator("#field-title").fill("正在写的标题");
  git("checkout", "--quiet", "HEAD~1");
  await page.waitForFunction(() => document.getElementById("field-members.committee").value === "3");
  assert.equal(await page.locator("#field-title").inputValue(), "正在写的标题");
  // However often the file changes elsewhere: what stands in the place that is being typed in is not what it was.
  replace("committee: 3", "committee: 4");
  await page.waitForFunction(() => document.getElementById("field-members.committee").value === "4");
  await page.locator("#field-title").press("Tab");
  const box = page.locator("dialog");
  await box.waitFor();
  assert.match(await box.innerText(), /正在写的标题/);
  assert.match(await box.innerText(), /一渠清水记初心/);
  await box.getByRole("button", { name: "用我写的" }).click();
  await saved(page);
  const status = git("diff", "--numstat").toString().trim().split("\n");
  assert.deepEqual(status, [`2\t2\t${FILE}`], "two lines of one file");
  assert.deepEqual(faultsOf(page), []);
});

test("the text changes under the one being written, and then the facts: what was written is asked about", async () => {
  here.site();
  await here.serve();
  const page = await here.edit(FILE);
  // No pause in writing is long enough here to be saved by itself.
  await page.evaluate(() => { const real = setTimeout; window.setTimeout = (go, after, ...more) => (after === 1200 ? 0 : real(go, after, ...more)); });
  await page.locator("#body").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText("\n\n正在写的一段。");
  replace(/\s*$/, "\n\n别人写的一段。\n");
  replace("committee: 3", "committee: 5");
  await page.waitForFunction(() => document.getElementById("field-members.committee").value === "5");
  replace("committee: 5", "committee: 4");
  await page.waitForFunction(() => document.getElementById("field-members.committee").value === "4");
  await page.locator("#field-title").focus();
  const box = page.locator("dialog");
  await box.waitFor();
  assert.match(await box.innerText(), /正在写的一段/);
  assert.match(await box.innerText(), /别人写的一段/);
  assert.deepEqual(faultsOf(page), []);
});

test("a review is signed with its day, and the sheet tells what has changed since the last publishing", async () => {
  here.site();
  await here.serve();
  const page = await here.edit(FILE);
  const before = here.read(FILE);
  await page.locator("#review-by").fill("示例庚");
  await page.getByRole("button", { name: "签上" }).click();
  await page.locator("#review .signed", { hasText: "示例庚" }).waitFor();
  assert.deepEqual(changed(before), { came: ["  - {role: 初审, by: 示例庚, date: 2026-01-01}"], went: [] });
  assert.match(await page.locator("#review .signed").first().innerText(), /初审\s+示例庚\s+2026-01-01/);
  await page.goto(new URL("_liuhao/publish", here.base).href);
  await page.locator("#now").click();
  await page.locator("#done").waitFor({ timeout: 150_000 });
  replace("total: 27", "total: 270");
  replace("集中学习: {count: 24次", "集中学习: {count: 25次");
  here.put(FILE, `${here.read(FILE)}\n新添的一段。\n`);
  await page.goto(new URL(`_liuhao/sheet?file=${encodeURIComponent(FILE)}`, here.base).href);
  await page.locator("#print").waitFor();
  await page.getByText("上次发布（2026-01-01）以来的改动").waitFor();
  const text = await page.locator("main").innerText();
  for (const words of [/党员总数\s+27\s+270/, /集中学习　24次[^\n]*\s+集中学习　25次/, /新添的一段。/, /69岁及以下　14/, /初审\s+示例庚\s+2026-01-01/]) assert.match(text, words);
  assert.match(text, /27.*270/);
  assert.ok(await page.locator(".list-of li").count() > 0, "ten times as many is told");
  assert.deepEqual(faultsOf(page), []);
});
