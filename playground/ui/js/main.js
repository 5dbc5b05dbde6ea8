/** Starts the page: who looks (the address), what is there (the state), what happens (the stream). */
import { App } from "./app.js";
import { read } from "./api.js";
import { h, fill } from "./dom.js";
import { languageOf, setLanguage, t } from "./i18n.js";
import { applyTheme, remember, remembered } from "./prefs.js";
import { readAddress } from "./router.js";
import { Store } from "./store.js";

const FIRST = "U0MINJUN";

async function start() {
  applyTheme();
  const root = document.getElementById("app");
  setLanguage(/** @type {any} */ ({ ko: "ko", en: "en" }[remembered("language")] ?? languageOf(navigator.language)));
  const { as, route } = readAddress();
  const user = as || remembered("as", FIRST);
  try {
    const state = await stateOf(user);
    remember("as", state.me.id);
    await new App(new Store(), root).start(state, route);
  } catch (error) {
    const again = h("button.button.primary", { type: "button", onclick: () => location.reload() }, t("common.retry"));
    fill(
      root,
      h(
        "main.failure",
        { role: "alert" },
        h("h1", t("failure.title")),
        h("p", t("failure.text")),
        h("p.quiet", String(error.message ?? error)),
        again,
      ),
    );
  }
}

/** A remembered person may be gone after a reset: the first one is always there. */
async function stateOf(user) {
  try {
    return await read("state", { user });
  } catch (error) {
    if (user === FIRST) throw error;
    return read("state", { user: FIRST });
  }
}

start();
