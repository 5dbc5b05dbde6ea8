/** Alerts, cards, carousels, containers. */
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { textObject } from "../mrkdwn.js";
import { element } from "./elements.js";
import { richText } from "./rich.js";

/** @typedef {import("./context.js").BlockContext} BlockContext */

const LEVEL_ICONS = { info: "info", warning: "warn", error: "warn", success: "check" };

/** @param {any} block @param {BlockContext} ctx @returns {HTMLElement} */
export function alert(block, ctx) {
  const level = block.level ?? "default";
  const role = level === "error" || level === "warning" ? "alert" : "status";
  const name = t(`alert.${level}`);
  const mark = h("span.b-alert-mark", { role: "img", "aria-label": name }, icon(LEVEL_ICONS[level] ?? "info"));
  return h(`div.b-alert.b-alert-${level}`, { role }, mark, h("div", textObject(block.text, ctx.world)));
}

/** @param {any} block @param {BlockContext} ctx @returns {HTMLElement} */
export function card(block, ctx) {
  const picture = (image, name) =>
    image && h(`img.${name}`, { src: image.image_url ?? image.slack_file?.url, alt: image.alt_text ?? "" });
  const words = (object, name) => object && h(`div.${name}`, textObject(object, ctx.world));
  const buttons =
    block.actions?.length &&
    h(
      "div.b-actions",
      block.actions.map((el) => element(el, block.block_id, ctx)),
    );
  return h(
    "div.b-card",
    picture(block.hero_image, "b-card-hero"),
    h(
      "div.b-card-head",
      picture(block.icon, "b-card-icon"),
      h("div", words(block.title, "b-card-title"), words(block.subtitle, "b-card-subtitle")),
    ),
    words(block.body, "b-card-body"),
    buttons,
  );
}

/** @param {any} block @param {BlockContext} ctx @returns {HTMLElement} */
export function carousel(block, ctx) {
  const cards = block.elements.map((one) => {
    const node = card(one, ctx);
    if (one.block_id) node.dataset.blockId = one.block_id;
    return h("li", node);
  });
  return h("ul.b-carousel", { tabindex: "0", "aria-label": t("block.carousel") }, cards);
}

/**
 * @param {any} block @param {BlockContext} ctx @param {(block: any, ctx: BlockContext) => HTMLElement} render
 * @returns {HTMLElement}
 */
export function container(block, ctx, render) {
  const title = block.rich_text_title ? richText(block.rich_text_title, ctx.world) : textObject(block.title, ctx.world);
  const heading = h(
    "div.b-container-title",
    title,
    block.subtitle && h("div.b-card-subtitle", textObject(block.subtitle, ctx.world)),
  );
  const body = block.child_blocks.map((child) => render(child, ctx));
  if (!block.is_collapsible)
    return h("section.b-container", h(`header${block.has_header_divider ? ".b-container-line" : ""}`, heading), body);
  return h("details.b-container", { open: !block.default_collapsed }, h("summary", heading), body);
}
