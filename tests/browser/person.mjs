// Somebody who administers a tenant, until that role is taken away and a partner's is what is left.

import { hold, judge, SOME_WAYS } from './judge.mjs';
import { until } from './api.mjs';
import { signIn } from './operator.mjs';

export async function losesARight(page, scene) {
  const root = `/v1/tenants/${scene.tenant}`;
  await signIn(page, scene, scene.adminUpn);
  const run = page.getByRole('button', { name: 'Run now' });
  await run.waitFor();
  hold(await page.locator('.crumb').count() === 0, 'Other tenants are none of an administrator’s business.');
  await judge(page, 'administrator', null, SOME_WAYS);

  // The group of the administrators becomes the partner's: a run later its members may look, and no more.
  const { body: general } = await scene.system('GET', `${root}/settings/general`);
  const group = general.tenantAdministrationSecurityGroup;
  const changed = await scene.system('PATCH', `${root}/settings/general`, { tenantAdministrationSecurityGroup: null, partnerAdministrationSecurityGroup: group });
  hold(changed.status === 200, `The group is the partner's: ${JSON.stringify(changed)}`);
  await scene.system('POST', `${root}/sync`);
  await until('the right is gone', async () => (await scene.admin('POST', `${root}/sync`)).status === 403);
  await run.waitFor({ state: 'hidden' });
  hold(await page.locator('#sync').getByRole('button').count() === 0, 'No control is left that takes the right.');
  await page.locator('#sync dl').getByText('Change tokens').waitFor();
}
