/** Small shared marks: who is there, what a conversation is called and looks like. */
import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

/** A dot with words for screen readers. @param {boolean} there @returns {HTMLElement} */
export function dot(there) {
  const words = t(there ? "presence.on" : "presence.off");
  return h(`span.dot${there ? ".dot-on" : ""}`, { role: "img", "aria-label": words, title: words });
}

/**
 * @param {import("./store.js").Channel} channel
 * @param {import("./store.js").Store} store
 * @param {string} [size]
 * @returns {Node}
 */
export function channelMark(channel, store, size = "tiny") {
  if (channel.kind === "im") return avatar(store.person(channel.with[0] ?? store.me.id), size);
  if (channel.kind === "mpim")
    return h(`span.avatar.avatar-group.avatar-${size}`, { "aria-hidden": "true" }, String(channel.with.length));
  return icon(channel.archived ? "archive" : channel.kind === "private" ? "lock" : "hash");
}
