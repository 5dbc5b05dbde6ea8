/** What this browser remembers: theme, language, what was dismissed (localStorage); drafts (sessionStorage). */

const PREFIX = "playground.";

/** @param {string} key @param {string} [otherwise] @returns {string} */
export function remembered(key, otherwise = "") {
  try {
    return localStorage.getItem(PREFIX + key) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** @param {string} key @param {string} value */
export function remember(key, value) {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // A browser that keeps nothing still works: the choice lasts for this page.
  }
}

/** @param {string} key @returns {string} */
export function draft(key) {
  try {
    return sessionStorage.getItem(`${PREFIX}draft.${key}`) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} key @param {string} text empty forgets it */
export function keepDraft(key, text) {
  try {
    if (text) sessionStorage.setItem(`${PREFIX}draft.${key}`, text);
    else sessionStorage.removeItem(`${PREFIX}draft.${key}`);
  } catch {
    // see remember()
  }
}

/** Sets the page's colours. @param {string} [theme] "auto", "light" or "dark"; remembered when given */
export function applyTheme(theme) {
  if (theme) remember("theme", theme);
  const wanted = theme ?? remembered("theme", "auto");
  if (wanted === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = wanted;
}
