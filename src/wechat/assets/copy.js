// Copies an article: by the clipboard's interface where the page may, else by the copy command, else by the reader's
// own keys. All three put the very same HTML on the clipboard.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const told = byId("told");
  const html = byId("html").value;
  const plain = byId("plain").value;
  let wanted = null;

  // Whatever is copied while something is wanted, is that and not what is selected.
  document.addEventListener("copy", (event) => {
    const inArticle = byId("js_content").contains(getSelection().anchorNode);
    const data = wanted ?? (inArticle ? { text: plain, html } : null);
    if (!data) return;
    event.clipboardData.setData("text/plain", data.text);
    if (data.html) event.clipboardData.setData("text/html", data.html);
    event.preventDefault();
  });

  function select(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function byCommand(data) {
    wanted = data;
    select(byId(data.html ? "js_content" : data.from));
    let isDone = false;
    try {
      isDone = document.execCommand("copy");
    } catch {
      isDone = false;
    }
    wanted = null;
    return isDone;
  }

  async function copy(data) {
    if (byCommand(data)) return true;
    if (!window.isSecureContext || !navigator.clipboard?.write || typeof ClipboardItem === "undefined") return false;
    try {
      const parts = { "text/plain": new Blob([data.text], { type: "text/plain" }) };
      if (data.html) parts["text/html"] = new Blob([data.html], { type: "text/html" });
      await navigator.clipboard.write([new ClipboardItem(parts)]);
      return true;
    } catch {
      return false;
    }
  }

  async function answer(data, done) {
    const isDone = await copy(data);
    if (isDone) getSelection().removeAllRanges();
    else select(byId(data.html ? "js_content" : data.from));
    told.textContent = isDone ? done : told.dataset.press;
  }

  byId("copy-body").onclick = () => answer({ text: plain, html }, told.dataset.done);
  byId("copy-title").onclick = () => answer({ text: byId("activity-name").textContent, from: "activity-name" }, told.dataset.short);
  byId("copy-digest").onclick = () => answer({ text: byId("digest").textContent, from: "digest" }, told.dataset.short);
})();
