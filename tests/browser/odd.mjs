// Answers that are seldom: nothing there yet, late, of a tenant that is not there, hidden by the tenant, of no tenant.

import { hold, judge, SOME_WAYS } from './judge.mjs';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const LATE = 3_000;

const go = (page, scene, view) => page.goto(`${scene.app}/ops#/${view}`);
const overview = url => url.pathname === '/v1/operations/overview';
const ofTenant = url => url.pathname.endsWith('/operations');
const ofAll = url => url.pathname === '/v1/operations/dead-letters';

/** The real answer, changed. */
const changed = change => async route => {
  const answer = await route.fetch();
  const body = await answer.json();
  change(body);
  await route.fulfill({ response: answer, json: body });
};

export async function nothingThere(page, scene) {
  await page.route(overview, changed(body => Object.assign(body, { tenants: [], more: 0, totals: Object.fromEntries(Object.keys(body.totals).map(key => [key, key === 'tenants' ? {} : 0])) })));
  await page.goto('about:blank');
  await go(page, scene, '');
  await page.getByText('There is no tenant yet.').waitFor();
  await page.getByText('Nothing to do: 0 tenants, none in trouble.').waitFor();
  await judge(page, 'no tenant', null, SOME_WAYS);
  await page.unroute(overview);

  await page.route(ofTenant, changed(body => Object.assign(body, { services: [], receipts: [], heldPlans: [], suspendedTriggers: [], tenant: { ...body.tenant, trouble: [], presence: null } })));
  await go(page, scene, `tenants/${scene.tenant}`);
  await page.getByText('This tenant has no service yet.').waitFor();
  await page.getByText('Nothing to do here.').waitFor();
  await judge(page, 'empty tenant', null, SOME_WAYS);
  await page.unroute(ofTenant);
}

/** One answer is late: its parts wait as such, the others are there. */
export async function lateAnswer(page, scene) {
  await page.route(ofTenant, async route => {
    await new Promise(done => setTimeout(done, LATE));
    await route.continue();
  });
  await page.goto('about:blank');
  await go(page, scene, `tenants/${scene.tenant}`);
  await page.locator('#sync dl').getByText('Change tokens').waitFor();
  hold(await page.locator('#services.waits').count() === 1, 'The services are still waited for.');
  hold(await page.locator('.caps tbody tr').count() === 0 && !await page.getByText('This tenant has no service yet.').isVisible(), 'What is not known is not said to be empty.');
  await judge(page, 'late', null, [SOME_WAYS[0]]);
  await page.locator('.caps tbody tr').first().waitFor();
  await page.unroute(ofTenant);
}

export async function missingTenant(page, scene) {
  page.expects = /status of 404/;
  await go(page, scene, `tenants/${NOBODY}`);
  await page.getByRole('heading', { name: 'No such tenant' }).waitFor();
  await judge(page, 'missing', null, SOME_WAYS);
  await page.getByRole('link', { name: 'All tenants' }).click();
  await page.getByRole('heading', { name: 'All tenants' }).waitFor();
  page.expects = null;
}

/** What the tenant masks comes masked, and is not looked up anywhere. */
export async function masked(page, scene) {
  const names = [];
  await page.route(ofTenant, changed(body => {
    names.push(...body.services.map(one => one.upn), body.tenant.name);
    body.tenant.name = '*****';
    body.services.forEach(one => Object.assign(one, { name: '*****', upn: '*****' }));
  }));
  await go(page, scene, `tenants/${scene.tenant}`);
  await page.getByRole('heading', { name: '*****' }).waitFor();
  await page.locator('.caps tbody tr').first().waitFor();
  const shown = await page.locator('main').innerText();
  hold(names.length > 1 && names.every(name => !shown.includes(name)), 'A masked name is shown.');
  await page.unroute(ofTenant);
}

/** Letters of all tenants and of none, with what keeps some of them from being sent again. */
export async function lettersOfAll(page, scene) {
  const seen = new Date().toISOString();
  const letter = (id, more) => ({ id, tenant: null, queue: 'task-events', sessionId: null, reason: 'The body cannot be read: JsonException.', attempts: 1, firstSeen: seen, lastSeen: seen, traceId: null, bytes: 40, replays: 0, canReplay: true, obstacle: null, replaying: null, replayed: null, ...more });
  const value = [
    letter('one', {}), letter('two', { tenant: scene.tenant, queue: 'directory-sync', replays: 2 }),
    letter('three', { tenant: NOBODY, canReplay: false, obstacle: 'TenantEnded' }),
  ];
  await page.route(ofAll, route => route.fulfill({ json: { value: new URL(route.request().url()).searchParams.has('reason') ? [] : value, continuation: null } }));
  await go(page, scene, 'dead-letters');
  const rows = page.locator('.letters tbody tr');
  await rows.nth(2).waitFor();
  hold(await rows.nth(1).getByText('failed again after 2 replays').isVisible(), 'How often a letter failed again is said.');
  hold(await rows.nth(2).getByText('Its tenant was off-boarded.').isVisible(), 'Why a letter cannot be sent again is said.');
  hold(await rows.nth(2).getByRole('button', { name: /^Replay/ }).count() === 0, 'What cannot be sent again has no button for it.');
  await judge(page, 'dead letters', null);
  await page.getByLabel('Reason contains').fill('nothing says so');
  await page.keyboard.press('Enter');
  await page.getByText('No letter fits the filter.').waitFor();
  await page.unroute(ofAll);
}
