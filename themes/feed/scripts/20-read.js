/* 朗读: the browser's voice reads paragraph by paragraph, and marks the one. Absent where there is no voice. */
(() => {
  "use strict";
  const feed = window.liuhao;
  const text = document.getElementById("page_text");
  const voice = window.speechSynthesis;
  if (!feed || !text || !voice || typeof SpeechSynthesisUtterance === "undefined") return;

  const blocks = "h2, h3, h4, h5, h6, p, li, figcaption, td, th";
  const paragraphs = [...text.querySelectorAll(blocks)]
    .filter((block) => !block.querySelector(blocks) && block.textContent.trim());
  if (paragraphs.length === 0) return;

  let at = 0;
  // Counts up, so that the end of what was stopped moves nothing.
  let turn = 0;
  let state = "silent";

  /* Some voices fall silent in the middle of a long paragraph: they are given sentences. */
  const sentences = (paragraph) =>
    paragraph.textContent.match(/[^。！？；]+[。！？；”’）]*|[。！？；]+/g) || [];

  const mark = () => paragraphs.forEach((paragraph, index) =>
    paragraph.classList.toggle("is-read", state !== "silent" && index === at));

  const say = (parts, mine) => {
    if (mine !== turn) return;
    if (parts.length === 0) {
      at += 1;
      begin();
      return;
    }
    const words = new SpeechSynthesisUtterance(parts[0]);
    words.lang = "zh-CN";
    words.rate = 0.9;
    words.onend = () => say(parts.slice(1), mine);
    words.onerror = (event) => {
      if (mine !== turn || event.error === "canceled" || event.error === "interrupted") return;
      stop();
      feed.notice("这台设备没有可用的朗读语音。");
    };
    voice.speak(words);
  };

  const begin = () => {
    turn += 1;
    voice.cancel();
    if (at >= paragraphs.length) {
      stop();
      return;
    }
    state = "reading";
    show();
    paragraphs[at].scrollIntoView({ block: "center" });
    say(sentences(paragraphs[at]), turn);
  };

  const stop = () => {
    turn += 1;
    voice.cancel();
    state = "silent";
    at = 0;
    show();
  };

  const pause = () => {
    turn += 1;
    voice.cancel();
    state = "paused";
    show();
  };

  const step = (by) => {
    at = Math.min(Math.max(at + by, 0), paragraphs.length - 1);
    begin();
  };

  const control = (words, click) => {
    const element = feed.make("button", { type: "button" }, words);
    element.addEventListener("click", click);
    return element;
  };
  const strip = feed.make("div", { class: "reading", hidden: "" },
    control("上一段", () => step(-1)), control("下一段", () => step(1)), control("停止", stop));
  feed.bar.firstChild.after(strip);
  const tool = feed.button("read", "朗读", () => (state === "reading" ? pause() : begin()));

  function show() {
    strip.hidden = state === "silent";
    const words = { silent: ["朗读", "read"], reading: ["暂停", "pause"], paused: ["继续", "read"] };
    tool.say(...words[state]);
    mark();
  }
  addEventListener("pagehide", stop);
})();
