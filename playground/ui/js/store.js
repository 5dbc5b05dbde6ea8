/** What this window knows of the workspace, and who wants to hear when it changes. */

/**
 * @typedef {{id: string, name: string, real_name: string, locale: string, is_bot: boolean, deleted: boolean, is_admin: boolean, color: string}} Person
 * @typedef {{id: string, name: string, kind: "channel"|"private"|"im"|"mpim", archived: boolean, members: string[], topic: string, purpose: string, unread: number, last_read: string, is_member: boolean, with: string[]}} Channel
 * @typedef {{channel: string, ts: string, thread_ts: string|null, user: string|null, bot_id: string|null, username?: string, text: string, blocks: any[]|null, edited: {ts: string}|null, deleted: boolean, ephemeral: boolean, reply_count: number, reply_users: string[], latest_reply: string|null, subtype: string|null, files?: File[]}} Message
 * @typedef {{id: string, name: string, title: string, size: number}} File size in bytes
 * @typedef {{id: string, type: "modal"|"home", title: any, blocks: any[], submit: any, close: any, state: {values: any}, clear_on_close: boolean, [key: string]: any}} View
 * @typedef {{list: Map<string, Message>, hasMore: boolean, loaded: boolean, meanwhile?: Map<string, any> | null}} Stretch
 *   `meanwhile`: what came live while a page is being read, and is newer than it; null for what was deleted
 * @typedef {{channel: string|null, tab: "home"|"messages", thread: string|null, highlight: string|null}} Route
 */

const MAX_ENTRIES = 800;

/** The state of one window. */
export class Store {
  constructor() {
    this.team = { id: "", name: "", url: "" };
    this.me = /** @type {Person} */ ({});
    this.bot = { user_id: "", bot_id: "", name: "", app_id: "" };
    this.app = { transport: "", connected: true };
    this.clock = { now: new Date().toISOString(), offset_seconds: 0 };
    /** @type {Map<string, Person>} */ this.people = new Map();
    /** @type {Map<string, Channel>} */ this.channels = new Map();
    /** @type {Map<string, Stretch>} */ this.messages = new Map();
    /** @type {Map<string, Stretch>} */ this.threads = new Map();
    /** @type {any[]} */ this.commands = [];
    /** @type {any[]} */ this.shortcuts = [];
    /** @type {View[]} */ this.views = [];
    /** @type {View | null} */ this.home = null;
    /** @type {any[]} */ this.entries = [];
    this.seq = 0;
    this.connected = true;
    /** @type {Route} */ this.route = { channel: null, tab: "messages", thread: null, highlight: null };
    this.panel = "";
    /** @type {Map<string, Set<Function>>} */ this.listeners = new Map();
  }

  /** Takes over the whole of `/ui/state`. @param {any} state */
  load(state) {
    Object.assign(this, { team: state.team, me: state.me, bot: state.bot, clock: state.clock, seq: state.seq ?? 0 });
    this.app = state.app ?? this.app;
    this.commands = state.commands ?? [];
    this.shortcuts = state.shortcuts ?? [];
    this.views = state.views ?? [];
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.channels = new Map(state.channels.map((channel) => [channel.id, channel]));
    if (!this.people.has(this.me.id)) this.people.set(this.me.id, this.me);
  }

  /**
   * Hears of a topic: people, channels, messages, thread, views, home, clock, inspector, notice, route, panel, connection.
   * @param {string} topic @param {Function} listener
   * @returns {() => void} stops hearing
   */
  on(topic, listener) {
    if (!this.listeners.has(topic)) this.listeners.set(topic, new Set());
    this.listeners.get(topic).add(listener);
    return () => this.listeners.get(topic)?.delete(listener);
  }

  /** @param {string} topic @param {any} [detail] */
  emit(topic, detail) {
    for (const listener of this.listeners.get(topic) ?? []) listener(detail);
  }

  /** Forgets every listener: the page is about to be built anew. */
  silence() {
    this.listeners.clear();
  }

  /** @param {string} id @returns {Stretch} */
  stretch(id) {
    if (!this.messages.has(id)) this.messages.set(id, { list: new Map(), hasMore: false, loaded: false });
    return this.messages.get(id);
  }

  /** @param {string} channel @param {string} ts @returns {Stretch} */
  thread(channel, ts) {
    const key = `${channel}/${ts}`;
    if (!this.threads.has(key)) this.threads.set(key, { list: new Map(), hasMore: false, loaded: false });
    return this.threads.get(key);
  }

  /** @param {Stretch} stretch @returns {Message[]} oldest first */
  sorted(stretch) {
    return [...stretch.list.values()].sort((a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0));
  }

  /** @param {string} id @returns {Person | undefined} */
  person(id) {
    if (this.people.has(id)) return this.people.get(id);
    return id === this.bot.user_id || id === this.bot.bot_id ? this.botPerson() : undefined;
  }

  /** @returns {Person} */
  botPerson() {
    const { user_id: id, name } = this.bot;
    return { id, name, real_name: name, locale: "ko-KR", is_bot: true, deleted: false, is_admin: false, color: "" };
  }

  /** @returns {Channel | undefined} */
  current() {
    return this.route.channel ? this.channels.get(this.route.channel) : undefined;
  }

  /** @returns {Channel | undefined} the direct conversation with the bot */
  botDm() {
    return [...this.channels.values()].find((channel) => this.isBotDm(channel));
  }

  /** @param {Channel | undefined} channel @returns {boolean} */
  isBotDm(channel) {
    return channel?.kind === "im" && (channel.with ?? []).includes(this.bot.user_id);
  }

  /** @param {any} entry */
  addEntry(entry) {
    const at = this.entries.findIndex((one) => one.id === entry.id);
    if (at >= 0) this.entries[at] = entry;
    else this.entries.push(entry);
    if (this.entries.length > MAX_ENTRIES) this.entries.splice(0, this.entries.length - MAX_ENTRIES);
  }
}
