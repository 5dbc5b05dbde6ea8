/** The middle: a conversation with its head, messages and composer, or the bot's App Home. */
import { send } from "./api.js";
import { nameOf } from "./blocks/options.js";
import { Composer } from "./composer.js";
import { fill, h } from "./dom.js";
import { firstSteps } from "./first_steps.js";
import { HomeView } from "./home.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { openMenu } from "./menu.js";
import { MessageList } from "./message_list.js";
import { noticeWords, toast } from "./notices.js";
import { channelMark } from "./presence.js";
import { channelMenu, showMembers } from "./channel_menu.js";
import { textObject } from "./mrkdwn.js";

/** The conversation that is open. */
export class Main {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.store = app.store;
    this.head = h("header.channel-head");
    this.content = h("div.main-content", { id: "main-content" });
    this.node = h("main.main", { "data-landmark": "", tabindex: "-1", id: "main" }, this.head, this.content);
    this.key = "";
    this.store.on("route", () => this.arrive());
    for (const topic of ["channels", "people", "app"]) this.store.on(topic, () => this.refresh());
    this.store.on("messages", (id) => this.list?.channel === id && this.list.update());
    this.store.on("home", () => this.home?.update());
  }

  arrive() {
    const channel = this.store.current();
    const { tab } = this.store.route;
    const home = tab === "home" && this.store.isBotDm(channel);
    const key = `${channel?.id}/${home}/${this.doing(channel)}`;
    if (key !== this.key) this.show(channel, home);
    this.key = key;
    this.refreshHead();
    if (this.store.isBotDm(channel)) this.content.setAttribute("role", "tabpanel");
    else this.content.removeAttribute("role");
    if (!home) this.list?.arrive();
  }

  show(channel, home) {
    this.list = null;
    this.composer = null;
    this.home = home ? new HomeView(this.app) : null;
    if (!channel) return fill(this.content, h("p.empty", t("channel.none")));
    if (this.home) return fill(this.content, this.home.node);
    this.list = new MessageList(this.app, channel.id);
    fill(this.content, this.list.node, firstSteps(this.app), this.foot(channel));
    if (matchMedia("(hover: hover)").matches && !document.querySelector("dialog[open]")) this.composer?.focus();
  }

  /** What one may do here decides what stands at the foot. */
  doing(channel) {
    if (!channel) return "";
    if (this.store.me.deleted) return "gone";
    if (this.store.isBotDm(channel) && this.store.app.messages_tab === false) return "mute";
    return channel.archived ? "archived" : channel.is_member || channel.kind !== "channel" ? "write" : "join";
  }

  foot(channel) {
    const doing = this.doing(channel);
    if (doing === "gone") return h("div.foot-note", icon("info"), t("channel.gone_note", { name: this.store.me.name }));
    if (doing === "mute") return h("div.foot-note", icon("info"), t("channel.mute_note"));
    if (doing === "archived") return h("div.foot-note", icon("archive"), t("channel.archived_note"));
    if (doing === "join") return this.joinBar(channel);
    this.composer = new Composer(this.app, channel.id);
    return this.composer.node;
  }

  joinBar(channel) {
    const join = async (event) => {
      event.currentTarget.setAttribute("aria-busy", "true");
      const answer = await send("join", { user: this.store.me.id, channel: channel.id });
      if (!answer.ok) toast(noticeWords(answer), "warn");
    };
    return h(
      "div.foot-note",
      h("span", t("channel.preview", { name: channel.name })),
      h("button.button.primary", { type: "button", onclick: join }, t("channel.join")),
    );
  }

  refresh() {
    this.arrive();
    this.list?.update();
    this.home?.update();
  }

  timesChanged() {
    this.list?.update();
  }

  markRead() {
    this.list?.markRead();
  }

  focusComposer() {
    // Where there is no keyboard, focus would call one up over what was just read.
    if (this.composer && matchMedia("(hover: hover)").matches) this.composer.focus();
    else this.node.focus();
  }

  refreshHead() {
    const channel = this.store.current();
    const back = h(
      "button.icon-button.only-narrow",
      { type: "button", "aria-label": t("channel.back"), onclick: () => this.app.showSidebar() },
      icon("back"),
    );
    if (!channel) return fill(this.head, back);
    const name = nameOf(channel, this.store).replace(/^#/, "");
    const title = h(
      "h1.channel-name",
      { tabindex: "-1" },
      channelMark(channel, this.store),
      h("span", name),
      channel.archived && h("span.tag", t("channel.archived")),
    );
    const about = channel.topic || channel.purpose;
    const topic = about && h("p.channel-topic", textObject({ type: "mrkdwn", text: about }, this.app.world));
    fill(this.head, back, h("div.channel-words", title, topic), this.buttons(channel), this.tabs(channel));
  }

  buttons(channel) {
    const bot = channel.members?.includes(this.store.bot.user_id);
    const count = channel.members?.length ?? 0;
    const label = t("channel.members", { n: count }) + (bot ? ` · ${t("channel.bot_in")}` : "");
    const members = h(
      "button.head-button",
      { type: "button", title: label, "aria-label": label, onclick: () => showMembers(this.app, channel) },
      icon("people"),
      h("span", { "aria-hidden": "true" }, String(count)),
    );
    const more = h(
      "button.head-button",
      { type: "button", "aria-label": t("channel.more"), "aria-haspopup": "menu", "aria-expanded": "false" },
      icon("more"),
    );
    more.addEventListener("click", () => openMenu(more, channelMenu(this.app, channel), { align: "end" }));
    return h("div.head-buttons", channel.kind !== "im" && members, channel.kind !== "im" && more);
  }

  tabs(channel) {
    if (!this.store.isBotDm(channel)) return null;
    const tab = (name) => {
      const on = this.store.route.tab === name;
      const go = () => {
        this.app.go({ channel: channel.id, tab: name });
        if (name === "messages") void send("messages_tab", { user: this.store.me.id });
      };
      return h(
        "button.tab",
        {
          type: "button",
          role: "tab",
          "aria-controls": "main-content",
          "aria-selected": String(on),
          tabindex: on ? "0" : "-1",
          "data-tab": name,
          onclick: go,
          onkeydown: arrowTabs,
        },
        t(`tab.${name}`),
      );
    };
    return h(
      "div.tabs",
      { role: "tablist", "aria-label": this.store.bot.name },
      this.store.app.home_tab !== false && tab("home"),
      tab("messages"),
    );
  }
}

function arrowTabs(event) {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  const other = event.currentTarget.nextElementSibling ?? event.currentTarget.previousElementSibling;
  const name = other.dataset.tab;
  other.click();
  /** @type {HTMLElement | null} */ (document.querySelector(`[data-tab="${name}"]`))?.focus();
}
