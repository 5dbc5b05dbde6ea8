/** The bot's modals: a stack of up to three, of which the top one shows. */
import { send } from "./api.js";
import { Entered, isEmpty, statefulElements } from "./blocks/context.js";
import { renderBlocks } from "./blocks/index.js";
import { clientErrors } from "./blocks/validate.js";
import { closeButton } from "./dialog.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { hasText, t } from "./i18n.js";
import { keepFocus } from "./keep_focus.js";
import { wordsOf } from "./mrkdwn.js";
import { noticeWords } from "./notices.js";

/** The server's own checks come as codes. */
function inWords(errors) {
  return Object.fromEntries(
    Object.entries(errors ?? {}).map(([block, code]) => [
      block,
      hasText(`form.code.${code}`) ? t(`form.code.${code}`) : code,
    ]),
  );
}

/** What a window keeps of each open view besides the view itself. */
class Sheet {
  constructor(view, channel) {
    this.entered = new Entered(view.state?.values);
    this.presetConversation(view, channel);
    /** @type {Record<string, string>} */ this.errors = {};
    this.failure = "";
    this.busy = false;
  }

  /** `default_to_current_conversation`: the client knows where the person stands, and fills it in. */
  presetConversation(view, channel) {
    for (const [block, element] of statefulElements(view.blocks)) {
      const payload = this.entered.get(block, element);
      if (!channel || !element.default_to_current_conversation || !isEmpty(payload)) continue;
      const multi = element.type.startsWith("multi_");
      this.entered.set(block, element.action_id, {
        type: element.type,
        ...(multi ? { selected_conversations: [channel] } : { selected_conversation: channel }),
      });
    }
  }
}

