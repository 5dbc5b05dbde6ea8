/** Building the page: every node is made here, so that no data is ever read as markup. */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node | string | number | null | undefined | false | any[]} Child */

/**
 * Makes an element.
 * @param {string} spec tag and classes, as in "button.primary.small"
 * @param {Record<string, any> | Child} [attrs] attributes; `on…` are listeners, `vars` are CSS custom properties
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function h(spec, attrs, ...children) {
  const [tag, ...classes] = spec.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  if (isAttributes(attrs)) {
    for (const [name, value] of Object.entries(attrs)) setAttribute(node, name, value);
  } else {
    children.unshift(attrs);
  }
  append(node, children);
  return node;
}

/**
 * Makes an SVG icon out of path data.
 * @param {string[]} paths
 * @param {string} [name] class name
 * @returns {SVGSVGElement}
 */
export function svg(paths, name = "icon") {
  const root = document.createElementNS(SVG, "svg");
  root.setAttribute("viewBox", "0 0 20 20");
  root.setAttribute("class", name);
  root.setAttribute("aria-hidden", "true");
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    root.append(path);
  }
  return root;
}

/**
 * Puts new children in place of the old ones, leaving those that stay where they are (and their focus) untouched.
 * @param {Element} parent
 * @param {Node[]} wanted
 */
export function reconcile(parent, wanted) {
  const keep = new Set(wanted);
  for (const old of [...parent.childNodes]) if (!keep.has(old)) old.remove();
  let cursor = parent.firstChild;
  for (const node of wanted) {
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
}

/** @param {Element} parent @param {...Child} children */
export function fill(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

let serial = 0;

/** A fresh id for labels and the like. @param {string} prefix @returns {string} */
export function freshId(prefix) {
  serial += 1;
  return `${prefix}-${serial}`;
}

function isAttributes(value) {
  return value !== null && typeof value === "object" && !(value instanceof Node) && !Array.isArray(value);
}

function append(node, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(node, child);
    else if (child !== null && child !== undefined && child !== false) node.append(child);
  }
}

function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "vars") for (const [key, one] of Object.entries(value)) node.style.setProperty(key, one);
  else if (name === "class") node.className = [node.className, value].filter(Boolean).join(" ");
  else if (name === "value" && "value" in node) node.value = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}
