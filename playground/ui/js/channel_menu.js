/** What one can do with a conversation, and who is in it. */
import { send } from "./api.js";
import { avatar } from "./avatar.js";
import { ask, showDialog } from "./dialog.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { noticeWords, toast } from "./notices.js";

/**
 * @param {import("./app.js").App} app
 * @param {import("./store.js").Channel} channel
 * @returns {import("./menu.js").Item[]}
 */
export function channelMenu(app, channel) {
  const bot = app.store.bot;
  const has = channel.members.includes(bot.user_id);
  const user = app.store.me.id;
  const change = (path, body) => () => tell(send(path, body));
  const botItem = has
    ? { label: t("tools.remove_bot", { name: bot.name }), onSelect: change("remove_bot", { channel: channel.id }) }
    : {
        label: t("tools.invite_bot", { name: bot.name }),
        onSelect: change("invite", { user, channel: channel.id, users: [bot.user_id] }),
      };
  const items = [
    { label: t("channel.copy_link"), icon: "link", onSelect: () => copy(`${location.origin}/archives/${channel.id}`) },
  ];
  if (channel.archived || channel.kind === "im" || channel.kind === "mpim") return items;
  return [
    { label: t("channel.members_title"), icon: "people", onSelect: () => showMembers(app, channel) },
    ...items,
    "line",
    botItem,
    channel.is_member && { label: t("channel.leave"), onSelect: change("leave", { user, channel: channel.id }) },
    { label: t("tools.archive"), icon: "archive", danger: true, onSelect: () => archive(app, channel) },
  ].filter(Boolean);
}

/** Asks, then archives. @param {import("./app.js").App} app @param {import("./store.js").Channel} channel */
export async function archive(app, channel) {
  const sure = await ask({
    title: t("tools.archive"),
    text: t("tools.archive_ask", { name: channel.name }),
    yes: t("tools.archive"),
    no: t("common.no"),
    danger: true,
  });
  if (sure) await tell(send("archive", { user: app.store.me.id, channel: channel.id }));
}

/** @param {import("./app.js").App} app @param {import("./store.js").Channel} channel */
export function showMembers(app, channel) {
  const row = (id) => {
    const person = app.store.person(id);
    const open = () => {
      dialog.close();
      app.openDm([id]);
    };
    const words = h(
      "span.person-words",
      h("strong", person?.name ?? id),
      h("span.quiet", person?.is_bot ? t("message.app") : person?.real_name),
    );
    return h(
      "li.person-row",
      h("button.person-choose", { type: "button", "data-user": id, onclick: open }, avatar(person, "small"), words),
    );
  };
  const dialog = showDialog({
    title: `${t("channel.members_title")} · ${channel.members.length}`,
    body: h("ul.people-list", channel.members.map(row)),
  });
}

/** @param {string} text */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("common.copied"));
  } catch {
    toast(text);
  }
}

/**
 * Says so when something did not work.
 * @param {Promise<import("./api.js").Answer>} promise
 * @returns {Promise<import("./api.js").Answer>}
 */
export async function tell(promise) {
  const answer = await promise;
  if (!answer.ok) toast(noticeWords(answer), "warn");
  return answer;
}
