// Images and files for a Markdown field: pasted, dropped or chosen. They are sent at once,
// inserted as soon as they are stored, and described in a list of cards below the text.

import { Places } from "../desk/places.js";
import { isBlock } from "./figure.js";
import { Upload } from "./upload-item.js";

const MAX_FILES = 30; // at once
const PAUSE = 800; // milliseconds without a key, after which cards follow the text
// An image from here without a description. One that decorates is written as HTML.
const UNDESCRIBED = /!\[\]\((\/media\/images\/[^\s()<>"]+)\)/g;

for (const editor of document.querySelectorAll("[data-upload-url]")) start(editor);

function start(editor) {
  const part = (name) => editor.querySelector(`[data-upload${name}]`);
  const area = editor.querySelector("textarea");
  const places = new Places(area);
  const list = part("-list");
  const status = part("-status");
  const desk = { area, places, address: editor.dataset.uploadUrl, changed, removed, next, composed };
  let uploads = [];
  let said = ""; // of an upload that has no card any more
  let held = null; // the button of a save that waits for uploads
  let isComposing = false;
  let timer = 0;

  part("").hidden = false;
  part("-file").addEventListener("change", (event) => {
    const files = [...event.target.files];
    event.target.value = ""; // so that the same file can be chosen again
    receive(files, area.selectionEnd)?.focus();
  });
  area.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length || isText(event.clipboardData)) return;
    event.preventDefault();
    receive([...event.clipboardData.files], area.selectionEnd);
  });
  for (const name of ["dragenter", "dragover"]) {
    area.addEventListener(name, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      area.classList.add("is-dropped-on");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    area.addEventListener(name, () => area.classList.remove("is-dropped-on"));
  }
  area.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    receive([...event.dataTransfer.files], placeUnder(event, area));
  });
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(follow, PAUSE);
  });
  for (const name of ["compositionstart", "compositionend"]) {
    area.form.addEventListener(name, () => {
      isComposing = name === "compositionstart";
    });
  }
  addEventListener("submit", hold, { capture: true }); // before the form's own listeners
  addEventListener("beforeunload", (event) => {
    const isLost = (one) => one.isUnfinished || (one.hasWords && one.problem !== "told");
    if (uploads.some(isLost)) event.preventDefault();
  });
  if (!area.readOnly) follow();

  // Adds files for a place in the text; returns the first.
  function receive(files, at) {
    if (files.length > MAX_FILES) {
      status.textContent = `At most ${MAX_FILES} files at once.`;
      return undefined;
    }
    const isOwnBlock = isBlock(area.value, at);
    const added = files.map((file) =>
      Upload.of(file, places.add(at), isOwnBlock, row(), file.name, desk),
    );
    uploads.push(...added);
    changed();
    added[0]?.row.scrollIntoView({ block: "nearest" });
    return added[0];
  }

  function row() {
    list.append(part("-template").content.cloneNode(true));
    return list.lastElementChild;
  }

  // Every undescribed image in the text has a card, and no other one needs it.
  function follow() {
    for (const upload of uploads.filter((one) => one.isGone)) removed(upload);
    for (const [snippet, address] of area.value.matchAll(UNDESCRIBED)) {
      if (uploads.some((one) => one.snippet === snippet)) continue;
      const name = address.replace(/^.*\/|-[0-9a-f]{12}(?=\.)/g, "");
      uploads.push(Upload.found(snippet, address, row(), name, desk));
    }
    changed();
  }

  // Resolves when no word is being composed, which writing into the text would end.
  function composed() {
    if (!isComposing) return undefined;
    return new Promise((resolve) => {
      area.form.addEventListener("compositionend", () => setTimeout(resolve), { once: true });
    });
  }

  // Sends what is waiting, one after the other, and shows the state.
  function changed() {
    if (!uploads.some((upload) => upload.state === "sending")) {
      uploads.find((upload) => upload.state === "waiting")?.send();
    }
    list.hidden = !uploads.length;
    const busy = uploads.find((upload) => upload.isUnfinished);
    const wait = held && busy && `It will be saved when ${busy.name} is in the text.`;
    status.textContent = [said, summary(uploads), wait].filter(Boolean).join(" ");
    if (!held || busy) return;
    const button = held;
    held = null;
    area.form.requestSubmit(button);
  }

  // A save waits for what is being uploaded, and is stopped once by what has failed.
  function hold(event) {
    if (event.target !== area.form) return;
    for (const upload of uploads) if (upload.hasWords && !upload.problem) upload.finish();
    const failed = uploads.find((upload) => upload.problem === "new");
    held = uploads.some((upload) => upload.isUnfinished) ? event.submitter : null;
    if (!held && !failed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (held) changed();
    else refuse(failed);
    status.scrollIntoView({ block: "nearest" });
  }

  function refuse(failed) {
    for (const upload of uploads) upload.problem &&= "told";
    failed.focus();
    status.textContent = `Not saved, because of ${failed.name}: see below. To save without it, press the same button again.`;
  }

  // Forgets an upload that is done with or was removed, and moves the focus to the next.
  function removed(upload, sentence = "") {
    if (upload.row.contains(document.activeElement)) next(upload);
    uploads = uploads.filter((one) => one !== upload);
    places.drop(upload.place);
    upload.row.remove();
    said = sentence;
    changed();
  }

  function next(upload) {
    const index = uploads.indexOf(upload);
    (uploads[index + 1] ?? uploads[index - 1] ?? area).focus();
  }
}

function summary(uploads) {
  const number = (isSo) => uploads.filter(isSo).length;
  const sent = number((one) => ["waiting", "sending"].includes(one.state));
  const asked = number((one) => one.state === "stored" && one.isUndescribed);
  const failed = number((one) => one.state === "failed");
  const parts = [
    sent && `Uploading ${files(sent)}.`,
    asked && `${asked === 1 ? "1 image" : `${asked} images`} to describe.`,
    failed && `${files(failed)} failed.`,
  ];
  return parts.filter(Boolean).join(" ");
}

function files(number) {
  return number === 1 ? "1 file" : `${number} files`;
}

// Office programs copy a picture along with the text: the text is meant. File managers
// copy the names along with the files: the files are meant.
function isText(clipboard) {
  const lines = clipboard.getData("text/plain").trim().split(/\s*\n\s*/);
  const names = new Set([...clipboard.files].map((file) => file.name));
  const isName = (line) => names.has(line) || names.has(line.split(/[\\/]/).at(-1));
  return lines.some((line) => line && !isName(line));
}

// The position in the text where files were dropped; the caret, if browsers do not say.
function placeUnder(event, area) {
  const found = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  return found?.offsetNode === area ? found.offset : area.selectionEnd;
}
