// Requests to the desk. Only a page that came with the token may change anything.

import { word } from "/_liuhao/dom.js";

const token = document.querySelector('meta[name="liuhao-token"]')?.content ?? null;

// Whether this reader may change anything: the page was opened at the machine that serves it.
export const mayEdit = token !== null;

// Why the desk refused: `status` 0 where it could not be reached, `answer` what it said.
export class Refusal extends Error {
  constructor(status, answer) {
    super(answer?.message ?? word(status === 0 ? "face-unreachable" : "face-refused", { status }));
    this.status = status;
    this.answer = answer ?? {};
    this.help = answer?.help ?? null;
  }
}

async function answered(asking) {
  let response;
  try {
    response = await asking;
  } catch {
    throw new Refusal(0, null);
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok || answer === null) throw new Refusal(response.status, answer);
  return answer;
}

export const get = (address) => answered(fetch(`/_liuhao/${address}`, { cache: "no-cache" }));

const send = (address, kind, body) =>
  answered(
    fetch(`/_liuhao/${address}`, {
      method: "POST",
      headers: { "Content-Type": kind, "X-Liuhao": token ?? "" },
      body,
    }),
  );

export const post = (address, value) => send(address, "application/json", JSON.stringify(value));

// Sends a file as it is. Read first: a file that went away meanwhile is told as such.
export async function postFile(address, kind, file) {
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes === null) throw new Refusal(0, { message: word("face-file-gone", { name: file.name }) });
  return send(address, kind, bytes);
}

export const query = (values) => new URLSearchParams(values).toString();
