/** The window as a whole: its parts, where it stands, and the stream that keeps it current. */
import { askedJustNow, read, send } from "./api.js";
import { fill, h } from "./dom.js";
import { languageOf, setLanguage, t } from "./i18n.js";
import { Inspector } from "./inspector.js";
import { Main } from "./main_pane.js";
import { ModalStack } from "./modal.js";
import { commandNotice, noticeWords, toast } from "./notices.js";
import { remembered } from "./prefs.js";
import { reduce } from "./reduce.js";
import { addressOf, placeOf, readAddress } from "./router.js";
import { Sidebar } from "./sidebar.js";
import { follow } from "./sse.js";
import { setClock } from "./time.js";
import { ThreadPane } from "./thread.js";
import { Tools } from "./tools.js";
import { TopBar } from "./topbar.js";

/** One window of the playground. */
export class App {
  /** @param {import("./store.js").Store} store @param {HTMLElement} root */
  constructor(store, root) {
    this.store = store;
    this.root = root;
    this.world = {
      store,
      openDm: (id) => this.openDm([id]),
      openChannel: (id) => this.go({ channel: id, tab: "messages" }),
      openLink: (event, href) => this.openLink(event, href),
    };
  }

  /** @param {any} state from `/ui/state` @param {import("./store.js").Route} route */
  async start(state, route) {
    this.take(state);
    this.store.route = {
      ...route,
      channel: route.channel && this.store.channels.has(route.channel) ? route.channel : this.firstChannel(),
    };
    this.build();
    window.addEventListener("popstate", () => this.arrive(readAddress().route));
    window.addEventListener("focus", () => this.main.markRead());
    document.addEventListener("visibilitychange", () => this.main.markRead());
    document.addEventListener("keydown", (event) => this.onKey(event));
    this.follow();
    this.replace();
    const { entries } = await read("inspector", { after: 0 });
    for (const entry of entries) this.store.addEntry(entry);
    this.store.emit("inspector");
  }

  take(state) {
    this.store.load(state);
    setClock(state.clock);
    this.chooseLanguage();
  }

  chooseLanguage() {
    const chosen = remembered("language", "auto");
    setLanguage(/** @type {any} */ (chosen === "auto" ? languageOf(this.store.me.locale) : chosen));
  }

  /** Builds every part anew: at the start, and when the language changes. */
  build() {
    this.store.silence();
    this.topbar = new TopBar(this);
    this.sidebar = new Sidebar(this);
    this.main = new Main(this);
    this.thread = new ThreadPane(this);
    this.inspector = new Inspector(this);
    this.tools = new Tools(this);
    this.modals = new ModalStack(this);
    this.store.on("notice", (notice) => this.onNotice(notice));
    this.store.on("people", () => this.onPeople());
    this.store.on("clock", () => this.main.timesChanged());
    const skip = h("a.skip-link", { href: "#messages", onclick: (event) => this.skip(event) }, t("shell.skip"));
    const status = h("div.connection", { role: "status", "aria-live": "polite" });
    this.store.on("connection", () => (status.textContent = this.store.connected ? "" : t("shell.reconnecting")));
    this.shell = h(
      "div.shell",
      this.sidebar.node,
      this.main.node,
      this.thread.node,
      this.inspector.node,
      this.tools.node,
    );
    fill(this.root, skip, this.topbar.node, status, this.shell);
    this.language = document.documentElement.lang;
    this.arrived();
    this.modals.update();
  }

  skip(event) {
    event.preventDefault();
    this.main.focusComposer();
  }

  follow() {
    this.stop?.();
    this.stop = follow(this.store.me.id, () => this.store.seq, {
      event: (event, seq) => this.onEvent(event, seq),
      state: (connected) => {
        this.store.connected = connected;
        this.store.emit("connection");
      },
    });
  }

  onEvent(event, seq) {
    if (seq) this.store.seq = seq;
    if (event.type === "reset") void this.resync();
    else reduce(this.store, event);
  }

