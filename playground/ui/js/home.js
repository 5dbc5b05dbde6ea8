/** The bot's App Home. */
import { send } from "./api.js";
import { Entered } from "./blocks/context.js";
import { renderBlocks } from "./blocks/index.js";
import { fill, h } from "./dom.js";
import { t } from "./i18n.js";
import { keepFocus } from "./keep_focus.js";
import { noticeWords, toast } from "./notices.js";

/** The home tab. */
export class HomeView {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.store = app.store;
    this.entered = new Entered();
    this.node = h("div.home", { tabindex: "0", role: "region", "aria-label": t("tab.home") });
    this.loading = true;
    this.update();
    void this.open();
  }

  async open() {
    const before = this.store.home;
    const answer = await send("home", { user: this.store.me.id });
    this.loading = false;
    // What came live in the meantime is newer than the answer.
    if (answer.view && this.store.home === before) this.store.home = answer.view;
    if (!answer.ok) toast(noticeWords(answer), "warn");
    this.update();
  }

  update() {
    const view = this.store.home;
    if (!view)
      return fill(
        this.node,
        h("p.empty", this.loading ? t("common.loading") : t("home.empty", { name: this.store.bot.name })),
      );
    keepFocus(this.node, () => fill(this.node, h("div.home-blocks", renderBlocks(view.blocks, this.context(view)))));
  }

  context(view) {
    const act = async (blockId, element, payload) => {
      const body = {
        user: this.store.me.id,
        source: { type: "view", view_id: view.id },
        block_id: blockId,
        action_id: element.action_id,
        element: payload,
        values: this.entered.snapshot(view.blocks),
      };
      const answer = await send("action", body);
      if (!answer.ok) toast(noticeWords(answer), "warn");
      return answer.ok;
    };
    return { world: this.app.world, prefix: view.id, entered: this.entered, errors: {}, currentChannel: null, act };
  }
}
