// Adds a button that copies an address to every element with data-copy.

for (const element of document.querySelectorAll("[data-copy]")) {
  const { copy, copyLabel, copiedLabel } = element.dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = copyLabel;
  button.setAttribute("aria-label", `${copyLabel}: ${copy}`);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(copy);
    button.textContent = copiedLabel;
    setTimeout(() => (button.textContent = copyLabel), 2000);
  });
  element.append(" ", button);
}
