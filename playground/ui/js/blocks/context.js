/** What blocks need to know of the place they stand in: where clicks go, and what was entered so far. */

/**
 * @typedef {Record<string, any>} Payload an element's state as Slack sends it: `{type, value}`, `{type, selected_option}` …
 * @typedef {{
 *   world: import("../references.js").World,
 *   prefix: string,
 *   entered: Entered,
 *   act: (blockId: string, element: any, payload: Payload) => Promise<boolean>,
 *   errors: Record<string, string>,
 *   currentChannel: string | null,
 * }} BlockContext
 */

/** What a person has entered in one view or message, by block and action. */
export class Entered {
  /** @param {Record<string, Record<string, Payload>>} [initial] the server's idea of it */
  constructor(initial = {}) {
    /** @type {Map<string, Map<string, Payload>>} */
    this.values = new Map(Object.entries(initial).map(([block, actions]) => [block, new Map(Object.entries(actions))]));
  }

  /**
   * @param {string} block
   * @param {any} element
   * @returns {Payload} what is entered, else the element's initial value
   */
  get(block, element) {
    const known = this.values.get(block)?.get(element.action_id);
    return known && known.type === element.type ? known : initialPayload(element);
  }

  /** @param {string} block @param {string} action @param {Payload} payload */
  set(block, action, payload) {
    if (!this.values.has(block)) this.values.set(block, new Map());
    this.values.get(block).set(action, payload);
  }

  /**
   * The state of all present inputs, as `view.state.values`.
   * @param {any[]} blocks @returns {Record<string, Record<string, Payload>>}
   */
  snapshot(blocks) {
    /** @type {Record<string, Record<string, Payload>>} */ const all = {};
    for (const [block, element] of statefulElements(blocks)) {
      all[block] ??= {};
      all[block][element.action_id] = this.get(block, element);
    }
    return all;
  }
}

const STATELESS = new Set(["button", "overflow", "image", "workflow_button", "icon_button", "feedback_buttons"]);

/** Each element that has a state, with its block's id. @param {any[]} blocks @returns {[string, any][]} */
export function statefulElements(blocks) {
  return blocks
    .flatMap((block) => [block, ...(block.child_blocks ?? [])])
    .flatMap((block) =>
      [block.element, block.accessory, ...(block.elements ?? [])].filter(Boolean).map((one) => [block.block_id, one]),
    )
    .filter(([, element]) => element.action_id && !STATELESS.has(element.type));
}

const INITIAL = {
  plain_text_input: (e) => ({ value: e.initial_value ?? null }),
  email_text_input: (e) => ({ value: e.initial_value ?? null }),
  url_text_input: (e) => ({ value: e.initial_value ?? null }),
  number_input: (e) => ({ value: e.initial_value ?? null }),
  static_select: (e) => ({ selected_option: e.initial_option ?? null }),
  external_select: (e) => ({ selected_option: e.initial_option ?? null }),
  radio_buttons: (e) => ({ selected_option: e.initial_option ?? null }),
  checkboxes: (e) => ({ selected_options: e.initial_options ?? [] }),
  multi_static_select: (e) => ({ selected_options: e.initial_options ?? [] }),
  multi_external_select: (e) => ({ selected_options: e.initial_options ?? [] }),
  users_select: (e) => ({ selected_user: e.initial_user ?? null }),
  multi_users_select: (e) => ({ selected_users: e.initial_users ?? [] }),
  conversations_select: (e) => ({ selected_conversation: e.initial_conversation ?? null }),
  multi_conversations_select: (e) => ({ selected_conversations: e.initial_conversations ?? [] }),
  channels_select: (e) => ({ selected_channel: e.initial_channel ?? null }),
  multi_channels_select: (e) => ({ selected_channels: e.initial_channels ?? [] }),
  datepicker: (e) => ({ selected_date: e.initial_date ?? null }),
  timepicker: (e) => ({ selected_time: e.initial_time ?? null }),
  datetimepicker: (e) => ({ selected_date_time: e.initial_date_time ?? null }),
};

/** @param {any} element @returns {Payload} */
export function initialPayload(element) {
  return { type: element.type, ...(INITIAL[element.type]?.(element) ?? {}) };
}

/** Whether a payload holds nothing. @param {Payload} payload @returns {boolean} */
export function isEmpty(payload) {
  const { type, ...rest } = payload;
  return Object.values(rest).every(
    (value) => value === null || value === "" || (Array.isArray(value) && !value.length),
  );
}
