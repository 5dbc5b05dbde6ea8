/** Markdown blocks: common Markdown (not mrkdwn), the part that Slack shows. */
import { h } from "../dom.js";
import { EMOJI } from "../emoji.js";
import { emojiNode } from "../mrkdwn.js";
import { linkNode, reference } from "../references.js";

/** @typedef {import("../references.js").World} World */

const INLINE =
  /`(?<code>[^`\n]+)`|!?\[(?<label>[^\]\n]*)\]\((?<href>[^)\s]+)\)|<(?<ref>[@#!][^<>\n]+|https?:[^<>\n]+)>|\*\*(?<bold>[^\n]+?)\*\*|__(?<bold2>[^\n]+?)__|~~(?<strike>[^\n]+?)~~|\*(?<it>[^*\n]+)\*|(?<![\p{L}\p{N}_])_(?<it2>[^_\n]+)_(?![\p{L}\p{N}_])|:(?<emoji>[a-z0-9_+-]+):/gu;

/** @param {string} text @param {World} world @returns {Node[]} */
export function markdown(text, world) {
  const rows = text.split("\n");
  /** @type {Node[]} */ const nodes = [];
  while (rows.length) {
    const taken = KINDS.find((kind) => kind.test(rows)) ?? PARAGRAPH;
    const node = taken.take(rows, world);
    if (node) nodes.push(node);
  }
  return nodes;
}

const starts = (pattern) => (rows) => pattern.test(rows[0]);
const BULLET = /^\s*[-*+]\s+(\[[ xX]\]\s+)?/;
const NUMBER = /^\s*\d+[.)]\s+/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;

const KINDS = [
  { test: starts(/^\s*$/), take: (rows) => void rows.shift() },
  { test: starts(/^```/), take: fenced },
  { test: starts(/^#{1,6}\s/), take: (rows, world) => heading(rows.shift(), world) },
  { test: starts(RULE), take: (rows) => rows.shift() && h("hr.b-divider") },
  {
    test: starts(/^>\s?/),
    take: (rows, world) => h("blockquote.quote", markdown(take(rows, /^>\s?/).join("\n"), world)),
  },
  { test: starts(BULLET), take: (rows, world) => list("ul", take(rows, BULLET), world) },
  { test: starts(NUMBER), take: (rows, world) => list("ol", take(rows, NUMBER), world) },
  { test: (rows) => /^\|.*\|\s*$/.test(rows[0]) && /^\|[\s:|-]+\|\s*$/.test(rows[1] ?? ""), take: grid },
];

const PARAGRAPH = {
  take(rows, world) {
    const mine = [rows.shift()];
    while (rows.length && !KINDS.some((kind) => kind.test(rows))) mine.push(rows.shift());
    return h(
      "p",
      mine.flatMap((row, index) => (index ? [h("br"), ...inline(row, world)] : inline(row, world))),
    );
  },
};

function take(rows, pattern) {
  const mine = [];
  while (rows.length && pattern.test(rows[0]))
    mine.push(rows.shift().replace(pattern, (all, box) => (box ? (/x/i.test(box) ? "☑ " : "☐ ") : "")));
  return mine;
}

function fenced(rows) {
  rows.shift();
  const mine = [];
  while (rows.length && !/^```/.test(rows[0])) mine.push(rows.shift());
  rows.shift();
  return h("pre.code-block", h("code", mine.join("\n")));
}

function heading(row, world) {
  const level = row.match(/^#+/)[0].length;
  return h(`h${Math.min(level + 2, 6)}.md-heading`, inline(row.replace(/^#+\s+/, ""), world));
}

function list(tag, items, world) {
  return h(
    `${tag}.text-list`,
    items.map((item) => h("li", inline(item, world))),
  );
}

function grid(rows, world) {
  const cells = (row, tag) =>
    row
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => h(tag, inline(cell.trim(), world)));
  const head = h("thead", h("tr", cells(rows.shift(), "th")));
  rows.shift();
  const body = h("tbody");
  while (rows.length && /^\|/.test(rows[0])) body.append(h("tr", cells(rows.shift(), "td")));
  return h("div.b-table", { tabindex: "0" }, h("table", head, body));
}

function inline(text, world) {
  /** @type {(Node | string)[]} */ const nodes = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(at, match.index), leaf(match, world));
    at = match.index + match[0].length;
  }
  nodes.push(text.slice(at));
  return nodes.map((node) => (typeof node === "string" ? document.createTextNode(node) : node));
}

function leaf(match, world) {
  const { code, label, href, ref, bold, bold2, strike, it, it2, emoji } = match.groups;
  if (code) return h("code.code", code);
  if (href) return linkNode(href, label || null, world);
  if (ref) return reference(ref, world);
  if (bold ?? bold2) return h("strong", inline(bold ?? bold2, world));
  if (strike) return h("s", inline(strike, world));
  if (it ?? it2) return h("em", inline(it ?? it2, world));
  return EMOJI.has(emoji) ? emojiNode(emoji) : match[0];
}
