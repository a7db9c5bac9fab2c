// Messages that were given up: found, looked at, sent again, dropped.

import { h, text, keyed, section, field, button, table, row, cell, lead, fill, say, skeleton } from '/ops/dom.js';
import { Source, read, send } from '/ops/live.js';
import { show, confirm, act, toast } from '/ops/dialog.js';
import { all, dropEach } from '/ops/many.js';
import { count, number, ago, dayAndTime, OBSTACLES } from '/ops/words.js';

const PAGE = 50;

/** @param base the address of the letters: a tenant's, or those of all. */
export function letters(base, page, changed, ofAll = false) {
  const rights = ofAll ? { read: 'readDeadLettersOfAll', body: 'readDeadLettersOfAll', replay: 'replayDeadLettersOfAll', drop: 'dropDeadLettersOfAll' }
    : { read: 'readDeadLetters', body: 'readDeadLetterBodies', replay: 'replayDeadLetters', drop: 'dropDeadLetters' };
  const part = section('letters', 'Dead letters', ofAll ? 1 : 2);
  const queue = h('select', { id: 'letter-queue', onchange: () => ask() }, h('option', { value: '' }, 'All queues'));
  const reason = h('input', { id: 'letter-reason', type: 'search', autocomplete: 'off', maxlength: '200', onchange: () => ask() });
  const tenant = ofAll && h('input', { id: 'letter-tenant', type: 'search', autocomplete: 'off', maxlength: '36', placeholder: 'Id, or - for none', onchange: () => ask() });
  const replayAll = button('', () => many('replay'), { class: 'primary' });
  const dropAll = button('', () => many('drop'));
  const bones = skeleton(3);
  const { node, body } = table('Messages that were given up, by the queue they came from', ['Queue', ...(ofAll ? ['Tenant'] : []), 'Reason', 'Attempts', 'Last seen', ''], 'cards letters');
  const none = h('p', { class: 'empty', hidden: true });
  const more = button('Show more', () => { top = Math.min(200, top + PAGE); ask(true); }, { class: 'more' });
  const fault = h('p', { class: 'fault', role: 'status' });
  const tools = h('form', { class: 'tools', role: 'search', 'aria-label': 'Dead letters', onsubmit: event => { event.preventDefault(); ask(); } },
    field('Queue', queue), ofAll && field('Tenant', tenant), field('Reason contains', reason), h('span', { class: 'push' }, replayAll, dropAll));
  part.body.append(tools, fault, bones, node, none, more);
  node.hidden = more.hidden = replayAll.hidden = dropAll.hidden = true;

  let top = PAGE;
  const source = page.watch(new Source(address(), () => draw()));

  function filter() {
    const wanted = { queue: queue.value, reason: reason.value.trim(), tenant: tenant ? tenant.value.trim() : '' };
    return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value));
  }

  function address() {
    return `${base}?${new URLSearchParams({ ...filter(), top })}`;
  }

  function ask(isMoreOfTheSame = false) {
    text(fault, '');
    if (source.path === address()) return;
    // Until it is answered, nothing that is seen is about the new filter: neither the letters nor what is done to all.
    if (!isMoreOfTheSame) {
      node.hidden = none.hidden = more.hidden = replayAll.hidden = dropAll.hidden = true;
      text(part.note, '');
    }
    source.move(address());
  }

  function draw() {
    page.heard(source);
    part.node.hidden = source.isForbidden || page.may(rights.read) === false;
    text(fault, source.error?.status === 400 ? source.error.message : '');
    if (!source.data) return;
    bones.remove();
    const { value, continuation } = source.data;
    const isFiltered = Object.keys(filter()).length > 0;
    keyed(body, value.map(one => ({ ...one, age: ago(one.lastSeen), rights: [page.may(rights.body), page.may(rights.replay), page.may(rights.drop)] })), one => one.id, create, update);
    node.hidden = value.length === 0;
    none.hidden = value.length > 0;
    text(none, isFiltered ? 'No letter fits the filter.' : 'No message was given up.');
    more.hidden = !continuation || top >= 200;
    tools.hidden = value.length === 0 && !isFiltered;
    const some = value.length > 0 || Boolean(continuation);
    replayAll.hidden = !some || !page.may(rights.replay);
    dropAll.hidden = !some || !page.may(rights.drop);
    const what = isFiltered ? 'all that fit' : 'all';
    text(replayAll, `Replay ${what}…`);
    text(dropAll, `Drop ${what}…`);
    text(part.note, value.length ? (continuation ? `more than ${number(value.length)}` : count(value.length, 'letter')) : '');
    for (const one of value) known(one.queue);
  }

  function known(name) {
    if (![...queue.options].some(option => option.value === name)) queue.append(h('option', { value: name }, name));
  }

  function create(one) {
    const [title, tries, seen, deeds, why, whose] = [h('b'), h('td', { role: 'cell', 'data-label': 'Attempts' }), cell('Last seen'), cell('', h('span', { class: 'deeds' })), cell('Reason', h('span'), h('span', { class: 'sub' })),
      cell('Tenant', one.tenant ? h('a', { href: `#/tenants/${encodeURIComponent(one.tenant)}/letters` }, h('code', {}, one.tenant.slice(0, 8) + '…')) : 'none')];
    const again = h('span', { class: 'sub' });
    const made = row(lead(title, again), ofAll ? whose : null, why, tries, seen, deeds);
    return Object.assign(made, { parts: { title, again, why, tries, seen, deeds: deeds.firstChild } });
  }

  function update(made, one) {
    const { title, again, why, tries, seen, deeds } = made.parts;
    text(title, one.queue);
    text(again, one.replays ? `failed again after ${count(one.replays, 'replay')}` : '');
    text(why.firstChild, one.reason);
    text(why.lastChild, one.canReplay ? '' : OBSTACLES[one.obstacle] ?? 'It cannot be sent again.');
    text(tries, number(one.attempts));
    text(seen, one.age);
    seen.title = dayAndTime(one.lastSeen);
    const [mayLook, mayReplay, mayDrop] = one.rights;
    const name = `letter of ${one.queue}, ${dayAndTime(one.lastSeen)}`;
    // The same buttons stay where they are: whoever stands on one does not lose it to a poll.
    const wanted = [mayLook && 'look', mayReplay && one.canReplay && 'replay', mayDrop && 'drop'].filter(Boolean).join();
    if (deeds.made === wanted && made.current.id === one.id) {
      made.current = one;
      return;
    }
    deeds.made = wanted;
    made.current = one;
    fill(deeds,
      mayLook && button('Look', () => look(made.current), { 'aria-label': `Look: ${name}` }),
      mayReplay && one.canReplay && button('Replay', event => replay(made.current, event.currentTarget), { 'aria-label': `Replay: ${name}` }),
      mayDrop && button('Drop…', () => drop(made.current), { 'aria-label': `Drop… ${name}` }));
  }

  const place = one => `${base}/${encodeURIComponent(one.id)}`;

  function done() {
    source.again();
    changed();
  }

  const replay = (one, press) => act(press, async () => {
    try {
      await send('POST', `${place(one)}/replay`);
      return `Sent to ${one.queue} again.`;
    } finally {
      done();
    }
  });

  function drop(one) {
    confirm({
      title: 'Drop this letter?', whose: ofAll ? one.tenant ?? 'none' : page.whose,
      lines: [`1 letter of the queue ${one.queue} is deleted; nobody can bring it back. The reason stands in the ledger with your name.`],
      reason: 'Why (3 to 500 characters)', verb: 'Drop 1 letter', danger: true,
      act: async why => {
        await send('POST', `${place(one)}/drop`, { reason: why });
        done();
        return 'Dropped 1 letter.';
      },
    });
  }

  function many(verb) {
    if (!source.data) {
      say('The list is being read; try again in a moment.');
      toast('The list is being read; try again in a moment.');
      return;
    }
    const wanted = filter();
    const isDrop = verb === 'drop';
    const { value, continuation } = source.data;
    const howMany = continuation ? `more than ${number(value.length)} letters` : count(value.length, 'letter');
    const which = Object.entries(wanted).map(([name, said]) => name === 'reason' ? `whose reason contains “${said}”` : `of ${name} ${said}`).join(' and ');
    // Who reads "3 letters" drops those three. A list that goes on has no ids yet: there the filter says which.
    const waiting = isDrop && !continuation ? value.map(one => one.id) : null;
    confirm({
      title: `${isDrop ? 'Drop' : 'Replay'} ${howMany}?`, whose: ofAll ? nameOf(wanted.tenant) : page.whose,
      lines: [`This is about ${howMany}${which ? ` ${which}` : ', all that there are'}.`,
        isDrop ? 'They are deleted; nobody can bring them back. The reason stands in the ledger with your name.' : 'Each is sent once to the queue that it came from, those of a session in their order.',
        isDrop && (waiting ? 'Letters that arrive meanwhile stay.' : 'Letters that arrive meanwhile and fit are dropped as well.')].filter(Boolean),
      reason: isDrop ? 'Why (3 to 500 characters)' : null, verb: isDrop ? `Drop ${howMany}` : `Replay ${howMany}`, danger: isDrop,
      act: async why => {
        try {
          return await (waiting ? dropEach(base, waiting, why) : all(base, verb, { filter: wanted, ...(isDrop ? { reason: why } : {}) }));
        } finally {
          done();
        }
      },
    });
  }

  async function look(one) {
    const put = show(`Letter of ${one.queue}`, skeleton(4));
    try {
      const whole = await read(place(one));
      put(facts(whole), h('h3', {}, 'Body'), h('pre', { tabindex: '0', 'aria-label': 'Body' }, pretty(whole.body)));
    } catch (failure) {
      put(h('p', { class: 'fault' }, failure.message));
    }
  }

  return { ...part, heard: draw };
}

const nameOf = tenant => tenant === '-' ? 'none' : tenant ?? 'all, and letters of none';

const facts = one => h('dl', { class: 'facts' }, [
  ['Reason', one.reason], ['First seen', dayAndTime(one.firstSeen)], ['Last seen', dayAndTime(one.lastSeen)], ['Attempts', number(one.attempts)],
  ['Replays', number(one.replays)], ['Session', one.sessionId], ['Trace', one.traceId], ['Size', one.bytes == null ? null : `${number(one.bytes)} bytes`],
].filter(([, value]) => value != null).flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));

function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body ?? '';
  }
}
