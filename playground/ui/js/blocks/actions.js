/** Rows of elements. */
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { act, element } from "./elements.js";
import { wordsOf } from "../mrkdwn.js";

/** @param {any} block @param {import("./context.js").BlockContext} ctx @returns {HTMLElement} */
export function actions(block, ctx) {
  return h(
    "div.b-actions",
    block.elements.map((el) => element(el, block.block_id, ctx)),
  );
}

/**
 * Feedback and icon buttons.
 * @param {any} block
 * @param {import("./context.js").BlockContext} ctx
 * @returns {HTMLElement}
 */
export function contextActions(block, ctx) {
  return h(
    "div.b-actions.b-actions-small",
    block.elements.flatMap((el) => small(el, block.block_id, ctx)),
  );
}

function small(el, blockId, ctx) {
  if (el.type === "icon_button") return [press(el, el.text, el.value, blockId, ctx)];
  return [el.positive_button, el.negative_button]
    .filter(Boolean)
    .map((one) => press(el, one.text, one.value, blockId, ctx));
}

function press(el, text, value, blockId, ctx) {
  const onclick = (event) => act(event.currentTarget, el, blockId, ctx, { type: el.type, value });
  const attrs = { type: "button", "data-action-id": el.action_id, "data-value": value, onclick };
  return h("button.button.small", attrs, wordsOf(text) || t("block.more"));
}
