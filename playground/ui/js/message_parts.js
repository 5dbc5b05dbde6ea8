/** Small things a message is made of: its mark of an edit, its link, its author, and where the keyboard was in it. */
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { dateOfTs, fullTime } from "./time.js";

/** @typedef {import("./store.js").Message} Message */

/** "(편집됨)", with when @param {Message} message @returns {HTMLElement | null} */
export function edited(message) {
  return (
    message.edited && h("span.edited", { title: fullTime(dateOfTs(message.edited.ts)) }, ` ${t("message.edited")}`)
  );
}

/** Where a message stands @param {Message} message @returns {any} a route */
export function linkTo(message) {
  const thread = message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : null;
  return { channel: message.channel, highlight: message.ts, thread };
}

/** @param {Message} message @param {import("./store.js").Store} store @returns {any} who shows as the author */
export function authorOf(message, store) {
  const known = store.person(message.bot_id ? store.bot.user_id : message.user);
  if (message.subtype === "local" || message.subtype === "tombstone")
    return { id: "", name: "Slackbot", real_name: "Slackbot", is_bot: false };
  if (message.username) return { ...(known ?? {}), id: known?.id ?? "", name: message.username, is_bot: true };
  return known ?? { id: "", name: message.user ?? "?", is_bot: Boolean(message.bot_id) };
}

/** What has the keyboard within a node @param {HTMLElement} node @returns {any} nothing when it is elsewhere */
export function focusIn(node) {
  const at = /** @type {HTMLElement} */ (document.activeElement);
  if (!node.contains(at)) return null;
  return { action: at.dataset?.actionId, block: at.closest("[data-block-id]")?.getAttribute("data-block-id") };
}

/** Gives the keyboard back @param {HTMLElement} node @param {any} mark from focusIn */
export function restoreFocus(node, { action, block }) {
  const escaped = (text) => CSS.escape(text);
  const place = block ? `[data-block-id="${escaped(block)}"] ` : "";
  const same =
    action &&
    (node.querySelector(`${place}[data-action-id="${escaped(action)}"]`) ??
      node.querySelector(`[data-action-id="${escaped(action)}"]`));
  (same ?? node).focus({ preventScroll: true });
}
