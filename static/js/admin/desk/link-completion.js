// Completion of links: the site's texts in `[words]()`, headings after `/posts/x/#`.
// Nothing is selected until an arrow key is pressed, so that typing is never disturbed.

import { Combobox } from "../combobox.js";
import { locate } from "./caret.js";
import { isLiteral, linkAt } from "./syntax.js";
import { replace } from "./text.js";

const TEXTS_HINT = "↓ then Enter to insert, # for headings, Esc to close";
const HEADINGS_HINT = "↓ then Enter to insert, Esc to close";
const ELSEWHERE = /^[a-z][a-z0-9+.-]*:|^www\.|^#/i;

for (const area of document.querySelectorAll("[data-editor] textarea")) start(area);

function start(area) {
  const { linksUrl } = area.closest("[data-editor]").dataset;
  let dismissed = -1; // the start of the link whose list was closed
  let path = ""; // what is typed of an address: of a text, and of a heading in it
  let fragment = "";
  const anchor = () => locate(area, area.selectionStart);
  const list = new Combobox(area, { label: "Link to", ask, read, take, dismiss, anchor });

  area.addEventListener("desk:complete", () => {
    dismissed = -1;
    list.look();
  });
  area.addEventListener("keydown", goOn);

  function linkHere() {
    return linkAt(area.value, area.selectionStart);
  }

  function ask() {
    const link = linkHere();
    if (link?.start !== dismissed) dismissed = -1;
    if (!link || dismissed >= 0 || isLiteral(area.value, link.start)) return "";
    const typed = area.value.slice(link.from, area.selectionStart);
    if (ELSEWHERE.test(typed)) return "";
    [, path, fragment] = /^(\/[^#]*)#(.*)$/.exec(typed) ?? [];
    return `${linksUrl}?${new URLSearchParams(path ? { address: path } : { q: typed })}`;
  }

  function read({ results, headings }) {
    if (path) {
      const found = headings.filter((heading) => matches(heading, fragment.toLowerCase()));
      const options = found.map(({ title, id, level }) => ({
        title,
        level,
        note: `#${id}`,
        target: `${path}#${id}`,
      }));
      return { options, hint: HEADINGS_HINT };
    }
    const options = results.map(({ title, state, address }) => ({
      title,
      isText: true,
      note: state === "published" ? address : `${address} · ${state}`,
      target: address,
    }));
    return { options, hint: TEXTS_HINT };
  }

  function dismiss() {
    dismissed = linkHere()?.start ?? -1;
  }

  // Inserts the text's address, so that its headings are shown next.
  function goOn(event) {
    const link = event.key === "#" && list.chosen?.isText && linkHere();
    if (!link) return;
    event.preventDefault();
    replace(area, link.from, link.to, `${list.chosen.target}#`);
  }

  function take({ title, target }) {
    const link = linkHere();
    if (!link) return; // it was closed since the list was shown
    const { start, label, from, to } = link;
    const end = area.value[to] === ")" ? to + 1 : to;
    if (label[0] === label[1]) replace(area, start, end, `[${escape(title)}](${target})`);
    else replace(area, from, end, `${target})`);
  }
}

function matches({ id, title }, wanted) {
  return id.includes(wanted) || title.toLowerCase().includes(wanted);
}

function escape(words) {
  return words.replace(/[\\`*_[\]<$]/g, "\\$&");
}
