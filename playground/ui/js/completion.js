/** Completion above the composer: commands, people, channels, emoji. */
import { avatar } from "./avatar.js";
import { fill, freshId, h } from "./dom.js";
import { EMOJI } from "./emoji.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

const MOST = 8;

/**
 * @typedef {{insert: string, mark: Node | string, name: string, note?: string, more?: string}} Offer
 */

/** A list box that a composer's text field drives. */
export class Completion {
  /** @param {import("./composer.js").Composer} composer */
  constructor(composer) {
    this.composer = composer;
    this.store = composer.store;
    /** @type {Offer[]} */ this.offers = [];
    this.at = 0;
    this.id = freshId("completion");
    this.list = h("ul.completion-list", { role: "listbox", id: this.id, "aria-label": t("completion.label") });
    this.usage = h("p.completion-usage", { "aria-live": "polite" });
    this.count = h("p.visually-hidden", { role: "status" });
    this.node = h("div.completion-area", this.count, h("div.completion", { hidden: true }, this.usage, this.list));
    this.box = /** @type {HTMLElement} */ (this.node.lastChild);
    composer.field.setAttribute("aria-controls", this.id);
    composer.field.addEventListener("blur", () => this.close());
    composer.field.addEventListener("focus", () => this.update());
  }

  update() {
    this.word = this.composer.wordAtCaret();
    this.offers = this.word ? OFFERS[this.word.kind](this.store, this.word.word).slice(0, MOST) : [];
    const usage = this.usageHint();
    this.box.hidden = !this.offers.length && !usage;
    this.count.textContent = this.offers.length ? t("completion.count", { n: this.offers.length }) : "";
    this.list.hidden = !this.offers.length;
    this.usage.hidden = !usage;
    fill(this.usage, usage);
    fill(
      this.list,
      this.offers.map((offer, index) => this.option(offer, index)),
    );
    this.mark(0);
  }

  /** While a known command is being written, its usage stays in sight. */
  usageHint() {
    const name = this.composer.field.value.match(/^(\/\S+)\s/)?.[1];
    const command = name && this.store.commands.find((one) => one.command === name);
    return (
      command && [
        h("strong", command.command),
        " ",
        h("code.usage", command.usage_hint ?? ""),
        " ",
        h("span.quiet", `· ${command.description}`),
      ]
    );
  }

  option(offer, index) {
    const attrs = {
      role: "option",
      id: `${this.id}-${index}`,
      onpointerdown: (event) => event.preventDefault(),
      onclick: () => this.take(index),
    };
    const note = offer.note && h("span.quiet", offer.note);
    return h(
      "li.completion-item",
      attrs,
      h("span.completion-mark", offer.mark),
      h("span.completion-words", h("strong", offer.name), offer.more && h("code.usage", offer.more), note),
    );
  }

  mark(index) {
    this.at = this.offers.length ? (index + this.offers.length) % this.offers.length : -1;
    [...this.list.children].forEach((node, one) => node.setAttribute("aria-selected", String(one === this.at)));
    const active = this.list.children[this.at];
    active?.scrollIntoView({ block: "nearest" });
    if (active) this.composer.field.setAttribute("aria-activedescendant", active.id);
    else this.composer.field.removeAttribute("aria-activedescendant");
  }

  take(index) {
    const { field } = this.composer;
    field.setRangeText(`${this.offers[index].insert} `, this.word.start, field.selectionStart, "end");
    field.focus();
    this.composer.changed();
  }

  close() {
    this.offers = [];
    this.box.hidden = true;
    this.count.textContent = "";
    this.composer.field.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was for the list */
  onKey(event) {
    if (!this.offers.length) return false;
    // A command that is already written out is sent by Enter, as in Slack.
    const written = this.word?.kind === "/" && this.offers[this.at]?.insert === this.word.word;
    const keys = {
      ArrowDown: () => this.mark(this.at + 1),
      ArrowUp: () => this.mark(this.at - 1),
      Tab: event.shiftKey ? null : () => this.take(this.at),
      Enter: event.shiftKey || written ? null : () => this.take(this.at),
      Escape: () => this.close(),
    };
    if (!keys[event.key]) return false;
    event.preventDefault();
    keys[event.key]();
    return true;
  }
}

const OFFERS = {
  "/": (store, word) =>
    store.commands
      .filter((one) => one.command.startsWith(word))
      .map((one) => ({
        insert: one.command,
        mark: icon("slash"),
        name: one.command,
        more: one.usage_hint,
        note: `${one.description} · ${store.bot.name}`,
      })),
  "@": (store, word) =>
    [
      ...store.people.values(),
      ...["here", "channel"].map((name) => ({ id: "", name, real_name: t(`completion.${name}`) })),
    ]
      .filter((one) => !one.deleted && `${one.name} ${one.real_name}`.toLowerCase().includes(word))
      .map((one) => ({
        insert: `@${one.name}`,
        mark: one.id ? avatar(one, "tiny") : icon("people"),
        name: `@${one.name}`,
        note: one.is_bot ? t("message.app") : one.real_name,
      })),
  "#": (store, word) =>
    [...store.channels.values()]
      .filter((one) => one.kind === "channel" && !one.archived && one.name.toLowerCase().includes(word))
      .map((one) => ({ insert: `#${one.name}`, mark: icon("hash"), name: one.name, note: one.topic })),
  ":": (store, word) =>
    [...EMOJI]
      .filter(([name]) => name.includes(word))
      .sort(([a], [b]) => Number(b.startsWith(word)) - Number(a.startsWith(word)))
      .map(([name, sign]) => ({ insert: `:${name}:`, mark: sign, name: `:${name}:` })),
};
