// One tenant: what is wrong first, then what it is about.

import { h, text, fill, section, skeleton, say } from '/ops/dom.js';
import { Source } from '/ops/live.js';
import { words, count } from '/ops/words.js';
import { troubleList } from '/ops/trouble.js';
import { services } from '/ops/services.js';
import { plans } from '/ops/plans.js';
import { letters } from '/ops/letters.js';
import { sync, presence, triggers } from '/ops/facts.js';
import { purge } from '/ops/purge.js';

const SELDOM = 15_000;

export function tenantView(main, page, id) {
  const base = `/v1/tenants/${encodeURIComponent(id)}`;
  const back = page.session.isOperator && h('p', { class: 'crumb' }, h('a', { href: '#/' }, '‹ All tenants'));
  const title = h('h1', {}, '…');
  const state = h('span', { class: 'state' });
  const ident = h('code', { class: 'id' }, id);
  const wrong = section('trouble', 'What needs somebody');
  const list = h('ul', { class: 'troubles' });
  const calm = h('p', { class: 'verdict good', hidden: true }, 'Nothing to do here.');
  const bones = skeleton(3);
  wrong.body.append(bones, list, calm);

  const none = h('p', { class: 'empty', hidden: true }, 'No role of yours shows you anything of this tenant now.');

  const again = () => sources.forEach(source => source.again());
  const parts = {
    plans: plans(encodeURIComponent(id), page, again), services: services(), letters: letters(`${base}/dead-letters`, page, again),
    triggers: triggers(), sync: sync(encodeURIComponent(id), page, again), presence: presence(encodeURIComponent(id), page), purge: purge(encodeURIComponent(id), page, again),
  };
  parts.plans.node.hidden = parts.triggers.node.hidden = true;
  for (const part of [parts.services, parts.sync, parts.presence, parts.purge]) {
    part.bones = skeleton(4);
    part.body.prepend(part.bones);
    part.node.classList.add('waits');
  }
  main.replaceChildren(
    h('div', { class: 'hero' }, h('div', {}, back, title, h('p', { class: 'sub' }, state, ' ', ident))),
    none, wrong.node, parts.plans.node,
    h('div', { class: 'columns' },
      h('div', {}, parts.services.node, parts.letters.node, parts.triggers.node),
      h('div', {}, parts.sync.node, parts.presence.node, parts.purge.node)));

  const whole = page.watch(new Source(`${base}/operations`, draw));
  const status = page.may('readSync') ? page.watch(new Source(`${base}/sync`, draw, SELDOM)) : null;
  const ages = page.may('readPresence') ? page.watch(new Source(`${base}/presence/status`, draw, SELDOM)) : null;
  const plan = page.may('readRetention') ? page.watch(new Source(`${base}/retention/plan`, draw, SELDOM)) : null;
  const sources = [whole, status, ages, plan].filter(Boolean);
  let troubles = null;
  let isMissing = false;
  page.whose = id;

  function draw(source) {
    if (isMissing) return;
    page.heard(source);
    hide(parts.sync, status);
    hide(parts.presence, ages);
    hide(parts.purge, plan);
    hide(parts.services, whole);
    hide(wrong, whole);
    none.hidden = !whole.isForbidden || [parts.sync, parts.presence, parts.purge, parts.letters].some(part => !part.node.hidden);
    // Held plans come from where they are decided: what the overview holds may be some seconds older.
    if (status?.data) parts.plans.show(status.data.heldPlans);
    if (status?.isForbidden || !page.may('readSync')) parts.plans.show([]);
    const item = whole.data?.tenant;
    if (item) drawWhole(item, whole.data);
    if (item || status?.data) settle(parts.sync).show(item?.sync, status?.data);
    if (item || ages?.data) settle(parts.presence).show(item?.presence, ages?.data);
    if (item || plan?.data) settle(parts.purge).show(item?.retention, whole.data?.receipts ?? [], plan?.data);
    if (whole.error?.status === 404) missing(whole.error.message);
  }

  function drawWhole(item, data) {
    document.title = `${item.name ?? id} – Nimbus operations`;
    text(title, item.name ?? id);
    // A masked name tells nobody which tenant it is.
    page.whose = /[^*]/.test(item.name ?? '') ? item.name : id;
    text(state, item.state ? words(item.state) : '');
    bones.remove();
    troubleList(list, id, item.trouble);
    list.hidden = item.trouble.length === 0;
    calm.hidden = item.trouble.length > 0;
    if (troubles !== null && troubles !== item.trouble.length) say(item.trouble.length ? `${count(item.trouble.length, 'thing needs', 'things need')} somebody now.` : 'Nothing to do here any more.');
    troubles = item.trouble.length;
    settle(parts.services).show(data.services);
    parts.triggers.show(data.suspendedTriggers);
  }

  function missing(why) {
    isMissing = true;
    page.stop();
    fill(main, h('h1', {}, 'No such tenant'), h('p', {}, why), back || null);
  }

  return {
    /** Draws again what rights decide. */
    refresh() {
      draw(whole);
      parts.letters.heard();
    },
    goTo(part) {
      const node = document.getElementById(part);
      node?.scrollIntoView({ block: 'start' });
      node?.focus({ preventScroll: true });
    },
  };
}

function settle(part) {
  part.bones?.remove();
  part.node.classList.remove('waits');
  return part;
}

/** A part whose right is not there is not there; the others stay. */
function hide(part, source) {
  part.node.hidden = source?.isForbidden ?? false;
}
