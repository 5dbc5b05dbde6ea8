/** Selects, single and multi: type to narrow, arrow keys, Enter, Escape; the list floats over everything. */
import { fill, freshId, h } from "../dom.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { wordsOf } from "../mrkdwn.js";
import { closeWhenLeft, float } from "../popup.js";
import { controlAttrs } from "./widgets.js";

/** @typedef {import("./options.js").Choice} Choice */

/**
 * @param {any} el @param {import("./options.js").Choices} choices @param {import("./widgets.js").FieldOptions} o
 * @returns {HTMLElement}
 */
export function combobox(el, choices, o) {
  return new Combobox(el, choices, o).node;
}

class Combobox {
  constructor(el, choices, o) {
    this.el = el;
    this.choices = choices;
    this.o = o;
    /** @type {string[]} */ this.keys = choices.chosen(o.value);
    /** @type {Choice[]} */ this.shown = [];
    this.at = -1;
    /** @type {(() => void) | null} */ this.stop = null;
    this.listId = freshId("list");
    this.list = h("ul.listbox", {
      role: "listbox",
      id: this.listId,
      "aria-label": t("form.choices"),
      "aria-multiselectable": choices.multi ? "true" : null,
    });
    this.input = /** @type {HTMLInputElement} */ (h("input.combo-input", this.inputAttrs()));
    this.tokens = h("span.combo-tokens");
    this.clear = h(
      "button.combo-clear",
      { type: "button", tabindex: "-1", "aria-label": t("form.clear"), onclick: () => this.choose([]) },
      icon("close"),
    );
    this.box = h(
      "div.combo-box",
      { onpointerdown: (event) => this.onPress(event) },
      this.tokens,
      this.input,
      this.clear,
      icon("down"),
    );
    this.node = h(`div.combo${choices.multi ? ".combo-multi" : ""}`, this.box, this.list);
    this.list.popover = "manual";
    this.show();
  }

  inputAttrs() {
    return {
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-expanded": "false",
      "aria-controls": this.listId,
      "aria-autocomplete": "list",
      ...controlAttrs(this.el, this.o),
      oninput: () => this.open(true),
      onkeydown: (event) => this.onKey(event),
    };
  }

  chosen() {
    return this.keys.map((key) => this.choices.choices.find((choice) => choice.key === key)).filter(Boolean);
  }

  /** Shows what is chosen. */
  show() {
    const chosen = this.chosen();
    this.input.placeholder =
      chosen.length && this.choices.multi ? "" : wordsOf(this.el.placeholder) || t("form.choose");
    this.input.value = this.choices.multi ? "" : (chosen[0]?.label ?? "");
    this.clear.hidden = !chosen.length || (!this.choices.multi && !this.o.optional);
    if (this.choices.multi)
      fill(
        this.tokens,
        chosen.map((choice) => this.token(choice)),
      );
  }

  token(choice) {
    const remove = () => {
      this.choose(this.keys.filter((key) => key !== choice.key));
      this.input.focus();
    };
    const cross = h(
      "button.token-remove",
      { type: "button", "aria-label": t("form.remove", { name: choice.label }), onclick: remove },
      icon("close"),
    );
    return h("span.token", choice.label, cross);
  }

  matching(narrow) {
    const words = narrow ? this.input.value.trim().toLowerCase() : "";
    return this.choices.choices.filter((choice) =>
      `${choice.label} ${choice.hint ?? ""}`.toLowerCase().includes(words),
    );
  }

  open(narrow) {
    this.shown = this.matching(narrow);
    fill(this.list, this.options());
    if (!this.stop) this.begin();
    const current = this.shown.findIndex((choice) => this.keys.includes(choice.key));
    this.mark(narrow || current < 0 ? 0 : current);
  }

  begin() {
    const hide = float(this.list, this.box, { matchWidth: true });
    const stop = closeWhenLeft(this.list, this.box, () => this.close());
    this.stop = () => {
      stop();
      hide();
    };
    this.input.setAttribute("aria-expanded", "true");
  }

  options() {
    if (!this.shown.length) return [h("li.listbox-none", t("form.none_found"))];
    let group = "";
    return this.shown.flatMap((choice, index) => {
      const head =
        choice.group && choice.group !== group ? [h("li.listbox-group", { role: "presentation" }, choice.group)] : [];
      group = choice.group ?? "";
      return [...head, this.option(choice, index)];
    });
  }

  option(choice, index) {
    const attrs = {
      role: "option",
      id: `${this.listId}-${index}`,
      "aria-selected": String(this.keys.includes(choice.key)),
      "data-value": choice.key,
      onpointerdown: (event) => event.preventDefault(),
      onclick: () => this.pick(choice),
    };
    const hint = choice.hint && h("span.option-hint", choice.hint);
    return h(
      "li.option",
      attrs,
      h("span.option-words", choice.label, hint),
      this.keys.includes(choice.key) && icon("check"),
    );
  }

  mark(index) {
    this.at = this.shown.length ? (index + this.shown.length) % this.shown.length : -1;
    for (const node of this.list.querySelectorAll(".option")) node.classList.remove("active");
    const node = this.list.querySelector(`#${this.listId}-${this.at}`);
    node?.classList.add("active");
    node?.scrollIntoView({ block: "nearest" });
    if (node) this.input.setAttribute("aria-activedescendant", node.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  pick(choice) {
    const most = this.el.max_selected_items ?? Infinity;
    const has = this.keys.includes(choice.key);
    if (!this.choices.multi) this.choose([choice.key]);
    else if (has) this.choose(this.keys.filter((key) => key !== choice.key));
    else if (this.keys.length < most) this.choose([...this.keys, choice.key]);
    this.input.focus();
    if (this.choices.multi) this.open(false);
    else this.close();
  }

  choose(keys) {
    const same = keys.join("\n") === this.keys.join("\n");
    this.keys = keys;
    this.show();
    if (!same) this.o.change(this.choices.payload(keys), "change");
  }

  close() {
    this.stop?.();
    this.stop = null;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.show();
  }

  onPress(event) {
    if (event.target.closest("button")) return;
    if (event.target !== this.input) event.preventDefault();
    this.input.focus();
    if (this.stop && event.target !== this.input) this.close();
    else if (!this.stop) this.open(false);
    if (!this.choices.multi) queueMicrotask(() => this.input.select());
  }

  onKey(event) {
    if (event.isComposing) return;
    const open = Boolean(this.stop);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) this.open(false);
      else this.mark(this.at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (open && this.shown[this.at]) this.pick(this.shown[this.at]);
      else if (!open) this.open(false);
    } else if (event.key === "Backspace" && this.choices.multi && !this.input.value && this.keys.length) {
      this.choose(this.keys.slice(0, -1));
    } else if (event.key === "Tab" && open) {
      this.close();
    }
  }
}
