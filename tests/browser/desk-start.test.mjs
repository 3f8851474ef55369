// A double click where no site is: the first page makes one or opens one, and the same window goes on to the desk.
import assert from "node:assert/strict";
import { cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { desk, isForAll } from "./support/desk.mjs";
import { repository } from "./support/paths.mjs";

const here = desk();

async function site(name) {
  for (const part of ["content", "static", "site.yaml"]) cpSync(path.join(repository, part), here.file(path.join(name, part)), { recursive: true });
}

test("a new site with its name, introduction and counties, then its desk", async () => {
  here.empty();
  await here.doubleClick();
  const page = await here.open("");
  await page.waitForURL(/_liuhao\/start/);
  await page.locator("#create").waitFor();
  await page.locator("#create").click();
  assert.ok(await page.evaluate(() => document.querySelector("#name").validity.valueMissing));
  await page.getByLabel("网站名称").fill("示例老干部：六好");
  await page.getByLabel("一句话介绍").fill("讲好示例县的故事 # 每周一篇");
  await page.getByLabel("县区").fill("示例县\n样板区、示例市\n示例县");
  await page.getByRole("button", { name: "建好并打开" }).click();
  await page.waitForURL(/_liuhao\/$/);
  await page.locator("tr[data-file]").first().waitFor();
  assert.match(await page.locator("#title").textContent(), /示例老干部：六好/);
  const settings = here.read("home/文档/示例老干部：六好/site.yaml");
  assert.match(settings, /^名称: 示例老干部：六好$/m);
  assert.match(settings, /讲好示例县的故事 # 每周一篇/);
  assert.match(settings, /^县区:\n  - 示例县\n  - 样板区\n  - 示例市\n/m);
  assert.equal(await page.locator("td .badge.error").count(), 0);
  // Its example goes nowhere by itself.
  await page.goto(new URL("_liuhao/publish", here.base).href);
  await page.locator("#now").waitFor();
  assert.ok(!(await page.locator("main").innerText()).includes("银发先锋"));
  assert.deepEqual(page.faults, []);
});

test("a site that is there is found folder by folder, and stands first the next time", async () => {
  here.empty();
  await site("home/文档/各县 资料/示例网站");
  await here.doubleClick();
  const page = await here.open("_liuhao/");
  await page.locator("#look").waitFor();
  await page.getByRole("button", { name: /^文档/ }).click();
  await page.getByRole("button", { name: /^各县 资料/ }).click();
  await page.locator("#here", { hasText: "各县 资料" }).waitFor();
  await page.getByRole("button", { name: /上一级/ }).click();
  await page.getByRole("button", { name: /^各县 资料/ }).click();
  await page.locator("#look").getByRole("button", { name: /^打开 / }).click();
  await page.waitForURL(/_liuhao\/$/);
  await page.locator("tr[data-file]").first().waitFor();
  here.child.kill("SIGKILL");
  await new Promise((done) => here.child.once("exit", done));
  await here.context.close();
  here.context = null;
  await here.doubleClick();
  const again = await here.open("");
  await again.locator("#sites").getByRole("button", { name: /^打开 / }).click();
  await again.waitForURL(/_liuhao\/$/);
  await again.locator("tr[data-file]").first().waitFor();
  assert.deepEqual([...page.faults, ...again.faults], []);
});

test("what cannot be is told beside the button, and the words stay", async () => {
  here.empty();
  await here.doubleClick();
  here.put("home/文档/有东西/a.txt", "a");
  const page = await here.open("");
  await page.getByLabel("网站名称").fill("有东西");
  await page.getByRole("button", { name: "建好并打开" }).click();
  await page.getByText("里已经有东西").waitFor();
  assert.equal(await page.getByLabel("网站名称").inputValue(), "有东西");
  await page.locator("#more-folder summary").click();
  for (const name of ["../外面", "a/b", "con", "a\\b"]) {
    await page.locator("#folder").fill(name);
    const answer = page.waitForResponse(/_liuhao\/create/);
    await page.getByRole("button", { name: "建好并打开" }).click();
    assert.equal((await answer).status(), 422, name);
  }
  assert.equal(here.read("home/文档/有东西/a.txt"), "a");
});

for (const [mode, options] of Object.entries({ light: {}, dark: { colorScheme: "dark" }, "320 px": { viewport: { width: 320, height: 800 } } })) {
  test(`nobody is shut out: ${mode}`, async () => {
    here.empty();
    await site("home/文档/示例网站");
    await here.doubleClick();
    const page = await here.open("", options);
    await page.locator("#look").waitFor();
    await isForAll(page, "first page");
    await page.getByRole("button", { name: /^文档/ }).click();
    await page.locator("#here").waitFor();
    await page.locator("#more-folder summary").click();
    await page.getByLabel("网站名称").fill("con");
    await isForAll(page, "inside a folder");
    await page.evaluate(() => { document.documentElement.style.fontSize = "225%"; });
    await isForAll(page, "200 %");
  });
}
