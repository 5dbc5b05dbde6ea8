/** The movable clock. */
import { send } from "./api.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { openPanel } from "./menu.js";
import { noticeWords, toast } from "./notices.js";
import { epochOf, format, isoDate, now } from "./time.js";

const STEPS = [
  ["+1m", 60],
  ["+10m", 600],
  ["+30m", 1800],
  ["+1h", 3600],
];
const DAY = 86_400;

/** Opens the clock's panel. @param {import("./app.js").App} app @param {HTMLElement} anchor */
export function openClock(app, anchor) {
  const shown = h("p.clock-now", { "aria-live": "polite" }, words());
  const off = h("p.quiet", offset(app));
  const refresh = () => {
    if (!shown.isConnected) return stop();
    shown.textContent = words();
    off.textContent = offset(app);
  };
  const move = async (body) => {
    const answer = await send("clock", body);
    if (!answer.ok) toast(noticeWords(answer), "warn");
    setTimeout(refresh, 60);
  };
  const stop = app.store.on("clock", refresh);
  const steps = STEPS.map(([name, seconds]) =>
    h("button.button", { type: "button", onclick: () => move({ advance_seconds: seconds }) }, t(`clock.${name}`)),
  );
  const reset = h(
    "button.button.quiet-button",
    { type: "button", onclick: () => move({ reset: true }) },
    t("clock.reset"),
  );
  const content = h(
    "div.clock-panel",
    h("h2", t("clock.title")),
    shown,
    off,
    h("div.button-row", steps),
    h("div.button-row", nextHours(move)),
    custom(move),
    reset,
    h("p.quiet.small-print", t("clock.hint")),
  );
  openPanel(anchor, content, { align: "end", label: t("clock.title") });
}

function words() {
  return format(now(), { dateStyle: "long", timeStyle: "medium" });
}

function offset(app) {
  const minutes = Math.round((app.store.clock.offset_seconds ?? 0) / 60);
  if (!minutes) return t("clock.real");
  const hours = Math.trunc(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  const span = [hours && t("clock.hours", { n: hours }), rest && t("clock.minutes", { n: rest })]
    .filter(Boolean)
    .join(" ");
  return t("clock.ahead", { span });
}

function nextHours(move) {
  return [12, 18].map((hour) =>
    h(
      "button.button.small",
      { type: "button", onclick: () => move({ advance_seconds: secondsUntil(`${hour}:00`) }) },
      t("clock.next", { hour }),
    ),
  );
}

function custom(move) {
  const time = /** @type {HTMLInputElement} */ (
    h("input.input.input-time", { type: "time", id: "clock-to", required: true })
  );
  const submit = (event) => {
    event.preventDefault();
    if (time.value) move({ advance_seconds: secondsUntil(time.value) });
  };
  return h(
    "form.inline-form",
    { onsubmit: submit },
    h("label", { for: "clock-to" }, t("clock.until")),
    time,
    h("button.button", { type: "submit" }, t("clock.go")),
  );
}

/** @param {string} time "12:00" @returns {number} seconds to its next coming, in the workspace's zone */
export function secondsUntil(time) {
  const here = now();
  const left = epochOf(isoDate(here), time.padStart(5, "0")) - here.getTime() / 1000;
  return Math.ceil(left > 0 ? left : left + DAY);
}
