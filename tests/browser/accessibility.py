"""What a screen reader is told of the page, and whether its texts stand out from their ground."""

from typing import Any

from playwright.async_api import Page

INTERACTIVE = frozenset(
    {
        "button",
        "checkbox",
        "combobox",
        "Date",
        "InputTime",
        "link",
        "listbox",
        "menuitem",
        "menuitemradio",
        "option",
        "radio",
        "searchbox",
        "slider",
        "spinbutton",
        "switch",
        "tab",
        "textbox",
    }
)
"""Roles of what can be used, by Chromium's names."""

FAINT_TEXTS = """
(least) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => top.slice(0, 3).map((one, at) => one * top[3] + under[at] * (1 - top[3]));
  const light = (color) => {
    const [r, g, b] = color.map((one) => {
      const part = one / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) {
      layers.push(rgba(getComputedStyle(at).backgroundColor));
      if (layers.at(-1)[3] === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const opacity = (node) => (node ? Number(getComputedStyle(node).opacity) * opacity(node.parentElement) : 1);
  const texts = function* () {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode.parentElement;
      const words = walker.currentNode.textContent.trim();
      if (words && node.checkVisibility({ opacityProperty: false, visibilityProperty: true })) {
        yield [node, words, getComputedStyle(node).color];
      }
    }
    for (const node of document.querySelectorAll(":is(input, textarea):placeholder-shown")) {
      if (node.checkVisibility()) yield [node, node.placeholder, getComputedStyle(node, "::placeholder").color];
    }
    for (const node of document.querySelectorAll(":is(input, textarea):not(:placeholder-shown)")) {
      if (node.checkVisibility()) yield [node, node.value, getComputedStyle(node).color];
    }
  };
  const faint = [];
  let seen = 0;
  for (const [node, words, color] of texts()) {
    if (node.closest("noscript, [disabled], .visually-hidden, .skip-link") || !/[\\p{L}\\p{N}]/u.test(words)) continue;
    const under = ground(node);
    const [r, g, b, a] = rgba(color);
    const ratio = contrast(over([r, g, b, a * opacity(node)], under), under);
    seen += 1;
    if (ratio < least) faint.push(`${ratio.toFixed(2)} ${node.className || node.tagName}: ${words.slice(0, 40)}`);
  }
  return { seen, faint };
}
"""

WIDE = """
() => [document.documentElement, ...document.querySelectorAll("main, nav, dialog, .messages, .home, .dialog-body")]
  .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth)
  .map((node) => `${node.tagName}.${node.className}: ${node.scrollWidth} in ${node.clientWidth}`)
"""


async def tree(page: Page) -> list[dict[str, Any]]:
    """The nodes that assistive technology is given, each as role, name and properties."""
    session = await page.context.new_cdp_session(page)
    try:
        found = await session.send("Accessibility.getFullAXTree")
    finally:
        await session.detach()
    return [_told(node) for node in found["nodes"] if not node["ignored"]]


def _told(node: dict[str, Any]) -> dict[str, Any]:
    properties = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
    parts = {part: (node.get(part) or {}).get("value", "") for part in ("role", "name", "description")}
    return parts | {"properties": properties}


async def unnamed(page: Page) -> list[str]:
    """What can be used but has no name. There is always something to use: none at all is a fault of this look."""
    used = [node for node in await tree(page) if node["role"] in INTERACTIVE]
    assert used
    return [str(node) for node in used if not str(node["name"]).strip()]


async def dialogs(page: Page) -> list[dict[str, Any]]:
    """The dialogs that are open."""
    return [node for node in await tree(page) if node["role"] in {"dialog", "alertdialog"}]


async def faint_texts(page: Page, least: float = 4.5) -> list[str]:
    """Texts whose contrast to what lies under them is below the least that WCAG 2.2 (1.4.3) allows for small ones."""
    found = await page.evaluate(FAINT_TEXTS, least)
    assert found["seen"] > 5
    faint: list[str] = found["faint"]
    return faint


async def too_wide(page: Page) -> list[str]:
    """What scrolls sideways."""
    wide: list[str] = await page.evaluate(WIDE)
    return wide
