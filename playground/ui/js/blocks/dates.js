/** Dates and times: the browser's own fields, read in the workspace's zone. */
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { epochOf, format, isoDate, isoTime } from "../time.js";
import { controlAttrs } from "./widgets.js";

/** @typedef {import("./widgets.js").FieldOptions} FieldOptions */

/** @param {any} el @param {FieldOptions} o @returns {HTMLElement} */
export function datePicker(el, o) {
  const read = h("p.field-read", { "aria-live": "polite" });
  const say = (date) =>
    (read.textContent = date ? format(new Date(epochOf(date, "12:00") * 1000), { dateStyle: "full" }) : "");
  const change = (event) => {
    say(event.target.value);
    o.change({ type: el.type, selected_date: event.target.value || null }, "change");
  };
  say(o.value.selected_date);
  const field = h("input.input.input-date", {
    type: "date",
    ...controlAttrs(el, o),
    value: o.value.selected_date ?? "",
    onchange: change,
  });
  return o.id ? h("div", field, read) : field;
}

/** @param {any} el @param {FieldOptions} o @returns {HTMLElement} */
export function timePicker(el, o) {
  const change = (event) => o.change({ type: el.type, selected_time: event.target.value || null }, "change");
  return h("input.input.input-time", {
    type: "time",
    ...controlAttrs(el, o),
    value: o.value.selected_time ?? "",
    onchange: change,
  });
}

/** @param {any} el @param {FieldOptions} o @returns {HTMLElement} */
export function dateTimePicker(el, o) {
  const start = o.value.selected_date_time ? new Date(o.value.selected_date_time * 1000) : null;
  const attrs = { "aria-describedby": o.describedBy, "aria-invalid": o.invalid ? "true" : null };
  const date = field("date", "form.date", start && isoDate(start), {
    ...attrs,
    id: o.id,
    "data-action-id": el.action_id,
  });
  const time = field("time", "form.time", start && isoTime(start), {
    ...attrs,
    "data-action-id": `${el.action_id}:time`,
  });
  const read = h("p.field-read", { "aria-live": "polite" });
  const say = (seconds) =>
    (read.textContent = seconds ? format(new Date(seconds * 1000), { dateStyle: "full", timeStyle: "short" }) : "");
  const changed = () => {
    const seconds = date.value && time.value ? epochOf(date.value, time.value) : null;
    say(seconds);
    o.change({ type: el.type, selected_date_time: seconds }, "change");
  };
  for (const one of [date, time]) one.addEventListener("change", changed);
  say(o.value.selected_date_time);
  return h(
    "div.datetime",
    { role: "group", "aria-labelledby": o.labelId, "aria-label": o.labelId ? null : o.label },
    h("div.datetime-row", date, time),
    read,
  );
}

function field(type, label, value, attrs) {
  return /** @type {HTMLInputElement} */ (
    h(`input.input.input-${type}`, { type, "aria-label": t(label), value: value ?? "", ...attrs })
  );
}
