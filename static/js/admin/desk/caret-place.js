// After a save, restores the caret, the scroll position and the focus of the page before.

const NAME = "desk-place";
const MAX_AGE = 60_000; // milliseconds

for (const form of document.querySelectorAll(".desk-form")) {
  const area = form.querySelector("[data-editor] textarea");
  if (area) start(form, area);
}

function start(form, area) {
  const place = take();
  const isSame = place?.length === area.value.length && Date.now() - place.at < MAX_AGE;
  if (isSame) restore(area, place);
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) note(area);
  });
}

function note(area) {
  const { selectionStart: start, selectionEnd: end, scrollTop: scroll } = area;
  const hasFocus = area === document.activeElement;
  const place = { at: Date.now(), length: area.value.length, start, end, scroll, hasFocus };
  try {
    sessionStorage.setItem(NAME, JSON.stringify(place));
  } catch {
    // Without storage, the page opens at its top.
  }
}

function take() {
  try {
    const place = JSON.parse(sessionStorage.getItem(NAME));
    sessionStorage.removeItem(NAME);
    return place;
  } catch {
    return null;
  }
}

function restore(area, place) {
  area.setSelectionRange(place.start, place.end);
  if (place.hasFocus) area.focus({ preventScroll: true });
  area.scrollTop = place.scroll;
}
