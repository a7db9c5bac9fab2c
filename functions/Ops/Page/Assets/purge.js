// What purges removed, and whether they are on time.

import { h, text, section, keyed, table, row, cell, lead } from '/ops/dom.js';
import { factList, pauseButton } from '/ops/facts.js';
import { count, number, ago, dayAndTime, words } from '/ops/words.js';

// Two hours are usual; from here on the overview speaks of it too.
const late = 18;

export function purge(tenant, page, changed) {
  const part = section('purge', 'Purge');
  const list = factList();
  const pause = pauseButton(page, 'pausePurge', `/v1/tenants/${tenant}/retention/pause`, 'purges', changed);
  const { node, body } = table('Last receipts', ['What', 'Removed', 'Held', 'When'], 'cards small');
  part.body.append(list.node, h('div', { class: 'deeds start' }, pause.node), node);
  return {
    ...part,
    /** @param item the tenant's line; @param receipts newest first; @param plan what a lowered retention will take; null: not known. */
    show(item, receipts, plan) {
      list.show([
        ['State', item?.overdueHours == null ? 'never purged yet' : item.overdueHours > 0 ? `${item.overdueHours} h over its time` : 'on time', item?.overdueHours >= late ? 'warn' : null],
        ['Paused', plan?.pause.paused ? `${ago(plan.pause.at)}: ${plan.pause.reason}` : plan?.pauseOfAll.paused ? `for all tenants, ${ago(plan.pauseOfAll.at)}: ${plan.pauseOfAll.reason}` : item?.paused ? 'yes' : null, 'warn'],
        ['Lowered', item?.heldPlan ? `${count(item.heldPlan, 'kind')} of data, not in force yet${plan?.rows.counted ? `; will take ${plan.rows.complete ? '' : 'more than '}${count(plan.rows.counted, 'row')}` : ''}` : null, 'warn'],
        ['Legal holds', plan?.legalHolds ? number(plan.legalHolds) : null],
      ]);
      pause.show(plan?.pause);
      node.hidden = receipts.length === 0;
      keyed(body, receipts, one => one.number,
        () => row(lead(h('span'), h('span', { class: 'sub' })), cell('Removed'), cell('Held'), cell('When')),
        (made, one) => {
          const [what, removed, held, when] = made.children;
          text(what.firstChild, `${words(one.kind ?? one.source)}${one.action === 'purged' ? '' : `, ${one.action}`}`);
          text(what.lastChild, one.day ?? '');
          text(removed, number(one.removed));
          text(held, number(one.held));
          text(when, dayAndTime(one.at));
        });
    },
  };
}
