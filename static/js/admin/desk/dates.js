// A date that is half typed stops whatever would send the form: browsers send it as none,
// which means now.

document.addEventListener("submit", stop, { capture: true }); // before the others hear of it

function stop(event) {
  const half = [...event.target.elements].find((field) => field.validity?.badInput);
  if (!half) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  half.closest("details")?.setAttribute("open", "");
  half.reportValidity();
}
