// Builds the site and runs every `*.test.mjs` here on it; ends with one line of counts.
//   node run.mjs [name…]      only files whose names contain one of these; `devices` is run only where it is named
//   LIUHAO=path/to/liuhao CHROMIUM=path/to/chromium node run.mjs
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { build } from "./support/build.mjs";
import { binary, repository } from "./support/paths.mjs";

if (!process.env.LIUHAO) execFileSync("cargo", ["build", "--quiet", "--locked"], { cwd: repository, stdio: "inherit" });
if (!existsSync(binary)) throw new Error(`there is no ${binary}`);
process.stdout.write(build().trimEnd().split("\n").at(-1) + "\n");

const wanted = process.argv.slice(2);
const here = import.meta.dirname;
const files = readdirSync(here).filter((name) => name.endsWith(".test.mjs"))
  .filter((name) => (wanted.length === 0 ? name !== "devices.test.mjs" : wanted.some((word) => name.includes(word)))).sort();
const arguments_ = ["--test", "--test-reporter=tap", "--test-concurrency=2", ...files.map((name) => path.join(here, name))];
if (files.length === 0) process.exit();
const child = spawn(process.execPath, arguments_, { stdio: ["ignore", "pipe", "inherit"] });

let tap = "";
child.stdout.setEncoding("utf8");
child.stdout.on("data", (piece) => { tap += piece; });
child.on("close", (code) => {
  const count = (name) => Number(tap.match(new RegExp(`^# ${name} (\\d+)`, "m"))?.[1] ?? 0);
  const [tests, passed, failed, skipped] = ["tests", "pass", "fail", "skipped"].map(count);
  if (failed > 0 || code !== 0) {
    // A passing test is one line; a failing one is told whole.
    process.stdout.write(tap.split(/^(?=\s*(?:not )?ok \d)/m).filter((part) => /^\s*not ok/.test(part)).join(""));
  }
  // What a test has to say beside: which browser it met, what it could not try there.
  process.stdout.write((tap.match(/^ *# (?!Subtest|tests|suites|pass|fail|cancelled|skipped|todo|duration).*$/gm) ?? []).map((line) => `${line.trim()}\n`).join(""));
  process.stdout.write((tap.match(/^ *ok .* # SKIP .*$/gm) ?? []).map((line) => `skipped: ${line.split(" # SKIP ")[1]}\n`).join(""));
  const fine = code === 0 && tests > 0 && passed + skipped === tests;
  console.log(`tests/browser: ${files.length} files, ${tests} tests, ${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = fine ? 0 : 1;
});
