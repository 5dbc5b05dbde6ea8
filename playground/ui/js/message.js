/** One message: who, when, what, and what can be done with it. */
import { send } from "./api.js";
import { avatar } from "./avatar.js";
import { Entered } from "./blocks/context.js";
import { renderBlocks } from "./blocks/index.js";
import { copy, tell } from "./channel_menu.js";
import { h } from "./dom.js";
import { fileList } from "./files.js";
import { icon } from "./icons.js";
import { hasText, t } from "./i18n.js";
import { openMenu } from "./menu.js";
import { authorOf, edited, focusIn, linkTo, restoreFocus } from "./message_parts.js";
import { mrkdwn } from "./mrkdwn.js";
import { noticeWords } from "./notices.js";
import { userLink } from "./references.js";
import { addressOf } from "./router.js";
import { ago, clockTime, dateOfTs, fullTime } from "./time.js";

/** @typedef {import("./store.js").Message} Message */

/** Keeps each message's node until the message changes, and what was entered in it for as long as it stands. */
export class MessageCache {
  /** @param {import("./app.js").App} app @param {{inThread: boolean}} options */
  constructor(app, options) {
    this.app = app;
    this.options = options;
    /** @type {Map<string, {node: HTMLElement, sign: string, entered: Entered, failure: string}>} */
    this.kept = new Map();
  }

  /** @param {Message} message @param {boolean} compact under the same name as the one above @returns {HTMLElement} */
  node(message, compact) {
    const known = this.kept.get(message.ts);
    const entry = known ?? { node: h("div"), sign: "", entered: new Entered(), failure: "" };
    const sign = JSON.stringify([message, compact, entry.failure, this.names(message)]);
    if (entry.sign === sign) return entry.node;
    entry.sign = sign;
    const focus = known && focusIn(entry.node);
    const fresh = this.build(message, compact, entry);
    if (entry.node.isConnected) entry.node.replaceWith(fresh);
    entry.node = fresh;
    this.kept.set(message.ts, entry);
    if (focus) restoreFocus(fresh, focus);
    return fresh;
  }

  /** A name or a day that shows in a message may change while the message does not. */
  names(message) {
    const { store } = this.app;
    return [
      store.person(message.user)?.name,
      store.person(message.user)?.deleted,
      message.latest_reply && ago(dateOfTs(message.latest_reply)),
    ];
  }

  /** @param {Message[]} messages those that are still there */
  forgetOthers(messages) {
    const there = new Set(messages.map((message) => message.ts));
    for (const ts of this.kept.keys()) if (!there.has(ts)) this.kept.delete(ts);
  }

  build(message, compact, entry) {
    if (message.subtype && hasText(`event.${message.subtype}`)) return this.event(message);
    const person = authorOf(message, this.app.store);
    const when = dateOfTs(message.ts);
    const classes = [
      compact && "compact",
      message.ephemeral && "ephemeral",
      !this.options.inThread && this.app.store.route.highlight === message.ts && "highlight",
    ]
      .filter(Boolean)
      .join(" ");
    const attrs = {
      role: "article",
      tabindex: "-1",
      "data-ts": message.ts,
      "data-user": person.id,
      "aria-label": t("message.label", { name: person.name, time: clockTime(when) }),
      class: classes,
    };
    const side = compact ? this.time(message, "message-time-side") : avatar(person);
    return h(
      "div.message",
      attrs,
      h("div.message-side", side),
      h(
        "div.message-main",
        message.ephemeral && this.onlyYou(message),
        !compact && this.head(message, person),
        this.body(message, entry, compact),
        fileList(message.files, this.app.store.me.id),
        this.failure(entry),
        this.summary(message),
      ),
      this.toolbar(message),
    );
  }

  event(message) {
    const inWords = (key, id) =>
      t(key)
        .split("{who}")
        .flatMap((part, index) => (index ? [userLink(id, this.app.world), part] : [part]));
    const by = message.inviter ? [" ", inWords("event.by", message.inviter)] : [];
    return h(
      "div.message.event",
      { role: "article", tabindex: "-1", "data-ts": message.ts },
      h("div.message-side", avatar(this.app.store.person(message.user), "small")),
      h(
        "div.message-main",
        h("p", inWords(`event.${message.subtype}`, message.user), by, " ", this.time(message, "message-time")),
      ),
    );
  }

  head(message, person) {
    const open = () => person.id && this.app.openDm([person.id]);
    const name = person.id
      ? h("button.author", { type: "button", onclick: open }, person.name)
      : h("span.author", person.name);
    return h(
      "div.message-head",
      name,
      (person.is_bot || message.bot_id) && h("span.tag", t("message.app")),
      this.time(message, "message-time"),
      message.blocks?.length > 0 && edited(message),
    );
  }

