/** The address: `/archives/<channel>[/p<ts>]?as=<person>`, so that a window keeps its person and a link its place. */

/** @typedef {import("./store.js").Route} Route */

/** @returns {{as: string, route: Route}} what the address says */
export function readAddress() {
  return parseAddress(new URL(location.href));
}

/**
 * @param {URL} url
 * @returns {{as: string, route: Route}}
 */
export function parseAddress(url) {
  const found = url.pathname.match(/^\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?\/?$/);
  const linked = found?.[2] ? `${found[2]}.${found[3]}` : null;
  const thread = url.searchParams.get("thread_ts");
  const tab = url.searchParams.get("tab") === "home" ? "home" : "messages";
  return {
    as: url.searchParams.get("as") ?? "",
    route: { channel: found?.[1] ?? null, tab, thread, highlight: linked },
  };
}

/**
 * The address of a place.
 * @param {string} as @param {Partial<Route>} route @returns {string}
 */
export function addressOf(as, route) {
  const query = new URLSearchParams();
  if (as) query.set("as", as);
  if (route.tab === "home") query.set("tab", "home");
  if (route.thread) query.set("thread_ts", route.thread);
  const mark = route.highlight ? `/p${route.highlight.replace(".", "")}` : "";
  const path = route.channel ? `/archives/${route.channel}${mark}` : "/";
  return `${path}?${query}`;
}

/**
 * The place a link within this page points at, if it does.
 * @param {string} href @param {string} teamUrl @returns {Route | null}
 */
export function placeOf(href, teamUrl) {
  if (!URL.canParse(href, location.origin)) return null;
  const url = new URL(href, location.origin);
  const own = url.origin === location.origin || (URL.canParse(teamUrl) && url.origin === new URL(teamUrl).origin);
  const { route } = parseAddress(url);
  return own && route.channel ? route : null;
}
