// How sync, presence and triggers of a tenant stand.

import { h, text, fill, section, keyed, button, table, row, cell, lead } from '/ops/dom.js';
import { read, send } from '/ops/live.js';
import { show, confirm, act } from '/ops/dialog.js';
import { count, number, ago, span, words, dayAndTime } from '/ops/words.js';

/** A list of name and value that is mended in place. */
export function factList() {
  const list = h('dl', { class: 'facts' });
  return {
    node: list,
    show(pairs) {
      keyed(list, pairs.filter(one => one && one[1] != null && one[1] !== ''), one => one[0],
        one => h('div', {}, h('dt', {}, one[0]), h('dd')),
        (node, [, value, tone]) => { text(node.lastChild, value); node.className = tone ?? ''; });
    },
  };
}

/** The switch that stops removals or purges, for a tenant. */
export function pauseButton(page, right, path, what, changed) {
  const press = button('', () => current.paused ? end() : begin(), { hidden: true });
  let current = { paused: false };
  const put = async body => {
    await send('PUT', path, body);
    changed();
  };
  const end = () => confirm({
    title: `Let ${what} go on?`, whose: page.whose, verb: `Let ${what} go on`,
    lines: [current.reason ? `They were paused by ${current.by ?? 'somebody'} ${ago(current.at)}: “${current.reason}”.` : `${words(what)} are paused now.`],
    act: async () => { await put({ paused: false }); return `The ${what} go on.`; },
  });
  const begin = () => confirm({
    title: `Pause all ${what}?`, whose: page.whose, verb: `Pause ${what}`, danger: true, reason: 'Why (1 to 256 characters)', longest: '256',
    lines: [`All ${what} of this tenant wait until somebody ends the pause.`],
    act: async reason => { await put({ paused: true, reason }); return `The ${what} are paused.`; },
  });
  return {
    node: press,
    show(pause) {
      current = pause ?? current;
      press.hidden = !page.may(right) || !pause;
      text(press, current.paused ? `End the pause of ${what}…` : `Pause ${what}…`);
    },
  };
}

export function sync(tenant, page, changed) {
  const part = section('sync', 'Directory sync');
  const list = factList();
  const run = button('Run now', event => act(event.currentTarget, async () => {
    const answer = await send('POST', `/v1/tenants/${tenant}/sync`);
    changed();
    return answer.alreadyRunning ? 'A run is under way; another follows it.' : 'A run was started.';
  }));
  const pause = pauseButton(page, 'pauseSync', `/v1/tenants/${tenant}/sync/pause`, 'removals', changed);
  const problems = h('ul', { class: 'why' });
  part.body.append(list.node, problems, h('div', { class: 'deeds start' }, run, pause.node));
  return {
    ...part,
    show(item, status) {
      const bad = ['Failing', 'Quarantined'].includes(item?.state) ? 'bad' : null;
      list.show([
        ['State', words(item?.state), bad],
        ['Last run', status?.lastRun ? `${ago(status.lastRun.ended)}, ${status.lastRun.kind}` : item?.lastSuccess ? ago(item.lastSuccess) : 'none yet'],
        ['Next run', status?.nextRun ? dayAndTime(status.nextRun) : null],
        ['Change tokens', item?.deltaAgeSeconds == null ? 'none yet' : `${span(item.deltaAgeSeconds)} old`],
        ['Stored', status ? `${count(status.counts.users, 'user')}, ${count(status.counts.services, 'service')}` : null],
        ['Failures in a row', item?.failures ? number(item.failures) : null, 'bad'],
        ['Why', status?.failing?.reason, 'bad'],
        ['Next try', status?.failing ? dayAndTime(status.failing.nextTry) : null],
        ['Removals', status?.removalsPaused.paused ? `paused ${ago(status.removalsPaused.at)}: ${status.removalsPaused.reason}` : status?.removalsPausedOfAll.paused ? `paused for all tenants, ${ago(status.removalsPausedOfAll.at)}: ${status.removalsPausedOfAll.reason}` : item?.removalsPaused ? 'paused' : null, 'warn'],
      ]);
      // What is held stands above, where it is decided.
      const plans = (status?.heldPlans ?? []).map(plan => plan.hash);
      fill(problems, (status?.problems ?? []).filter(problem => !plans.some(hash => problem.includes(hash))).slice(0, 20).map(problem => h('li', {}, problem)));
      run.hidden = !page.may('startSync');
      pause.show(status?.removalsPaused);
    },
  };
}

export function presence(tenant, page) {
  const part = section('presence', 'Presence');
  const list = factList();
  const grant = button('Consent link', async () => {
    const put = show('Consent link', h('p', {}, 'Loading…'));
    try {
      const link = await read(`/v1/tenants/${tenant}/presence/grant-link`);
      put(h('p', {}, 'The tenant’s administrator opens this address and agrees:'), h('pre', { tabindex: '0', 'aria-label': 'Consent link' }, link.url));
    } catch (failure) {
      put(h('p', { class: 'fault' }, failure.message));
    }
  });
  part.body.append(list.node, h('div', { class: 'deeds start' }, grant));
  return {
    ...part,
    show(item, status) {
      const isMissing = ['Missing', 'NotConsented'].includes(item?.permission);
      list.show([
        ['Tracked', item ? count(item.tracked, 'user') : null],
        ['Permission', words(item?.permission), isMissing ? 'bad' : null],
        ['Last poll', item?.ageSeconds == null ? 'none was answered' : `${span(item.ageSeconds)} ago`],
        ['Age, half of users', status?.age.p50 == null ? null : `up to ${span(status.age.p50)}`],
        ['Age, 99 of 100', status?.age.p99 == null ? null : `up to ${span(status.age.p99)}`],
        ['Not known', status ? `${Math.round(status.shareStale * 100)} %` : null, status?.shareStale > 0.1 ? 'warn' : null],
        ['Failing', item?.failures ? `${count(item.failures, 'poll')}, since ${dayAndTime(item.failingSince)}` : null, 'bad'],
      ]);
      grant.hidden = !isMissing;
    },
  };
}

const CAUSES = { RoleLost: 'its user lost the role that it needs', AddressGone: 'its address answers no more', ServiceGone: 'its service is gone' };

export function triggers() {
  const part = section('triggers', 'Suspended triggers');
  const { node, body } = table('Triggers of flows that are not delivered', ['Trigger', 'Whose', 'Why', 'Missed', 'Next try'], 'cards');
  part.body.append(node);
  return {
    ...part,
    show(items) {
      part.node.hidden = items.length === 0;
      text(part.note, items.length ? count(items.length, 'flow is not told', 'flows are not told') : '');
      keyed(body, items, one => one.id,
        () => row(lead(), cell('Whose', h('code')), cell('Why'), cell('Missed'), cell('Next try')),
        (made, one) => {
          const [what, whose, why, missed, next] = made.children;
          text(what, words(one.kind));
          text(whose.firstChild, one.userId);
          text(why, `${CAUSES[one.cause] ?? words(one.cause)}${one.since ? `, since ${dayAndTime(one.since)}` : ''}`);
          text(missed, number(one.missed));
          text(next, one.nextTry ? dayAndTime(one.nextTry) : 'when the cause is gone');
        });
    },
  };
}