  time(message, name) {
    const when = dateOfTs(message.ts);
    if (message.ephemeral)
      return h(`time.${name}`, { datetime: when.toISOString(), title: fullTime(when) }, clockTime(when));
    const href = addressOf(this.app.store.me.id, linkTo(message));
    return h(
      `a.${name}`,
      { href, title: fullTime(when), onclick: (event) => this.app.openLink(event, href) },
      h("time", { datetime: when.toISOString() }, clockTime(when)),
    );
  }

  onlyYou(message) {
    const dismiss = () => {
      if (message.subtype === "local") return this.drop(message);
      void send("dismiss", { user: this.app.store.me.id, channel: message.channel, ts: message.ts });
    };
    return h(
      "p.only-you",
      icon("eye"),
      t("message.only_you"),
      " · ",
      h("button.text-button", { type: "button", onclick: dismiss }, t("message.dismiss")),
    );
  }

  drop(message) {
    this.app.store.stretch(message.channel).list.delete(message.ts);
    if (message.thread_ts) this.app.store.thread(message.channel, message.thread_ts).list.delete(message.ts);
    this.app.store.emit("messages", message.channel);
    this.app.store.emit("thread", message);
  }

  body(message, entry, compact) {
    if (message.deleted) return h("p.quiet", t("message.deleted"));
    if (!message.blocks?.length && !message.text) return edited(message);
    if (!message.blocks?.length) return h("div.message-text", mrkdwn(message.text, this.app.world), edited(message));
    return h(
      "div.message-blocks",
      renderBlocks(message.blocks, this.context(message, entry)),
      compact && edited(message),
    );
  }

  context(message, entry) {
    return {
      world: this.app.world,
      prefix: message.ts,
      entered: entry.entered,
      errors: {},
      currentChannel: message.channel,
      act: (blockId, element, payload) => this.act(message, entry, blockId, element, payload),
    };
  }

  async act(message, entry, blockId, element, payload) {
    const source = { type: "message", channel: message.channel, ts: message.ts };
    const answer = await send("action", {
      user: this.app.store.me.id,
      source,
      block_id: blockId,
      action_id: element.action_id,
      element: payload,
    });
    const failure = answer.ok ? "" : noticeWords(answer);
    if (failure !== entry.failure) {
      entry.failure = failure;
      this.app.store.emit("messages", message.channel);
      this.app.store.emit("thread", message);
    }
    return answer.ok;
  }

  failure(entry) {
    return entry.failure && h("p.message-failure", { role: "alert" }, icon("warn"), entry.failure);
  }

  summary(message) {
    if (this.options.inThread || !message.reply_count) return null;
    const faces = (message.reply_users ?? []).slice(0, 4).map((id) => avatar(this.app.store.person(id), "tiny"));
    const last =
      message.latest_reply && h("span.quiet", t("message.last_reply", { time: ago(dateOfTs(message.latest_reply)) }));
    const open = () => this.app.go({ thread: message.ts });
    return h(
      "button.thread-summary",
      { type: "button", onclick: open },
      h("span.faces", faces),
      h("span.thread-count", t("message.replies", { n: message.reply_count })),
      last,
    );
  }

  toolbar(message) {
    if (message.ephemeral) return null;
    const label = t("message.more");
    const more = h(
      "button.icon-button",
      { type: "button", "aria-label": label, title: label, "aria-haspopup": "menu", "aria-expanded": "false" },
      icon("more"),
    );
    more.addEventListener("click", () => openMenu(more, this.menu(message), { align: "end" }));
    const reply =
      !this.options.inThread &&
      h(
        "button.icon-button.not-touch",
        {
          type: "button",
          "aria-label": t("message.reply"),
          title: t("message.reply"),
          onclick: () => this.app.go({ thread: message.thread_ts ?? message.ts }),
        },
        icon("thread"),
      );
    return h("div.message-tools", reply, more);
  }

  menu(message) {
    const mine = message.user === this.app.store.me.id;
    const link = `${location.origin}${addressOf("", linkTo(message)).replace(/\?$/, "")}`;
    return [
      !this.options.inThread && {
        label: t("message.reply"),
        icon: "thread",
        onSelect: () => this.app.go({ thread: message.thread_ts ?? message.ts }),
      },
      { label: t("message.copy_link"), icon: "link", onSelect: () => copy(link) },
      { label: t("message.copy_json"), icon: "copy", onSelect: () => copy(JSON.stringify(message, null, 2)) },
      mine && {
        label: t("message.delete"),
        icon: "trash",
        danger: true,
        onSelect: () => tell(send("delete", { user: this.app.store.me.id, channel: message.channel, ts: message.ts })),
      },
    ].filter(Boolean);
  }
}
