/** The thread beside the conversation. */
import { read } from "./api.js";
import { nameOf } from "./blocks/options.js";
import { Composer } from "./composer.js";
import { closeButton } from "./dialog.js";
import { fill, h, reconcile } from "./dom.js";
import { t } from "./i18n.js";
import { MessageCache } from "./message.js";
import { arrowMessages, sameGroup } from "./message_list.js";

/** One thread, with its own composer. */
export class ThreadPane {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.store = app.store;
    this.key = "";
    this.count = h("div.reply-divider", h("span"));
    this.node = h("aside.pane.thread-pane", {
      "aria-label": t("thread.title"),
      "data-landmark": "",
      tabindex: "-1",
      hidden: true,
    });
    this.store.on("route", () => this.arrive());
    this.store.on("thread", (message) => message.channel === this.store.route.channel && this.update());
    this.store.on("people", () => this.update());
  }

  async arrive() {
    const { channel, thread, highlight } = this.store.route;
    this.node.hidden = !thread;
    const key = thread ? `${channel}/${thread}` : "";
    const opened = key && key !== this.key;
    this.key = key;
    if (opened) await this.open(channel, thread);
    if (key && highlight && highlight !== thread) this.reveal(highlight);
  }

  async open(channel, ts) {
    this.cache = new MessageCache(this.app, { inThread: true });
    this.list = h("div.messages", {
      role: "log",
      "aria-live": "polite",
      "aria-label": t("thread.title"),
      tabindex: "0",
      onkeydown: (event) => arrowMessages(event, this.list),
    });
    this.composer = new Composer(this.app, channel, ts);
    const place = h("span.quiet", nameOf(this.store.channels.get(channel), this.store));
    const head = h(
      "header.pane-head",
      h("h2", t("thread.title"), " ", place),
      closeButton(() => this.app.go({ thread: null })),
    );
    fill(this.node, head, this.list, this.composer.node);
    const stretch = this.store.thread(channel, ts);
    await read("thread", { user: this.store.me.id, channel, ts }).then(
      (found) => {
        for (const message of [found.root, ...found.replies].filter(Boolean)) stretch.list.set(message.ts, message);
        stretch.loaded = true;
      },
      () => {},
    );
    this.update();
    this.composer.focus();
  }

  update() {
    const { channel, thread } = this.store.route;
    if (!thread || !this.list || this.key !== `${channel}/${thread}`) return;
    const messages = this.store.sorted(this.store.thread(channel, thread)).filter((one) => !one.deleted);
    const near = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 80;
    const nodes = messages.map((message, index) =>
      this.cache.node(message, index > 1 && sameGroup(messages[index - 1], message)),
    );
    if (nodes.length) nodes.splice(1, 0, this.divider(messages.length - 1));
    reconcile(this.list, nodes);
    if (near) this.list.scrollTop = this.list.scrollHeight;
  }

  divider(count) {
    this.count.firstChild.textContent = count ? t("message.replies", { n: count }) : t("thread.none");
    return this.count;
  }

  reveal(ts) {
    const node = /** @type {HTMLElement | null} */ (this.list?.querySelector(`[data-ts="${ts}"]`));
    node?.scrollIntoView({ block: "center" });
    node?.classList.add("highlight");
  }
}
