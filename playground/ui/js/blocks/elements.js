/** Interactive elements in messages, homes and modals: each sends its action and waits for the answer. */
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { openMenu } from "../menu.js";
import { textObject, wordsOf } from "../mrkdwn.js";
import { ask } from "../dialog.js";
import { widget } from "./widgets.js";

/** @typedef {import("./context.js").BlockContext} BlockContext */

/**
 * An element outside an input block.
 * @param {any} el @param {string} blockId @param {BlockContext} ctx @returns {HTMLElement}
 */
export function element(el, blockId, ctx) {
  if (el.type === "image") return h("img.b-thumb", { src: el.image_url ?? el.slack_file?.url, alt: el.alt_text ?? "" });
  if (el.type === "button" || el.type === "workflow_button") return button(el, blockId, ctx);
  if (el.type === "overflow") return overflow(el, blockId, ctx);
  return acting(el, blockId, ctx);
}

function button(el, blockId, ctx) {
  const attrs = {
    "data-action-id": el.action_id,
    "data-value": el.value,
    "aria-label": el.accessibility_label,
    onclick: (event) => {
      if (el.url) ctx.world.openLink(event, el.url);
      act(event.currentTarget, el, blockId, ctx, { type: "button", value: el.value });
    },
  };
  const style = el.style === "primary" || el.style === "danger" ? `.${el.style}` : "";
  const words = h("span.button-words", textObject(el.text, ctx.world));
  if (el.url)
    return h(`a.button${style}`, { ...attrs, href: el.url, target: "_blank", rel: "noreferrer noopener" }, words);
  return h(`button.button${style}`, { type: "button", ...attrs }, words);
}

function overflow(el, blockId, ctx) {
  const choose = (node, option) => () => {
    if (option.url) window.open(option.url, "_blank", "noopener");
    act(node, el, blockId, ctx, { type: "overflow", selected_option: option });
  };
  const open = (event) => {
    const node = event.currentTarget;
    const items = el.options.map((option) => ({
      label: textObject(option.text, ctx.world),
      hint: option.description && wordsOf(option.description),
      attrs: { "data-value": option.value },
      onSelect: choose(node, option),
    }));
    openMenu(node, items, { align: "end" });
  };
  const attrs = {
    type: "button",
    "data-action-id": el.action_id,
    "aria-label": t("block.more"),
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    onclick: open,
  };
  return h("button.button.overflow", attrs, icon("more"));
}

function acting(el, blockId, ctx) {
  const label = wordsOf(el.placeholder) || t("block.choose");
  const change = async (payload) => {
    const before = ctx.entered.get(blockId, el);
    ctx.entered.set(blockId, el.action_id, payload);
    if (!(await act(wrap, el, blockId, ctx, payload))) ctx.entered.set(blockId, el.action_id, before);
  };
  const wrap = h("div.acting", widget(el, { ctx, value: ctx.entered.get(blockId, el), change, label, blockId }));
  return wrap;
}

/**
 * Sends an action: asks first where the element wants that, and shows that it is under way.
 * @param {HTMLElement} node @param {any} el @param {string} blockId @param {BlockContext} ctx @param {any} payload
 * @returns {Promise<boolean>} whether it was sent and answered
 */
export async function act(node, el, blockId, ctx, payload) {
  if (node.getAttribute("aria-busy") === "true") return false;
  if (el.confirm && !(await ask(question(el.confirm, ctx)))) return false;
  node.setAttribute("aria-busy", "true");
  try {
    return await ctx.act(blockId, el, payload);
  } finally {
    node.removeAttribute("aria-busy");
  }
}

function question(confirm, ctx) {
  return {
    title: wordsOf(confirm.title),
    text: textObject(confirm.text, ctx.world),
    yes: wordsOf(confirm.confirm) || t("common.yes"),
    no: wordsOf(confirm.deny) || t("common.no"),
    danger: confirm.style === "danger",
  };
}
