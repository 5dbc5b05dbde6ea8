/** Keeps the keyboard where it was while a part of the page is drawn anew. */

/**
 * @param {HTMLElement} root @param {() => void} redraw
 * @returns {boolean} whether the focus was inside and found its place again
 */
export function keepFocus(root, redraw) {
  const at = /** @type {HTMLInputElement} */ (document.activeElement);
  const inside = root.contains(at) && at !== root;
  const mark = inside
    ? {
        action: at.dataset.actionId,
        block: at.closest("[data-block-id]")?.getAttribute("data-block-id"),
        value: choice(at),
        from: caret(at),
      }
    : null;
  const scroller = root.scrollTop;
  redraw();
  root.scrollTop = scroller;
  return Boolean(mark?.action && putBack(root, mark));
}

function putBack(root, { action, block, value, from }) {
  const all = /** @type {HTMLInputElement[]} */ ([
    ...root.querySelectorAll(`[data-action-id="${CSS.escape(action)}"]`),
  ]);
  const near = all.filter((one) => one.closest("[data-block-id]")?.getAttribute("data-block-id") === block);
  const node = near.find((one) => choice(one) === value) ?? near[0] ?? all[0];
  node?.focus({ preventScroll: true });
  if (node && from !== null) node.setSelectionRange?.(from, from);
  return Boolean(node);
}

/** Boxes of one group share their action: what tells them apart is what they stand for. */
function choice(node) {
  return node.matches('[type="radio"], [type="checkbox"]') ? node.value : (node.dataset.value ?? null);
}

function caret(node) {
  try {
    return node.selectionStart ?? null;
  } catch {
    return null; // date and number fields have no caret to read
  }
}
