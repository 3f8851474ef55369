/* 朗读: a recording that lies beside the story, or the browser's voice, which reads paragraph by paragraph from the first that
   is on the screen and marks the one. Absent where there is neither. */
(() => {
  "use strict";
  const feed = window.liuhao;
  const text = document.getElementById("page_text");
  if (!feed || !text) return;
  const recording = document.querySelector(".recording");
  const voice = window.speechSynthesis;
  const hasVoice = voice && typeof SpeechSynthesisUtterance !== "undefined";

  const blocks = "h2, h3, h4, h5, h6, p, li, figcaption, td, th";
  const paragraphs = [...text.querySelectorAll(blocks)]
    .filter((block) => !block.querySelector(blocks) && block.textContent.trim());
  if (!recording && (!hasVoice || paragraphs.length === 0)) return;
  const title = document.querySelector("h1");
  if (title) paragraphs.unshift(title);

  /* What a reader chose stays, where the browser may keep it. */
  const kept = (store, name, value) => {
    try {
      if (value === undefined) return window[store].getItem(name);
      if (value === null) window[store].removeItem(name);
      else window[store].setItem(name, value);
    } catch (refused) {
      // Then it holds for this page.
    }
    return null;
  };
  const SPEEDS = [["慢", 0.75], ["中", 0.9], ["快", 1.2]];
  let speed = Math.max(0, SPEEDS.findIndex(([name]) => name === (kept("localStorage", "liuhao-speed") || "中")));

  let state = "silent";
  const control = (words, click) => {
    const element = feed.make("button", { type: "button" }, words);
    element.addEventListener("click", click);
    return element;
  };

  /* The voice. */
  const withVoice = () => {
    let at = 0;
    // Counts up, so that the end of what was stopped moves nothing.
    let turn = 0;
    const mark = () => paragraphs.forEach((paragraph, index) =>
      paragraph.classList.toggle("is-read", state !== "silent" && index === at));

    /* Some voices fall silent in the middle of a long paragraph: they are given sentences. */
    const sentences = (paragraph) =>
      paragraph.textContent.match(/[^。！？；]+[。！？；”’）]*|[。！？；]+/g) || [];
    const say = (parts, mine) => {
      if (mine !== turn) return;
      if (parts.length === 0) {
        at += 1;
        begin();
        return;
      }
      const words = new SpeechSynthesisUtterance(parts[0]);
      words.lang = "zh-CN";
      words.rate = SPEEDS[speed][1];
      words.onend = () => say(parts.slice(1), mine);
      words.onerror = (event) => {
        if (mine !== turn || event.error === "canceled" || event.error === "interrupted") return;
        stop();
        if (event.error !== "not-allowed") feed.notice("这台设备没有可用的朗读语音。");
      };
      voice.speak(words);
    };
    const begin = () => {
      turn += 1;
      voice.cancel();
      if (at >= paragraphs.length) {
        stop();
        feed.notice("读完了。");
        return;
      }
      state = "reading";
      show();
      paragraphs[at].scrollIntoView({ block: "center" });
      say(sentences(paragraphs[at]), turn);
    };
    const still = (next) => {
      turn += 1;
      voice.cancel();
      state = next;
      show();
    };
    const stop = () => still("silent");
    const step = (by) => {
      at = Math.min(Math.max(at + by, 0), paragraphs.length - 1);
      begin();
    };
    /* The first block of which a reader sees something. */
    const seen = () => Math.max(0, paragraphs.findIndex((one) => one.getBoundingClientRect().bottom > 1));
    const again = () => {
      at = 0;
      begin();
    };
    addEventListener("pagehide", stop);
    return {
      start: () => {
        if (state === "silent") at = seen();
        begin();
      },
      pause: () => still("paused"),
      stop,
      again,
      hurry: () => { if (state === "reading") begin(); },
      mark,
      steps: [control("上一段", () => step(-1)), control("下一段", () => step(1))],
    };
  };

  /* The recording. */
  const withRecording = () => {
    const clock = feed.make("p", {});
    const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
    const tell = () => {
      const end = Number.isFinite(recording.duration) ? ` / ${minutes(recording.duration)}` : "";
      clock.textContent = `录音 ${minutes(recording.currentTime)}${end}`;
    };
    const become = (next) => {
      state = next;
      tell();
      show();
    };
    const move = (by) => { recording.currentTime = Math.max(0, recording.currentTime + by); };
    const hurry = () => { recording.playbackRate = SPEEDS[speed][1] / SPEEDS[1][1]; };
    recording.addEventListener("timeupdate", tell);
    recording.addEventListener("ended", () => become("silent"));
    recording.addEventListener("error", () => {
      become("silent");
      feed.notice("没有读到录音。请检查网络，再试一次。");
    });
    const start = () => {
      hurry();
      become("reading");
      const playing = recording.play();
      if (playing) playing.catch(() => become("silent"));
    };
    return {
      start,
      pause: () => {
        recording.pause();
        become("paused");
      },
      stop: () => {
        recording.pause();
        recording.currentTime = 0;
        become("silent");
      },
      again: () => {
        recording.currentTime = 0;
        start();
      },
      hurry,
      mark: () => {},
      steps: [clock, control("后退15秒", () => move(-15)), control("前进15秒", () => move(15))],
    };
  };

  const reader = recording ? withRecording() : withVoice();
  const pace = control(`语速 ${SPEEDS[speed][0]}`, () => {
    speed = (speed + 1) % SPEEDS.length;
    pace.textContent = `语速 ${SPEEDS[speed][0]}`;
    kept("localStorage", "liuhao-speed", SPEEDS[speed][0]);
    reader.hurry();
  });
  const strip = feed.make("div", { class: "reading", hidden: "" },
    ...reader.steps, control("从头读", reader.again), pace, control("停止", reader.stop));
  const next = document.querySelector('.turn a[rel="next"]');
  if (next) {
    strip.append(control("下一篇", () => {
      kept("sessionStorage", "liuhao-read", next.pathname);
      location.assign(next.href);
    }));
  }
  feed.bar.firstChild.after(strip);
  const tool = feed.button("read", "朗读", () => (state === "reading" ? reader.pause() : reader.start()));

  function show() {
    strip.hidden = state === "silent";
    const words = { silent: ["朗读", "read"], reading: ["暂停", "pause"], paused: ["继续", "read"] };
    tool.say(...words[state]);
    reader.mark();
  }
  // The story before was read to here; a browser may ask for a tap first.
  if (kept("sessionStorage", "liuhao-read") === location.pathname) {
    kept("sessionStorage", "liuhao-read", null);
    reader.start();
  }
})();
