/** Levers for trying things: people, channels, faults, rates, events, a fresh start. */
import { read, send } from "./api.js";
import { archive, tell } from "./channel_menu.js";
import { ask, closeButton } from "./dialog.js";
import { fill, freshId, h } from "./dom.js";
import { t } from "./i18n.js";
import { toast } from "./notices.js";
import { faultForm } from "./faults.js";

/** The panel of tools. */
export class Tools {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.store = app.store;
    this.personId = app.store.me.id;
    this.body = h("div.pane-scroll.tools-body");
    const head = h(
      "header.pane-head",
      h("h2", t("tools.title")),
      closeButton(() => this.app.showPanel("tools")),
    );
    this.node = h(
      "aside.pane.tools",
      { "aria-label": t("tools.title"), "data-landmark": "", tabindex: "-1", hidden: true },
      head,
      this.body,
    );
    this.channelBox = h("div.form-stack");
    this.personBox = h("div.form-stack");
    this.store.on("panel", () => this.arrive());
    for (const topic of ["channels", "route"]) this.store.on(topic, () => !this.node.hidden && this.drawChannel());
    this.store.on("app", () => !this.node.hidden && this.draw());
    this.store.on("people", () => !this.node.hidden && this.drawPerson());
  }

  arrive() {
    const was = this.node.hidden;
    this.node.hidden = this.store.panel !== "tools" || Boolean(this.store.route.thread);
    if (!this.node.hidden && was) this.draw();
  }

  draw() {
    fill(
      this.body,
      section("tools.channel", this.channelBox),
      section("tools.person", this.personBox),
      section("tools.faults", faultForm(this.app), t("tools.faults_hint")),
      section("tools.rates", this.rates(), t("tools.rates_hint")),
      section("tools.events", this.events(), t("tools.events_hint")),
      section("tools.workspace", this.workspace()),
    );
    this.drawChannel();
    this.drawPerson();
  }

  drawChannel() {
    const channel = this.store.current();
    const { bot, me } = this.store;
    if (!channel || channel.kind === "im" || channel.kind === "mpim" || channel.archived)
      return fill(this.channelBox, h("p.quiet", t("tools.channel_none")));
    const has = channel.members.includes(bot.user_id);
    const invite = press(t("tools.invite_bot", { name: bot.name }), () =>
      tell(send("invite", { user: me.id, channel: channel.id, users: [bot.user_id] })),
    );
    const remove = press(t("tools.remove_bot", { name: bot.name }), () =>
      tell(send("remove_bot", { channel: channel.id })),
    );
    const close = press(t("tools.archive"), () => archive(this.app, channel), "danger");
    fill(
      this.channelBox,
      h("p", h("strong", `#${channel.name}`), " · ", t(has ? "channel.bot_in" : "channel.bot_out")),
      h("div.button-row", has ? remove : invite, close),
    );
  }

  drawPerson() {
    const person = this.store.people.get(this.personId) ?? this.store.me;
    const people = [...this.store.people.values()].filter((one) => !one.is_bot);
    const pick = select(
      "tools.person_who",
      people.map((one) => [one.id, `${one.name} · ${one.real_name}${one.deleted ? ` (${t("people.deleted")})` : ""}`]),
      person.id,
      (id) => {
        this.personId = id;
        this.drawPerson();
      },
    );
    const change = (facts) => tell(send("person", { id: person.id, ...facts }));
    const locale = select(
      "tools.locale",
      [
        ["ko-KR", "한국어 (ko-KR)"],
        ["en-US", "English (en-US)"],
      ],
      person.locale,
      (value) => change({ locale: value }),
    );
    const gone = press(
      t(person.deleted ? "tools.reactivate" : "tools.deactivate"),
      () => change({ deleted: !person.deleted }),
      person.deleted ? "" : "danger",
    );
    const admin = press(t(person.is_admin ? "tools.unadmin" : "tools.admin"), () =>
      change({ is_admin: !person.is_admin }),
    );
    fill(this.personBox, pick, locale, h("div.button-row", admin, gone));
  }

  rates() {
    const id = freshId("rates");
    const field = /** @type {HTMLInputElement} */ (
      h("input.input.input-number", { id, type: "number", min: "0", step: "any", value: "1" })
    );
    read("rates").then(
      ({ scale }) => (field.value = String(scale)),
      () => {},
    );
    const submit = async (event) => {
      event.preventDefault();
      const answer = await tell(send("rates", { scale: Number(field.value) }));
      if (answer.ok) toast(t("tools.rates_done", { n: field.value }));
    };
    return h(
      "form.inline-form",
      { onsubmit: submit },
      h("label", { for: id }, t("tools.rates_scale")),
      field,
      h("button.button", { type: "submit" }, t("common.apply")),
    );
  }

  events() {
    const id = freshId("event");
    const field = /** @type {HTMLInputElement} */ (
      h("input.input", { id, type: "text", placeholder: "Ev…", list: `${id}-list`, required: true })
    );
    const known = this.store.entries
      .map((entry) => [entry.request?.event_id ?? entry.request?.payload?.event_id, entry.name])
      .filter(([event]) => event);
    const list = h(
      "datalist",
      { id: `${id}-list` },
      known
        .slice(-30)
        .reverse()
        .map(([value, name]) => h("option", { value }, name)),
    );
    const submit = async (event) => {
      event.preventDefault();
      const answer = await tell(send("redeliver", { event_id: field.value }));
      if (answer.ok) toast(t("tools.redelivered"));
    };
    return h(
      "form.inline-form",
      { onsubmit: submit },
      h("label", { for: id }, t("tools.event_id")),
      field,
      list,
      h("button.button", { type: "submit" }, t("tools.redeliver")),
    );
  }

  workspace() {
    const uninstall = async () => {
      const sure = await ask({
        title: t("tools.uninstall"),
        text: t("tools.uninstall_ask", { name: this.store.bot.name }),
        yes: t("tools.uninstall"),
        no: t("common.no"),
        danger: true,
      });
      if (sure) await tell(send("uninstall", {}));
    };
    const reset = async () => {
      const sure = await ask({
        title: t("tools.reset"),
        text: t("tools.reset_ask"),
        yes: t("tools.reset"),
        no: t("common.no"),
        danger: true,
      });
      if (sure) await tell(send("reset", {}));
    };
    const install = () => tell(send("install", {}));
    const away = (this.store.app.installation ?? "installed") !== "installed";
    return h(
      "div.button-row",
      away ? press(t("tools.install"), install) : press(t("tools.uninstall"), uninstall),
      press(t("tools.reset"), reset, "danger"),
    );
  }
}

/** @param {string} key @param {HTMLElement} body @param {string} [hint] */
function section(key, body, hint) {
  return h("section.tool", h("h3", t(key)), hint && h("p.quiet.small-print", hint), body);
}

function press(words, onclick, style = "") {
  const run = async (event) => {
    const node = event.currentTarget;
    node.setAttribute("aria-busy", "true");
    await onclick();
    node.removeAttribute("aria-busy");
  };
  return h(`button.button${style ? `.${style}` : ""}`, { type: "button", onclick: run }, words);
}

function select(key, options, value, onchange) {
  const id = freshId("select");
  const nodes = options.map(([one, words]) => h("option", { value: one, selected: one === value }, words));
  return h(
    "div.field-row",
    h("label", { for: id }, t(key)),
    h("select.input", { id, onchange: (event) => onchange(event.target.value) }, nodes),
  );
}
