// Hears what the server tells: one stream for all tabs, because a browser opens six connections to a
// host and an open stream keeps one.
//
// Where there are shared workers, one of them holds the stream. Elsewhere (telephones) only the tab
// that is seen has one.

export function listen(hear) {
  if (typeof SharedWorker === "function") {
    try {
      const worker = new SharedWorker("/_liuhao/worker.js", { name: "liuhao" });
      const meet = () => worker.port.postMessage("here");
      worker.onerror = () => listenWhileSeen(hear);
      worker.port.onmessage = (message) => hear(message.data);
      addEventListener("pagehide", () => worker.port.postMessage("gone"));
      addEventListener("pageshow", (event) => event.persisted && meet());
      meet();
      return;
    } catch {
      // Not allowed here: the tab listens for itself.
    }
  }
  listenWhileSeen(hear);
}

function listenWhileSeen(hear) {
  let stream = null;
  let last = null;
  const update = () => {
    if (document.hidden) {
      stream?.close();
      stream = null;
    } else if (!stream) {
      stream = new EventSource("/_liuhao/events");
      stream.onmessage = (message) => {
        const event = JSON.parse(message.data);
        // While the tab was not seen, anything may have changed.
        const missed = last && last.version + 1 < event.version;
        last = event;
        hear(missed ? { ...event, all: true } : event);
      };
    }
  };
  document.addEventListener("visibilitychange", update);
  update();
}
