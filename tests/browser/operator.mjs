// An operator at night: signs in, sees what is wrong, and mends it.

import { hold, judge, SOME_WAYS } from './judge.mjs';
import { until } from './api.mjs';

/** From the page that nobody is signed in at to the overview, by way of the simulated Entra. */
export async function signIn(page, { app }, upn) {
  await page.goto(`${app}/ops`);
  await page.getByRole('link', { name: 'Sign in with Microsoft' }).click();
  await page.getByRole('link', { name: upn }).first().click();
  await page.waitForURL(url => url.origin === app);
}

export async function signedOut(page, scene) {
  await page.goto(`${scene.app}/ops?signin=consent`);
  await page.getByText('has not consented to this app yet').waitFor();
  await judge(page, 'signin', null);
  await page.goto(`${scene.app}/ops`);
  await page.keyboard.press('Tab');
  hold(await page.evaluate(() => document.activeElement.className) === 'skip', 'The first Tab reaches the link to the content.');
  await page.keyboard.press('Enter');
  hold(await page.evaluate(() => document.activeElement.id) === 'main', 'That link leads to the content.');
}

export async function overview(page, scene) {
  const tenant = page.locator('.tenants > li').first();
  await tenant.getByText('plan of removals').waitFor();
  await tenant.getByText('given up').waitFor();
  await judge(page, 'ops', scene.shots);

  await page.getByLabel('Search').fill('nobody is called so');
  await page.getByText('No tenant is called that.').waitFor();
  await page.getByLabel('Search').fill('');
  await page.getByLabel('Only trouble').check();
  hold(await page.locator('.tenants > li').count() === 1, 'The tenant in trouble stays when only trouble is asked for.');
  await tenant.locator('a.todo[href$="/plans"]').click();
  await page.locator('#plans h3').waitFor();
  await page.locator('.caps tbody tr').first().waitFor();
  await judge(page, 'tenant', scene.shots);
}

export async function approvePlan(page, scene) {
  const choose = page.getByRole('button', { name: /^Look and choose/ });
  await choose.click();
  const dialog = page.getByRole('dialog');
  const box = dialog.getByRole('checkbox').first();
  await box.check();
  await dialog.getByRole('button', { name: 'Approve 1 user' }).waitFor();
  await judge(page, 'plan', null, SOME_WAYS);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  // The focus goes back to where the dialog was opened.
  await page.waitForFunction(node => node === document.activeElement, await choose.elementHandle());

  await page.getByRole('button', { name: /^Approve all/ }).click();
  await dialog.getByRole('heading', { name: `Approve ${scene.held} removals?` }).waitFor();
  await judge(page, 'approve', null, SOME_WAYS);
  await dialog.getByRole('button', { name: `Approve ${scene.held} removals` }).click();
  await page.locator('#plans').waitFor({ state: 'hidden' });
  const { body } = await scene.system('GET', `/v1/tenants/${scene.tenant}/sync`);
  hold(body.heldPlans.length === 0, 'No plan waits any more.');
}

export async function replayLetter(page, scene) {
  const base = `/v1/tenants/${scene.tenant}`;
  const letter = page.locator('.letters tbody tr').first();
  await letter.getByRole('button', { name: /^Look/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('pre', { hasText: scene.lateService }).waitFor();
  await judge(page, 'letter', null, SOME_WAYS);
  await dialog.getByRole('button', { name: 'Close' }).click();

  await letter.getByRole('button', { name: /^Drop/ }).click();
  await dialog.getByRole('button', { name: 'Drop 1 letter' }).click();
  hold(await dialog.getByLabel('Why').evaluate(field => !field.validity.valid), 'Nothing is dropped without a reason.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  // The cause: the service that the email was for was not there.
  await scene.system('PUT', `${base}/services/${scene.lateService}`, scene.service(scene.lateService, 'Late'));
  await letter.getByRole('button', { name: /^Replay/ }).click();
  await page.getByText('No message was given up.').waitFor();
  await until('the email has its slot, once', async () => {
    const usage = await scene.system('GET', `${base}/services/${scene.lateService}/usage`);
    return usage.body.modalities?.find(one => one.modality === 'Email').inUse === 1;
  });
  hold((await scene.system('GET', `${base}/dead-letters`)).body.value.length === 0, 'No letter is left.');
}

export async function capFillsAndEmpties(page, scene) {
  const row = page.locator('.caps tbody tr', { hasText: 'Flows' });
  const figure = row.locator('td[data-label="External"] .figure');
  await page.locator('#service-search').fill('Flows');
  await figure.getByText('0/2').waitFor();
  const same = await row.elementHandle();

  const posted = [];
  for (let one = 0; one < 2; one++) posted.push(await scene.admin('POST', '/v1/ExternalTasks', { serviceUpn: scene.flowsUpn }));
  hold(posted.every(answer => answer.status === 200), `The tasks are taken: ${JSON.stringify(posted)}`);
  hold((await scene.admin('POST', '/v1/ExternalTasks', { serviceUpn: scene.flowsUpn })).status === 409, 'The third is refused.');
  await figure.getByText('2/2 full').waitFor();
  hold(await row.getByRole('meter', { name: /^External/ }).getAttribute('aria-valuenow') === '2', 'The bar says so to who does not see it.');
  for (const { body } of posted) await scene.admin('DELETE', `/v1/ExternalTasks/${body.id ?? body.taskId}`);
  await figure.getByText('0/2').waitFor();
  hold(await same.evaluate(node => node.isConnected), 'The row was mended in place.');
  hold(await page.locator('#service-search').evaluate(node => node === document.activeElement), 'The focus stayed.');
}
