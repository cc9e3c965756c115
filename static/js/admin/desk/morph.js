// Changing one tree of nodes into another with few changes, so that equal nodes neither
// flicker nor lose their state.

const AHEAD = 12;

// Makes `node` equal `model`, whose nodes may be moved into it.
export function morph(node, model) {
  if (node.isEqualNode(model)) return;
  // A half-changed link would load something that is in neither page.
  const isOther = node.nodeType !== model.nodeType || node.nodeName !== model.nodeName;
  if (isOther || node.nodeName === "LINK") {
    node.replaceWith(model);
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) {
    node.nodeValue = model.nodeValue;
    return;
  }
  morphAttributes(node, model);
  morphChildren(node, model);
}

function morphAttributes(node, model) {
  for (const { name } of [...node.attributes]) {
    if (!model.hasAttribute(name)) node.removeAttribute(name);
  }
  for (const { name, value } of model.attributes) {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
}

// Equal nodes stay; those between them are changed in pairs.
function morphChildren(node, model) {
  const old = [...node.childNodes];
  const wanted = [...model.childNodes];
  const end = trimEnds(old, wanted);
  wanted.forEach((child) => {
    const same = indexOf(old, child);
    old.splice(0, Math.max(same, 0)).forEach((unwanted) => unwanted.remove());
    if (same >= 0) old.shift();
    else if (old.length && !wanted.some((later) => later.isEqualNode(old[0]))) {
      morph(old.shift(), child);
    } else node.insertBefore(child, old[0] ?? end);
  });
  old.forEach((unwanted) => unwanted.remove());
}

// Removes from both lists their common beginning and end; returns the node after what is
// left of the first.
function trimEnds(old, wanted) {
  let end = null;
  while (old.length && wanted.length && old.at(-1).isEqualNode(wanted.at(-1))) {
    end = old.pop();
    wanted.pop();
  }
  while (old.length && wanted.length && old[0].isEqualNode(wanted[0])) {
    old.shift();
    wanted.shift();
  }
  return end;
}

// Searches only a few nodes: what has moved further is created again.
function indexOf(nodes, node) {
  return nodes.slice(0, AHEAD).findIndex((other) => other.isEqualNode(node));
}
