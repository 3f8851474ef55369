// Feed, story and the sizes with the keyboard alone.
import assert from "node:assert/strict";
import test from "node:test";
import { stage } from "./support/browser.mjs";

const here = stage();

const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  return { text: element.textContent.trim(), tag: element.tagName, href: element.getAttribute("href") || "", name: element.className };
});

/** Presses Tab until `wanted` holds what has the focus. */
async function tabTo(page, wanted) {
  const met = [];
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press("Tab");
    const element = await focused(page);
    met.push(`${element.tag} ${element.text.slice(0, 10)}`);
    if (wanted(element)) return element;
  }
  throw new Error(`never reached; met ${met.join(", ")}`);
}

test("from the feed into a story, past its head to the text, and on", async () => {
  const { page, close } = await here.open("index.html");
  await page.keyboard.press("Tab");
  assert.equal((await focused(page)).text, "跳到正文");
  await page.keyboard.press("Enter");
  const card = await tabTo(page, (element) => element.href.startsWith("branches/"));
  await page.keyboard.press("Enter");
  await page.waitForURL(/branches\//);
  assert.ok((await page.locator("h1").textContent()).includes(card.text));
  await tabTo(page, (element) => element.text.startsWith("返回推送"));
  await page.keyboard.press("Enter");
  await page.waitForURL(/index\.html$/);
  await close();
});

test("the size of text is chosen and the sheet closed", async () => {
  const { page, close } = await here.open("branches/jinta-caizheng.html");
  await tabTo(page, (element) => element.tag === "BUTTON" && element.name.includes("tool-size"));
  await page.keyboard.press("Enter");
  await tabTo(page, (element) => element.tag === "INPUT");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.getAttribute("html", "data-size"), "large");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.ok((await focused(page)).name.includes("tool-size"), "the focus is back");
  await close();
});

test("the contents lead to a section", async () => {
  const { page, close } = await here.open("branches/jinta-caizheng.html");
  await tabTo(page, (element) => element.name.includes("tool-contents"));
  await page.keyboard.press("Enter");
  await tabTo(page, (element) => element.tag === "A" && element.href.startsWith("#"));
  await page.keyboard.press("Enter");
  assert.ok(new URL(page.url()).hash.length > 1);
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await close();
});

test("the focus is always seen and never below the bar", async () => {
  for (const address of ["index.html", "branches/jinta-caizheng.html", "stats.html"]) {
    const { page, close } = await here.open(address, { reducedMotion: "reduce" });
    const hidden = [];
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press("Tab");
      const fault = await page.evaluate(() => {
        const element = document.activeElement;
        const box = element.getBoundingClientRect();
        const bar = document.querySelector(".tools").getBoundingClientRect();
        if (element === document.body || element.closest(".tools")) return "";
        return box.top >= bar.top ? element.textContent.trim().slice(0, 20) : "";
      });
      if (fault) hidden.push(fault);
    }
    assert.deepEqual(hidden, [], address);
    await close();
  }
});

test("Back closes a sheet and stays, and a link of a sheet leaves no entry behind", async () => {
  const { page, close } = await here.open("index.html");
  await page.goto(`${here.base}branches/jinta-caizheng.html`);
  await page.click(".tool-size");
  assert.equal(await page.locator(".sheet:visible").count(), 1);
  await page.goBack();
  await page.waitForFunction(() => ![...document.querySelectorAll(".sheet")].some((one) => one.getClientRects().length > 0));
  assert.match(page.url(), /jinta-caizheng/);
  await page.click(".tool-size");
  await page.click(".sheet:visible .sheet-close");
  await page.waitForFunction(() => !(history.state && history.state.isSheet));
  await page.click(".tool-contents");
  await page.locator(".sheet:visible a").nth(2).click();
  await page.waitForFunction(() => location.hash.length > 1 && scrollY > 500);
  await page.goBack();
  await page.waitForFunction(() => location.hash === "" || location.pathname.endsWith("index.html"));
  await close();
});

test("the tools come before the text for a keyboard", async () => {
  const { page, close } = await here.open("branches/jinta-caizheng.html");
  const order = await page.evaluate(() => [".tool-size", "main a"].map((selector) => [...document.querySelectorAll("a[href], button")].indexOf(document.querySelector(selector))));
  assert.ok(order[0] < order[1], `${order}`);
  await close();
});

for (const has of ["with", "without"]) {
  test(`one list of the menu is open at a time, ${has} <details name>`, async () => {
    const { page, faults, close } = await here.open("404.html");
    if (has === "without") {
      await page.route("**/index.html", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: (await response.text()).replaceAll(' name="menu"', "") });
      });
    }
    await page.goto(`${here.base}index.html`);
    assert.equal(await page.locator(".foot details[name]").count(), has === "with" ? 2 : 0);
    const open = () => page.locator(".foot details").evaluateAll((all) => all.map((one) => one.open));
    for (const [nth, wanted] of [[1, [false, true]], [0, [true, false]], [1, [false, true]], [1, [false, false]]]) {
      await page.locator(".foot summary").nth(nth).focus();
      await page.keyboard.press("Enter");
      await page.waitForFunction((wanted) => [...document.querySelectorAll(".foot details")].every((one, at) => one.open === wanted[at]), wanted);
      assert.deepEqual(await open(), wanted);
    }
    assert.deepEqual(faults, []);
    await close();
  });
}

test("a browser without <dialog> has sheets too: focus inside, Esc, focus back", async () => {
  const { page, faults, close } = await here.open("404.html");
  await page.addInitScript(() => { delete window.HTMLDialogElement; });
  await page.goto(`${here.base}branches/jinta-caizheng.html`);
  assert.equal(await page.locator("dialog").count(), 0);
  await tabTo(page, (element) => element.name.includes("tool-size"));
  await page.keyboard.press("Enter");
  assert.equal((await focused(page)).text, "关闭");
  const inside = async () => page.evaluate(() => document.activeElement.closest(".sheet") !== null);
  for (let presses = 0; presses < 7; presses += 1) {
    await page.keyboard.press(presses < 4 ? "Tab" : "Shift+Tab");
    assert.ok(await inside(), `after ${presses + 1} presses`);
  }
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".sheet:visible").count(), 0);
  assert.ok((await focused(page)).name.includes("tool-size"), "the focus is back");
  await page.click(".tool-contents");
  await page.locator(".contents-sheet a").nth(1).click();
  assert.ok(new URL(page.url()).hash.length > 1);
  assert.equal(await page.locator(".sheet:visible").count(), 0);
  await page.click(".tool-menu");
  await page.mouse.click(10, 10);
  assert.equal(await page.locator(".sheet:visible").count(), 0, "a tap beside it");
  assert.deepEqual(faults, []);
  await close();
});
