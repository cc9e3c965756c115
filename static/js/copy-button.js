// Adds a button that copies an address to every element with data-copy. The labels
// are on the list around them: data-copy-label, data-copied-label.

const SHOWN = 2000; // milliseconds

// Read out when it changes.
const status = document.createElement("p");
status.className = "unseen";
status.setAttribute("role", "status");

function addButton(element) {
  const { copy } = element.dataset;
  const { copyLabel, copiedLabel } = element.closest("[data-copy-label]").dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = copyLabel;
  button.setAttribute("aria-label", `${copyLabel}: ${copy}`);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(copy);
    button.textContent = copiedLabel;
    status.textContent = `${copiedLabel}: ${copy}`;
    setTimeout(() => {
      button.textContent = copyLabel;
      status.textContent = "";
    }, SHOWN);
  });
  element.append(button);
}

// Browsers offer the clipboard over https and on the same machine only.
if (navigator.clipboard) {
  document.querySelector("main").append(status);
  document.querySelectorAll("[data-copy]").forEach(addButton);
}
