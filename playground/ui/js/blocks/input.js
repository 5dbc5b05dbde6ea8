/** Input blocks: label, field, hint, error, and the action they may send while one types. */
import { freshId, h } from "../dom.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { wordsOf } from "../mrkdwn.js";
import { act } from "./elements.js";
import { widget } from "./widgets.js";

const GROUPS = new Set(["checkboxes", "radio_buttons", "datetimepicker"]);

/** @param {any} block @param {import("./context.js").BlockContext} ctx @returns {HTMLElement} */
export function inputBlock(block, ctx) {
  const el = block.element;
  const id = freshId("field");
  const error = ctx.errors[block.block_id];
  const hint = block.hint && wordsOf(block.hint);
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ") || null;
  const words = wordsOf(block.label);
  const field = widget(el, {
    ctx,
    blockId: block.block_id,
    id,
    label: words,
    labelId: `${id}-label`,
    describedBy,
    invalid: Boolean(error),
    optional: Boolean(block.optional),
    value: ctx.entered.get(block.block_id, el),
    change: (payload, how) => changed(block, ctx, payload, how, node),
  });
  const node = h(
    `div.b-input${error ? ".b-input-bad" : ""}`,
    label(el, id, words, block.optional),
    field,
    error && h("p.field-error", { id: `${id}-error` }, icon("warn"), error),
    hint && h("p.field-hint", { id: `${id}-hint` }, hint),
  );
  return node;
}

function label(el, id, words, optional) {
  const group = GROUPS.has(el.type);
  const mark = optional && h("span.field-optional", ` ${t("form.optional")}`);
  return h(group ? "div.field-label" : "label.field-label", { id: `${id}-label`, for: group ? null : id }, words, mark);
}

/** An error is about what stood there when it was sent: it goes as soon as that changes. */
function forgetError(block, ctx, node) {
  if (!ctx.errors[block.block_id]) return;
  delete ctx.errors[block.block_id];
  node.classList.remove("b-input-bad");
  node.querySelector(".field-error")?.remove();
  for (const control of node.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
}

/** @param {"change" | "character" | "enter"} how what the person did */
function changed(block, ctx, payload, how, node) {
  ctx.entered.set(block.block_id, block.element.action_id, payload);
  forgetError(block, ctx, node);
  if (!block.dispatch_action) return;
  const typed = block.element.type.endsWith("_input");
  const wanted = block.element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const due = typed
    ? (how === "enter" && wanted.includes("on_enter_pressed")) ||
      (how === "character" && wanted.includes("on_character_entered"))
    : how === "change";
  if (due) act(node, block.element, block.block_id, ctx, payload);
}
