/** Slack's own markup (mrkdwn) as nodes: blocks first (code, quotes, lists), then what stands in a line. */
import { h } from "./dom.js";
import { EMOJI, withEmoji } from "./emoji.js";
import { reference } from "./references.js";

/** @typedef {import("./references.js").World} World */

// As in Slack: a mark opens after a space or sign, closes before one, and hugs its words.
const marked = (name, m) =>
  `(?<![\\p{L}\\p{N}${m}])${m}(?<${name}>[^\\s${m}](?:[^\\n${m}]*[^\\s${m}])?)${m}(?![\\p{L}\\p{N}${m}])`;

const INLINE = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "<(?<ref>[^<>\\n]+)>",
    ":(?<emoji>[a-z0-9_+'\\-]+):(?::skin-tone-\\d:)?",
    "(?<bare>https?:\\/\\/[^\\s<>|*`]+[^\\s<>|*`.,!?)\\]'\"])",
    marked("bold", "\\*"),
    marked("italic", "_"),
    marked("strike", "~"),
  ].join("|"),
  "gu",
);

/** @param {string} text @returns {string} `&amp;`, `&lt;`, `&gt;` as the signs they stand for */
export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/**
 * A text object of Block Kit.
 * @param {{type: string, text: string, emoji?: boolean, verbatim?: boolean} | string | null | undefined} object
 * @param {World} world
 * @returns {Node[]}
 */
export function textObject(object, world) {
  if (!object) return [];
  if (typeof object === "string") return plain(object);
  return object.type === "mrkdwn" ? mrkdwn(object.text, world) : plain(object.text, object.emoji !== false);
}

/** @param {any} object @returns {string} a text object's words alone, for labels */
export function wordsOf(object) {
  return withEmoji(unescape(typeof object === "string" ? object : (object?.text ?? "")));
}

/** @param {string} text @param {boolean} [emojiToo] @returns {Node[]} */
export function plain(text, emojiToo = true) {
  return lines(unescape(emojiToo ? withEmoji(text) : text));
}

/**
 * @param {string} text
 * @param {World} world
 * @returns {Node[]}
 */
export function mrkdwn(text, world) {
  const parts = text.split(/```\n?([\s\S]+?)```/);
  return parts.flatMap((part, index) => {
    if (index % 2) return [h("pre.code-block", h("code", unescape(part.replace(/\n$/, ""))))];
    const trimmed = trimAround(part, index > 0, index < parts.length - 1);
    return trimmed ? paragraphs(trimmed, world) : [];
  });
}

function trimAround(part, after, before) {
  return part.replace(after ? /^\n/ : /^(?!)/, "").replace(before ? /\n$/ : /(?!)$/, "");
}

const KINDS = [
  { name: "quote", test: /^(?:&gt;|>)\s?/, make: (rows, world) => h("blockquote.quote", joinRows(rows, world)) },
  { name: "bullets", test: /^\s*[•◦▪]\s+/, make: (rows, world) => listOf("ul", rows, world) },
  { name: "dashes", test: /^\s*-\s+/, make: (rows, world) => listOf("ul", rows, world) },
  { name: "numbers", test: /^\s*\d+\.\s+/, make: (rows, world, start) => listOf("ol", rows, world, start) },
];

function paragraphs(text, world) {
  /** @type {Node[]} */ const nodes = [];
  let run = { kind: null, rows: /** @type {string[]} */ ([]), start: 1 };
  const flush = () => {
    if (run.rows.length)
      nodes.push(run.kind ? run.kind.make(run.rows, world, run.start) : h("span.text", joinRows(run.rows, world)));
  };
  for (const row of text.split("\n")) {
    const kind = KINDS.find((one) => one.test.test(row)) ?? null;
    if (kind !== run.kind || !run.rows.length) {
      flush();
      run = { kind, rows: [], start: Number.parseInt(row, 10) || 1 };
    }
    run.rows.push(kind ? row.replace(kind.test, "") : row);
  }
  flush();
  return nodes;
}

function listOf(tag, rows, world, start = 1) {
  return h(
    `${tag}.text-list`,
    { start: tag === "ol" && start > 1 ? start : null },
    rows.map((row) => h("li", inline(row, world))),
  );
}

function joinRows(rows, world) {
  return rows.flatMap((row, index) => (index ? [h("br"), ...inline(row, world)] : inline(row, world)));
}

/**
 * What stands in one line.
 * @param {string} text @param {World} world @returns {Node[]}
 */
export function inline(text, world) {
  /** @type {Node[]} */ const nodes = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) nodes.push(document.createTextNode(unescape(text.slice(at, match.index))));
    nodes.push(oneInline(match, world));
    at = match.index + match[0].length;
  }
  if (at < text.length) nodes.push(document.createTextNode(unescape(text.slice(at))));
  return nodes;
}

function oneInline(match, world) {
  const { code, ref, emoji: name, bare, bold, italic, strike } = match.groups;
  if (code) return h("code.code", unescape(code));
  if (ref) return reference(ref, world);
  if (name) return EMOJI.has(name) ? emojiNode(name) : document.createTextNode(match[0]);
  if (bare) return reference(bare, world);
  if (bold) return h("strong", inline(bold, world));
  if (italic) return h("em", inline(italic, world));
  return h("s", inline(strike, world));
}

/** @param {string} name @returns {HTMLElement} */
export function emojiNode(name) {
  return h(
    "span.emoji",
    { role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` },
    EMOJI.get(name) ?? `:${name}:`,
  );
}

function lines(text) {
  return text
    .split("\n")
    .flatMap((row, index) => (index ? [h("br"), document.createTextNode(row)] : [document.createTextNode(row)]));
}
