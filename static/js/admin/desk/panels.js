// The panels at the foot of the desk: one at a time, closed by Escape or a click outside;
// and the number of findings in the report.

for (const desk of document.querySelectorAll("[data-desk]")) {
  start(desk);
}

function start(desk) {
  const panels = [...desk.querySelectorAll(".desk-panel")];
  const findings = desk.querySelector("[data-findings]");
  desk.addEventListener("desk:preview", ({ detail }) => {
    findings.textContent = detail.findings ? ` ${detail.findings} to look at` : "";
  });
  for (const panel of panels) {
    panel.addEventListener("toggle", () => {
      if (!panel.open) return;
      for (const other of panels) if (other !== panel) other.open = false;
      const { position } = getComputedStyle(panel.querySelector(".desk-panel-body"));
      // On a low screen it opens below; elsewhere it covers the text, which does not move.
      if (position === "static") panel.scrollIntoView({ block: "nearest" });
    });
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      panel.open = false;
      panel.querySelector("summary").focus();
    });
  }
  document.addEventListener("pointerdown", (event) => {
    for (const panel of panels) {
      if (panel.open && !panel.contains(event.target) && !isInSource(event.target)) {
        panel.open = false;
      }
    }
  });
}

// Somebody who goes from a finding to its line needs both the report and the text.
function isInSource(target) {
  return Boolean(target.closest?.(".desk-source"));
}
