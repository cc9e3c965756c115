// The length of a text: the server's numbers from each preview, or an estimate.

const WORDS_PER_MINUTE = 230; // as on the server
const PAUSE = 200; // milliseconds until a selection is counted
const PATIENCE = 3000; // and until a text that the server has not counted
const HAN = String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}`;
const LETTERS = String.raw`(?:(?![${HAN}])[\p{L}\p{N}_])+`;
const WORD = new RegExp(`[${HAN}]|${LETTERS}(?:['’.,-][\\p{L}\\p{N}_]+)*`, "gu");
const FORMULA = /\$\$[^]+?\$\$|\$(?!\s)[^$\n]*?\$/g;

for (const area of document.querySelectorAll("[data-editor] textarea")) start(area);

function start(area) {
  const editor = area.closest("[data-editor]");
  const place = area.form.querySelector("[data-counts]");
  const number = new Intl.NumberFormat(document.documentElement.lang || "en");
  let total = { words: 0, minutes: 0 };
  let isCounted = false;
  let later = 0;
  let soon = 0;

  editor.addEventListener("desk:preview", ({ detail }) => {
    clearTimeout(later);
    total = { words: detail.words, minutes: detail.minutes };
    isCounted = true;
    show();
  });
  area.addEventListener("input", expect);
  document.addEventListener("selectionchange", () => {
    if (document.activeElement !== area) return;
    clearTimeout(soon);
    soon = setTimeout(show, PAUSE);
  });
  expect();

  function expect() {
    clearTimeout(later);
    later = setTimeout(estimate, PATIENCE);
  }

  function estimate() {
    const words = count(area.value);
    total = { words, minutes: Math.max(1, Math.round(words / WORDS_PER_MINUTE)) };
    isCounted = false;
    show();
  }

  function show() {
    const { selectionStart, selectionEnd, value } = area;
    const chosen = count(value.slice(selectionStart, selectionEnd));
    const about = isCounted ? "" : "about ";
    const text = chosen
      ? `${number.format(chosen)} of ${about}${amount(total.words, "word")}`
      : `${about}${amount(total.words, "word")} · ${amount(total.minutes, "minute")}`;
    if (place.textContent !== text) place.textContent = text;
  }

  function amount(size, unit) {
    return `${number.format(size)} ${unit}${size === 1 ? "" : "s"}`;
  }
}

function count(text) {
  return text.replace(FORMULA, " x ").match(WORD)?.length ?? 0;
}
