/* 字号 and 颜色, remembered: `first.js` applies them before the next page is painted. 长辈版 is one tap to the large size. */
(() => {
  "use strict";
  const feed = window.liuhao;
  if (!feed) return;
  const root = document.documentElement;
  const current = (name) => root.getAttribute(`data-${name}`) || "";

  const choice = (name, title, options) => {
    const labels = feed.make("div", {});
    options.forEach(([value, words]) => {
      const input = feed.make("input", { type: "radio", name: `liuhao-${name}`, value });
      input.addEventListener("change", () => feed.remember(name, value));
      labels.append(feed.make("label", { class: `choice-${value || "plain"}` }, input, feed.make("span", {}, words)));
    });
    return feed.make("fieldset", { class: "choice" }, feed.make("legend", {}, title), labels);
  };
  const sheet = feed.sheet("字号和颜色",
    choice("size", "字号", [["", "标准"], ["large", "大"], ["extra", "特大"]]),
    choice("scheme", "颜色", [["", "跟随手机"], ["light", "浅色"], ["dark", "深色"]]));
  feed.button("size", "字号", () => sheet.showModal());

  const edge = feed.make("meta", { name: "theme-color" });
  document.head.append(edge);
  matchMedia("(prefers-color-scheme: dark)").addListener(() => show());
  const elder = document.querySelector(".elder");
  if (elder) {
    elder.addEventListener("click", () => feed.remember("size", current("size") ? "" : "large"));
  }
  const show = () => {
    sheet.querySelectorAll("input").forEach((input) => {
      input.checked = input.value === current(input.name.replace("liuhao-", ""));
    });
    // The edge of the browser has the colour of the page.
    edge.content = getComputedStyle(root).getPropertyValue("--paper").trim();
    // It says what the next tap does.
    if (elder) elder.textContent = current("size") ? "标准版" : "长辈版";
  };
  document.addEventListener("liuhao-setting", show);
  show();
})();
