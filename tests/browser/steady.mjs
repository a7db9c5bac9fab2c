// What polls, moves and failures must not do: take the focus, leave a dialog behind, do more than was asked for.

import { hold } from './judge.mjs';
import { poll } from './trouble.mjs';
import { until } from './api.mjs';

const HOUR = 3_600_000;
const LIST = '/v1/operations/dead-letters';

const ofSync = url => url.pathname.endsWith('/sync');
const ofTenant = url => url.pathname.endsWith('/operations');
const ofSession = url => url.pathname === '/ops/session';
const ofLetters = url => url.pathname.startsWith(LIST);
const isFocused = node => node === document.activeElement;

/** Who stands on a button of a plan stays there, however the plan's age changes. */
export async function focusStays(page, scene) {
  const { body } = await scene.system('GET', `/v1/tenants/${scene.tenant}/sync`);
  let hours = 0;
  await page.route(ofSync, route => {
    const created = new Date(Date.now() - hours * HOUR).toISOString();
    return route.fulfill({ json: { ...body, heldPlans: body.heldPlans.map(plan => ({ ...plan, created })) } });
  });
  const approve = page.getByRole('button', { name: /^Approve all/ });
  await approve.focus();
  const same = await approve.elementHandle();
  for (hours = 3; hours < 5; hours++) {
    await poll(page);
    await page.locator('#plans').getByText(`Held ${hours} h ago`).waitFor();
    hold(await same.evaluate(isFocused), `The focus was lost when the plan was ${hours} hours old.`);
  }
  await page.unroute(ofSync);
  await poll(page);
}

/** A dialog ends with the view that it is about, and with the session; one that fails lets nobody in again. */
export async function dialogsEnd(page, scene) {
  const dialog = page.getByRole('dialog');
  const open = async () => {
    await page.getByRole('button', { name: /^Approve all/ }).click();
    await dialog.waitFor();
  };
  const { body } = await scene.system('GET', `/v1/tenants/${scene.tenant}/operations`);
  await open();
  hold(await dialog.getByText(`Tenant: ${body.tenant.name}`).isVisible(), 'A dialog names the tenant.');
  await page.goBack();
  await page.getByRole('heading', { name: 'All tenants' }).waitFor();
  hold(await dialog.count() === 0, 'A dialog outlived its view.');

  // The session is over, and the app cannot say so: what it said before lets nobody in.
  await page.goForward();
  await open();
  page.expects = /status of (401|503)/;
  await page.route(ofSession, route => route.fulfill({ status: 503, json: {} }));
  await page.route(ofTenant, route => route.fulfill({ status: 401, json: {} }));
  await poll(page);
  const door = page.getByRole('link', { name: 'Sign in with Microsoft' });
  await door.waitFor();
  hold(await dialog.count() === 0, 'A dialog outlived the session.');
  await page.unroute(ofTenant);
  await Promise.all([page.waitForResponse(answer => ofSession(new URL(answer.url()))), poll(page)]);
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  hold(await door.isVisible(), 'A failure shows again what was shown before the session ended.');
  await page.unroute(ofSession);
  await poll(page);
  await page.locator('#plans h3').waitFor();
  page.expects = null;
}

const letter = id => ({
  id, tenant: null, queue: 'task-events', sessionId: null, reason: 'The body cannot be read.', attempts: 1, firstSeen: new Date().toISOString(), lastSeen: new Date().toISOString(),
  traceId: null, bytes: 40, replays: 0, canReplay: true, obstacle: null, replaying: null, replayed: null,
});

/** Answers for the list of letters, and for what is posted below it. */
const canned = (list, posted) => route => route.request().method() === 'GET'
  ? route.fulfill({ json: list() })
  : posted(new URL(route.request().url()).pathname.slice(LIST.length), route);

/** Drops the letters that were counted, not one that came after, and stays until it is done. */
export async function dropsWhatWasShown(page, scene) {
  const there = ['one', 'two', 'three'];
  const posted = [];
  let goOn;
  const held = new Promise(done => { goOn = done; });
  await page.route(ofLetters, canned(() => ({ value: there.map(letter), continuation: null }), async (path, route) => {
    posted.push(path);
    await held;
    await (path === '/two/drop' ? route.fulfill({ status: 404, json: { title: 'There is no such letter.' } }) : route.fulfill({ json: {} }));
  }));
  page.expects = /status of 404/;
  await page.goto('about:blank');
  await page.goto(`${scene.app}/ops#/dead-letters`);
  await page.getByRole('button', { name: 'Drop all…' }).click();
  const dialog = page.getByRole('dialog');
  there.push('four');
  await poll(page);
  await page.locator('.letters tbody tr').nth(3).waitFor();
  await dialog.getByLabel('Why').fill('Nobody needs them.');
  await dialog.getByRole('button', { name: 'Drop 3 letters' }).click();
  await until('the letters are being dropped', () => posted.length === 3);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  hold(await dialog.isVisible() && await dialog.getByRole('button', { name: 'Cancel' }).isDisabled(), 'What is under way was hidden.');
  goOn();
  await page.locator('.toast', { hasText: 'Dropped: 2 letters; not: 1 no longer there.' }).waitFor();
  hold(posted.sort().join() === '/one/drop,/three/drop,/two/drop', `Others were dropped: ${posted}`);
  page.expects = null;
  await page.unroute(ofLetters);
}

/** A failure in the second call does not hide what the first one did. */
export async function tellsWhatWasDone(page) {
  let calls = 0;
  await page.route(ofLetters, canned(() => ({ value: [letter('one')], continuation: 'one' }), (_, route) => calls++
    ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"title":"The queue does not answer."}' })
    : route.fulfill({ json: { done: 100, left: {}, more: true, continuation: 'hundred' } })));
  page.expects = /status of 503/;
  await poll(page);
  await page.locator('#letters').getByText('more than 1').waitFor();
  await page.getByRole('button', { name: 'Replay all…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Replay more than 1 letters' }).click();
  await dialog.getByText('Sent again: 100 letters. Then it stopped: The queue does not answer.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  page.expects = null;
  await page.unroute(ofLetters);
}
