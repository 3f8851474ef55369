// One file in the hands of an editor: its form as the desk has it, what is typed and not yet saved, and the way
// of each change to the desk, one after the other.
//
// What is typed remembers the state of the file that it began with (`etag`) and what stood in its place there (`base`), so that
// the desk sees whether somebody else has changed the same place meanwhile, however often the file is looked at. What is not saved stands in this tab's storage until it is.

import { get, post, postFile, query, Refusal } from "/_liuhao/ask.js";
import { settle } from "/_liuhao/conflict.js";
import { say, word } from "/_liuhao/dom.js";

const keyOf = (path, nth, field) => (nth === undefined || nth === null ? path : `${path}/${nth}/${field ?? ""}`);

// The value that the form has for a key.
function saved(form, key) {
  const [path, nth, name] = key.split("/");
  const field = form.fields.find((one) => one.path === path);
  if (!field) return null;
  if (nth === undefined) return field.value;
  const row = field.rows[Number(nth)];
  return (name === "" ? row?.phrase : row?.values[name]) ?? null;
}

const same = (a, b) => JSON.stringify(a ?? "") === JSON.stringify(b ?? "");
const time = () => new Date().toTimeString().slice(0, 5);

export function begin(form, draw) {
  const state = { form, drafts: new Map(), fresh: new Map(), asked: new Map(), body: null, sending: null, openClaim: null };
  const place = `liuhao:${form.file}`;
  let queue = Promise.resolve();

  // Keeps what is not saved where a closed or broken tab finds it again.
  function keep() {
    const fields = [...state.drafts].map(([key, { value, etag, base }]) => [key, value, etag, base]);
    if (fields.length === 0 && state.body === null) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, JSON.stringify({ fields, body: state.body }));
  }

  function recall() {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? "null");
    if (!kept) return false;
    for (const [key, value, etag, base] of kept.fields) {
      if (!same(saved(form, key), value)) state.drafts.set(key, { value, etag, base, refusal: { message: word("face-kept") } });
    }
    if (kept.body && kept.body.text !== form.body) state.body = kept.body;
    keep();
    return state.drafts.size > 0 || state.body !== null;
  }

  // A new form: what is being typed goes on from there where its own place has not changed.
  function take(fresh) {
    for (const [key, draft] of state.drafts) {
      if (same(saved(fresh, key), draft.base)) draft.etag = fresh.etag;
    }
    if (state.body && fresh.body === state.body.base) state.body.etag = fresh.etag;
    state.form = fresh;
    keep();
    draw();
  }

  // What is typed into a control, before it is saved.
  function type(key, value) {
    const known = state.drafts.get(key);
    if (same(saved(state.form, key), value)) state.drafts.delete(key);
    else state.drafts.set(key, { etag: state.form.etag, base: saved(state.form, key), refusal: null, ...known, value });
    keep();
  }

  function typeBody(text) {
    const known = state.sending ?? state.form.body;
    const { etag, base } = state.body ?? { etag: state.form.etag, base: state.form.body };
    state.body = text === known ? null : { etag, base, text };
    keep();
  }

  // Does something with the file when all before it is done. `asking(etag)` sends it; gives whether it went well.
  function send(asking, etag, { done = () => {}, failed = () => {} } = {}) {
    const run = async () => {
      say(word("face-saving"));
      try {
        const answer = await asking(etag() ?? state.form.etag);
        done(answer.form);
        take(answer.form);
        say(answer.merged ? word("face-merged", { time: time() }) : word("face-saved", { time: time() }), "good");
        return true;
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal;
        return refuse(refusal, asking, { done, failed });
      }
    };
    const result = queue.then(run);
    queue = result.catch(() => {});
    return result;
  }

  async function refuse(refusal, asking, { done, failed }) {
    if (refusal.status !== 409 || !refusal.answer.form) {
      failed(refusal);
      say(`${word("face-not-saved")} ${refusal.message}`, "bad");
      draw();
      return false;
    }
    const { form: theirs } = refusal.answer;
    const isOurs = await settle(refusal.answer);
    if (isOurs === null) {
      failed(refusal);
      say(`${word("face-not-saved")} ${refusal.message}`, "bad");
      draw();
      return false;
    }
    if (!isOurs) {
      done(theirs);
      take(theirs);
      say(word("face-theirs-taken"), "good");
      return true;
    }
    // They may have written again while the editor was choosing: then it is asked again.
    try {
      const answer = await asking(theirs.etag);
      done(answer.form);
      take(answer.form);
      say(word("face-saved", { time: time() }), "good");
      return true;
    } catch (again) {
      return refuse(again, asking, { done, failed });
    }
  }

  const edit = (changes, etag, acts) => send((tag) => post("edit", { file: state.form.file, etag: tag, changes }), etag ?? (() => null), acts);

  // Saves what was typed into one control.
  function saveField(key) {
    const draft = state.drafts.get(key);
    if (!draft || draft.isSent) return Promise.resolve(true);
    const [path, nth, name] = key.split("/");
    const cell = nth === undefined ? {} : { nth: Number(nth), ...(name ? { field: name } : {}) };
    const { value } = draft;
    draft.isSent = true;
    return edit([{ op: "set", path, ...cell, value }], () => draft.etag, {
      done: (form) => {
        // What was typed meanwhile is saved next; it stands on what is saved now.
        if (state.drafts.get(key)?.value === value) state.drafts.delete(key);
        else if (state.drafts.has(key)) Object.assign(state.drafts.get(key), { etag: form.etag, base: saved(form, key) });
      },
      failed: (refusal) => Object.assign(draft, { refusal, isSent: false }),
    }).finally(() => {
      draft.isSent = false;
    });
  }

  function saveBody() {
    if (!state.body || state.body.text === state.sending) return Promise.resolve(true);
    const sent = state.body;
    const asking = (etag) => {
      state.sending = sent.text;
      return post("text", { file: state.form.file, etag, body: sent.text });
    };
    return send(asking, () => sent.etag, {
      done: (form) => {
        if (state.body?.text === sent.text) state.body = null;
        else if (state.body) Object.assign(state.body, { etag: form.etag, base: form.body });
      },
    }).finally(() => {
      state.sending = null;
    });
  }

  const other = (address, more, acts) => send((etag) => post(address, { file: state.form.file, etag, ...more }), () => null, acts);

  // Looks whether the file has changed under it.
  async function look() {
    await queue;
    const fresh = await get(`form.json?${query({ file: state.form.file })}`).catch(() => null);
    if (fresh) take(fresh);
  }

  return {
    state,
    keyOf,
    type,
    typeBody,
    edit,
    saveField,
    saveBody,
    other,
    look,
    draw,
    recall,
    upload: (file) => postFile(`photo?${query({ file: state.form.file })}`, file.type, file),
    isUnsaved: () => state.drafts.size > 0 || state.body !== null || state.fresh.size > 0,
  };
}
