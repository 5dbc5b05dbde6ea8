/** Words in the reader's language. A text is a string with `{name}` places; "one|many" is chosen by `{n}`. */
import { en } from "./locale/en.js";
import { ko } from "./locale/ko.js";

const TEXTS = { ko, en };
let current = "ko";

/** @param {string} locale as in "ko-KR" @returns {"ko" | "en"} */
export function languageOf(locale) {
  return locale?.toLowerCase().startsWith("ko") ? "ko" : "en";
}

/** @param {"ko" | "en"} language */
export function setLanguage(language) {
  current = language;
  document.documentElement.lang = language;
}

/** @returns {"ko" | "en"} */
export function language() {
  return current;
}

/**
 * The text of a key.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string} the key itself when there is no such text
 */
export function t(key, values = {}) {
  const text = TEXTS[current][key] ?? TEXTS.en[key] ?? key;
  return choose(text, values.n).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** @param {string} key @returns {boolean} */
export function hasText(key) {
  return key in TEXTS[current];
}

function choose(text, n) {
  if (n === undefined || !text.includes("|")) return text;
  const [one, many] = text.split("|");
  return Number(n) === 1 ? one : many;
}
