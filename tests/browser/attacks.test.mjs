// What strangers may send in: no script of theirs runs in a real browser, no handler, frame or foreign scheme is left.
// `../spec/attacks.rs` reads the same list and looks at the bytes.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { launch } from "./support/browser.mjs";
import { binary, repository } from "./support/paths.mjs";
import { serve } from "./support/server.mjs";

const attacks = JSON.parse(readFileSync(path.join(repository, "tests/fixtures/attacks.json"), "utf8"));
const forms = (attack) => [attack, `甲${attack}乙`, `> - ${attack}\n`, `<b>*甲${attack}*</b>`, `<div>\n${attack}\n</div>`];
let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** A site with a page for each form of each attack; gives the addresses. What is only sloppy is let through. */
function build(root, mode) {
  mkdirSync(path.join(root, "content/pages"), { recursive: true });
  const rules = ["broken-link", "missing-image", "missing-alt", "external-image", "missing-anchor"].map((rule) => `${rule}: off`);
  writeFileSync(path.join(root, "site.yaml"), `name: 示例\nhtml: ${mode}\nrules: {${rules.join(", ")}}\n`);
  cpSync(path.join(repository, "content/branches/shili-linchang/cover.jpg"), path.join(root, "content/pages/a.jpg"));
  const addresses = [];
  attacks.forEach((attack, nth) => forms(attack).forEach((text, form) => {
    const name = `a${nth}-${form}`;
    writeFileSync(path.join(root, `content/pages/${name}.md`), `---\ntitle: 示例\n---\n${text.replaceAll("\0", "")}\n`);
    addresses.push([`${name}.html`, text]);
  }));
  // What is refused as an error is not published at all: those pages go, and the others are looked at.
  const told = spawnSync(binary, ["check", "--root", root, "--lang", "en", "--format", "json"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const refused = new Set(JSON.parse(told.stdout).diagnostics.filter((one) => one.severity === "error").map((one) => one.file));
  assert.ok(refused.size <= 10, [...refused].join(" "));
  for (const file of refused) rmSync(path.join(root, file.slice(file.indexOf("content/"))));
  const isOut = ([address]) => ![...refused].some((file) => file.endsWith(`/${address.replace(/html$/, "md")}`));
  addresses.splice(0, addresses.length, ...addresses.filter(isOut));
  execFileSync(binary, ["build", "--root", root, "--lang", "en"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 });
  return addresses;
}

// Runs in the page: what is there that no text may bring.
function strange() {
  const found = [];
  const schemes = ["http:", "https:", "mailto:", "tel:"];
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    for (const { name: attribute, value } of element.attributes) if (attribute.startsWith("on")) found.push(`${name} ${attribute}=${value}`);
    for (const key of ["href", "src", "action", "formAction", "data", "poster"]) {
      const value = element[key];
      if (typeof value === "string" && value !== "" && !schemes.includes(new URL(value, location.href).protocol)) found.push(`${name} ${value}`);
    }
    if (element.closest(".content") && /^(script|style|iframe|frame|object|embed|applet|base|meta|link|form|svg|math|template|noscript|portal|marquee)$/.test(name)) found.push(name);
    if (name === "script" && element.src && new URL(element.src).origin !== location.origin) found.push(element.src);
  }
  return [...found, ...(globalThis.fired ?? [])];
}

for (const mode of ["text", "sanitised"]) {
  test(`no attack of ${attacks.length} in ${forms("").length} forms does anything, html: ${mode}`, async (t) => {
    assert.ok(attacks.length >= 100);
    const root = mkdtempSync(path.join(tmpdir(), "liuhao-attacks-"));
    t.after(() => rmSync(root, { recursive: true }));
    const addresses = build(root, mode);
    // Served as by a careless host: without a policy that would hold scripts back.
    const { base, stop } = await serve("/", path.join(root, "public"), {});
    t.after(stop);
    const context = await browser.newContext();
    t.after(() => context.close());
    await context.addInitScript(() => {
      globalThis.fired = [];
      for (const name of ["alert", "confirm", "prompt", "print"]) globalThis[name] = () => { globalThis.fired.push(name); };
    });
    const page = await context.newPage();
    const seen = [];
    page.on("dialog", (dialog) => { seen.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on("popup", (popup) => seen.push(`popup: ${popup.url()}`));
    page.on("request", (request) => { if (!request.url().startsWith(base)) seen.push(`request: ${request.url()}`); });
    // This test would notice.
    writeFileSync(path.join(root, "public/control.html"), '<div class="content"><img src="x" onerror="alert(1)"><a href="javascript:alert(1)">x</a><svg></svg></div>');
    await page.goto(`${base}control.html`, { waitUntil: "load" });
    assert.deepEqual(await page.evaluate(strange), ["img onerror=alert(1)", "a javascript:alert(1)", "svg", "alert"]);
    for (const [address, text] of addresses) {
      await page.goto(base + address, { waitUntil: "load" });
      // Whoever hovers and tabs over it sets nothing off.
      await page.keyboard.press("Tab");
      await page.mouse.move(200, 300);
      assert.deepEqual([...seen, ...(await page.evaluate(strange))], [], JSON.stringify(text));
      assert.equal(page.url(), base + address, JSON.stringify(text));
    }
  });
}
