// Waits for something that another process does.
const PATIENCE = 20_000;

/** Asks again and again until `ask` gives something that is true; what it throws means "not yet". */
export async function until(ask) {
  const end = Date.now() + PATIENCE;
  for (let fault = new Error("it never came");;) {
    try {
      const found = await ask();
      if (found) return found;
    } catch (refused) {
      fault = refused;
    }
    if (Date.now() > end) throw fault;
    await new Promise((next) => setTimeout(next, 20));
  }
}
