// Pictures of the desk for the guide, on the example site, into docs/screenshots; with a folder, every page of the desk there
// at 1280 and 320 px, light and dark, to be looked at:
//   node screenshots-desk.mjs [FOLDER]
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { launch } from "./support/browser.mjs";
import { start, TODAY } from "./support/desk.mjs";
import { repository } from "./support/paths.mjs";

const FILE = "content/branches/shili-shuiwuju.md";
const COMPARED = ["jinta-caizheng.md", "shili-linchang/index.md", "yangban-laojiaoshi.md"].map((name) => `content/branches/${name}`);
const WORD = path.join(repository, "tests/import/docx/whole-1-gov.docx");
const target = process.argv[2];

const place = mkdtempSync(path.join(tmpdir(), "liuhao-shots-"));
const browser = await launch();

/** Lossy WebP by the browser itself. */
async function webp(page, file) {
  const png = (await page.screenshot()).toString("base64");
  const made = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", 0.8).split(",")[1];
  }, png);
  writeFileSync(file, Buffer.from(made, "base64"));
}

/** The example site with a story that asks for a hand: a fault, a question of an import, numbers in no field. */
function site() {
  const folder = mkdtempSync(path.join(place, "site-"));
  for (const name of ["content", "static", "site.yaml"]) cpSync(path.join(repository, name), path.join(folder, name), { recursive: true });
  return folder;
}

async function first(context) {
  const home = mkdtempSync(path.join(place, "home-"));
  mkdirSync(path.join(home, "文档"));
  const env = { PATH: "", BROWSER: "true", HOME: home, XDG_STATE_HOME: path.join(home, ".state"), XDG_CONFIG_HOME: path.join(home, ".config") };
  const { child, base } = await start(home, ["--lang", "zh"], { env });
  const page = await context.newPage();
  await page.goto(base);
  await page.locator("#create").waitFor();
  return { child, page };
}

async function serve() {
  const folder = site();
  return start(folder, ["serve", "--root", folder, "--port", "0", "--lang", "zh", "--today", TODAY]);
}

const at = (base, address) => new URL(`_liuhao/${address}`, base).href;

/** Every page of the desk in turn; `shot(name, page)` takes each. */
async function all(context, shot) {
  const begun = await first(context);
  await begun.page.getByLabel("网站名称").fill("示例老干部");
  await begun.page.getByLabel("县区").fill("示例县\n样板区");
  await shot("start", begun.page);
  await begun.page.close();
  begun.child.kill("SIGKILL");
  const { child, base } = await serve();
  const page = await context.newPage();
  await page.goto(at(base, ""));
  await page.locator("tr[data-file]").first().waitFor();
  await shot("list", page);
  await page.locator('#bar input[type="file"]').setInputFiles(WORD);
  await page.getByText("导入结果").waitFor();
  await shot("import", page);
  await page.keyboard.press("Escape");
  await page.goto(at(base, `edit?file=${encodeURIComponent(FILE)}`));
  await page.locator("#facts").waitFor();
  await page.frameLocator("#page").locator("h1").first().waitFor({ state: "attached" });
  await shot("edit", page);
  await page.goto(at(base, `sheet?file=${encodeURIComponent(FILE)}`));
  await page.locator("#print").waitFor();
  await shot("sheet", page);
  await page.goto(at(base, `compare?${new URLSearchParams(COMPARED.map((file) => ["file", file]))}`));
  await page.locator("tbody th").first().waitFor();
  await shot("compare", page);
  await page.goto(at(base, "publish"));
  await page.locator("#now").waitFor();
  await shot("publish", page);
  child.kill("SIGKILL");
}

const settle = (page) => page.waitForTimeout(400);

if (target) {
  mkdirSync(target, { recursive: true });
  for (const [size, viewport] of Object.entries({ 1280: { width: 1280, height: 800 }, 320: { width: 320, height: 700 } })) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ viewport, colorScheme, locale: "zh-CN" });
      await all(context, async (name, page) => {
        await settle(page);
        await page.screenshot({ path: path.join(target, `${name}-${size}-${colorScheme}.png`), fullPage: name !== "edit" || size === "320" });
      });
      await context.close();
    }
  }
} else {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "zh-CN" });
  await all(context, async (name, page) => {
    await settle(page);
    await webp(page, path.join(repository, `docs/screenshots/desk-${name}.webp`));
  });
  await context.close();
}
await browser.close();
rmSync(place, { recursive: true, force: true });
