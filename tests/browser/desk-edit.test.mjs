// The form writes one line, keeps every other byte, and loses nothing: not what is typed, not what others wrote.
import assert from "node:assert/strict";
import { test } from "node:test";
import { desk } from "./support/desk.mjs";

const here = desk();
const FILE = "content/branches/shili-shuiwuju.md";

const saved = (page) => page.locator("#said.good").waitFor();

test("one field is a difference of one line", async () => {
  here.site();
  const before = here.read(FILE).split("\n");
  await here.serve();
  const page = await here.edit(FILE);
  await page.locator("#field-title").fill("一渠清水记初心");
  await page.locator("#field-title").press("Tab");
  await saved(page);
  const after = here.read(FILE).split("\n");
  assert.equal(after.length, before.length);
  assert.deepEqual(after.filter((line, at) => line !== before[at]), ["title: 一渠清水记初心"]);
  await page.frameLocator("#page").locator("h1", { hasText: "一渠清水记初心" }).waitFor();
  await page.getByRole("button", { name: "撤销", exact: true }).first().click();
  await page.waitForFunction((title) => document.querySelector("#title").textContent === title, before.find((line) => line.startsWith("title: ")).slice(7));
  assert.equal(here.read(FILE), before.join("\n"));
  assert.deepEqual(page.faults, []);
});

test("what was understood and what is wrong stand at their field", async () => {
  here.site();
  await here.serve();
  const page = await here.edit(FILE);
  const total = page.locator('[id="field-members.total"]');
  await total.fill("30余名");
  await total.press("Tab");
  await page.locator('[id="below-members.total"]', { hasText: "至少 30" }).waitFor();
  await page.locator("#field-date").fill("2024-02-30");
  await page.locator("#field-date").press("Tab");
  await page.locator('[id="below-date"] .fault.error').waitFor();
  assert.equal(await page.locator("#field-date").getAttribute("aria-invalid"), "true");
});

test("the file changed outside: other fields are merged, the same field is asked about", async () => {
  here.site();
  await here.serve();
  const page = await here.edit(FILE);
  const title = page.locator("#field-title");
  // Another program writes while the editor is typing into the same field.
  await title.fill("我写的标题");
  here.put(FILE, here.read(FILE).replace(/^title: .*$/m, "title: 别人的标题"));
  await title.press("Tab");
  const box = page.locator("dialog");
  await box.waitFor();
  assert.match(await box.innerText(), /我写的标题/);
  assert.match(await box.innerText(), /别人的标题/);
  await box.getByRole("button", { name: "用我写的" }).click();
  await saved(page);
  assert.match(here.read(FILE), /^title: 我写的标题$/m);
  // The other one is taken.
  await title.fill("又一个");
  here.put(FILE, here.read(FILE).replace(/^title: .*$/m, "title: 还是别人的"));
  await title.press("Tab");
  await page.locator("dialog").getByRole("button", { name: "用文件里现在的" }).click();
  await page.waitForFunction(() => document.querySelector("#field-title").value === "还是别人的");
  // Another place: both stay.
  await title.fill("第三个");
  here.put(FILE, here.read(FILE).replace(/^date: .*$/m, "date: 2024-05-05"));
  await title.press("Tab");
  await saved(page);
  assert.match(here.read(FILE), /^title: 第三个$/m);
  assert.match(here.read(FILE), /^date: 2024-05-05$/m);
});

test("what cannot be saved stays, and says why", async () => {
  here.site();
  await here.serve();
  const page = await here.edit(FILE);
  here.child.kill("SIGKILL");
  await page.locator("#field-title").fill("没有存成");
  await page.locator("#field-title").press("Tab");
  await page.locator("#said.bad").waitFor();
  assert.match(await page.locator("#said").innerText(), /没有保存/);
  assert.equal(await page.locator("#field-title").inputValue(), "没有存成");
  assert.match(await page.evaluate(() => sessionStorage.getItem(Object.keys(sessionStorage)[0])), /没有存成/);
});

test("rows are moved, and an activity is taken from a number of the text", async () => {
  here.site();
  await here.serve();
  const page = await here.edit(FILE);
  const names = () => page.locator('[id^="activities-"][data-field="activity.name"]').evaluateAll((all) => all.map((one) => one.value));
  const before = await names();
  await page.locator("#down-activities-0").click();
  await page.waitForFunction((name) => document.querySelector('[id="activities-1-activity.name"]').value === name, before[0]);
  assert.deepEqual(await names(), [before[1], before[0], ...before.slice(2)]);
  assert.equal(await page.evaluate(() => document.activeElement.id), "down-activities-1");
  await page.locator("#row-activities-1 .grip").dragTo(page.locator("#row-activities-0"));
  await page.waitForFunction((name) => document.querySelector('[id="activities-0-activity.name"]').value === name, before[0]);
  assert.deepEqual(await names(), before);
});

test("the text is written with the bar, pasted from Word, and saved by itself", async () => {
  here.site();
  await here.serve();
  const page = await here.edit(FILE);
  const body = page.locator("#body");
  await body.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText("\n\n新的一节");
  await page.locator("#tool-heading").click();
  await page.keyboard.insertText("\n\n说得好");
  await page.keyboard.down("Shift");
  for (let at = 0; at < 3; at += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.up("Shift");
  await page.locator("#tool-bold").click();
  await saved(page);
  assert.match(here.read(FILE), /\n## 新的一节\n\n\*\*说得好\*\*/);
  await page.keyboard.press("Control+End");
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/html", "<p class=MsoNormal>从<b>文稿</b>里来</p><p>第二段</p>");
    data.setData("text/plain", "从文稿里来");
    document.querySelector("#body").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await page.waitForFunction(() => document.querySelector("#body").value.includes("从**文稿**里来"));
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "\n\n联系人：示例甲，电话13800000000\n再说一段。");
    document.querySelector("#body").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await page.waitForFunction(() => document.querySelector("#body").value.includes("再说一段。"));
  assert.ok(!(await body.inputValue()).includes("13800000000"));
  assert.match(await page.locator("#said").innerText(), /联系人、电话一类的内容没有导入/);
  assert.deepEqual(page.faults, []);
});
