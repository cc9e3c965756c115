// Where on the screen a position in a text area is, measured in an element with its style.

const STYLE = [
  "direction",
  "font",
  "letter-spacing",
  "line-height",
  "overflow-wrap",
  "padding",
  "tab-size",
  "text-align",
  "text-indent",
  "white-space",
  "word-break",
  "word-spacing",
];

// Returns `top`, `bottom` and `left` of that position in the window; forces a layout.
export function locate(area, place) {
  const copy = document.createElement("div");
  const style = getComputedStyle(area);
  for (const name of STYLE) copy.style.setProperty(name, style.getPropertyValue(name));
  Object.assign(copy.style, {
    position: "absolute",
    insetBlockStart: "0",
    insetInlineStart: "0",
    visibility: "hidden",
    boxSizing: "border-box",
    inlineSize: `${area.clientWidth}px`,
  });
  const text = area.value;
  const mark = document.createElement("span");
  mark.textContent = /^\S*/.exec(text.slice(place, place + 200))[0] || ".";
  copy.append(text.slice(0, place), mark);
  document.body.append(copy);
  const [origin, box] = [copy.getBoundingClientRect(), mark.getClientRects()[0]];
  copy.remove();
  const frame = area.getBoundingClientRect();
  const top = frame.top + area.clientTop - area.scrollTop + box.top - origin.top;
  const left = frame.left + area.clientLeft - area.scrollLeft + box.left - origin.left;
  return { top, bottom: top + box.height, left };
}
