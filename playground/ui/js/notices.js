/** What Slack tells a person when an app did not answer, and small passing messages. */
import { h } from "./dom.js";
import { hasText, t } from "./i18n.js";
import { icon } from "./icons.js";
import { now } from "./time.js";
import { putMessage } from "./reduce.js";

const SHOWN_MS = 6000;
const SAME_MS = 4000;

/** @param {{code?: string, error?: string, message?: string, command?: string}} notice @returns {string} */
export function noticeWords(notice) {
  const code = notice.code ?? notice.error ?? "unknown";
  if (notice.command) return t("notice.command", { command: notice.command, code });
  if (hasText(`notice.${code}`)) return t(`notice.${code}`);
  return notice.message ?? t("notice.unknown", { code });
}

/** @param {string} words @param {"info" | "warn"} [kind] */
export function toast(words, kind = "info") {
  const host = document.querySelector("dialog[open]:last-of-type") ?? document.body;
  const close = () => node.remove();
  const button = h(
    "button.icon-button",
    { type: "button", "aria-label": t("common.close"), onclick: close },
    icon("close"),
  );
  const node = h(
    `div.toast.toast-${kind}`,
    { role: kind === "warn" ? "alert" : "status" },
    icon(kind === "warn" ? "warn" : "info"),
    h("span", words),
    button,
  );
  for (const old of document.querySelectorAll(".toast")) old.remove();
  host.append(node);
  setTimeout(close, SHOWN_MS);
}

/** @type {Map<string, number>} */
const recent = new Map();

/**
 * A command that failed: Slack says so in the conversation, to that person alone. The stream and the request's own
 * answer both tell of it; it is shown once.
 * @param {import("./app.js").App} app @param {{code?: string, error?: string, command?: string, channel?: string}} notice
 */
export function commandNotice(app, notice) {
  const channel = notice.channel ?? app.store.route.channel;
  const key = `${channel}:${notice.command}:${notice.code ?? notice.error}`;
  const last = recent.get(key) ?? 0;
  recent.set(key, Date.now());
  if (!channel || Date.now() - last < SAME_MS) return;
  putMessage(app.store, localMessage(channel, noticeWords(notice)), false);
}

/**
 * A line of Slackbot's own that this window alone has.
 * @param {string} channel
 * @param {string} text
 * @param {string | null} [thread]
 * @returns {any}
 */
export function localMessage(channel, text, thread = null) {
  const ts = `${(now().getTime() / 1000).toFixed(3)}999`;
  return {
    channel,
    ts,
    thread_ts: thread,
    user: null,
    bot_id: null,
    username: "Slackbot",
    text,
    blocks: null,
    edited: null,
    deleted: false,
    ephemeral: true,
    reply_count: 0,
    reply_users: [],
    subtype: "local",
  };
}
