/** What Slack's own client checks before a submission leaves it. */
import { t } from "../i18n.js";
import { isEmpty } from "./context.js";

/**
 * @param {any[]} blocks @param {Record<string, Record<string, any>>} values
 * @returns {Record<string, string>} by block id; empty when all is well
 */
export function clientErrors(blocks, values) {
  /** @type {Record<string, string>} */ const errors = {};
  for (const block of blocks.filter((one) => one.type === "input")) {
    const payload = values[block.block_id]?.[block.element.action_id] ?? { type: block.element.type };
    const error = errorOf(block, payload);
    if (error) errors[block.block_id] = error;
  }
  return errors;
}

function errorOf(block, payload) {
  if (isEmpty(payload)) return block.optional ? "" : t("form.error.required");
  return CHECKS[payload.type]?.(block.element, payload.value) ?? "";
}

const CHECKS = {
  plain_text_input(el, value) {
    if (el.min_length && value.length < el.min_length) return t("form.error.short", { n: el.min_length });
    if (value.length > (el.max_length ?? 3000)) return t("form.error.long", { n: el.max_length ?? 3000 });
    return "";
  },
  number_input(el, value) {
    const number = Number(value);
    if (value.trim() === "" || Number.isNaN(number)) return t("form.error.number");
    if (!el.is_decimal_allowed && !Number.isInteger(number)) return t("form.error.whole");
    if (el.min_value !== undefined && number < Number(el.min_value)) return t("form.error.small", { n: el.min_value });
    if (el.max_value !== undefined && number > Number(el.max_value)) return t("form.error.big", { n: el.max_value });
    return "";
  },
  email_text_input: (el, value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? "" : t("form.error.email")),
  url_text_input: (el, value) => (/^https?:\/\/\S+\.\S+/.test(value) ? "" : t("form.error.url")),
};
