/** Modal dialogs of the page itself (the bot's modals live in modal.js): native `<dialog>`, focus kept in and given back. */
import { fill, freshId, h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

/**
 * Shows a dialog.
 * @param {{title: string, body: import("./dom.js").Child, actions?: HTMLElement[], wide?: boolean, onClose?: () => void}} options
 * @returns {{close: () => void, node: HTMLDialogElement}}
 */
export function showDialog({ title, body, actions = [], wide = false, onClose }) {
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  const titleId = freshId("dialog");
  const node = /** @type {HTMLDialogElement} */ (
    h(`dialog.dialog${wide ? ".dialog-wide" : ""}`, { "aria-labelledby": titleId, "aria-modal": "true" })
  );
  const close = () => node.close();
  fill(
    node,
    h("header.dialog-head", h("h2", { id: titleId }, title), closeButton(close)),
    h("div.dialog-body", { tabindex: "-1" }, body),
    actions.length > 0 && h("footer.dialog-foot", actions),
  );
  document.body.append(node);
  node.addEventListener("close", () => {
    node.remove();
    if (before?.isConnected) before.focus();
    onClose?.();
  });
  node.addEventListener("pointerdown", (event) => event.target === node && close());
  node.showModal();
  return { close, node };
}

/** @param {() => void} close @returns {HTMLElement} */
export function closeButton(close) {
  return h("button.icon-button", { type: "button", "aria-label": t("common.close"), onclick: close }, icon("close"));
}

/**
 * Asks before something happens (Block Kit's confirm object, and the page's own questions).
 * @param {{title: string, text: import("./dom.js").Child, yes: string, no: string, danger?: boolean}} question
 * @returns {Promise<boolean>}
 */
export function ask({ title, text, yes, no, danger = false }) {
  return new Promise((resolve) => {
    let answer = false;
    const finish = (value) => () => {
      answer = value;
      dialog.close();
    };
    const agree = h(`button.button.${danger ? "danger" : "primary"}`, { type: "button", onclick: finish(true) }, yes);
    const refuse = h("button.button", { type: "button", onclick: finish(false) }, no);
    const dialog = showDialog({
      title,
      body: h("div.ask-text", text),
      actions: [refuse, agree],
      onClose: () => resolve(answer),
    });
    agree.focus();
  });
}
