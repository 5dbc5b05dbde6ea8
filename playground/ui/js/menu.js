/** Menus: arrow keys, first letters, Escape, and focus back where it came from. */
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { closeWhenLeft, float, homeFor } from "./popup.js";

/**
 * @typedef {{label: string | Node[], hint?: string, icon?: string, checked?: boolean, danger?: boolean, disabled?: boolean,
 *   attrs?: Record<string, string>, onSelect?: () => void, href?: string} | "line" | {heading: string}} Item
 */

/** @type {((returnFocus: boolean) => void) | null} */
let closeOpen = null;

/**
 * Opens a menu beside a button; a second press closes it.
 * @param {HTMLElement} anchor @param {Item[]} items @param {{align?: "start" | "end", label?: string, above?: boolean}} [options]
 */
export function openMenu(anchor, items, options = {}) {
  const again = anchor.getAttribute("aria-expanded") === "true";
  closeOpen?.(false);
  if (again) return;
  const box = h("div.menu", { role: "menu", "aria-label": options.label ?? anchor.getAttribute("aria-label") });
  const close = opened(box, anchor, options);
  box.append(...items.map((item) => itemNode(item, close)));
  box.addEventListener("keydown", (event) => onKey(event, box, close));
  enabled(box)[0]?.focus();
}

function opened(box, anchor, options) {
  homeFor(anchor).append(box);
  anchor.setAttribute("aria-expanded", "true");
  queueMicrotask(() => (hide.now = float(box, anchor, options)));
  const hide = { now: () => {} };
  const close = (returnFocus) => {
    stop();
    hide.now();
    box.remove();
    anchor.setAttribute("aria-expanded", "false");
    closeOpen = null;
    if (returnFocus) anchor.focus();
  };
  const stop = closeWhenLeft(box, anchor, close);
  closeOpen = close;
  return close;
}

function itemNode(item, close) {
  if (item === "line") return h("div.menu-line", { role: "separator" });
  if ("heading" in item) return h("div.menu-heading", { role: "presentation" }, item.heading);
  const choose = () => {
    close(true);
    item.onSelect?.();
  };
  const checkable = item.checked !== undefined;
  const attrs = {
    role: checkable ? "menuitemradio" : "menuitem",
    "aria-checked": checkable ? String(item.checked) : null,
    tabindex: "-1",
    ...(item.href ? { href: item.href, target: "_blank", rel: "noopener" } : { type: "button" }),
    ...item.attrs,
    disabled: item.disabled,
    onclick: choose,
  };
  const body = h("span.menu-words", h("span", item.label), item.hint && h("span.menu-hint", item.hint));
  const mark = checkable ? h("span.menu-mark", item.checked && icon("check")) : item.icon && icon(item.icon);
  return h(`${item.href ? "a" : "button"}.menu-item${item.danger ? ".danger-text" : ""}`, attrs, mark, body);
}

function enabled(box) {
  return /** @type {HTMLElement[]} */ ([...box.querySelectorAll(".menu-item:not([disabled])")]);
}

function onKey(event, box, close) {
  const items = enabled(box);
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const go = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (go !== undefined) {
    event.preventDefault();
    items[(go + items.length) % items.length]?.focus();
  } else if (event.key === "Tab") {
    event.preventDefault();
    close(true);
  } else if (event.key.length === 1 && event.key !== " ") {
    const rest = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    rest.find((one) => one.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
  }
}

/**
 * A small panel beside a button (not a menu: it may hold fields).
 * @param {HTMLElement} anchor @param {HTMLElement} content @param {{align?: "start" | "end", label: string}} options
 * @returns {() => void} closes it
 */
export function openPanel(anchor, content, options) {
  const again = anchor.getAttribute("aria-expanded") === "true";
  closeOpen?.(false);
  if (again) return () => {};
  const box = h("div.panel-pop", { role: "dialog", "aria-label": options.label }, content);
  const close = opened(box, anchor, options);
  queueMicrotask(() => /** @type {HTMLElement | null} */ (box.querySelector("button, input, a"))?.focus());
  return () => close(true);
}
