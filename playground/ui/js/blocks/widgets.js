/** The field of each element type. */
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { checkboxes, radioButtons } from "./choices.js";
import { combobox } from "./combobox.js";
import { datePicker, dateTimePicker, timePicker } from "./dates.js";
import { choicesOf } from "./options.js";
import { textInput } from "./text.js";

/**
 * @typedef {{
 *   ctx: import("./context.js").BlockContext, blockId: string, label: string, value: any,
 *   change: (payload: any, how: "change" | "character" | "enter") => void,
 *   id?: string, labelId?: string, describedBy?: string | null, invalid?: boolean, optional?: boolean,
 * }} FieldOptions
 */

const FIELDS = {
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  checkboxes,
  radio_buttons: radioButtons,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
};

/**
 * @param {any} el a Block Kit element that holds a state @param {FieldOptions} options @returns {HTMLElement}
 */
export function widget(el, options) {
  const make = FIELDS[el.type];
  if (make) return make(el, options);
  const choices = choicesOf(el, options.ctx);
  if (choices) return combobox(el, choices, options);
  return h("div.b-unknown", t("block.unknown", { type: el.type }));
}

/**
 * Attributes that tie a control to its label, hint and error.
 * @param {any} el
 * @param {FieldOptions} o
 * @returns {Record<string, any>}
 */
export function controlAttrs(el, o) {
  return {
    id: o.id,
    "data-action-id": el.action_id,
    "aria-label": o.id ? null : o.label,
    "aria-describedby": o.describedBy,
    "aria-invalid": o.invalid ? "true" : null,
    "aria-required": o.id && !o.optional ? "true" : null,
  };
}
