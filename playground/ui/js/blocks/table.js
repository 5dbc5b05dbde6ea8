/** Table blocks. */
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { richText } from "./rich.js";

/** @param {any} block @param {import("./context.js").BlockContext} ctx @returns {HTMLElement} */
export function table(block, ctx) {
  const [head, ...rows] = block.rows;
  const settings = block.column_settings ?? [];
  const cells = (row, tag) =>
    row.map((cell, index) =>
      h(tag, { class: cellClass(settings[index]), scope: tag === "th" ? "col" : null }, content(cell, ctx)),
    );
  const grid = h(
    "table",
    h("thead", h("tr", cells(head, "th"))),
    h(
      "tbody",
      rows.map((row) => h("tr", cells(row, "td"))),
    ),
  );
  return h("div.b-table", { tabindex: "0", role: "region", "aria-label": t("block.table") }, grid);
}

function cellClass(setting) {
  return (
    [setting?.align && `align-${setting.align}`, setting?.is_wrapped && "wrapped"].filter(Boolean).join(" ") || null
  );
}

function content(cell, ctx) {
  if (cell.type === "rich_text") return richText(cell, ctx.world);
  return String(cell.text ?? cell.value ?? "");
}
