/** Block Kit: each block by its type. */
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { textObject } from "../mrkdwn.js";
import { actions, contextActions } from "./actions.js";
import { alert, card, carousel, container } from "./cards.js";
import { inputBlock } from "./input.js";
import { element } from "./elements.js";
import { markdown } from "./markdown.js";
import { richText } from "./rich.js";
import { table } from "./table.js";

/** @typedef {import("./context.js").BlockContext} BlockContext */

const KINDS = {
  section,
  header,
  divider,
  context,
  image,
  actions,
  alert,
  card,
  carousel,
  table,
  context_actions: contextActions,
};
Object.assign(KINDS, {
  input: inputBlock,
  rich_text: (block, ctx) => h("div.b-rich", richText(block, ctx.world)),
  markdown: (block, ctx) => h("div.b-markdown", markdown(block.text, ctx.world)),
  container: (block, ctx) => container(block, ctx, renderBlock),
});

/**
 * @param {any[]} blocks @param {BlockContext} ctx @returns {HTMLElement[]}
 */
export function renderBlocks(blocks, ctx) {
  return blocks.map((block) => renderBlock(block, ctx));
}

function renderBlock(block, ctx) {
  const node = made(block, ctx);
  node.classList.add("block");
  if (block.block_id) node.dataset.blockId = block.block_id;
  return node;
}

/** One block that can't be drawn must not take the conversation with it. */
function made(block, ctx) {
  try {
    if (KINDS[block.type]) return KINDS[block.type](block, ctx);
  } catch (error) {
    console.error(`block ${block.block_id ?? block.type}`, error);
  }
  return h("div.b-unknown", t("block.unknown", { type: block.type }));
}

function section(block, ctx) {
  const text = block.text && h("div.b-text", textObject(block.text, ctx.world));
  const fields =
    block.fields &&
    h(
      "div.b-fields",
      block.fields.map((field) => h("div.b-field", textObject(field, ctx.world))),
    );
  const side = block.accessory && h("div.b-accessory", element(block.accessory, block.block_id, ctx));
  const wide = block.accessory && !["button", "overflow", "image"].includes(block.accessory.type);
  return h(`div.b-section${wide ? ".b-section-wide" : ""}`, h("div.b-section-main", text, fields), side);
}

function header(block, ctx) {
  return h("h3.b-header", textObject(block.text, ctx.world));
}

function divider() {
  return h("hr.b-divider");
}

function context(block, ctx) {
  const one = (part) =>
    part.type === "image" ? picture(part, "b-context-image") : h("span.b-context-text", textObject(part, ctx.world));
  return h("div.b-context", block.elements.map(one));
}

function image(block, ctx) {
  const title = block.title && h("figcaption", textObject(block.title, ctx.world));
  return h("figure.b-image", title, picture(block, "b-picture"));
}

/**
 * @param {any} source has `image_url` (or a Slack file) and `alt_text`
 * @param {string} name class
 * @returns {HTMLElement}
 */
function picture(source, name) {
  const url = source.image_url ?? source.slack_file?.url;
  return h(`img.${name}`, { src: url, alt: source.alt_text ?? "", loading: "lazy" });
}
