/** Times as people read them, in the workspace's zone and by the workspace's (movable) clock. */
import { language, t } from "./i18n.js";

export const ZONE = "Asia/Seoul";
const DAY_MS = 86_400_000;
let offsetMs = 0;

/** Sets the clock. @param {{now: string}} clock as the server says it */
export function setClock(clock) {
  offsetMs = new Date(clock.now).getTime() - Date.now();
}

/** Now, by the workspace's clock. @returns {Date} */
export function now() {
  return new Date(Date.now() + offsetMs);
}

/** @param {string} ts Slack's timestamp, seconds @returns {Date} */
export function dateOfTs(ts) {
  return new Date(Number(ts) * 1000);
}

/** @param {Date} date @param {Intl.DateTimeFormatOptions} options @returns {string} */
export function format(date, options) {
  return new Intl.DateTimeFormat(language() === "ko" ? "ko-KR" : "en-US", { timeZone: ZONE, ...options }).format(date);
}

/** "오후 12:30" @param {Date} date @returns {string} */
export function clockTime(date) {
  return format(date, { hour: "numeric", minute: "2-digit" });
}

/** "2026-07-03", in the workspace's zone @param {Date} date @returns {string} */
export function isoDate(date) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    date,
  );
}

/** "09:05", in the workspace's zone @param {Date} date @returns {string} */
export function isoTime(date) {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: ZONE,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(date);
}

/**
 * The moment of a wall-clock date and time in the workspace's zone.
 * @param {string} date "2026-07-03" @param {string} time "12:30" @returns {number} seconds since 1970
 */
export function epochOf(date, time) {
  const asUtc = new Date(`${date}T${time}:00Z`);
  const wall = new Date(`${isoDate(asUtc)}T${isoTime(asUtc)}:00Z`);
  return Math.round((asUtc.getTime() - (wall.getTime() - asUtc.getTime())) / 1000);
}

/** "오늘", "어제", "내일", or nothing @param {Date} date @returns {string} */
export function nearDay(date) {
  const days = Math.round((Date.parse(isoDate(date)) - Date.parse(isoDate(now()))) / DAY_MS);
  return { 0: t("day.today"), "-1": t("day.yesterday"), 1: t("day.tomorrow") }[days] ?? "";
}

/** A day divider's words @param {Date} date @returns {string} */
export function dayName(date) {
  const sameYear = isoDate(date).slice(0, 4) === isoDate(now()).slice(0, 4);
  const long = format(date, { year: sameYear ? undefined : "numeric", month: "long", day: "numeric", weekday: "long" });
  const near = nearDay(date);
  return near ? `${near} · ${long}` : long;
}

/** Full date and time, for tooltips and screen readers @param {Date} date @returns {string} */
export function fullTime(date) {
  return format(date, { dateStyle: "full", timeStyle: "medium" });
}

/** "3분 전" @param {Date} date @returns {string} */
export function ago(date) {
  const seconds = Math.round((date.getTime() - now().getTime()) / 1000);
  const relative = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  for (const [unit, size] of /** @type {[Intl.RelativeTimeFormatUnit, number][]} */ ([
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ])) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return relative.format(Math.trunc(seconds), "second");
}

const TOKENS = {
  date_num: (d) => isoDate(d),
  date_slash: (d) => format(d, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: (d) => format(d, { dateStyle: "long" }),
  date_long: (d) => format(d, { dateStyle: "full" }),
  date_long_full: (d) => format(d, { dateStyle: "long" }),
  date_short: (d) => format(d, { dateStyle: "medium" }),
  date_pretty: (d) => nearDay(d) || TOKENS.date(d),
  date_long_pretty: (d) => nearDay(d) || TOKENS.date_long(d),
  date_short_pretty: (d) => nearDay(d) || TOKENS.date_short(d),
  day_divider_pretty: (d) => nearDay(d) || format(d, { month: "long", day: "numeric", weekday: "long" }),
  time: (d) => clockTime(d),
  time_secs: (d) => format(d, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago: (d) => ago(d),
};

/**
 * Slack's `<!date^…>` formats.
 * @param {number} seconds @param {string} pattern as in "{date_short_pretty} {time}" @returns {string}
 */
export function slackDate(seconds, pattern) {
  const date = new Date(seconds * 1000);
  return pattern.replace(/\{(\w+)\}/g, (whole, token) => TOKENS[token]?.(date) ?? whole);
}
