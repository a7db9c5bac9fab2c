// The page when things are not as they should be, or many.

import { hold } from './judge.mjs';

const QUIET = 5_500;
const LONGEST_PAINT = 1_000;
const TRIES = 3;

/** Everything is asked for now. */
export const poll = page => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

/** A failing app leaves the last state with a notice; once it answers again the notice goes. */
export async function failingApp(page) {
  const address = url => url.pathname.endsWith('/operations');
  page.expects = /status of 503/;
  await page.route(address, route => route.fulfill({ status: 503, contentType: 'application/problem+json', headers: { 'Retry-After': '1' }, body: '{"title":"The store does not answer.","status":503}' }));
  await poll(page);
  const notice = page.locator('#notice');
  await notice.getByText(/What is shown is from \d\d:\d\d:\d\d; the app answered 503/).waitFor();
  hold(await page.locator('.caps tbody tr').count() > 0, 'What was known is still shown.');
  await page.unroute(address);
  await poll(page);
  await notice.waitFor({ state: 'hidden' });
  page.expects = null;
}

/** Nobody looks: nothing is asked. */
export async function hiddenTab(page) {
  const hide = isHidden => page.evaluate(value => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);
  await hide(true);
  // What is under way comes to its end.
  await page.waitForTimeout(1_000);
  let asked = 0;
  const count = () => asked++;
  page.on('request', count);
  await page.waitForTimeout(QUIET);
  hold(asked === 0, `A hidden tab asked ${asked} times.`);
  await Promise.all([page.waitForRequest(/\/v1\//), hide(false)]);
  page.off('request', count);
}

const idOf = number => `${String(number).padStart(8, '0')}-1111-4222-8333-444455556666`;
const MODALITIES = ['Outbound', 'ExternalTask', 'InstantMessaging', 'Email'];

function tenantOf(number) {
  const now = new Date().toISOString();
  return {
    id: idOf(number), name: `Tenant ${number}`, state: 'Active', deadLetters: number % 2, heldTasks: 0, capsNearFull: 0, suspendedTriggers: 0,
    sync: { state: 'Fine', lastSuccess: now, deltaAgeSeconds: 60, heldPlans: 0, failures: 0, removalsPaused: false },
    presence: { tracked: 100, ageSeconds: 15, failures: 0, permission: 'Granted' }, retention: { overdueHours: 0, paused: false, heldPlan: 0 },
    trouble: number % 2 ? [{ kind: 'DeadLetters', since: now, text: '1 message given up: look why, mend the cause, replay or drop.', look: `/v1/tenants/${idOf(number)}/dead-letters` }] : [],
  };
}

/** 200 tenants, and one with 500 services: what they look like stands within a second of the first request. */
export async function paintsFast(page, scene) {
  const tenants = Array.from({ length: 200 }, (_, number) => tenantOf(number));
  const totals = { tenants: { Active: 200 }, inTrouble: 100, unknown: 0, late: 0, quarantined: 0, heldPlans: 0, deadLetters: 100, heldTasks: 0, capsNearFull: 0, suspendedTriggers: 0, purgesLate: 0, presenceStale: 0 };
  const whole = {
    at: new Date().toISOString(), tenant: { ...tenantOf(1), id: scene.tenant }, deadLetters: { total: 1, complete: true, queues: {} }, heldPlans: [], receipts: [], suspendedTriggers: [],
    services: Array.from({ length: 500 }, (_, number) => ({
      id: idOf(number), upn: `service${number}@example.org`, name: `Service ${number}`,
      caps: MODALITIES.map((modality, at) => ({ modality, cap: 20, inUse: (number * 7 + at) % 21, held: 0, oldestHeldSince: null, nearFull: (number * 7 + at) % 21 >= 16 })),
    })),
  };
  await page.route(url => url.pathname === '/v1/operations/overview', route => route.fulfill({ json: { at: whole.at, totals, tenants, more: 0, noTenant: { deadLetters: 0 } } }));
  await page.route(url => url.pathname.endsWith('/operations'), route => route.fulfill({ json: whole }));
  const found = {
    tenants: await best(page, `${scene.app}/ops#/`, '.tenants > li .todo'),
    services: await best(page, `${scene.app}/ops#/tenants/${scene.tenant}`, '.caps tbody tr'),
  };
  hold(found.tenants < LONGEST_PAINT && found.services < LONGEST_PAINT, `It took too long: ${JSON.stringify(found)} milliseconds.`);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  return found;
}

// What else runs may disturb a single attempt: the best of three is the page's own time.
async function best(page, address, selector) {
  let least = Infinity;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    await page.goto('about:blank');
    await page.goto(address, { waitUntil: 'commit' });
    const took = await page.evaluate(async wanted => {
      while (!document.querySelector(wanted)) await new Promise(requestAnimationFrame);
      await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
      return performance.now();
    }, selector);
    least = Math.min(least, Math.round(took));
  }
  return least;
}
