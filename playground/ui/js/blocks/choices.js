/** Checkboxes and radio buttons. */
import { freshId, h } from "../dom.js";
import { textObject, wordsOf } from "../mrkdwn.js";

/** @param {any} el @param {import("./widgets.js").FieldOptions} o @returns {HTMLElement} */
export function checkboxes(el, o) {
  const chosen = new Set(o.value.selected_options.map((option) => option.value));
  const toggle = (option, on) => {
    if (on) chosen.add(option.value);
    else chosen.delete(option.value);
    o.change({ type: el.type, selected_options: el.options.filter((one) => chosen.has(one.value)) }, "change");
  };
  return group("checkbox", el, o, (option) => chosen.has(option.value), toggle);
}

/** @param {any} el @param {import("./widgets.js").FieldOptions} o @returns {HTMLElement} */
export function radioButtons(el, o) {
  const choose = (option) => o.change({ type: el.type, selected_option: option }, "change");
  return group("radio", el, o, (option) => o.value.selected_option?.value === option.value, choose);
}

function group(type, el, o, isOn, change) {
  const name = freshId(type);
  const one = (option, index) => {
    const attrs = {
      type,
      name,
      id: index === 0 ? o.id : null,
      value: option.value,
      checked: isOn(option),
      "data-action-id": el.action_id,
      "aria-describedby": o.describedBy,
      "aria-invalid": o.invalid ? "true" : null,
      onchange: (event) => change(option, event.target.checked),
    };
    const hint = option.description && h("span.choice-hint", textObject(option.description, o.ctx.world));
    const words = h("span.choice-words", h("span", textObject(option.text, o.ctx.world)), hint);
    return h("label.choice", { title: wordsOf(option.text) }, h(`input.choice-${type}`, attrs), words);
  };
  const role = type === "radio" ? "radiogroup" : "group";
  return h(
    "div.choices",
    { role, "aria-labelledby": o.labelId, "aria-label": o.labelId ? null : o.label },
    el.options.map(one),
  );
}
