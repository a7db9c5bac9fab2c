// All tenants, the worst first.

import { h, text, attr, keyed, section, field, skeleton, say } from '/ops/dom.js';
import { Source } from '/ops/live.js';
import { number, count, ago, span, words } from '/ops/words.js';
import { troubleList, isWorst } from '/ops/trouble.js';

// What a number over all tenants is called, and whether it is something wrong.
const TILES = [
  ['late', 'Syncs late'], ['heldPlans', 'Plans held'], ['deadLetters', 'Dead letters'], ['purgesLate', 'Purges late'],
  ['presenceStale', 'Presence unknown'], ['heldTasks', 'Tasks held'], ['capsNearFull', 'Caps nearly full'], ['suspendedTriggers', 'Triggers suspended'],
];

// So many are there at the first paint; the others follow before anybody can scroll to them.
const FIRST = 20;

export function overview(main, page) {
  const title = h('h1', {}, 'All tenants');
  const verdict = h('p', { class: 'verdict' }, skeleton(1));
  const tiles = h('dl', { class: 'tiles' });
  const tenants = section('tenants', 'Tenants, worst first');
  const list = h('ul', { class: 'tenants' });
  const search = h('input', { id: 'search', type: 'search', autocomplete: 'off', spellcheck: 'false', placeholder: 'Name or id', oninput: () => draw() });
  const onlyTrouble = h('input', { id: 'only', type: 'checkbox', onchange: () => draw() });
  const found = h('p', { class: 'note', role: 'status' });
  const bones = skeleton(6);
  const none = h('p', { class: 'empty', hidden: true });
  tenants.body.append(
    h('div', { class: 'tools', role: 'search' }, field('Search', search),
      h('label', { class: 'check', for: 'only' }, onlyTrouble, 'Only trouble'), found),
    bones, none, list);
  main.replaceChildren(h('div', { class: 'hero' }, h('div', {}, title, verdict), tiles), tenants.node);

  let shown = FIRST;
  let inTrouble = null;
  const source = page.watch(new Source('/v1/operations/overview?top=1000', () => draw()));

  function draw() {
    page.heard(source);
    const data = source.data;
    if (!data) return;
    bones.remove();
    const { totals } = data;
    drawVerdict(totals, data.tenants);
    drawTiles(totals, data);
    const wanted = search.value.trim().toLowerCase();
    const matching = data.tenants.filter(one => (!onlyTrouble.checked || one.trouble.length) &&
      (!wanted || (one.name ?? '').toLowerCase().includes(wanted) || one.id.includes(wanted)));
    keyed(list, matching.slice(0, shown), one => one.id, create, update);
    text(found, wanted || onlyTrouble.checked ? `${number(matching.length)} of ${number(data.tenants.length)}` : '');
    none.hidden = matching.length > 0;
    text(none, data.tenants.length === 0 ? 'There is no tenant yet.' : wanted ? 'No tenant is called that.' : 'No tenant is in trouble.');
    if (matching.length > shown) requestAnimationFrame(() => setTimeout(() => { shown = Infinity; if (list.isConnected) draw(); }));
  }

  function drawVerdict(totals, all) {
    const bad = all.filter(isWorst).length;
    verdict.className = 'verdict ' + (bad ? 'bad' : totals.inTrouble ? 'warn' : 'good');
    text(verdict, totals.inTrouble === 0
      ? `Nothing to do: ${count(all.length, 'tenant')}, none in trouble.`
      : `${count(totals.inTrouble, 'tenant needs', 'tenants need')} somebody${bad ? `, ${bad === totals.inTrouble ? 'all' : number(bad)} of them urgently` : ''}.`);
    if (inTrouble !== null && inTrouble !== totals.inTrouble) say(verdict.textContent);
    inTrouble = totals.inTrouble;
  }

  function drawTiles(totals, data) {
    const states = Object.entries(totals.tenants).map(([state, many]) => `${number(many)} ${words(state).toLowerCase()}`).join(', ');
    const all = [
      { key: 'tenants', name: 'Tenants', value: number(data.tenants.length + data.more), more: states, wrong: false },
      ...TILES.map(([key, name]) => ({ key, name, value: number(totals[key]), wrong: totals[key] > 0, href: key === 'deadLetters' ? '#/dead-letters' : null,
        more: key === 'deadLetters' && data.noTenant.deadLetters ? `${number(data.noTenant.deadLetters)} of no tenant` : '' })),
    ];
    keyed(tiles, all, one => one.key, one => {
      const node = h('div', {}, h('dt', {}, one.name), h('dd', {}, one.href ? h('a', { href: one.href }) : h('span')), h('dd', { class: 'more' }));
      return node;
    }, (node, one) => {
      node.className = one.wrong ? 'wrong' : '';
      text(node.children[1].firstChild, one.value);
      text(node.children[2], one.more);
    });
  }

  function create(one) {
    const name = h('a', { href: `#/tenants/${encodeURIComponent(one.id)}` });
    const state = h('span', { class: 'state' });
    const id = h('code', { class: 'id' });
    const troubles = h('ul', { class: 'troubles' });
    const figures = h('p', { class: 'figures' });
    const node = h('li', {}, h('div', { class: 'name' }, h('h3', {}, name), state, id), troubles, figures);
    return Object.assign(node, { parts: { name, state, id, troubles, figures } });
  }

  function update(node, one) {
    const { name, state, id, troubles, figures } = node.parts;
    node.className = isWorst(one) ? 'bad' : one.trouble.length ? 'warn' : 'good';
    text(name, one.name ?? one.id);
    text(state, one.state ? words(one.state) : 'Unknown');
    text(id, one.name ? one.id : '');
    troubleList(troubles, one.id, one.trouble);
    troubles.hidden = one.trouble.length === 0;
    attr(figures, 'hidden', one.state == null);
    text(figures, figuresOf(one));
  }
}

function figuresOf(one) {
  if (!one.state) return '';
  return [
    one.sync?.lastSuccess ? `Synced ${ago(one.sync.lastSuccess)}` : `Sync ${words(one.sync?.state ?? 'unknown').toLowerCase()}`,
    one.presence?.tracked ? `presence ${one.presence.ageSeconds == null ? 'not known' : span(one.presence.ageSeconds) + ' old'}` : 'no presence tracked',
    one.heldTasks ? count(one.heldTasks, 'task') + ' held' : null,
    one.retention?.overdueHours ? `purge ${one.retention.overdueHours} h over` : null,
  ].filter(Boolean).join(' · ');
}
