/**
 * The live stream. A browser opens at most six connections to one host, and every window of the playground holds one:
 * so four windows stream, and any further one looks in briefly every moment or so, until a place falls free.
 */

const PLACES = 4;
const LOOK_MS = 350;
const PAUSE_MS = 1200;
const RETRY_MS = [300, 800, 2000, 5000];

/**
 * Follows what happens in the workspace.
 * @param {string} user whose window this is
 * @param {() => number} after the last sequence number seen
 * @param {{event: (event: any, seq: number) => void, state: (connected: boolean) => void}} handlers
 * @returns {() => void} stops following
 */
export function follow(user, after, handlers) {
  const control = { stopped: false, source: /** @type {EventSource | null} */ (null) };
  takePlace(control, (lasting) => stream(user, after, handlers, control, lasting));
  return () => {
    control.stopped = true;
    control.source?.close();
  };
}

async function takePlace(control, run) {
  if (!navigator.locks) return void run(Infinity);
  while (!control.stopped) {
    for (let place = 0; place < PLACES && !control.stopped; place += 1) {
      await navigator.locks.request(
        `playground-stream-${place}`,
        { ifAvailable: true },
        (lock) => lock && run(Infinity),
      );
    }
    await run(LOOK_MS);
    await pause(PAUSE_MS);
  }
}

async function stream(user, after, handlers, control, lasting) {
  let failures = 0;
  while (!control.stopped) {
    const ended = await once(user, after, handlers, control, lasting, () => (failures = 0));
    if (ended === "looked") return;
    handlers.state(false);
    await pause(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    failures += 1;
  }
}

function once(user, after, handlers, control, lasting, opened) {
  return new Promise((resolve) => {
    const query = new URLSearchParams({ user, after: String(after()) });
    const source = new EventSource(`/ui/events?${query}`);
    control.source = source;
    const end = (why) => {
      source.close();
      resolve(why);
    };
    source.onopen = () => {
      opened();
      handlers.state(true);
      if (Number.isFinite(lasting)) setTimeout(end, lasting, "looked");
    };
    source.onmessage = (message) => handlers.event(JSON.parse(message.data), Number(message.lastEventId) || 0);
    source.onerror = () => end("broken");
  });
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
