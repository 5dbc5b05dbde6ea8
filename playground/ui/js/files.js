/** The files of a message: what each is, how large, and a way to save it. */
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { language, t } from "./i18n.js";

/** @typedef {import("./store.js").File} File */

const UNITS = ["byte", "kilobyte", "megabyte"];
const STEP = 1000;

/** @param {File[] | undefined} files @param {string} me whose window it is @returns {HTMLElement | null} */
export function fileList(files, me) {
  if (!files?.length) return null;
  const entries = files.map((file) => h("li", fileLink(file, me)));
  return h("ul.files", { "aria-label": t("file.list") }, entries);
}

function fileLink(file, me) {
  const title = file.title || file.name;
  const name = title !== file.name && file.name;
  const size = sizeInWords(file.size);
  return h(
    "a.file",
    {
      href: `/ui/file?${new URLSearchParams({ user: me, file: file.id })}`,
      download: file.name,
      title: t("file.download"),
      "aria-label": [title, name, size, t("file.download")].filter(Boolean).join(", "),
      "data-action-id": file.id,
    },
    h("span.file-mark", icon("file")),
    h(
      "span.file-words",
      h("span.file-title", title),
      h("span.file-facts", name && h("span.file-name", name), h("span", size)),
    ),
    icon("download"),
  );
}

/** "12.3KB" @param {number} bytes @returns {string} */
function sizeInWords(bytes) {
  let [size, unit] = [bytes, 0];
  while (size >= STEP && unit < UNITS.length - 1) [size, unit] = [size / STEP, unit + 1];
  return new Intl.NumberFormat(language(), {
    style: "unit",
    unit: UNITS[unit],
    unitDisplay: unit ? "short" : "long",
    maximumFractionDigits: 1,
  }).format(size);
}
