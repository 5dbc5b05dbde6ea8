/** Whose window this is, and new conversations. */
import { avatar } from "./avatar.js";
import { combobox } from "./blocks/combobox.js";
import { showDialog } from "./dialog.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { languageOf, t } from "./i18n.js";
import { addressOf } from "./router.js";

/** "누구로 볼까요?" @param {import("./app.js").App} app */
export function switchPerson(app) {
  const people = [...app.store.people.values()].filter((person) => !person.is_bot);
  const list = h(
    "ul.people-list",
    people.map((person) => h("li.person-row", row(app, person))),
  );
  const dialog = showDialog({ title: t("people.title"), body: [h("p.quiet", t("people.hint")), list] });
  /** @type {HTMLElement | null} */ (dialog.node.querySelector("[aria-current]"))?.focus();
}

function row(app, person) {
  const mine = person.id === app.store.me.id;
  const here = addressOf(person.id, shared(app, person) ? { channel: app.store.route.channel } : {});
  const marks = [
    person.is_admin && t("people.admin"),
    languageOf(person.locale) === "en" && "English",
    person.deleted && t("people.deleted"),
  ].filter(Boolean);
  const words = h(
    "span.person-words",
    h("span.person-first", h("strong", person.name), h("span.quiet", person.real_name)),
    marks.length > 0 &&
      h(
        "span.person-marks",
        marks.map((mark) => h("span.tag", mark)),
      ),
  );
  const attrs = {
    href: here,
    "aria-current": mine ? "true" : null,
    "data-person": person.id,
    class: person.deleted ? "faint" : null,
  };
  return [
    h(
      "a.person-choose",
      attrs,
      avatar(person, "small"),
      words,
      mine && h("span.person-mine", icon("check"), t("people.now")),
    ),
    h(
      "a.new-window",
      {
        href: here,
        target: "_blank",
        rel: "noopener",
        title: t("people.new_window"),
        "aria-label": t("people.new_window_as", { name: person.name }),
      },
      icon("window"),
      h("span", t("people.new_window_short")),
    ),
  ];
}

/** A channel that the other person can see too; a direct conversation stays with who is in it. */
function shared(app, person) {
  const channel = app.store.current();
  return Boolean(channel && (channel.kind === "channel" || channel.members?.includes(person.id)));
}

/** Chooses people to write to. @param {import("./app.js").App} app */
export function newMessage(app) {
  const people = [...app.store.people.values()].filter(
    (person) => !person.deleted && person.id !== app.store.me.id && !person.is_bot,
  );
  let chosen = /** @type {string[]} */ ([]);
  const choices = {
    multi: true,
    choices: people.map((person) => ({
      key: person.id,
      label: `@${person.name}`,
      hint: person.real_name,
      raw: person.id,
    })),
    chosen: () => [],
    payload: (keys) => keys,
  };
  const label = t("sidebar.new_dm_who");
  const field = combobox(
    { type: "multi_users_select", action_id: "people", max_selected_items: 8 },
    choices,
    /** @type {any} */ ({ id: "new-dm-people", label, value: {}, change: (keys) => (chosen = keys) }),
  );
  const go = async () => {
    if (!chosen.length) return;
    dialog.close();
    await app.openDm(chosen);
  };
  const start = h("button.button.primary", { type: "button", onclick: go }, t("sidebar.new_dm_go"));
  const body = h("div.form-stack", h("label.field-label", { for: "new-dm-people" }, label), field);
  const dialog = showDialog({ title: t("sidebar.new_dm"), body, actions: [start] });
  /** @type {HTMLElement | null} */ (dialog.node.querySelector("input"))?.focus();
}
