/** What stands between `<` and `>` in Slack's markup: people, channels, groups, dates, links. */
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { slackDate, fullTime } from "./time.js";
import { unescape } from "./mrkdwn.js";

/**
 * What references are looked up in and what a click on one does.
 * @typedef {{
 *   store: import("./store.js").Store,
 *   openDm: (id: string) => void,
 *   openChannel: (id: string) => void,
 *   openLink: (event: MouseEvent, href: string) => void,
 * }} World
 */

/**
 * @param {string} inside @param {World} world @returns {Node}
 */
export function reference(inside, world) {
  const [target, label] = splitOnce(inside, "|");
  if (target.startsWith("@")) return userLink(target.slice(1), world, label);
  if (target.startsWith("#")) return channelLink(target.slice(1), world, label);
  if (target.startsWith("!date^")) return dateNode(target, label, world);
  if (target.startsWith("!")) return broadcast(target.slice(1), label);
  return linkNode(unescape(target), label === null ? null : unescape(label), world);
}

/** @param {string} id @param {World} world @param {string | null} [label] @returns {HTMLElement} */
export function userLink(id, world, label = null) {
  const person = world.store.person(id);
  const name = `@${person?.name ?? label ?? id}`;
  const mine = id === world.store.me.id;
  const attrs = { type: "button", "data-user": id, title: person?.real_name, onclick: () => world.openDm(id) };
  return h(`button.mention${mine ? ".mention-me" : ""}`, attrs, name);
}

/** @param {string} id @param {World} world @param {string | null} [label] @returns {HTMLElement} */
export function channelLink(id, world, label = null) {
  const channel = world.store.channels.get(id);
  const name = channel?.name ?? label;
  if (!name) return h("span.mention", { title: id }, t("channel.private_unknown"));
  return h("button.mention", { type: "button", "data-channel": id, onclick: () => world.openChannel(id) }, `#${name}`);
}

/** @param {string} name here, channel, everyone @param {string | null} [label] @returns {HTMLElement} */
export function broadcast(name, label = null) {
  const [word] = name.split("^");
  const known = ["here", "channel", "everyone"].includes(word);
  return h(`span.mention${known ? ".mention-me" : ""}`, label ?? `@${word}`);
}

/** @param {string} href @param {string | null} label @param {World} world @returns {HTMLElement} */
export function linkNode(href, label, world) {
  const words = label || href.replace(/^mailto:/, "");
  if (!/^(https?:|mailto:|tel:|\/)/i.test(href)) return h("span", words);
  const attrs = { href, target: "_blank", rel: "noreferrer noopener", onclick: (event) => world.openLink(event, href) };
  return h("a.link", attrs, words);
}

/**
 * @param {number} seconds
 * @param {string} pattern
 * @param {string} [fallback]
 * @param {string} [href]
 * @param {World} [world]
 * @returns {HTMLElement}
 */
export function timeNode(seconds, pattern, fallback, href, world) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return h("span", fallback ?? "");
  const node = h("time.date", { datetime: date.toISOString(), title: fullTime(date) }, slackDate(seconds, pattern));
  if (!href || !world) return node;
  const link = linkNode(href, " ", world);
  link.replaceChildren(node);
  return link;
}

function dateNode(target, label, world) {
  const [, seconds, pattern, href] = target.split("^");
  return timeNode(Number(seconds), unescape(pattern ?? ""), unescape(label ?? ""), href && unescape(href), world);
}

function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}
