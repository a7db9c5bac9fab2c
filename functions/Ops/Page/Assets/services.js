// Services with their caps in use, as bars with their numbers.

import { h, text, attr, keyed, table, row, cell, lead, section, field, button } from '/ops/dom.js';
import { MODALITIES, number, count, waiting } from '/ops/words.js';

const FIRST = 15;
const STEP = 100;

export function services() {
  const part = section('services', 'Services and caps');
  const search = h('input', { id: 'service-search', type: 'search', autocomplete: 'off', spellcheck: 'false', placeholder: 'Name or address', oninput: () => draw() });
  const busy = h('input', { id: 'busy', type: 'checkbox', onchange: () => draw() });
  const found = h('p', { class: 'note', role: 'status' });
  const names = Object.keys(MODALITIES);
  const { node, body } = table('Slots in use of the cap, by modality', ['Service', ...names.map(name => MODALITIES[name])], 'caps');
  const more = button('', () => { shown += STEP; draw(); }, { class: 'more', hidden: true });
  const none = h('p', { class: 'empty', hidden: true });
  part.body.append(h('div', { class: 'tools', role: 'search', 'aria-label': 'Services' }, field('Search', search),
    h('label', { class: 'check', for: 'busy' }, busy, 'Only in use'), found), node, none, more);

  let all = [];
  let shown = FIRST;

  function draw() {
    const wanted = search.value.trim().toLowerCase();
    const matching = all.filter(one => (!busy.checked || weight(one) > 0) &&
      (!wanted || one.name.toLowerCase().includes(wanted) || one.upn.toLowerCase().includes(wanted)));
    keyed(body, matching.slice(0, shown).map(withWaits), one => one.id, create, update);
    node.hidden = matching.length === 0;
    none.hidden = matching.length > 0;
    text(none, all.length === 0 ? 'This tenant has no service yet.' : wanted ? 'No service is called that.' : 'No slot is in use.');
    text(found, wanted || busy.checked ? `${number(matching.length)} of ${number(all.length)}` : '');
    more.hidden = matching.length <= shown;
    text(more, `Show more services (${number(matching.length - shown)} left)`);
  }

  return {
    ...part,
    /** The fullest and those with tasks that wait come first; a poll never moves what somebody reads. */
    show(items) {
      const ranks = new Map(all.map((one, at) => [one.id, at]));
      const isSame = items.length === all.length && items.every(one => ranks.has(one.id));
      all = isSame
        ? [...items].sort((a, b) => ranks.get(a.id) - ranks.get(b.id))
        : [...items].sort((a, b) => weight(b) - weight(a) || a.name.localeCompare(b.name));
      const held = all.reduce((sum, one) => sum + one.caps.reduce((few, cap) => few + cap.held, 0), 0);
      text(part.note, `${count(all.length, 'service')}${held ? `, ${count(held, 'task')} held` : ''}`);
      draw();
    },
  };
}

const weight = one => Math.max(0, ...one.caps.map(cap => cap.inUse / Math.max(1, cap.cap) + (cap.held ? 1 : 0)));

// How long something waits changes by itself: it belongs to what is shown.
const withWaits = one => one.caps.some(cap => cap.oldestHeldSince)
  ? { ...one, caps: one.caps.map(cap => cap.oldestHeldSince ? { ...cap, waits: waiting(cap.oldestHeldSince) } : cap) }
  : one;

function create(one) {
  const name = h('b');
  const upn = h('span', { class: 'sub' });
  const bars = Object.keys(MODALITIES).map(bar);
  const node = row(lead(name, upn), ...bars.map(one => one.node));
  return Object.assign(node, { name, upn, bars });
}

function update(node, one) {
  text(node.name, one.name);
  text(node.upn, one.upn);
  for (const each of node.bars) each.show(one.caps.find(cap => cap.modality === each.modality), one.name);
}

function bar(modality) {
  const fill = h('i');
  const meter = h('span', { class: 'bar', role: 'meter', 'aria-valuemin': '0' }, fill);
  const figure = h('span', { class: 'figure' });
  const held = h('span', { class: 'held' });
  const node = cell(MODALITIES[modality], h('span', { class: 'use' }, figure, meter), held);
  return {
    node,
    modality,
    show(cap, service) {
      const { inUse = 0, cap: most = 0, held: many = 0, nearFull = false, waits } = cap ?? {};
      const share = most ? inUse / most : 0;
      node.className = many || share >= 1 ? 'full' : nearFull ? 'near' : inUse ? 'some' : 'idle';
      // The element's own style, set by script: the policy forbids styles in markup alone.
      fill.style.width = `${Math.min(100, Math.round(share * 100))}%`;
      attr(meter, 'aria-label', `${MODALITIES[modality]} of ${service}`);
      attr(meter, 'aria-valuemax', Math.max(most, inUse, 1));
      attr(meter, 'aria-valuenow', inUse);
      attr(meter, 'aria-valuetext', `${inUse} of ${most}`);
      text(figure, `${inUse}/${most}${share >= 1 ? ' full' : ''}`);
      text(held, many ? `${number(many)} held${waits ? `, ${waits}` : ''}` : '');
    },
  };
}
