/** What each kind of select offers, and how a choice is written in the state. */
import { wordsOf } from "../mrkdwn.js";

/**
 * @typedef {{key: string, label: string, hint?: string, group?: string, raw: any}} Choice
 * @typedef {{multi: boolean, choices: Choice[], chosen: (payload: any) => string[], payload: (keys: string[]) => any}} Choices
 */

const SINGLE = {
  static_select: ["selected_option", fromOptions],
  users_select: ["selected_user", people],
  conversations_select: ["selected_conversation", conversations],
  channels_select: ["selected_channel", channels],
};

/**
 * @param {any} el @param {import("./context.js").BlockContext} ctx @returns {Choices | null} nothing for other elements
 */
export function choicesOf(el, ctx) {
  const multi = el.type.startsWith("multi_");
  const found = SINGLE[el.type.replace(/^multi_/, "")];
  if (!found) return null;
  const [single, list] = found;
  const field = multi ? `${single}s` : single;
  const choices = list(el, ctx);
  const isOption = single === "selected_option";
  const raw = (key) => (isOption ? choices.find((choice) => choice.key === key)?.raw : key);
  return {
    multi,
    choices,
    chosen: (payload) =>
      [payload[field]]
        .flat()
        .filter(Boolean)
        .map((one) => (isOption ? one.value : one)),
    payload: (keys) => ({ type: el.type, [field]: multi ? keys.map(raw) : keys.length ? raw(keys[0]) : null }),
  };
}

function fromOptions(el) {
  const one = (option, group) => ({
    key: option.value,
    label: wordsOf(option.text),
    hint: wordsOf(option.description),
    group,
    raw: option,
  });
  if (el.option_groups)
    return el.option_groups.flatMap((group) => group.options.map((option) => one(option, wordsOf(group.label))));
  return (el.options ?? []).map((option) => one(option));
}

function people(el, { world: { store } }) {
  const list = [...store.people.values(), store.botPerson()].filter(
    (person, at, all) => !person.deleted && all.findIndex((p) => p.id === person.id) === at,
  );
  return list.map((person) => ({
    key: person.id,
    label: `@${person.name}`,
    hint: person.is_bot ? "" : person.real_name,
    raw: person.id,
  }));
}

function channels(el, { world: { store } }) {
  const open = [...store.channels.values()].filter((channel) => channel.kind === "channel" && !channel.archived);
  return open.map((channel) => ({ key: channel.id, label: `#${channel.name}`, hint: channel.topic, raw: channel.id }));
}

function conversations(el, { world: { store } }) {
  const include = el.filter?.include?.map((kind) => ({ public: "channel", private: "private" })[kind] ?? kind);
  const wanted = (channel) =>
    !channel.archived &&
    (!include || include.includes(channel.kind)) &&
    !(el.filter?.exclude_bot_users && store.isBotDm(channel));
  return [...store.channels.values()]
    .filter(wanted)
    .map((channel) => ({ key: channel.id, label: nameOf(channel, store), raw: channel.id }));
}

/**
 * A conversation's name as the reader sees it.
 * @param {import("../store.js").Channel} channel @param {import("../store.js").Store} store @returns {string}
 */
export function nameOf(channel, store) {
  if (channel.kind === "channel" || channel.kind === "private") return `#${channel.name}`;
  const others = (channel.with ?? []).map((id) => store.person(id) ?? { name: id, is_bot: false });
  const peopleFirst = [...others].sort((a, b) => Number(a.is_bot) - Number(b.is_bot));
  return peopleFirst.map((one) => one.name).join(", ") || store.me.name;
}
