// Every page of the site is valid HTML.
import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { everyPage } from "./support/pages.mjs";
import { site } from "./support/paths.mjs";

const validator = new HtmlValidate(new FileSystemConfigLoader({
  root: true,
  extends: ["html-validate:standard"],
  rules: {
    // Matters of taste, or of other tests here; the text of a story is written by its editors.
    "long-title": "off",
    "no-trailing-whitespace": "off",
    "heading-level": "off",
    // An alias sends the reader on without a script.
    "meta-refresh": "off",
  },
}));

for (const address of everyPage()) {
  test(address, async () => {
    const report = await validator.validateFile(path.join(site, address));
    const found = report.results.flatMap((result) => result.messages.map((one) => `${one.line}:${one.column} ${one.ruleId} ${one.message}`));
    assert.deepEqual(found, []);
  });
}
