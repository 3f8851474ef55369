/* What the other scripts share: elements, notices, sheets, the bar at the foot of the screen. */
(() => {
  "use strict";
  const paths = {
    read: "M4 9v6h4l5 4V5L8 9zM16 8.5a5 5 0 0 1 0 7M18.5 6a8.5 8.5 0 0 1 0 12",
    pause: "M8 5v14M16 5v14",
    size: "M3 19 9 5l6 14M5 14.5h8M15 19l3-7 3 7M16 17h4",
    contents: "M4 6h2M4 12h2M4 18h2M9 6h11M9 12h11M9 18h11",
    share: "M12 15V4M8 7.5 12 4l4 3.5M5 12v8h14v-8",
    menu: "M4 6h16M4 12h16M4 18h16",
  };

  /* Text is text: nothing here is read as HTML. */
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes || {}).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  };

  const icon = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", paths[name]);
    svg.append(path);
    return svg;
  };

  const root = document.documentElement;
  /* Does what moves the text, and keeps the block that is being read in its place. */
  const keepPlace = (act) => {
    const blocks = document.querySelector("main").querySelectorAll("h1, h2, h3, p, li, dt, tr, img");
    const block = scrollY > 0 && [...blocks].find((one) => one.getBoundingClientRect().bottom > 1);
    const before = block && block.getBoundingClientRect();
    act();
    if (!block) return;
    const after = block.getBoundingClientRect();
    const wanted = before.top < 0 ? before.top * after.height / before.height : before.top;
    root.style.scrollBehavior = "auto";
    scrollBy(0, after.top - wanted);
    root.style.scrollBehavior = "";
  };
  const remember = (name, value) => {
    keepPlace(() => {
      if (value) root.setAttribute(`data-${name}`, value);
      else root.removeAttribute(`data-${name}`);
    });
    try {
      if (value) localStorage.setItem(`liuhao-${name}`, value);
      else localStorage.removeItem(`liuhao-${name}`);
    } catch (refused) {
      // It holds for this page.
    }
    document.dispatchEvent(new CustomEvent("liuhao-setting"));
  };

  /* Above the bar; a screen reader says it. */
  const status = make("p", { class: "notice", role: "status" });
  let fading = 0;
  const notice = (text) => {
    status.textContent = text;
    clearTimeout(fading);
    fading = setTimeout(() => { status.textContent = ""; }, 6000);
  };

  const buttons = make("div", { class: "tools-row" });
  const bar = make("section", { class: "tools", "aria-label": "阅读工具" }, status, buttons);

  /* A button of the bar. */
  const button = (name, text, click) => {
    const label = make("span", {}, text);
    const element = make("button", { type: "button", class: `tool-${name}` }, icon(name), label);
    element.addEventListener("click", click);
    buttons.append(element);
    return {
      element,
      say: (words, picture) => {
        label.textContent = words;
        element.firstChild.replaceWith(icon(picture));
      },
    };
  };

  /* Without <dialog> (Safari below 15.4): a shade, the focus kept inside and given back, Esc. */
  const asDialog = (box) => {
    const shade = make("div", { class: "shade", hidden: "" });
    let before = null;
    const reach = () => Array.from(box.querySelectorAll("a[href], button, input"))
      .filter((one) => one.type !== "radio" || one.checked);
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-modal", "true");
    box.hidden = true;
    box.showModal = () => {
      before = document.activeElement;
      document.body.append(shade, box);
      shade.hidden = box.hidden = false;
      reach()[0].focus();
    };
    box.close = () => {
      shade.hidden = box.hidden = true;
      if (before) before.focus();
    };
    shade.addEventListener("click", () => box.close());
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") box.close();
      const all = event.shiftKey ? reach().reverse() : reach();
      if (event.key !== "Tab" || document.activeElement !== all[all.length - 1]) return;
      event.preventDefault();
      all[0].focus();
    });
    return box;
  };

  /* Closes with its button, Esc or a tap beside it. */
  const hasDialog = typeof HTMLDialogElement !== "undefined";
  const sheet = (title, ...content) => {
    const id = `tool_${document.querySelectorAll(".sheet").length + 1}`;
    const close = make("button", { type: "button", class: "sheet-close" }, "关闭");
    const head = make("div", { class: "sheet-head" }, make("h2", { id }, title), close);
    const box = make(hasDialog ? "dialog" : "div", { class: "sheet", "aria-labelledby": id }, head, ...content);
    const dialog = hasDialog ? box : asDialog(box);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
    return closesOnBack(dialog);
  };

  /* An open sheet is an entry of the history, so that Back closes it and stays on the page. */
  const closesOnBack = (dialog) => {
    const [show, shut] = [dialog.showModal.bind(dialog), dialog.close.bind(dialog)];
    const isEntry = () => history.state && history.state.isSheet;
    let isOpen = false;
    const closed = () => {
      if (!isOpen) return;
      isOpen = false;
      if (isEntry()) history.back();
    };
    dialog.showModal = () => {
      isOpen = true;
      // Back must not undo what a larger size has moved.
      if ("scrollRestoration" in history) history.scrollRestoration = "manual";
      try {
        history.pushState({ isSheet: true }, "");
      } catch (refused) {
        // A browser may forbid it to a page from a disk.
      }
      show();
    };
    dialog.close = () => {
      shut();
      closed();
    };
    dialog.addEventListener("close", closed);
    addEventListener("popstate", () => {
      if ("scrollRestoration" in history) history.scrollRestoration = "auto";
      if (!isOpen) return;
      isOpen = false;
      shut();
    });
    /* A link leads on from where the reader was, not from the sheet. */
    dialog.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      isOpen = false;
      shut();
      location.replace(link.href);
    });
    return dialog;
  };

  window.liuhao = { make, remember, notice, button, sheet, bar };
  // Before the text, so that a keyboard comes to it early.
  document.querySelector("main").before(bar);
})();
