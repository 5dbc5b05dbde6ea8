/** The bar above everything: workspace, clock, inspector, settings, and whose window this is. */
import { avatar } from "./avatar.js";
import { openClock } from "./clock.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { language, t } from "./i18n.js";
import { openMenu } from "./menu.js";
import { switchPerson } from "./people.js";
import { applyTheme, remember, remembered } from "./prefs.js";
import { clockTime, format, now } from "./time.js";

const TICK_MS = 1000;
let ticking = 0;

/** The page's head. */
export class TopBar {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.store = app.store;
    this.node = h("header.topbar", { "data-landmark": "", tabindex: "-1" });
    this.clockDay = h("span.clock-day");
    this.clockTime = h("span.clock-words");
    this.build();
    for (const topic of ["people", "inspector", "panel", "clock"]) this.store.on(topic, () => this.update());
    clearInterval(ticking);
    ticking = window.setInterval(() => this.tick(), TICK_MS);
  }

  build() {
    const menu = { "aria-haspopup": "true", "aria-expanded": "false" };
    this.clock = h(
      "button.top-button.clock-button",
      {
        type: "button",
        "aria-haspopup": "dialog",
        "aria-expanded": "false",
        onclick: () => openClock(this.app, this.clock),
      },
      icon("clock"),
      this.clockDay,
      this.clockTime,
    );
    this.badge = h("span.badge.badge-bad");
    this.wire = h(
      "button.top-button",
      { type: "button", onclick: () => this.app.showPanel("inspector") },
      icon("wire"),
      h("span.top-words", t("inspector.short")),
      this.badge,
    );
    this.more = h(
      "button.top-button",
      { type: "button", ...menu, "aria-label": t("top.more"), title: t("top.more"), onclick: () => this.openMore() },
      icon("more"),
    );
    this.person = h("button.top-button.person-button", {
      type: "button",
      "aria-haspopup": "dialog",
      onclick: () => switchPerson(this.app),
    });
    const team = h(
      "div.team",
      h("span.team-mark", { "aria-hidden": "true" }, "42"),
      h("span.team-name", this.store.team.name),
      h("span.team-note", t("top.playground")),
    );
    fill(this.node, team, h("div.top-right", this.clock, this.wire, this.more, this.person));
    this.update();
  }

  update() {
    const { me } = this.store;
    const label = t("people.switch_from", { name: me.name });
    fill(this.person, avatar(me, "small"), h("span.person-name", me.name), icon("down"));
    this.person.setAttribute("aria-label", label);
    this.person.title = label;
    const bad = this.store.entries.filter((entry) => entry.violations?.length).length;
    this.badge.hidden = !bad;
    this.badge.textContent = String(bad);
    this.wire.setAttribute("aria-label", bad ? t("inspector.label_bad", { n: bad }) : t("inspector.label"));
    this.wire.setAttribute("aria-pressed", String(this.store.panel === "inspector"));
    this.tick();
  }

  tick() {
    const moved = Boolean(this.store.clock.offset_seconds);
    const day = format(now(), { month: "short", day: "numeric", weekday: "short" });
    const time = clockTime(now());
    if (this.clockDay.textContent !== day) this.clockDay.textContent = day;
    if (this.clockTime.textContent !== time) this.clockTime.textContent = time;
    this.clock.classList.toggle("clock-moved", moved);
    this.clock.setAttribute("aria-label", `${t(moved ? "clock.label_moved" : "clock.label")}: ${day} ${time}`);
  }

  openMore() {
    const theme = remembered("theme", "auto");
    const chosen = remembered("language", "auto");
    const themes = ["auto", "light", "dark"].map((name) => ({
      label: t(`theme.${name}`),
      checked: theme === name,
      onSelect: () => applyTheme(name),
    }));
    const languages = ["auto", "ko", "en"].map((name) => ({
      label: t(`language.${name}`),
      checked: chosen === name,
      onSelect: () => this.setLanguage(name),
    }));
    const tools = { label: t("tools.title"), icon: "wrench", onSelect: () => this.app.showPanel("tools") };
    const wire = { label: t("inspector.title"), icon: "wire", onSelect: () => this.app.showPanel("inspector") };
    openMenu(
      this.more,
      [
        tools,
        wire,
        "line",
        { heading: t("theme.title") },
        ...themes,
        "line",
        { heading: t("language.title") },
        ...languages,
      ],
      { align: "end", label: t("top.more") },
    );
  }

  setLanguage(name) {
    remember("language", name);
    const before = language();
    this.app.chooseLanguage();
    if (before !== language()) this.app.build();
  }
}
