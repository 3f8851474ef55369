// Nobody is shut out of the desk: axe, 320 px, text at 200 %, targets of 44 px, the keyboard alone; and a reader of the
// network sees no control.
import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { test } from "node:test";
import { desk, isForAll } from "./support/desk.mjs";

const here = desk();
const FILE = "content/branches/shili-shuiwuju.md";
const MODES = {
  light: {},
  English: { lang: "en" },
  dark: { colorScheme: "dark" },
  "320 px": { viewport: { width: 320, height: 800 } },
  "1240 px": { viewport: { width: 1240, height: 800 } },
};

/** A story with a fault, a question of an import and a number in no field. */
function troubled() {
  const text = here.read(FILE).replace(/^date: .*$/m, "date: 2024-02-30\n# 待确认: 班子成员: 3名（第2段，也可能是其中一部分）");
  here.put(FILE, `${text}\n今年又组织志愿服务38次。。\n`);
}

for (const [mode, options] of Object.entries(MODES)) {
  test(`the list, a dialog, publishing and the sheet: ${mode}`, async () => {
    here.lang = options.lang;
    here.site();
    await here.serve();
    const page = await here.open("_liuhao/", options);
    await page.locator("tr[data-file]").first().waitFor();
    await isForAll(page, "list");
    await page.locator("tr[data-file] .toggle").first().click();
    await page.locator("tr.detail:not([hidden])").waitFor();
    await isForAll(page, "details");
    await page.locator("#new").click();
    await isForAll(page, "dialog");
    await page.keyboard.press("Escape");
    await page.goto(new URL("_liuhao/publish", here.base).href);
    await page.locator("#now").waitFor();
    await isForAll(page, "publishing");
    await page.goto(new URL(`_liuhao/sheet?file=${encodeURIComponent(FILE)}`, here.base).href);
    await page.locator("#print").waitFor();
    await isForAll(page, "sheet");
    assert.equal(await page.evaluate(() => document.documentElement.lang), options.lang ?? "zh-CN");
    assert.deepEqual(page.faults, []);
  });

  test(`the form: ${mode}`, async () => {
    here.lang = options.lang;
    here.site();
    troubled();
    await here.serve();
    const page = await here.edit(FILE, options);
    await page.locator(".card.asked").waitFor();
    await isForAll(page, "facts");
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
    await page.locator("#add-activities").click();
    await isForAll(page, "all facts and a new row");
    if (mode === "320 px") await page.locator("#tab-text").click();
    await page.locator(".claim").first().click();
    await isForAll(page, "text");
    if (mode === "320 px") {
      await page.locator("#tab-page").click();
      await isForAll(page, "page");
    }
    assert.deepEqual(page.faults, []);
  });
}

test("text at 200 % on a narrow screen", async () => {
  here.lang = "zh";
  here.site();
  await here.serve();
  const enlarge = (page) => page.evaluate(() => { document.documentElement.style.fontSize = "225%"; });
  const page = await here.edit(FILE, { viewport: { width: 320, height: 800 } });
  await enlarge(page);
  await isForAll(page, "200 %");
  for (const [address, there] of [["", "tr[data-file]"], ["publish", "#now"], [`sheet?file=${encodeURIComponent(FILE)}`, "#print"]]) {
    await page.goto(new URL(`_liuhao/${address}`, here.base).href);
    await page.locator(there).first().waitFor();
    await enlarge(page);
    await isForAll(page, `200 %: ${address}`);
  }
});

