// What somebody has to act on: one sentence each, what to do, and the way there.

import { h, keyed, text, fill } from '/ops/dom.js';
import { TROUBLES, WORST, ago } from '/ops/words.js';

const addressOf = (tenant, kind) => `#/tenants/${encodeURIComponent(tenant)}/${TROUBLES[kind]?.[0] ?? 'trouble'}`;

/** A list of a tenant's troubles, mended in place. */
export function troubleList(list, tenant, troubles) {
  keyed(list, troubles.map(one => ({ ...one, when: one.since ? ago(one.since) : '' })), one => one.kind + one.look, () => {
    const what = h('strong');
    const when = h('span', { class: 'when' });
    const todo = h('a', { class: 'todo' });
    const node = h('li', {}, h('span', { class: 'mark', 'aria-hidden': 'true' }), h('p', {}, what, ' ', when, h('br'), todo));
    Object.assign(node, { what, when, todo });
    return node;
  }, (node, one) => {
    node.className = WORST.has(one.kind) ? 'bad' : 'warn';
    fill(node.what, ...(WORST.has(one.kind) ? [h('span', { class: 'aside' }, 'Urgent: ')] : []), one.text);
    text(node.when, one.when && `since ${one.when.replace(' ago', '')}`);
    text(node.todo, TROUBLES[one.kind]?.[1] ?? 'Look');
    node.todo.href = addressOf(tenant, one.kind);
  });
}

export const isWorst = tenant => tenant.trouble.some(one => WORST.has(one.kind));
