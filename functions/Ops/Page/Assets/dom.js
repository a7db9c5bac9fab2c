// Builds and mends the page's elements. Data becomes text nodes and attributes, never markup.

/** Makes an element. Properties that begin with "on" are listeners; false and null leave an attribute out. */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter(child => child != null && child !== false));
  return node;
}

/** Sets a text only where it differs: what has not changed is not read out again, nor painted. */
export function text(node, value) {
  const said = String(value ?? '');
  if (node.textContent !== said) node.textContent = said;
  return node;
}

export function attr(node, name, value) {
  if (value == null || value === false) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
  return node;
}

/** Puts children in place of what is there, unless they are the same nodes already. */
export function fill(node, ...children) {
  const wanted = children.flat().filter(child => child != null && child !== false);
  if (wanted.length !== node.childNodes.length || wanted.some((child, at) => child !== node.childNodes[at])) node.replaceChildren(...wanted);
  return node;
}

const lists = new WeakMap();

/**
 * Makes a parent's children those of a list, by key. A row that stays keeps its element, and with it focus and scroll;
 * `update` is called only where what is shown of it has changed.
 */
export function keyed(parent, items, keyOf, create, update) {
  const known = lists.get(parent) ?? lists.set(parent, new Map()).get(parent);
  const seen = new Set();
  let before = null;
  for (const item of items) {
    const key = keyOf(item);
    seen.add(key);
    let row = known.get(key);
    if (!row) {
      row = { node: create(item), said: null };
      known.set(key, row);
    }
    const said = JSON.stringify(item);
    if (row.said !== said) {
      row.said = said;
      update(row.node, item);
    }
    const next = before ? before.nextSibling : parent.firstChild;
    if (next !== row.node) place(parent, row.node, next);
    before = row.node;
  }
  for (const [key, row] of known) {
    if (seen.has(key)) continue;
    if (row.node.contains(document.activeElement)) (parent.closest('section') ?? document.getElementById('main')).focus({ preventScroll: true });
    row.node.remove();
    known.delete(key);
  }
}

// An element that is moved loses the focus: it is given back.
function place(parent, node, next) {
  const focused = node.contains(document.activeElement) ? document.activeElement : null;
  parent.insertBefore(node, next);
  focused?.focus({ preventScroll: true });
}

/** A table that stays one on a phone, where its rows are cards: the roles are said, since other layouts take them away. */
export function table(caption, columns, className) {
  const body = h('tbody', { role: 'rowgroup' });
  const head = h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, columns.map(name =>
    h('th', { role: 'columnheader', scope: 'col' }, name || h('span', { class: 'aside' }, 'Actions')))));
  return { node: h('table', { role: 'table', class: className }, h('caption', {}, caption), head, body), body };
}

export const row = (...cells) => h('tr', { role: 'row' }, cells);
export const cell = (label, ...content) => h('td', { role: 'cell', 'data-label': label }, content);
export const lead = (...content) => h('th', { role: 'rowheader', scope: 'row' }, content);

export const button = (label, press, props) => h('button', { type: 'button', onclick: press, ...props }, label);

/** A control with its label before it. */
export const field = (label, control) => h('span', { class: 'field' }, h('label', { for: control.id }, label), control);

/** A part of a page: a landmark with its heading. */
export function section(id, title, level = 2) {
  const heading = h('h' + level, { id: id + '-h' }, title);
  const note = h('p', { class: 'note' });
  const body = h('div', { class: 'body' });
  const node = h('section', { id, 'aria-labelledby': id + '-h', tabindex: '-1' }, h('div', { class: 'head' }, heading, note), body);
  return { node, heading, note, body };
}

/** Grey bars in place of what is not known yet. */
export const skeleton = (lines = 3) =>
  h('div', { class: 'bones', 'aria-busy': 'true' }, h('span', { class: 'aside' }, 'Loading…'), Array.from({ length: lines }, () => h('i', { 'aria-hidden': 'true' })));

/** Says something to whoever does not see the page change. */
export const say = words => text(document.getElementById('say'), words);
