/** A conversation's messages: grouped by author, divided by day, kept at the newest while one reads there. */
import { read, send } from "./api.js";
import { h, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { MessageCache } from "./message.js";
import { dateOfTs, dayName, isoDate } from "./time.js";

const PAGE = 50;
const NEAR = 90;
const GROUP_SECONDS = 300;
const MOST_PAGES = 20;

/** The messages of one conversation. */
export class MessageList {
  /** @param {import("./app.js").App} app @param {string} channel */
  constructor(app, channel) {
    this.app = app;
    this.store = app.store;
    this.channel = channel;
    this.cache = new MessageCache(app, { inThread: false });
    this.dividers = new Map();
    this.readMark = this.markAt();
    this.list = h("div.messages", {
      role: "log",
      "aria-live": "polite",
      "aria-label": t("messages.label"),
      id: "messages",
      tabindex: "0",
      onkeydown: (event) => arrowMessages(event, this.list),
    });
    this.jump = h(
      "button.jump",
      { type: "button", hidden: true, onclick: () => this.toBottom(true) },
      icon("down"),
      t("messages.newest"),
    );
    this.node = h("div.message-area", this.list, this.jump);
    this.list.addEventListener("scroll", () => this.onScroll(), { passive: true });
    new ResizeObserver(() => this.stuck && this.toBottom()).observe(this.list);
    this.stuck = true;
    this.highlighted = null;
  }

  isOpen() {
    return this.app.main.list === this;
  }

  markAt() {
    const channel = this.store.channels.get(this.channel);
    return channel?.unread && channel.is_member ? channel.last_read : null;
  }

  async arrive() {
    const stretch = this.store.stretch(this.channel);
    if (!stretch.loaded) await this.load();
    if (!this.isOpen()) return;
    this.update();
    const wanted = this.store.route.highlight;
    if (wanted && this.store.route.channel === this.channel && wanted !== this.highlighted) await this.reveal(wanted);
    if (!wanted) this.highlighted = null;
  }

  async load(before = null) {
    const stretch = this.store.stretch(this.channel);
    if (this.loading) return this.loading;
    const meanwhile = (stretch.meanwhile = new Map());
    this.loading = read("messages", { user: this.store.me.id, channel: this.channel, before, limit: PAGE }).then(
      (page) => {
        for (const message of page.messages) {
          const live = meanwhile.get(message.ts);
          if (live !== null) stretch.list.set(message.ts, live ?? message);
        }
        stretch.hasMore = Boolean(page.has_more);
        stretch.loaded = true;
      },
      () => (stretch.loaded = true),
    );
    await this.loading;
    this.loading = null;
    if (stretch.meanwhile === meanwhile) stretch.meanwhile = null;
  }

  async reveal(ts) {
    this.highlighted = ts;
    const stretch = this.store.stretch(this.channel);
    for (let page = 0; page < MOST_PAGES && !stretch.list.has(ts) && stretch.hasMore; page += 1) {
      await this.load(this.store.sorted(stretch)[0]?.ts);
    }
    this.update();
    const node = /** @type {HTMLElement | null} */ (this.list.querySelector(`[data-ts="${ts}"]`));
    if (!node) return;
    this.stuck = false;
    node.scrollIntoView({ block: "center" });
    node.classList.remove("highlight");
    requestAnimationFrame(() => node.classList.add("highlight"));
    node.focus({ preventScroll: true });
  }

  update() {
    const stretch = this.store.stretch(this.channel);
    const messages = this.store.sorted(stretch).filter((message) => !message.deleted || message.reply_count);
    const height = this.list.scrollHeight;
    const top = this.list.scrollTop;
    const grew = this.first && messages[0] && messages[0].ts < this.first;
    reconcile(this.list, this.nodes(stretch, messages));
    this.cache.forgetOthers(messages);
    if (this.stuck) this.toBottom();
    else if (grew) this.list.scrollTop = top + this.list.scrollHeight - height;
    this.first = messages[0]?.ts;
    this.showJump();
    this.markRead();
  }

  nodes(stretch, messages) {
    /** @type {Node[]} */ const nodes = [this.top(stretch, messages)];
    let before = null;
    let marked = false;
    for (const message of messages) {
      const newDay = !before || isoDate(dateOfTs(before.ts)) !== isoDate(dateOfTs(message.ts));
      if (newDay)
        nodes.push(this.divider(`day-${isoDate(dateOfTs(message.ts))}`, dayName(dateOfTs(message.ts)), "day-divider"));
      const unread =
        !marked &&
        this.readMark &&
        message.ts > this.readMark &&
        message.user !== this.store.me.id &&
        !message.ephemeral;
      if (unread) nodes.push(this.divider("unread", t("messages.unread"), "unread-divider"));
      marked ||= Boolean(unread);
      nodes.push(this.cache.node(message, !newDay && !unread && sameGroup(before, message)));
      before = message;
    }
    return nodes;
  }

  top(stretch, messages) {
    const words = !stretch.loaded
      ? t("messages.loading")
      : stretch.hasMore
        ? t("messages.more")
        : messages.length
          ? t("messages.start")
          : t("messages.empty");
    const node = this.divider("top", words, messages.length || !stretch.loaded ? "list-top" : "empty");
    return node;
  }

  divider(key, words, name) {
    if (!this.dividers.has(key)) this.dividers.set(key, h("div", h("span")));
    const node = this.dividers.get(key);
    node.className = name;
    if (name.endsWith("divider")) node.setAttribute("role", "separator");
    node.setAttribute("aria-label", words);
    if (node.firstChild.textContent !== words) node.firstChild.textContent = words;
    return node;
  }

  onScroll() {
    const left = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight;
    this.stuck = left < NEAR;
    this.showJump();
    if (this.stuck) this.markRead();
    const stretch = this.store.stretch(this.channel);
    if (this.list.scrollTop < NEAR && stretch.hasMore && !this.loading) {
      void this.load(this.store.sorted(stretch)[0]?.ts).then(() => this.isOpen() && this.update());
    }
  }

  showJump() {
    this.jump.hidden = this.stuck;
  }

  toBottom(focus = false) {
    this.stuck = true;
    this.list.scrollTop = this.list.scrollHeight;
    if (focus) this.app.main.focusComposer();
  }

  /** Tells the server that what is shown has been read. */
  markRead() {
    const channel = this.store.channels.get(this.channel);
    if (
      !this.isOpen() ||
      !this.stuck ||
      !channel?.unread ||
      !channel.is_member ||
      document.visibilityState !== "visible" ||
      !document.hasFocus()
    )
      return;
    const newest = this.store
      .sorted(this.store.stretch(this.channel))
      .filter((message) => !message.ephemeral)
      .at(-1);
    if (!newest || newest.ts <= (channel.last_read ?? "")) return;
    channel.last_read = newest.ts;
    channel.unread = 0;
    this.store.emit("channels");
    void send("read", { user: this.store.me.id, channel: this.channel, ts: newest.ts });
  }
}

/** @returns {boolean} whether two messages stand under one name */
export function sameGroup(before, message) {
  if (!before || before.ephemeral || message.ephemeral || isEvent(before) || isEvent(message)) return false;
  const author = (one) => one.user ?? one.bot_id ?? one.username;
  return author(before) === author(message) && Number(message.ts) - Number(before.ts) < GROUP_SECONDS;
}

function isEvent(message) {
  return Boolean(message.subtype && message.subtype !== "bot_message" && message.subtype !== "thread_broadcast");
}

/** Up and down from message to message. @param {KeyboardEvent} event @param {HTMLElement} list */
export function arrowMessages(event, list) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (target !== list && !target.classList.contains("message")) return;
  const items = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(".message")]);
  const at = items.indexOf(target);
  const go = { ArrowDown: at + 1, ArrowUp: at < 0 ? items.length - 1 : at - 1, Home: 0, End: items.length - 1 }[
    event.key
  ];
  if (go === undefined || !items[go]) return;
  event.preventDefault();
  items[go].focus();
}
