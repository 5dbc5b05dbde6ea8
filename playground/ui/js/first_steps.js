/** A short welcome, until it is put away. */
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { switchPerson } from "./people.js";
import { openClock } from "./clock.js";
import { remember, remembered } from "./prefs.js";

/** @param {import("./app.js").App} app @returns {HTMLElement | null} nothing once dismissed */
export function firstSteps(app) {
  if (remembered("first-steps") === "done") return null;
  const put = (text) => () => app.main.composer?.replaceAll(text);
  const dismiss = () => {
    remember("first-steps", "done");
    node.remove();
    app.main.focusComposer();
  };
  const step = (key, action, onclick) =>
    h("li", h("span", t(`first.${key}`)), h("button.button.small", { type: "button", onclick }, action));
  const node = h(
    "section.first-steps",
    { "aria-label": t("first.title") },
    h(
      "div.first-head",
      h("h2", t("first.title")),
      h(
        "button.icon-button",
        { type: "button", "aria-label": t("first.dismiss"), title: t("first.dismiss"), onclick: dismiss },
        icon("close"),
      ),
    ),
    h(
      "ol",
      step("command", "/partner", put("/partner ")),
      step("people", t("first.people_go"), () => switchPerson(app)),
      step("clock", t("first.clock_go"), () => openClock(app, app.topbar.clock)),
    ),
  );
  return node;
}