  /** Reads everything anew: the stream had a gap, or the workspace was reset. */
  async resync() {
    const state = await read("state", { user: this.store.me.id }).catch(() => null);
    if (!state) return location.assign("/");
    this.store.messages.clear();
    this.store.threads.clear();
    this.store.home = null;
    this.take(state);
    if (!this.store.channels.has(this.store.route.channel))
      this.store.route = { channel: this.firstChannel(), tab: "messages", thread: null, highlight: null };
    this.build();
  }

  onNotice(notice) {
    if (notice.command && this.store.route.channel) commandNotice(this, notice);
    else if (!askedJustNow()) toast(noticeWords(notice), "warn");
  }

  onPeople() {
    this.chooseLanguage();
    if (this.language !== document.documentElement.lang) this.build();
  }

  // Where the window stands -------------------------------------------------------------------------------------

  firstChannel() {
    const channels = [...this.store.channels.values()].filter(
      (one) => one.is_member && !one.archived && one.kind === "channel",
    );
    const withBot = channels.find((one) => one.members.includes(this.store.bot.user_id));
    return withBot?.id ?? channels[0]?.id ?? null;
  }

  /** Goes to a place within the window. @param {Partial<import("./store.js").Route>} route */
  go(route) {
    const next = { channel: this.store.route.channel, tab: "messages", thread: null, highlight: null, ...route };
    const address = addressOf(this.store.me.id, next);
    if (address !== location.pathname + location.search) history.pushState(null, "", address);
    this.arrive(/** @type {any} */ (next));
  }

  replace() {
    history.replaceState(null, "", addressOf(this.store.me.id, this.store.route));
  }

  arrive(route) {
    this.store.route = route.channel ? route : { ...route, channel: this.firstChannel() };
    this.arrived();
  }

  arrived() {
    this.shell.dataset.side = this.store.route.thread ? "thread" : this.store.panel;
    this.shell.dataset.screen = "main";
    this.store.emit("route");
    this.store.emit("panel");
  }

  /** Shows the inspector or the tools beside the messages. @param {"" | "inspector" | "tools"} name */
  showPanel(name) {
    this.store.panel = this.store.panel === name ? "" : name;
    if (this.store.route.thread) this.go({ thread: null });
    this.arrived();
  }

  /** On a phone: the list of conversations as a screen of its own. */
  showSidebar() {
    this.shell.dataset.screen = "sidebar";
    this.sidebar.focus();
  }

  /** @param {string[]} users */
  async openDm(users) {
    const answer = await send("open_dm", { user: this.store.me.id, users });
    if (!answer.ok) return toast(answer.message ?? noticeWords({ code: answer.error }), "warn");
    const channel = answer.channel;
    if (typeof channel === "object")
      this.store.channels.set(channel.id, { ...this.store.channels.get(channel.id), ...channel });
    this.go({ channel: channel.id ?? channel, tab: "messages" });
  }

  /** The bot's own place. @param {"home" | "messages"} tab */
  async openBot(tab) {
    const known = this.store.botDm();
    if (!known) await this.openDm([this.store.bot.user_id]);
    const dm = this.store.botDm();
    if (dm) this.go({ channel: dm.id, tab: this.store.app.home_tab === false ? "messages" : tab });
  }

  openLink(event, href) {
    const place = placeOf(href, this.store.team.url);
    if (!place || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.go(place);
  }

  // Keys ----------------------------------------------------------------------------------------------------------

  onKey(event) {
    if (event.key === "F6") this.nextLandmark(event);
    else if (event.key === "Escape" && !event.defaultPrevented && !this.modals.isOpen()) this.closeSide();
  }

  closeSide() {
    if (document.querySelector("dialog[open], :popover-open")) return;
    if (this.store.route.thread) this.go({ thread: null });
    else if (this.store.panel) this.showPanel(/** @type {any} */ (this.store.panel));
  }

  nextLandmark(event) {
    event.preventDefault();
    const marks = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-landmark]")]).filter(
      (one) => one.offsetParent !== null,
    );
    const at = marks.findLastIndex((one) => one.contains(document.activeElement));
    const step = event.shiftKey ? -1 : 1;
    marks[(at + step + marks.length) % marks.length]?.focus();
  }
}
