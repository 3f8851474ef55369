// `liuhao serve` on a copy of the repository's own site.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { binary, repository } from "./paths.mjs";

/** A copy of the repository's own site in a temporary folder. */
export function copied() {
  const folder = mkdtempSync(path.join(tmpdir(), "liuhao-serve-"));
  for (const name of ["content", "static", "site.yaml"]) cpSync(path.join(repository, name), path.join(folder, name), { recursive: true });
  return folder;
}

/** Starts the preview of the site in `folder`; gives its address, and a way to stop. */
export async function preview(folder, ...more) {
  const call = ["serve", "--root", folder, "--port", "0", "--lang", "zh", "--today", "2026-01-01", ...more];
  const server = spawn(path.resolve(binary), call, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: server.stdout })) {
    const found = line.match(/http:\/\/localhost:\d+\//);
    if (!found) continue;
    // What is said later is let go.
    server.stdout.resume();
    return { base: found[0], stop: () => server.kill("SIGKILL") };
  }
  throw new Error("the preview did not start");
}

export const remove = (folder) => rmSync(folder, { recursive: true, force: true });
