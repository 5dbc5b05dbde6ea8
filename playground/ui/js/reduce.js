/** What each live event changes in the store. */
import { setClock } from "./time.js";

/** @typedef {import("./store.js").Store} Store @typedef {import("./store.js").Message} Message */

const CHANGES = {
  message: (store, event) => putMessage(store, event.message ?? event, true),
  message_changed: (store, event) => putMessage(store, event.message ?? event, false),
  ephemeral: (store, event) => putMessage(store, { ...(event.message ?? event), ephemeral: true }, false),
  ephemeral_replaced: (store, event) => putMessage(store, { ...(event.message ?? event), ephemeral: true }, false),
  message_deleted: removeMessage,
  ephemeral_deleted: removeMessage,
  channel: putChannel,
  read: markRead,
  views(store, event) {
    store.views = event.views ?? [];
    store.emit("views");
  },
  home(store, event) {
    store.home = event.view ?? event.home ?? null;
    store.emit("home");
  },
  person: putPerson,
  clock(store, event) {
    store.clock = event.clock ?? event;
    setClock(store.clock);
    store.emit("clock");
  },
  inspector(store, event) {
    const entry = event.entry ?? event;
    store.addEntry(entry);
    store.emit("inspector");
    noteAlive(store, entry);
  },
  app(store, event) {
    store.app = { ...store.app, ...event };
    store.emit("channels");
    store.emit("app");
  },
  notice: (store, event) => store.emit("notice", event.notice ?? event),
};

/**
 * Takes one event in.
 * @param {Store} store @param {any} event
 */
export function reduce(store, event) {
  CHANGES[event.type]?.(store, event);
}

/** @param {Message} message @returns {boolean} shown in a thread, not among the channel's messages */
export function isReply(message) {
  return Boolean(message.thread_ts && message.thread_ts !== message.ts && message.subtype !== "thread_broadcast");
}

/** @param {Store} store @param {Message} message @param {boolean} isNew */
export function putMessage(store, message, isNew) {
  if (message.deleted && !message.reply_count) return removeMessage(store, message);
  if (message.thread_ts) {
    const thread = store.thread(message.channel, message.thread_ts);
    if (isReply(message) || thread.loaded) thread.list.set(message.ts, message);
    store.emit("thread", message);
  }
  if (isReply(message)) return;
  const stretch = store.stretch(message.channel);
  stretch.meanwhile?.set(message.ts, message);
  const known = stretch.list.has(message.ts);
  if (known || isNew || message.ephemeral || isWithin(store, stretch, message)) stretch.list.set(message.ts, message);
  if (isNew && !known) countUnread(store, message);
  store.emit("messages", message.channel);
  if (store.threads.has(`${message.channel}/${message.ts}`)) store.emit("thread", message);
}

function isWithin(store, stretch, message) {
  const oldest = store.sorted(stretch)[0];
  return stretch.loaded && (!stretch.hasMore || (oldest && oldest.ts <= message.ts));
}

function countUnread(store, message) {
  const channel = store.channels.get(message.channel);
  if (!channel || message.user === store.me.id || message.subtype?.startsWith("channel_")) return;
  if (message.ts > (channel.last_read ?? "")) channel.unread = (channel.unread ?? 0) + 1;
  store.emit("channels");
}

function removeMessage(store, event) {
  const { channel, ts } = event.message ?? event;
  store.messages.get(channel)?.list.delete(ts);
  store.messages.get(channel)?.meanwhile?.set(ts, null);
  for (const [key, thread] of store.threads) {
    if (key.startsWith(`${channel}/`) && thread.list.delete(ts)) store.emit("thread", event);
  }
  store.emit("messages", channel);
}

function putChannel(store, event) {
  const channel = event.channel;
  if (event.removed || channel.visible === false) store.channels.delete(channel.id);
  else store.channels.set(channel.id, { ...store.channels.get(channel.id), ...channel });
  store.emit("channels");
}

function markRead(store, event) {
  const channel = store.channels.get(typeof event.channel === "string" ? event.channel : event.channel?.id);
  if (!channel) return;
  channel.last_read = event.ts ?? event.last_read ?? channel.last_read;
  channel.unread = event.unread ?? 0;
  store.emit("channels");
}

/** There is no event for the bot's coming and going, but what it sends and answers shows that it is there. */
function noteAlive(store, entry) {
  if (store.app.connected || (entry.direction === "to_bot" && entry.status !== 200)) return;
  store.app = { ...store.app, connected: true };
  store.emit("channels");
}

function putPerson(store, event) {
  const person = event.person ?? event;
  store.people.set(person.id, { ...store.people.get(person.id), ...person });
  if (person.id === store.me.id) store.me = store.people.get(person.id);
  store.emit("people");
}
