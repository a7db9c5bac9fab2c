// Removals that the guard holds: who, why, and somebody's decision.

import { h, text, keyed, section, button, table, row, cell, lead, fill, skeleton } from '/ops/dom.js';
import { read, send } from '/ops/live.js';
import { show, confirm } from '/ops/dialog.js';
import { count, number, ago, dayAndTime, CAUSES, REMOVALS } from '/ops/words.js';

export function plans(tenant, page, changed) {
  const part = section('plans', 'Held removals');
  const list = h('ul', { class: 'plans' });
  part.body.append(list);
  const base = `/v1/tenants/${tenant}/sync/plans`;

  function create() {
    const what = h('h3');
    const who = h('p');
    const why = h('ul', { class: 'why' });
    const deeds = h('div', { class: 'deeds' });
    const node = h('li', { class: 'warn' }, what, who, why, deeds);
    return Object.assign(node, { what, who, why, deeds });
  }

  function update(node, plan) {
    text(node.what, `${count(plan.waiting, 'removal')} wait${plan.waiting === 1 ? 's' : ''} for a decision`);
    text(node.who, `${whom(plan)} Held ${ago(plan.created)}${plan.removals > plan.waiting ? `; ${number(plan.removals - plan.waiting)} of ${number(plan.removals)} are decided` : ''}.`);
    fill(node.why, plan.reasons.map(reason => h('li', {}, reason.text)));
    // The same buttons stay where they are: whoever stands on one does not lose it to a poll.
    node.current = plan;
    if (node.made === plan.may) return;
    node.made = plan.may;
    const label = `plan of ${dayAndTime(plan.created)}`;
    const see = plan.may ? 'Look and choose…' : 'Look…';
    fill(node.deeds,
      button(see, () => look(node.current), { 'aria-label': `${see} ${label}` }),
      plan.may && button('Approve all…', () => decide(node.current, 'approve'), { class: 'danger', 'aria-label': `Approve all… ${label}` }),
      plan.may && button('Reject all…', () => decide(node.current, 'reject'), { 'aria-label': `Reject all… ${label}` }));
  }

  function decide(plan, verb, users) {
    const many = users ? count(users.length, 'user') : count(plan.waiting, 'removal');
    const isApproval = verb === 'approve';
    confirm({
      title: isApproval ? `Approve ${many}?` : `Reject ${many}?`, whose: page.whose,
      lines: [
        users ? `This is about the ${many} you chose; the rest of the plan goes on waiting.` : whom(plan),
        isApproval
          ? 'They lose their access with the next run of the sync. Whoever is in the directory again by then keeps it.'
          : 'They keep their access; the same removals are not carried out unless the directory says it anew.',
      ],
      verb: isApproval ? `Approve ${many}` : `Reject ${many}`,
      danger: isApproval,
      act: async () => {
        const answer = await send('POST', `${base}/${plan.hash}/${verb}`, users ? { users } : undefined);
        changed();
        return `${isApproval ? 'Approved' : 'Rejected'}: ${many}${answer?.waiting ? `; ${count(answer.waiting, 'removal')} still waiting` : ''}.`;
      },
    });
  }

  async function look(plan) {
    const put = show('What waits in this plan', skeleton(4));
    try {
      const whole = await read(`${base}/${plan.hash}`);
      put(...items(plan, whole));
    } catch (failure) {
      put(h('p', { class: 'fault' }, failure.message));
    }
  }

  function items(plan, whole) {
    const mayDecide = page.may('approvePlans');
    const chosen = new Set();
    const { node, body } = table('Users who would lose access', [...(mayDecide ? ['Choose'] : []), 'User', 'Service', 'Cause', 'Proof'], 'cards');
    const approve = button('Approve chosen…', () => after(() => decide(plan, 'approve', [...chosen])), { class: 'danger', disabled: true });
    const reject = button('Reject chosen…', () => after(() => decide(plan, 'reject', [...chosen])), { disabled: true });
    const boxes = [];
    for (const item of whole.items ?? []) {
      const box = h('input', { type: 'checkbox', 'aria-label': `Choose ${item.userId}`, onchange: event => choose(item.userId, event.target.checked) });
      box.user = item.userId;
      boxes.push(box);
      body.append(row(mayDecide ? cell('Choose', box) : null, lead(h('code', {}, item.userId)), cell('Service', item.serviceId ? h('code', {}, item.serviceId) : 'the user as a whole'),
        cell('Cause', REMOVALS[item.cause] ?? item.cause), cell('Proof', item.proof)));
    }
    // A user may stand in more than one line; the decision is about the user.
    function choose(user, isChosen) {
      if (isChosen) chosen.add(user); else chosen.delete(user);
      for (const box of boxes) if (box.user === user) box.checked = isChosen;
      approve.disabled = reject.disabled = chosen.size === 0;
      text(approve, chosen.size ? `Approve ${count(chosen.size, 'user')}…` : 'Approve chosen…');
      text(reject, chosen.size ? `Reject ${count(chosen.size, 'user')}…` : 'Reject chosen…');
    }
    return [h('p', {}, whom(whole)), h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Removals' }, node),
      whole.continuation && h('p', { class: 'note' }, `The first ${number(whole.items.length)} are shown; a decision on all is about all ${number(whole.waiting)}.`),
      mayDecide && h('div', { class: 'deeds start' }, approve, reject)];
  }

  function after(next) {
    document.querySelector('dialog[open]')?.close();
    next();
  }

  return {
    ...part,
    show(held) {
      part.node.hidden = held.length === 0;
      text(part.note, held.length ? `${count(held.length, 'plan')}: nobody loses access before somebody decides` : '');
      keyed(list, held.map(plan => ({ ...plan, may: page.may('approvePlans'), age: ago(plan.created) })), plan => plan.hash, create, update);
    },
  };
}

function whom(plan) {
  const parts = Object.entries(plan.users).filter(([, many]) => many).map(([cause, many]) => `${number(many)} ${CAUSES[cause] ?? cause}`);
  return parts.length ? `Users who would lose access: ${parts.join(', ')}.` : `It is made of ${count(plan.removals, 'removal')}.`;
}
