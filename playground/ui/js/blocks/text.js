/** Text, e-mail, address and number fields. */
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { wordsOf } from "../mrkdwn.js";
import { controlAttrs } from "./widgets.js";

const MODES = { number_input: "decimal", email_text_input: "email", url_text_input: "url" };

/** @param {any} el @param {import("./widgets.js").FieldOptions} o @returns {HTMLElement} */
export function textInput(el, o) {
  const max = el.max_length ?? (el.type === "plain_text_input" ? 3000 : null);
  const attrs = {
    ...controlAttrs(el, o),
    placeholder: wordsOf(el.placeholder) || null,
    inputmode: MODES[el.type],
    autocomplete: "off",
    autofocus: el.focus_on_load,
    value: o.value.value ?? "",
    oninput: () => typed("character"),
    onkeydown: (event) =>
      event.key === "Enter" && !event.isComposing && (!el.multiline || event.ctrlKey) && typed("enter"),
  };
  const field = h(
    el.multiline ? "textarea.input" : "input.input",
    el.multiline ? { ...attrs, rows: "4" } : { type: "text", ...attrs },
  );
  const counter = (el.max_length || el.min_length) && h("p.field-counter", { "aria-live": "polite" });
  const typed = (how) => {
    o.change({ type: el.type, value: field.value === "" ? null : field.value }, how);
    if (counter) count(counter, field.value.length, el, max);
  };
  if (!counter) return field;
  count(counter, field.value.length, el, max);
  return h("div.field-counted", field, counter);
}

function count(counter, length, el, max) {
  const left = max - length;
  const short = el.min_length && length < el.min_length;
  counter.classList.toggle("over", left < 0);
  counter.textContent =
    short && length
      ? t("form.more_letters", { n: el.min_length - length })
      : left < 0
        ? t("form.too_many", { n: -left })
        : `${length} / ${max}`;
}
