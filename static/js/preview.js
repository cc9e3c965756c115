// The live preview of a Markdown field: what the server makes of the text, a moment after
// the last key. One request is under way at a time, so no late answer overtakes a newer.

const PAUSE = 250; // milliseconds
const PATIENCE = 30_000;
const FIELDS = { title: "title", summary: "summary", body: "content" };

for (const editor of document.querySelectorAll("[data-preview-url]")) {
  start(editor);
}

function start(editor) {
  const form = editor.closest("form");
  const area = editor.querySelector("textarea");
  const pane = editor.querySelector(".editor-preview");
  const error = editor.querySelector("[data-preview-error]");
  const page = editor.querySelector(".editor-page").shadowRoot;
  if (!page) return; // a browser without declarative shadow trees
  const place = page.querySelector("[data-preview]");
  const fields = { title: form.elements.title, summary: form.elements.summary, body: area };
  let timer = 0;
  let isBusy = false;
  let isStale = false;

  pane.hidden = false;
  editor.classList.add("has-preview");
  for (const field of Object.values(fields)) {
    field?.addEventListener("input", schedule);
  }
  page.addEventListener("click", follow);
  update();

  function schedule() {
    isStale = true;
    clearTimeout(timer);
    timer = setTimeout(update, PAUSE);
  }

  async function update() {
    if (isBusy) return; // what was typed meanwhile comes next
    isBusy = true;
    isStale = false;
    try {
      place.innerHTML = await fetchPreview(); // sanitised by the renderer
      error.textContent = "";
    } catch (problem) {
      error.textContent = problem.message;
    }
    isBusy = false;
    if (isStale) schedule();
  }

  async function fetchPreview() {
    const data = new URLSearchParams();
    for (const [name, field] of Object.entries(fields)) {
      data.append(FIELDS[name], field?.value ?? "");
    }
    const response = await fetch(editor.dataset.previewUrl, {
      method: "POST",
      body: data,
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    }).catch(() => {
      throw new Error("The preview does not answer. Your text is safe in the field.");
    });
    if (response.ok) return response.text();
    throw new Error(await explain(response));
  }

  function follow(event) {
    const problem = event.target.closest("[data-line]");
    if (problem) {
      const { field, line } = problem.dataset;
      showLine(fields[field] ?? area, field === "body" ? Number(line) : 1);
      return;
    }
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault(); // leaving would lose the text
    const address = link.getAttribute("href");
    if (address.startsWith("#")) {
      page.getElementById(decodeURIComponent(address.slice(1)))?.scrollIntoView();
    } else {
      window.open(link.href, "_blank", "noopener");
    }
  }
}

async function explain(response) {
  if (response.type === "opaqueredirect") {
    return "You are signed out. Sign in again in another window, then go on here.";
  }
  if (response.headers.get("Content-Type")?.startsWith("text/plain")) {
    return response.text();
  }
  return `There is no preview: the server answered ${response.status}.`;
}

function showLine(field, line) {
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  field.blur(); // focusing again scrolls to the selection
  field.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  field.focus();
}
