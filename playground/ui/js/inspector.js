/** What went over the wire between the playground and the bot, and every limit that was broken. */
import { nameOf } from "./blocks/options.js";
import { closeButton } from "./dialog.js";
import { fill, h, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { jsonView } from "./json_view.js";
import { copy, tell } from "./channel_menu.js";
import { send } from "./api.js";
import { format } from "./time.js";

const MOST = 300;

/** The panel of requests, newest first. */
export class Inspector {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.store = app.store;
    this.words = "";
    this.direction = "";
    this.onlyBad = false;
    this.hidden = new Set();
    /** @type {Map<number, {node: HTMLElement, sign: string, open: boolean}>} */ this.rows = new Map();
    this.list = h("ul.wire-list", { onkeydown: (event) => this.onKey(event) });
    this.count = h("span.quiet");
    this.none = h("p.empty");
    this.since = 0;
    this.node = h(
      "aside.pane.inspector",
      { "aria-label": t("inspector.title"), "data-landmark": "", tabindex: "-1", hidden: true },
      this.head(),
      this.filters(),
      h("div.pane-scroll", this.none, this.list),
    );
    this.store.on("inspector", () => this.update());
    this.store.on("panel", () => this.update());
  }

  head() {
    const close = closeButton(() => this.app.showPanel("inspector"));
    const clear = h("button.text-button", { type: "button", onclick: () => this.clear() }, t("inspector.clear"));
    return h("header.pane-head", h("h2", t("inspector.title"), " ", this.count), clear, close);
  }

  filters() {
    const words = h("input.input", {
      type: "search",
      placeholder: t("inspector.search"),
      "aria-label": t("inspector.search"),
      oninput: (event) => this.set("words", event.target.value.trim().toLowerCase()),
    });
    const option = (value) => h("option", { value }, t(`inspector.direction.${value || "all"}`));
    const direction = h(
      "select.input",
      { "aria-label": t("inspector.direction"), onchange: (event) => this.set("direction", event.target.value) },
      ["", "to_bot", "from_bot"].map(option),
    );
    const bad = h("input", { type: "checkbox", onchange: (event) => this.set("onlyBad", event.target.checked) });
    return h("div.wire-filters", words, direction, h("label.wire-check", bad, t("inspector.only_bad")));
  }

  set(name, value) {
    this[name] = value;
    this.update();
  }

  clear() {
    this.since = this.store.entries.at(-1)?.id ?? 0;
    this.update();
  }

  update() {
    this.node.hidden = this.store.panel !== "inspector" || Boolean(this.store.route.thread);
    if (this.node.hidden) return;
    const found = this.store.entries
      .filter((entry) => this.matches(entry))
      .slice(-MOST)
      .reverse();
    this.count.textContent = String(found.length);
    this.none.hidden = found.length > 0;
    this.none.textContent = t(this.store.entries.length ? "inspector.none" : "inspector.empty");
    reconcile(
      this.list,
      found.map((entry) => this.row(entry)),
    );
  }

  matches(entry) {
    if (entry.id <= this.since || (this.direction && entry.direction !== this.direction)) return false;
    if (this.onlyBad && !entry.violations?.length) return false;
    const text = [
      entry.name,
      entry.kind,
      entry.user,
      entry.channel,
      this.personName(entry),
      ...(entry.violations ?? []),
    ]
      .join(" ")
      .toLowerCase();
    return text.includes(this.words);
  }

  personName(entry) {
    return entry.user ? (this.store.person(entry.user)?.name ?? entry.user) : "";
  }

  channelName(entry) {
    const channel = this.store.channels.get(entry.channel);
    return channel ? nameOf(channel, this.store) : "";
  }

  row(entry) {
    const sign = JSON.stringify([entry.status, entry.ms, entry.violations, entry.retry]);
    const known = this.rows.get(entry.id);
    if (known?.sign === sign) return known.node;
    const row = { node: h("li.wire-row", { "data-entry": entry.id }), sign, open: known?.open ?? false };
    this.rows.set(entry.id, row);
    this.drawRow(row, entry);
    return row.node;
  }

  drawRow(row, entry) {
    const bad = entry.violations?.length > 0;
    row.node.className = ["wire-row", bad && "wire-bad", failed(entry) && "wire-failed"].filter(Boolean).join(" ");
    const toggle = () => {
      row.open = !row.open;
      this.drawRow(row, entry);
      /** @type {HTMLElement} */ (row.node.querySelector(".wire-line")).focus();
    };
    fill(row.node, this.line(entry, row.open, toggle), row.open && this.details(entry));
  }

  line(entry, open, toggle) {
    const out = entry.direction === "to_bot";
    const arrow = h(
      "span.wire-arrow",
      { class: out ? "out" : "in", role: "img", "aria-label": t(`inspector.direction.${entry.direction}`) },
      out ? "→" : "←",
    );
    const count = entry.violations?.length;
    const error = entry.response?.ok === false ? entry.response.error : "";
    return h(
      "button.wire-line",
      { type: "button", "aria-expanded": String(open), onclick: toggle },
      arrow,
      h(
        "span.wire-name",
        h("span.wire-kind", entry.kind),
        h("strong", entry.name),
        entry.retry ? h("span.tag", t("inspector.retry", { n: entry.retry })) : null,
      ),
      h(
        "span.wire-numbers",
        error && h("span.wire-error", error),
        h("span.wire-status", String(entry.status || "—")),
        h("span", `${Math.round(entry.ms)} ms`),
      ),
      h(
        "span.wire-who",
        [this.personName(entry), this.channelName(entry), clock(entry.at)]
          .filter(Boolean)
          .map((word) => h("span", word)),
      ),
      count ? h("span.wire-violations", icon("warn"), t("inspector.violations", { n: count })) : null,
    );
  }

  details(entry) {
    const violations = entry.violations?.length
      ? h(
          "ul.violations",
          entry.violations.map((text) => h("li", text)),
        )
      : null;
    const eventId = entry.request?.event_id ?? entry.request?.payload?.event_id ?? entry.request?.body?.event_id;
    const again =
      eventId &&
      h(
        "button.button.small",
        { type: "button", onclick: () => tell(send("redeliver", { event_id: eventId })) },
        icon("retry"),
        t("tools.redeliver"),
      );
    const copyAll = h(
      "button.button.small",
      { type: "button", onclick: () => copy(JSON.stringify(entry, null, 2)) },
      icon("copy"),
      t("inspector.copy"),
    );
    return h(
      "div.wire-details",
      violations,
      h("h3", t("inspector.request")),
      jsonView(entry.request),
      h("h3", t("inspector.response")),
      jsonView(entry.response),
      h("div.button-row", copyAll, again),
    );
  }

  onKey(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const lines = /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll(".wire-line")]);
    const at = lines.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (at < 0) return;
    event.preventDefault();
    lines[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  }
}

function failed(entry) {
  return entry.status === 0 || entry.status >= 400 || entry.response?.ok === false;
}

function clock(at) {
  return format(new Date(at), { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
}