/** The dialog in which the stack's top view shows. */
export class ModalStack {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.store = app.store;
    /** @type {Map<string, Sheet>} */ this.sheets = new Map();
    this.node = /** @type {HTMLDialogElement} */ (
      h("dialog.dialog.modal", { "aria-modal": "true", "aria-labelledby": "modal-title" })
    );
    this.node.addEventListener("cancel", (event) => {
      event.preventDefault();
      void this.closeTop();
    });
    this.shownId = "";
    document.querySelector("dialog.modal")?.remove();
    document.body.append(this.node);
    this.store.on("views", () => this.update());
    this.store.on("people", () => this.isOpen() && this.draw());
  }

  isOpen() {
    return this.node.open;
  }

  top() {
    return this.store.views.at(-1);
  }

  sheet(view) {
    if (!this.sheets.has(view.id)) this.sheets.set(view.id, new Sheet(view, this.store.route.channel));
    return this.sheets.get(view.id);
  }

  update() {
    const there = new Set(this.store.views.map((view) => view.id));
    for (const id of this.sheets.keys()) if (!there.has(id)) this.sheets.delete(id);
    if (!this.top()) return this.hide();
    this.draw();
    if (!this.node.open) {
      this.before = document.activeElement;
      this.node.showModal();
    }
    if (this.shownId !== this.top().id) this.focusFirst();
    this.shownId = this.top().id;
  }

  hide() {
    if (this.node.open) this.node.close();
    const before = /** @type {HTMLElement} */ (this.before);
    const writing = before?.matches?.(".composer-field");
    if (this.shownId && before?.isConnected && before !== document.body && !writing) before.focus();
    else if (this.shownId) this.app.main.focusComposer();
    this.shownId = "";
    fill(this.node);
  }

  draw() {
    const view = this.top();
    if (!view) return;
    const sheet = this.sheet(view);
    const body = this.node.querySelector(".dialog-body");
    const scroll = this.shownId === view.id ? (body?.scrollTop ?? 0) : 0;
    this.node.dataset.viewId = view.id;
    this.node.dataset.callbackId = view.callback_id ?? "";
    keepFocus(this.node, () => fill(this.node, this.form(view, sheet)));
    this.node.querySelector(".dialog-body").scrollTop = scroll;
  }

  form(view, sheet) {
    const submit = (event) => {
      event.preventDefault();
      void this.submit(view, sheet);
    };
    const deep = this.store.views.length > 1;
    const back =
      deep &&
      h(
        "button.icon-button",
        { type: "button", "aria-label": t("modal.back"), onclick: () => this.closeTop() },
        icon("back"),
      );
    const title = h("h2", { id: "modal-title" }, wordsOf(view.title));
    const head = h(
      "header.dialog-head",
      back,
      h("span.modal-mark", { "aria-hidden": "true" }),
      title,
      closeButton(() => this.closeAll()),
    );
    const body = h(
      "div.dialog-body",
      { tabindex: "-1" },
      sheet.failure && this.failure(sheet),
      h("div.modal-blocks", renderBlocks(view.blocks, this.context(view, sheet))),
    );
    return h(
      "form.modal-form",
      { novalidate: true, onsubmit: submit, "aria-busy": String(sheet.busy) },
      head,
      body,
      this.foot(view, sheet),
    );
  }

  foot(view, sheet) {
    const submit =
      view.submit &&
      h(
        "button.button.primary.modal-submit",
        { type: "submit", "aria-busy": sheet.busy ? "true" : null, "aria-disabled": sheet.busy ? "true" : null },
        h("span.button-words", wordsOf(view.submit)),
      );
    const close = h(
      "button.button.modal-close",
      { type: "button", onclick: () => this.closeTop() },
      view.close ? wordsOf(view.close) : t(view.submit ? "modal.cancel" : "modal.close"),
    );
    return h("footer.dialog-foot", close, submit);
  }

  failure(sheet) {
    return h(
      "div.b-alert.b-alert-error.modal-failure",
      { role: "alert" },
      h("span.b-alert-mark", icon("warn")),
      sheet.failure,
    );
  }

  context(view, sheet) {
    return {
      world: this.app.world,
      prefix: view.id,
      entered: sheet.entered,
      errors: sheet.errors,
      currentChannel: this.store.route.channel,
      act: (blockId, element, payload) => this.act(view, sheet, blockId, element, payload),
    };
  }

  async act(view, sheet, blockId, element, payload) {
    const body = {
      user: this.store.me.id,
      source: { type: "view", view_id: view.id },
      block_id: blockId,
      action_id: element.action_id,
      element: payload,
      values: sheet.entered.snapshot(view.blocks),
    };
    const answer = await send("action", body);
    this.fail(sheet, answer);
    return answer.ok;
  }

  fail(sheet, answer) {
    const failure = answer.ok
      ? ""
      : noticeWords({
          ...answer,
          code:
            answer.error === "operation_timeout" || answer.error === "dispatch_failed" ? "view_error" : answer.error,
        });
    if (failure === sheet.failure) return;
    sheet.failure = failure;
    if (this.isOpen()) this.draw();
    this.node.querySelector(".modal-failure")?.scrollIntoView({ block: "nearest" });
  }

  async submit(view, sheet) {
    if (sheet.busy) return;
    const values = sheet.entered.snapshot(view.blocks);
    sheet.errors = clientErrors(view.blocks, values);
    if (Object.keys(sheet.errors).length) return this.showErrors();
    sheet.busy = true;
    sheet.failure = "";
    this.draw();
    const answer = await send("submit", { user: this.store.me.id, view_id: view.id, values });
    sheet.busy = false;
    this.answered(view, sheet, answer);
  }

  answered(view, sheet, answer) {
    sheet.errors = answer.error === "invalid_input" ? inWords(answer.errors) : (answer.errors ?? {});
    if (Object.keys(sheet.errors).length) return this.showErrors();
    this.fail(sheet, answer);
    if (answer.ok && !answer.response_action) this.store.views = this.store.views.filter((one) => one.id !== view.id);
    if (answer.ok && answer.response_action === "clear") this.store.views = [];
    if (answer.ok) this.update();
    else this.draw();
  }

  showErrors() {
    this.draw();
    const first = /** @type {HTMLElement | null} */ (this.node.querySelector('.b-input-bad [aria-invalid="true"]'));
    first?.focus();
    first?.closest(".b-input")?.scrollIntoView({ block: "nearest" });
  }

  focusFirst() {
    const first = (selector) => /** @type {HTMLElement | null} */ (this.node.querySelector(selector));
    const wanted =
      first("[autofocus]") ??
      first(".modal-blocks :is(input, textarea)") ??
      first(".modal-submit") ??
      first(".modal-blocks button") ??
      first(".modal-close");
    // A group of radio buttons is entered at the one that is on.
    const on = wanted?.matches('[type="radio"]') && first(`[name="${wanted.getAttribute("name")}"]:checked`);
    (on || wanted)?.focus();
  }

  async closeTop() {
    const view = this.top();
    if (view) await this.close(view, Boolean(view.clear_on_close));
  }

  async closeAll() {
    const view = this.top();
    if (view) await this.close(view, this.store.views.length > 1 || Boolean(view.clear_on_close));
  }

  async close(view, clear) {
    this.store.views = clear ? [] : this.store.views.filter((one) => one.id !== view.id);
    this.update();
    await send("close", { user: this.store.me.id, view_id: view.id, clear });
  }
}