test("in an English run no control speaks Chinese", async () => {
  here.lang = "en";
  here.site();
  await here.serve();
  const page = await here.open("_liuhao/");
  const chinese = () => page.evaluate(() => [...document.querySelectorAll("button, label, h2, summary, option, th")].filter((one) => one.checkVisibility()).map((one) => one.getAttribute("aria-label") ?? one.textContent).filter((text) => /[\u4e00-\u9fff]/.test(text)));
  await page.locator("tr[data-file]").first().waitFor();
  // Titles of stories are theirs.
  assert.deepEqual((await chinese()).filter((text) => !/^(Details|Delete|Rename)/.test(text)), []);
  await page.goto(new URL("_liuhao/publish", here.base).href);
  await page.locator("#now").waitFor();
  assert.deepEqual(await chinese(), []);
  await page.goto(new URL(`_liuhao/edit?file=${encodeURIComponent("content/branches/yangban-danganguan.md")}`, here.base).href);
  await page.locator("#facts").waitFor();
  // Values that are offered are the site's, and the three reviews have one name.
  const offered = await page.evaluate(() => [...document.querySelectorAll(".choices button, .claim, .closed summary, #review-state option")].map((one) => one.textContent));
  assert.deepEqual((await chinese()).filter((text) => !offered.includes(text)), []);
});

test("a story with the keyboard alone", async () => {
  here.lang = "zh";
  here.site();
  await here.serve();
  const page = await here.open("_liuhao/");
  await page.locator("tr[data-file]").first().waitFor();
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
  const tabTo = async (wanted, key = "Tab") => {
    const met = [];
    for (let presses = 0; presses < 200; presses += 1) {
      await page.keyboard.press(key);
      met.push(await focused());
      if (met.at(-1) === wanted) return;
    }
    throw new Error(`${wanted} was never reached; met ${met.join(", ")}`);
  };
  await tabTo("new");
  await page.keyboard.press("Enter");
  await page.keyboard.type("示例县某局离退休干部党支部");
  await page.keyboard.press("Enter");
  await page.waitForURL(/_liuhao\/edit/);
  await page.locator("#facts").waitFor();
  await tabTo("field-title");
  await page.keyboard.type("只用键盘");
  await tabTo("field-branch.county");
  await page.keyboard.type("示例县");
  await tabTo("add-activities");
  await page.keyboard.press("Enter");
  for (const [name, count] of [["党课", "6次"], ["慰问", "20余人次"]]) {
    await page.waitForFunction(() => document.activeElement.id === "activities-fresh-activity.name" && document.activeElement.value === "");
    await page.keyboard.type(name);
    await page.keyboard.press("Tab");
    await page.keyboard.type(count);
    await page.keyboard.press("Enter");
    await page.locator(`[data-field="activity.name"][value="${name}"]`).waitFor();
  }
  await page.waitForFunction(() => document.activeElement.id === "activities-fresh-activity.name");
  await tabTo("up-activities-1", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector('[id="activities-0-activity.name"]').value === "慰问");
  await tabTo("body");
  await page.keyboard.type("支部开展慰问20余人次。");
  await page.locator("#said.good").waitFor();
  const file = new URL(page.url()).searchParams.get("file");
  await page.waitForFunction(() => document.querySelector("#said").className === "good");
  const text = here.read(file);
  assert.match(text, /title: 只用键盘/);
  assert.ok(text.indexOf("慰问: 20余人次") < text.indexOf("党课: 6次"), text);
});

test("a reader of the network sees no control", async (t) => {
  const address = Object.values(networkInterfaces()).flat().find((one) => one.family === "IPv4" && !one.internal)?.address;
  if (!address) return t.skip("this machine has no address in a network");
  here.lang = "zh";
  here.site();
  await here.serve("--host", "0.0.0.0");
  const page = await here.open(`http://${address}:${new URL(here.base).port}/_liuhao/`);
  await page.locator("tr[data-file]").first().waitFor();
  assert.equal(await page.locator('meta[name="liuhao-token"]').count(), 0);
  for (const id of ["new", "import", "publish"]) assert.equal(await page.locator(`#${id}`).count(), 0, id);
  for (const name of ["改名", "删除"]) assert.equal(await page.getByRole("button", { name }).count(), 0, name);
  await page.goto(`http://${address}:${new URL(here.base).port}/_liuhao/edit?file=${encodeURIComponent(FILE)}`);
  await page.getByText("只能在运行编辑台的那台电脑上修改").waitFor();
  assert.equal(await page.locator("input, textarea").count(), 0);
});
