/* 分享: the system's own sheet where there is one, else the address of the page is copied and can be pasted into a chat. */
(() => {
  "use strict";
  const feed = window.liuhao;
  if (!feed) return;

  /* Pages that are opened from a disk may not use the clipboard directly. */
  const copyByHand = (text) => {
    const field = feed.make("textarea", { class: "away", "aria-hidden": "true", readonly: "" });
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("refused"));
  };
  const copy = (text) => (navigator.clipboard
    ? navigator.clipboard.writeText(text).catch(() => copyByHand(text))
    : copyByHand(text));

  feed.button("share", "分享", () => {
    const address = location.href.split("#")[0];
    if (navigator.share) {
      // A reader who shuts the system's sheet wants nothing else.
      navigator.share({ title: document.title, url: address }).catch(() => {});
      return;
    }
    copy(`${document.title}\n${address}`).then(
      () => feed.notice("已复制标题和网址，可以粘贴到微信里发给朋友。"),
      () => feed.notice(`请长按复制网址：${address}`));
  });
})();
