// The one stream of events for all tabs of the preview.

const ports = new Set();
let last = null;

const stream = new EventSource("/_liuhao/events");
stream.onmessage = (message) => {
  const event = JSON.parse(message.data);
  const all = event.all || (last !== null && last.instance !== event.instance);
  last = { ...event, all };
  for (const port of ports) port.postMessage(last);
};

self.onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    if (data === "gone") {
      ports.delete(port);
      return;
    }
    ports.add(port);
    if (last) port.postMessage({ ...last, follow: null });
  };
};
