// Images and files for a Markdown field: pasted, dropped or chosen. They are sent at once
// and described meanwhile, in a list below the text; only uploaded files are inserted.

import { Places } from "../desk/places.js";
import { isBlock } from "./figure.js";
import { Upload } from "./upload-item.js";

const MAX_FILES = 30; // at once

for (const editor of document.querySelectorAll("[data-upload-url]")) start(editor);

function start(editor) {
  const part = (name) => editor.querySelector(`[data-upload${name}]`);
  const area = editor.querySelector("textarea");
  const places = new Places(area);
  const list = part("-list");
  const status = part("-status");
  const desk = { area, places, address: editor.dataset.uploadUrl, changed, removed };
  let uploads = [];

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
  addEventListener("beforeunload", (event) => {
    if (uploads.some((upload) => upload.isUnfinished)) event.preventDefault();
  });

  // Adds files for a place in the text; returns the first.
  function receive(files, at) {
    if (uploads.length + files.length > MAX_FILES) {
      status.textContent = `At most ${MAX_FILES} files at once. Insert those below first.`;
      return undefined;
    }
    const isOwnBlock = isBlock(area.value, at);
    const added = files.map((file) => {
      const row = part("-template").content.firstElementChild.cloneNode(true);
      list.append(row);
      return new Upload(row, file, desk, places.add(at), isOwnBlock);
    });
    uploads.push(...added);
    changed();
    added[0]?.row.scrollIntoView({ block: "nearest" });
    return added[0];
  }

  // Sends what is waiting, one after the other, and shows the state.
  function changed() {
    if (!uploads.some((upload) => upload.state === "sending")) {
      uploads.find((upload) => upload.state === "waiting")?.send();
    }
    list.hidden = !uploads.length;
    status.textContent = summary(uploads);
  }

  // Forgets an upload that was inserted or removed, and moves the focus to the next.
  function removed(upload) {
    const index = uploads.indexOf(upload);
    const hadFocus = upload.row.contains(document.activeElement);
    uploads = uploads.filter((one) => one !== upload);
    places.drop(upload.place);
    upload.row.remove();
    changed();
    if (hadFocus) (uploads[index] ?? uploads.at(-1) ?? area).focus();
  }
}

function summary(uploads) {
  const count = (state) => uploads.filter((upload) => upload.state === state).length;
  const sent = count("waiting") + count("sending");
  const parts = [
    sent && `Uploading ${files(sent)}.`,
    count("stored") && `${files(count("stored"))} to insert.`,
    count("failed") && `${files(count("failed"))} failed.`,
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
