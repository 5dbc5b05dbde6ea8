/** Floating boxes (menus, lists, small panels) in the browser's top layer, kept beside what they belong to. */

const GAP = 4;
const EDGE = 8;

/**
 * Shows a box beside its anchor and keeps it there until closed.
 * @param {HTMLElement} box an element already in the page @param {HTMLElement} anchor
 * @param {{align?: "start" | "end", matchWidth?: boolean, above?: boolean}} [options]
 * @returns {() => void} hides it
 */
export function float(box, anchor, options = {}) {
  box.popover = "manual";
  if (!box.matches(":popover-open")) box.showPopover();
  const move = () => place(box, anchor, options);
  move();
  window.addEventListener("resize", move);
  document.addEventListener("scroll", move, true);
  return () => {
    window.removeEventListener("resize", move);
    document.removeEventListener("scroll", move, true);
    if (box.isConnected && box.matches(":popover-open")) box.hidePopover();
  };
}

/**
 * Where a floating box must live so that an open dialog doesn't make it inert.
 * @param {Element} anchor
 * @returns {Element}
 */
export function homeFor(anchor) {
  return anchor.closest("dialog") ?? document.body;
}

function place(box, anchor, { align = "start", matchWidth = false, above = false }) {
  const at = anchor.getBoundingClientRect();
  if (matchWidth) box.style.width = `${at.width}px`;
  box.style.maxHeight = "";
  const roomBelow = innerHeight - at.bottom - GAP - EDGE;
  const roomAbove = at.top - GAP - EDGE;
  const wanted = box.scrollHeight + 2;
  const goUp = above ? roomAbove > Math.min(wanted, 160) : roomBelow < Math.min(wanted, 320) && roomAbove > roomBelow;
  box.style.maxHeight = `${Math.max(120, goUp ? roomAbove : roomBelow)}px`;
  const size = box.getBoundingClientRect();
  const left = align === "end" ? at.right - size.width : at.left;
  box.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - size.width - EDGE))}px`;
  box.style.top = `${goUp ? at.top - GAP - size.height : at.bottom + GAP}px`;
}

/**
 * Closes on a press outside, on Escape, and when focus goes elsewhere.
 * @param {HTMLElement} box @param {HTMLElement} anchor @param {(returnFocus: boolean) => void} close
 * @returns {() => void} stops listening
 */
export function closeWhenLeft(box, anchor, close) {
  const inside = (target) => box.contains(target) || anchor.contains(target);
  const onPress = (event) => inside(event.target) || close(false);
  const onFocus = (event) => inside(event.target) || close(false);
  const onKey = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close(true);
  };
  document.addEventListener("pointerdown", onPress, true);
  document.addEventListener("focusin", onFocus, true);
  document.addEventListener("keydown", onKey, true);
  return () => {
    document.removeEventListener("pointerdown", onPress, true);
    document.removeEventListener("focusin", onFocus, true);
    document.removeEventListener("keydown", onKey, true);
  };
}
