/* 菜单: the account's menu and the places of the site, which stand at the foot of the page, in a sheet. */
(() => {
  "use strict";
  const feed = window.liuhao;
  const menus = document.querySelectorAll(".foot nav");
  if (!feed || menus.length === 0) return;
  const copies = [...menus].map((menu) => {
    const copy = menu.cloneNode(true);
    copy.querySelectorAll("details").forEach((details) => {
      details.open = true;
      details.removeAttribute("name");
    });
    return copy;
  });
  // One list at a time, also without <details name> (Chromium below 120, Safari below 17.2).
  const lists = document.querySelectorAll(".foot details");
  lists.forEach((list) => list.addEventListener("toggle", () => {
    if (list.open) lists.forEach((other) => { other.open = other === list; });
  }));
  const sheet = feed.sheet("菜单", ...copies);
  feed.button("menu", "菜单", () => sheet.showModal());
})();
