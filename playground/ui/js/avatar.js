/** Faces: coloured initials for people, the two overlapping rings for the bot. */
import { h } from "./dom.js";

const NS = "http://www.w3.org/2000/svg";
// Dark enough for white letters (contrast above 4.5) in both themes.
const COLOURS = [
  "#8a4b12",
  "#9c2f4f",
  "#6b3fa0",
  "#2d5aa0",
  "#1f6f6b",
  "#3f6b1f",
  "#8a3a8a",
  "#a03d2d",
  "#4a5568",
  "#7a5c00",
  "#0f6a8a",
  "#5b4bb5",
];

/**
 * @param {import("./store.js").Person | undefined} person
 * @param {string} [size] "", "small", "tiny", "large"
 * @returns {HTMLElement}
 */
export function avatar(person, size = "") {
  if (person?.is_bot)
    return h("span.avatar.avatar-bot", { class: size && `avatar-${size}`, "aria-hidden": "true" }, rings());
  const attrs = { class: size && `avatar-${size}`, "aria-hidden": "true", vars: { "--face": colourOf(person) } };
  return h(`span.avatar${person?.deleted ? ".avatar-gone" : ""}`, attrs, initials(person));
}

function initials(person) {
  const name = person?.real_name || person?.name || "?";
  if (/[가-힣]/.test(name)) return name.length > 2 ? name.slice(-2) : name;
  return name
    .split(/\s+/)
    .map((word) => word[0])
    .join("")
    .slice(0, 2)
    .toUpperCase();
}

function colourOf(person) {
  const sum = [...(person?.id ?? "?")].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 65521, 7);
  return COLOURS[sum % COLOURS.length];
}

function rings() {
  const root = document.createElementNS(NS, "svg");
  root.setAttribute("viewBox", "0 0 36 36");
  for (const [x, name] of [
    [14, "ring-a"],
    [22, "ring-b"],
  ]) {
    const ring = document.createElementNS(NS, "circle");
    for (const [key, value] of Object.entries({ cx: x, cy: 18, r: 7.5, class: name }))
      ring.setAttribute(key, String(value));
    root.append(ring);
  }
  return root;
}
