// What is tapped is large enough: 44 px, and 60 px in 长辈版. Links inside running text are as tall as their line.
import assert from "node:assert/strict";
import test from "node:test";
import { stage } from "./support/browser.mjs";
import { encoded, lasting } from "./support/pages.mjs";

const here = stage();

/** Targets lower than `least`; narrower ones only where nothing beside them gives way. */
const small = (page, least) => page.evaluate((least) => {
  document.querySelectorAll("main details, .foot details").forEach((details) => { details.open = true; });
  const running = (element) => element.matches(".content a, .note a, .paper > p a:not(.button)") && getComputedStyle(element).display.startsWith("inline");
  return [...document.querySelectorAll("a, button, summary, input, select, audio, video")].flatMap((element) => {
    if (!element.checkVisibility() || element.matches(".skip") || running(element)) return [];
    // The link of a card covers the card.
    const covers = element.matches("article a") && getComputedStyle(element, "::after").position === "absolute";
    const box = (covers ? element.closest("article") : element).getBoundingClientRect();
    if (box.height >= least - 0.5 && box.width >= 44 - 0.5) return [];
    return [`${element.tagName} ${element.textContent.trim().slice(0, 12)} ${Math.round(box.width)}×${Math.round(box.height)}`];
  });
}, least);

for (const [kind, address] of Object.entries(lasting)) {
  test(`${kind}, standard`, async () => {
    const { page, close } = await here.open(encoded(address));
    assert.deepEqual(await small(page, 44), []);
    await close();
  });
  test(`${kind}, 长辈版`, async () => {
    const { page, close } = await here.open(encoded(address), { settings: { "liuhao-size": "large" } });
    assert.deepEqual(await small(page, 60), []);
    await close();
  });
}
