// Images for a Markdown field: pasted, dropped or chosen; described, uploaded, and put in
// at the caret as if typed, so that undo takes them out again.

for (const editor of document.querySelectorAll("[data-upload-url]")) {
  start(editor);
}

function start(editor) {
  const part = (name) => editor.querySelector(`[data-upload${name}]`);
  const area = editor.querySelector("textarea");
  const form = part("-form");
  const alt = part("-alt");
  const error = part("-error");
  const send = part("-send");
  const token = editor.closest("form").elements.csrfmiddlewaretoken.value;
  const waiting = [];

  part("").hidden = false;
  part("-file").addEventListener("change", (event) => {
    receive(event.target.files);
    event.target.value = ""; // so that the same file can be chosen again
  });
  area.addEventListener("paste", (event) => {
    // Office programs put a picture of copied text beside the text: the text is meant.
    if (event.clipboardData.types.includes("text/plain")) return;
    take(event, event.clipboardData.files);
  });
  area.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  area.addEventListener("drop", (event) => take(event, event.dataTransfer.files));
  alt.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault(); // it would save the whole post
      upload();
    } else if (event.key === "Escape") {
      cancel();
    }
  });
  send.addEventListener("click", upload);
  part("-cancel").addEventListener("click", cancel);

  function take(event, files) {
    if (!files.length) return;
    event.preventDefault();
    receive(files);
  }

  function receive(files) {
    const isIdle = !waiting.length;
    waiting.push(...files);
    if (isIdle && waiting.length) ask();
  }

  function ask() {
    part("-name").textContent = waiting[0].name;
    alt.value = "";
    error.textContent = "";
    form.hidden = false;
    alt.focus();
  }

  function next() {
    waiting.shift();
    error.textContent = "";
    if (waiting.length) {
      ask();
    } else {
      form.hidden = true;
      area.focus();
    }
  }

  function cancel() {
    if (!send.disabled) next();
  }

  async function upload() {
    if (send.disabled) return;
    send.disabled = true;
    error.textContent = "";
    try {
      const code = await sendImage(editor.dataset.uploadUrl, waiting[0], alt.value, token);
      insert(area, code);
      next();
    } catch (problem) {
      error.textContent = problem.message;
      alt.focus();
    }
    send.disabled = false;
  }
}

async function sendImage(address, image, alt, token) {
  const data = new FormData();
  data.append("image", image);
  data.append("alt", alt);
  const response = await fetch(address, {
    method: "POST",
    body: data,
    headers: { "X-CSRFToken": token },
    redirect: "manual",
  }).catch(() => {
    throw new Error("The server does not answer. Try again in a moment.");
  });
  if (response.type === "opaqueredirect") {
    throw new Error("You are signed out. Sign in again in another window, then try again.");
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok && answer.image_code) return answer.image_code;
  const sentences = Object.values(answer.errors ?? {}).flat();
  throw new Error(
    sentences.join(" ") || `The image was refused: the server answered ${response.status}.`,
  );
}

function insert(area, text) {
  area.focus();
  // Old, but the one insertion that the browser's own undo knows of.
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
