/** The playground's own HTTP interface. Every answer is `{ok, …}`; a lost connection becomes one too. */

/**
 * @typedef {{ok: boolean, error?: string, message?: string, [key: string]: any}} Answer
 */

/**
 * Reads from `/ui/…`.
 * @param {string} path without the leading `/ui/`
 * @param {Record<string, string | number | null | undefined>} [query]
 * @returns {Promise<any>}
 * @throws {Error} when the server cannot be reached or refuses
 */
export async function read(path, query = {}) {
  const url = new URL(`/ui/${path}`, location.origin);
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) url.searchParams.set(key, String(value));
  }
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  const body = await response.json();
  if (!response.ok || body.ok === false) throw new Error(body.error ?? `http_${response.status}`);
  return body;
}

let pending = 0;
let lastAnswer = 0;
const JUST_NOW_MS = 1500;

/**
 * Whether this window itself has just asked for something: it then tells of a failure where it happened.
 * @returns {boolean}
 */
export function askedJustNow() {
  return pending > 0 || Date.now() - lastAnswer < JUST_NOW_MS;
}

/**
 * Does something: the same request a test would make.
 * @param {string} path without the leading `/ui/`
 * @param {Record<string, any>} body
 * @returns {Promise<Answer>} never rejects; `connection_lost` when the server cannot be reached
 */
export async function send(path, body) {
  pending += 1;
  try {
    const response = await fetch(`/ui/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    return { ...answer, ok: response.ok && answer.ok !== false };
  } catch {
    return { ok: false, error: "connection_lost" };
  } finally {
    pending -= 1;
    lastAnswer = Date.now();
  }
}
