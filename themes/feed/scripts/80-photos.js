/* Photos open large: a tap, Enter; swipe or arrow keys turn, two fingers or a double tap enlarge, Esc, Back or 关闭 ends. */
(() => {
  "use strict";
  const feed = window.liuhao;
  const photos = [...document.querySelectorAll(".content img, .gallery img")].filter((image) => !image.closest("a"));
  if (!feed || photos.length === 0) return;

  const picture = feed.make("img", { alt: "" });
  const frame = feed.make("div", { class: "photo-frame" }, picture);
  const caption = feed.make("p", { class: "photo-caption", "aria-live": "polite" });
  const turn = (words, by) => {
    const button = feed.make("button", { type: "button" }, words);
    button.addEventListener("click", () => show(at + by));
    return button;
  };
  const [before, after] = [turn("上一张", -1), turn("下一张", 1)];
  const sheet = feed.sheet("照片", frame, caption, feed.make("div", { class: "photo-turn" }, before, after));
  sheet.classList.add("photo");

  let at = 0;
  /* The largest of the sizes that there are. */
  const largest = (image) => {
    const source = image.parentNode.querySelector("source");
    const sizes = source && image.currentSrc.indexOf(".webp") > 0 ? source.srcset.split(",") : [];
    return sizes.length ? sizes[sizes.length - 1].trim().split(" ")[0] : image.currentSrc || image.src;
  };
  function show(number) {
    at = Math.min(Math.max(number, 0), photos.length - 1);
    const image = photos[at];
    const words = image.closest("figure") && image.closest("figure").querySelector("figcaption");
    picture.src = largest(image);
    picture.alt = image.alt;
    caption.textContent = `${photos.length > 1 ? `${at + 1}/${photos.length} ` : ""}${(words ? words.textContent : image.alt).trim()}`;
    before.disabled = at === 0;
    after.disabled = at === photos.length - 1;
    frame.classList.remove("is-large");
  }
  const open = (number) => {
    show(number);
    sheet.showModal();
  };
  photos.forEach((image, number) => {
    image.setAttribute("tabindex", "0");
    image.setAttribute("role", "button");
    image.setAttribute("aria-label", `${image.alt || "照片"}，放大看`);
    image.addEventListener("click", () => open(number));
    image.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open(number);
    });
  });
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(at - 1);
    if (event.key === "ArrowRight") show(at + 1);
  });
  picture.addEventListener("dblclick", () => frame.classList.toggle("is-large"));
  let begun = null;
  frame.addEventListener("touchstart", (event) => { begun = event.touches.length === 1 ? event.touches[0].clientX : null; });
  frame.addEventListener("touchend", (event) => {
    const moved = begun === null ? 0 : event.changedTouches[0].clientX - begun;
    if (Math.abs(moved) > 60 && !frame.classList.contains("is-large")) show(at + (moved < 0 ? 1 : -1));
  });
})();
