/** JSON as coloured, indented text. */
import { h } from "./dom.js";

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** @param {any} value @returns {HTMLElement} */
export function jsonView(value) {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return h("pre.json", { tabindex: "0" }, h("code", tokens(text ?? "")));
}

function tokens(text) {
  /** @type {(Node | string)[]} */ const nodes = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    nodes.push(text.slice(at, match.index), ...token(match));
    at = match.index + match[0].length;
  }
  nodes.push(text.slice(at));
  return nodes;
}

function token([whole, string, colon, word]) {
  if (string && colon) return [h("span.json-key", string), colon];
  return [h(`span.${string ? "json-string" : word ? "json-word" : "json-number"}`, whole)];
}
