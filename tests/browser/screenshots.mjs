// Pictures of every kind of page on a phone and on a desk, light and dark, into target/screenshots:
//   node run.mjs none; node screenshots.mjs
import { mkdirSync } from "node:fs";
import path from "node:path";
import { launch } from "./support/browser.mjs";
import { encoded, lasting } from "./support/pages.mjs";
import { screenshots } from "./support/paths.mjs";
import { serve } from "./support/server.mjs";

const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

mkdirSync(screenshots, { recursive: true });
const [browser, server] = [await launch(), await serve()];
for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport, colorScheme });
    const page = await context.newPage();
    for (const [kind, address] of Object.entries(lasting)) {
      await page.goto(server.base + encoded(address), { waitUntil: "networkidle" });
      await page.screenshot({ path: path.join(screenshots, `${kind}-${size}-${colorScheme}.png`) });
    }
    await context.close();
  }
}
await browser.close();
await server.stop();
console.log(`screenshots: ${Object.keys(lasting).length * 4} in ${screenshots}`);
