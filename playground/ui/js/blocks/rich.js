/** Rich text blocks. */
import { h } from "../dom.js";
import { emojiNode } from "../mrkdwn.js";
import { broadcast, channelLink, linkNode, timeNode, userLink } from "../references.js";

/** @typedef {import("../references.js").World} World */

/** @param {any} block @param {World} world @returns {Node[]} */
export function richText(block, world) {
  return block.elements.map((part) => PARTS[part.type]?.(part, world) ?? document.createTextNode(""));
}

const PARTS = {
  rich_text_section: (part, world) =>
    h(
      "div.text",
      part.elements.map((one) => leaf(one, world)),
    ),
  rich_text_quote: (part, world) =>
    h(
      "blockquote.quote",
      part.elements.map((one) => leaf(one, world)),
    ),
  rich_text_preformatted: (part) =>
    h(
      "pre.code-block",
      h(
        "code",
        part.elements.map((one) => one.text ?? one.url ?? ""),
      ),
    ),
  rich_text_list(part, world) {
    const tag = part.style === "ordered" ? "ol" : "ul";
    const items = part.elements.map((item) =>
      h(
        "li",
        item.elements.map((one) => leaf(one, world)),
      ),
    );
    const indent = Math.min(part.indent ?? 0, 8);
    return h(`${tag}.text-list`, { "data-indent": indent || null, start: part.offset ? part.offset + 1 : null }, items);
  },
};

const LEAVES = {
  text: (one) => broken(one.text),
  link: (one, world) => linkNode(one.url, one.text ?? null, world),
  user: (one, world) => userLink(one.user_id, world),
  channel: (one, world) => channelLink(one.channel_id, world),
  emoji: (one) => (one.unicode ? fromUnicode(one) : emojiNode(one.name)),
  broadcast: (one) => broadcast(one.range),
  usergroup: (one) => h("span.mention", `@${one.usergroup_id}`),
  date: (one, world) => timeNode(one.timestamp, one.format, one.fallback, one.url, world),
  color: (one) => h("span.swatch", { vars: { "--swatch": one.value } }, one.value),
};

const STYLES = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

function leaf(one, world) {
  const made = LEAVES[one.type]?.(one, world) ?? "";
  return Object.entries(STYLES)
    .filter(([style]) => one.style?.[style])
    .reduce((inner, [, tag]) => h(tag === "code" ? "code.code" : tag, inner), made);
}

function broken(text) {
  return text.split("\n").flatMap((row, index) => (index ? [h("br"), row] : [row]));
}

function fromUnicode(one) {
  const sign = String.fromCodePoint(...one.unicode.split("-").map((code) => Number.parseInt(code, 16)));
  return h("span.emoji", { role: "img", "aria-label": one.name }, sign);
}
