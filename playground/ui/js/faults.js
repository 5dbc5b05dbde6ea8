/** Faults on demand: what the Web API does wrong, how often. */
import { read, send } from "./api.js";
import { tell } from "./channel_menu.js";
import { fill, freshId, h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

const KINDS = ["drop_before", "drop_after", "delay", "http_500_before", "http_500_after", "rate_limited", "error"];
const TIMED = new Set(["delay", "rate_limited"]);
const METHODS = [
  "chat.postMessage",
  "chat.update",
  "chat.postEphemeral",
  "conversations.open",
  "views.open",
  "views.update",
  "views.publish",
  "users.info",
  "files.getUploadURLExternal",
  "upload",
  "files.completeUploadExternal",
  "*",
];

/** @param {import("./app.js").App} app @returns {HTMLElement} */
export function faultForm(app) {
  /** @type {any[]} */ let rules = [];
  const list = h("ul.fault-list");
  const put = async (next) => {
    const answer = await tell(send("faults", { rules: next }));
    if (answer.ok) show(answer.rules ?? next);
  };
  const show = (next) => {
    rules = next;
    fill(
      list,
      rules.length
        ? rules.map((rule, index) => ruleRow(rule, () => put(rules.filter((_, at) => at !== index))))
        : h("li.quiet", t("faults.none")),
    );
  };
  read("faults").then(
    (answer) => show(answer.rules ?? []),
    () => show([]),
  );
  return h(
    "div.form-stack",
    list,
    newRule(app, (rule) => put([...rules, rule])),
  );
}

function ruleRow(rule, remove) {
  const words = [
    rule.method,
    t(`faults.kind.${rule.kind}`),
    rule.kind === "error" && rule.error,
    TIMED.has(rule.kind) && `${rule.seconds} s`,
    `× ${rule.times}`,
    rule.skip && t("faults.after", { n: rule.skip }),
  ]
    .filter(Boolean)
    .join(" · ");
  return h(
    "li.fault",
    h("span", words),
    h(
      "button.icon-button",
      { type: "button", "aria-label": t("form.remove", { name: words }), onclick: remove },
      icon("close"),
    ),
  );
}

function newRule(app, add) {
  const id = freshId("fault");
  const field = (name, attrs) =>
    h(
      "div.field-row",
      h("label", { for: `${id}-${name}` }, t(`faults.${name}`)),
      h("input.input", { id: `${id}-${name}`, name, ...attrs }),
    );
  const kind = h(
    "select.input",
    { id: `${id}-kind`, name: "kind" },
    KINDS.map((one) => h("option", { value: one }, t(`faults.kind.${one}`))),
  );
  const submit = (event) => {
    event.preventDefault();
    add(ruleOf(new FormData(event.currentTarget)));
  };
  return h(
    "form.fault-form",
    { onsubmit: submit },
    field("method", { required: true, value: METHODS[0], list: `${id}-methods` }),
    h(
      "datalist",
      { id: `${id}-methods` },
      METHODS.map((one) => h("option", { value: one })),
    ),
    h("div.field-row", h("label", { for: `${id}-kind` }, t("faults.kind")), kind),
    field("error", { placeholder: "channel_not_found" }),
    h(
      "div.field-pair",
      field("seconds", { type: "number", min: "0", step: "any" }),
      field("times", { type: "number", min: "1", value: "1" }),
      field("skip", { type: "number", min: "0" }),
    ),
    h("button.button", { type: "submit" }, t("faults.add")),
  );
}

function ruleOf(form) {
  /** @type {Record<string, any>} */ const rule = {
    method: form.get("method"),
    kind: form.get("kind"),
    times: Number(form.get("times")) || 1,
  };
  if (form.get("error")) rule.error = form.get("error");
  for (const name of ["seconds", "skip"]) if (form.get(name)) rule[name] = Number(form.get(name));
  return rule;
}
