/** The list of conversations. */
import { avatar } from "./avatar.js";
import { nameOf } from "./blocks/options.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { channelMark, dot } from "./presence.js";
import { remember, remembered } from "./prefs.js";
import { newMessage } from "./people.js";

/** @typedef {import("./store.js").Channel} Channel */

/** The left column; on a phone, the first screen. */
export class Sidebar {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.store = app.store;
    this.node = h("nav.sidebar", {
      "aria-label": t("sidebar.label"),
      "data-landmark": "",
      tabindex: "-1",
      onkeydown: (event) => this.onKey(event),
    });
    for (const topic of ["channels", "people", "route"]) this.store.on(topic, () => this.update());
  }

  /** Moves the keyboard here. */
  focus() {
    const current = /** @type {HTMLElement | null} */ (
      this.node.querySelector("[aria-current]") ?? this.node.querySelector(".side-item")
    );
    current?.focus();
  }

  update() {
    const focused = /** @type {HTMLElement} */ (document.activeElement)?.dataset?.key;
    const all = [...this.store.channels.values()];
    const joined = all.filter((one) => one.is_member && !one.archived);
    const other = all.filter((one) => one.kind === "channel" && !one.is_member && !one.archived);
    fill(
      this.node,
      this.section("channels", joined.filter((one) => one.kind === "channel" || one.kind === "private").sort(byKind)),
      this.section(
        "dms",
        joined.filter((one) => one.kind === "mpim" || (one.kind === "im" && !this.store.isBotDm(one))),
        this.newDm(),
      ),
      this.apps(),
      this.section("other", other),
      this.section(
        "archived",
        all.filter((one) => one.archived),
      ),
    );
    if (focused) /** @type {HTMLElement | null} */ (this.node.querySelector(`[data-key="${focused}"]`))?.focus();
    this.title();
  }

  section(name, channels, ...extra) {
    if (!channels.length && !extra.length) return null;
    const closed = remembered(`side.${name}`, name === "archived" ? "closed" : "") === "closed";
    const toggle = () => {
      remember(`side.${name}`, closed ? "open" : "closed");
      this.update();
    };
    const head = h(
      "h2",
      h(
        "button.side-head",
        { type: "button", "aria-expanded": String(!closed), "data-key": `head-${name}`, onclick: toggle },
        icon(closed ? "right" : "down"),
        t(`sidebar.${name}`),
      ),
    );
    const shown = closed ? channels.filter((one) => one.unread || one.id === this.store.route.channel) : channels;
    return h(
      "section.side-section",
      { "data-section": name },
      head,
      h(
        "ul",
        shown.map((one) => h("li", this.item(one))),
      ),
      !closed && extra,
    );
  }

  /** @param {Channel} channel */
  item(channel) {
    const name = nameOf(channel, this.store);
    const words = name.replace(/^#/, "");
    const here = this.store.route.channel === channel.id;
    const attrs = {
      type: "button",
      "data-channel": channel.id,
      "data-key": channel.id,
      "aria-current": here ? "page" : null,
      class: [channel.unread && "unread", channel.archived && "faint", !channel.is_member && "faint"]
        .filter(Boolean)
        .join(" "),
      onclick: () => this.app.go({ channel: channel.id }),
    };
    const partner = channel.kind === "im" ? this.store.person(channel.with[0]) : null;
    return h(
      "button.side-item",
      attrs,
      channelMark(channel, this.store),
      partner && dot(!partner.deleted),
      h("span.side-name", words),
      this.count(channel),
    );
  }

  count(channel) {
    if (!channel.unread) return null;
    return h(
      "span.badge",
      h("span", { "aria-hidden": "true" }, String(channel.unread)),
      h("span.visually-hidden", t("sidebar.unread", { n: channel.unread })),
    );
  }

  newDm() {
    return h(
      "button.side-item.side-add",
      { type: "button", "data-key": "new-dm", onclick: () => newMessage(this.app) },
      icon("people"),
      h("span.side-name", t("sidebar.new_dm")),
    );
  }

  apps() {
    const dm = this.store.botDm();
    const here = dm && this.store.route.channel === dm.id;
    const attrs = {
      type: "button",
      "data-key": "bot",
      "data-channel": dm?.id ?? null,
      "aria-current": here ? "page" : null,
      class: dm?.unread ? "unread" : null,
      onclick: () => this.app.openBot(dm?.unread ? "messages" : "home"),
    };
    const on = this.store.app.connected && (this.store.app.installation ?? "installed") === "installed";
    const bot = h(
      "button.side-item",
      attrs,
      avatar(this.store.botPerson(), "tiny"),
      dot(on),
      h("span.side-name", this.store.bot.name),
      !on && h("span.side-note", t("sidebar.app_off")),
      dm && this.count(dm),
    );
    return h(
      "section.side-section",
      { "data-section": "apps" },
      h("h2.side-head.side-head-still", t("sidebar.apps")),
      h("ul", h("li", bot)),
    );
  }

  title() {
    const unread = [...this.store.channels.values()].reduce(
      (sum, one) => sum + (one.is_member ? (one.unread ?? 0) : 0),
      0,
    );
    const channel = this.store.current();
    const place = channel ? nameOf(channel, this.store) : this.store.team.name;
    document.title = `${unread ? `(${unread}) ` : ""}${place} · ${this.store.me.name} · ${this.store.team.name}`;
  }

  onKey(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const items = /** @type {HTMLElement[]} */ ([...this.node.querySelectorAll("button")]);
    const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    event.preventDefault();
    items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length]?.focus();
  }
}

function byKind(a, b) {
  return a.kind === b.kind ? a.name.localeCompare(b.name, "ko") : a.kind === "private" ? 1 : -1;
}
