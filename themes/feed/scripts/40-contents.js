/* 目录: the page's own list of contents, in a sheet. */
(() => {
  "use strict";
  const feed = window.liuhao;
  const list = document.querySelector(".contents ol");
  if (!feed || !list) return;
  const sheet = feed.sheet("目录", feed.make("nav", { class: "contents-sheet", "aria-label": "目录" }, list.cloneNode(true)));
  feed.button("contents", "目录", () => sheet.showModal());
})();
