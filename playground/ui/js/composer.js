/** Where one writes: commands, mentions, shortcuts; Enter sends, Shift+Enter breaks the line. */
import { send } from "./api.js";
import { nameOf } from "./blocks/options.js";
import { Completion } from "./completion.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { openMenu } from "./menu.js";
import { commandNotice, localMessage, noticeWords, toast } from "./notices.js";
import { draft, keepDraft } from "./prefs.js";
import { putMessage } from "./reduce.js";

/** The box at the foot of a conversation or thread. */
export class Composer {
  /** @param {import("./app.js").App} app @param {string} channel @param {string | null} [thread] */
  constructor(app, channel, thread = null) {
    this.app = app;
    this.store = app.store;
    this.channel = channel;
    this.thread = thread;
    this.draftKey = [this.store.me.id, channel, thread].filter(Boolean).join(".");
    const label = thread
      ? t("composer.reply")
      : t("composer.to", { name: nameOf(this.store.channels.get(channel), this.store) });
    this.field = /** @type {HTMLTextAreaElement} */ (
      h("textarea.composer-field", {
        rows: "1",
        "aria-label": label,
        placeholder: label,
        "aria-autocomplete": "list",
        "aria-haspopup": "listbox",
        value: draft(this.draftKey),
        oninput: () => this.changed(),
        onkeydown: (event) => this.onKey(event),
      })
    );
    this.completion = new Completion(this);
    this.sendButton = h(
      "button.send",
      { type: "button", "aria-label": t("composer.send"), title: t("composer.send"), onclick: () => this.submit() },
      icon("send"),
    );
    this.box = h(
      "div.composer",
      { "aria-busy": "false" },
      this.field,
      h("div.composer-row", this.tools(), this.sendButton),
    );
    this.node = h(
      "div.composer-area",
      { "data-landmark": "", tabindex: "-1" },
      this.completion.node,
      this.box,
      h("p.composer-hint", t("composer.hint")),
    );
    requestAnimationFrame(() => this.grow());
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  tools() {
    const put = (text) => () => this.insert(text);
    const button = (name, label, onclick, attrs = {}) =>
      h("button.icon-button", { type: "button", "aria-label": label, title: label, onclick, ...attrs }, icon(name));
    const bolt = button("bolt", t("composer.shortcuts"), () => this.openShortcuts(bolt), {
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      class: "shortcuts-button",
    });
    const smile = button("smile", t("composer.emoji"), put(":"));
    return h(
      "div.composer-tools",
      bolt,
      button("slash", t("composer.commands"), put("/")),
      button("at", t("composer.mention"), put("@")),
      smile,
    );
  }

  openShortcuts(anchor) {
    const shortcuts = this.store.shortcuts.filter((one) => !one.type || one.type === "global");
    const items = shortcuts.map((one) => ({
      label: one.name,
      hint: this.store.bot.name,
      icon: "bolt",
      attrs: { "data-callback-id": one.callback_id },
      onSelect: () => this.shortcut(one, anchor),
    }));
    const commands = this.store.commands.map((one) => ({
      label: `${one.command} ${one.usage_hint ?? ""}`,
      hint: one.description,
      icon: "slash",
      onSelect: () => this.replaceAll(`${one.command} `),
    }));
    openMenu(
      anchor,
      [
        { heading: t("composer.shortcuts") },
        ...(items.length ? items : [{ label: t("composer.no_shortcuts"), disabled: true }]),
        "line",
        ...commands,
      ],
      { label: t("composer.shortcuts"), above: true },
    );
  }

  async shortcut(one, anchor) {
    anchor.setAttribute("aria-busy", "true");
    const answer = await send("shortcut", { user: this.store.me.id, callback_id: one.callback_id });
    anchor.removeAttribute("aria-busy");
    if (!answer.ok) toast(noticeWords(answer), "warn");
  }

  insert(text) {
    const { selectionStart: start, selectionEnd: end, value } = this.field;
    const space = start > 0 && !/\s$/.test(value.slice(0, start)) ? " " : "";
    if (text === "/" && value.trim() === "") return this.replaceAll("/");
    this.field.setRangeText(space + text, start, end, "end");
    this.focus();
    this.changed();
  }

  replaceAll(text) {
    this.field.value = text;
    this.focus();
    this.field.setSelectionRange(text.length, text.length);
    this.changed();
  }

  changed() {
    keepDraft(this.draftKey, this.field.value);
    this.grow();
    this.completion.update();
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 220)}px`;
    this.sendButton.classList.toggle("ready", this.field.value.trim() !== "");
  }

  onKey(event) {
    if (event.isComposing || this.completion.onKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void this.submit();
    }
  }

  async submit() {
    const text = this.field.value.trim();
    if (!text || this.box.getAttribute("aria-busy") === "true") return;
    this.completion.close();
    if (/^\/[a-z]/i.test(text)) await this.command(text);
    else await this.message(text);
  }

  async command(text) {
    const name = text.split(/\s/)[0];
    if (!this.store.commands.some((one) => one.command === name))
      return this.say(t("notice.no_command", { command: name }));
    if (this.thread) return this.say(t("notice.no_command_in_thread", { command: name }));
    const answer = await this.sending(text, "command", { text });
    if (!answer.ok) commandNotice(this.app, { command: name, code: answer.error, channel: this.channel });
  }

  async message(text) {
    const answer = await this.sending(text, "message", { text, thread_ts: this.thread });
    if (!answer.ok) toast(noticeWords(answer), "warn");
  }

  /** Empties the box at once, but gives the words back if they did not arrive. */
  async sending(text, path, body) {
    this.box.setAttribute("aria-busy", "true");
    this.replaceAll("");
    this.app.main.list?.toBottom();
    const answer = await send(path, { user: this.store.me.id, channel: this.channel, ...body });
    this.box.setAttribute("aria-busy", "false");
    if (!answer.ok && this.field.value === "") this.replaceAll(text);
    return answer;
  }

  say(words) {
    putMessage(this.store, localMessage(this.channel, words, this.thread), false);
  }

  /** What completion offers at the caret. @returns {{kind: string, word: string, start: number} | null} */
  wordAtCaret() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    const command = before.match(/^\/\S*$/);
    if (command) return { kind: "/", word: command[0], start: 0 };
    const found = before.match(/(?:^|[\s(])([@#:])([^\s@#:]*)$/u);
    if (!found || (found[1] === ":" && found[2].length < 2 && before !== ":")) return null;
    return { kind: found[1], word: found[2].toLowerCase(), start: before.length - found[2].length - 1 };
  }
}
