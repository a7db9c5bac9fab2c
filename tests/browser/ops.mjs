// Drives the operators' page in headless Chromium, against the local edition. Where things are comes from the environment.

import { chromium } from 'playwright-core';
import { watched, faults, weights, hold } from './judge.mjs';
import { api } from './api.mjs';
import { signIn, signedOut, overview, approvePlan, replayLetter, capFillsAndEmpties } from './operator.mjs';
import { failingApp, hiddenTab, paintsFast } from './trouble.mjs';
import { losesARight } from './person.mjs';
import { nothingThere, lateAnswer, missingTenant, masked, lettersOfAll } from './odd.mjs';
import { focusStays, dialogsEnd, dropsWhatWasShown, tellsWhatWasDone } from './steady.mjs';

const HEAVIEST = 100_000;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const given = process.env;
const app = given.OPS_APP.replace(/\/$/, '');
const entra = new URL(given.OPS_ENTRA).origin;
const scene = {
  app, tenant: given.OPS_TENANT, held: Number(given.OPS_HELD), lateService: given.OPS_LATE_SERVICE, flowsUpn: given.OPS_FLOWS_UPN,
  adminUpn: given.OPS_ADMIN_UPN, shots: given.OPS_SHOTS || null,
  system: api(app, given.OPS_SYSTEM_TOKEN), admin: api(app, given.OPS_ADMIN_TOKEN),
  service: (id, name) => ({ upn: `${id}@alpenwerk.example`, displayName: name, assignmentType: 'SkillBased', licence: 'ContactCenter', modalities: ['Call', 'Email', 'Outbound'] }),
};

const took = {};
async function step(name, doing) {
  const start = performance.now();
  let said;
  try {
    said = await doing();
  } catch (failure) {
    throw new Error(`${name}: ${failure.message}`);
  } finally {
    took[name] = Math.round(performance.now() - start);
  }
  return said;
}

const browser = await chromium.launch({ executablePath: given.OPS_CHROMIUM, args: FLAGS });
let painted = null;
try {
  const page = await watched(browser, app, entra);
  page.setDefaultTimeout(20_000);
  await step('signed out', () => signedOut(page, scene));
  await step('sign in', () => signIn(page, scene, given.OPS_OPERATOR));
  await step('overview', () => overview(page, scene));
  await step('focus', () => focusStays(page, scene));
  await step('dialogs', () => dialogsEnd(page, scene));
  await step('plan', () => approvePlan(page, scene));
  await step('letter', () => replayLetter(page, scene));
  await step('cap', () => capFillsAndEmpties(page, scene));
  await step('failing', () => failingApp(page));
  await step('hidden', () => hiddenTab(page));
  await step('empty', () => nothingThere(page, scene));
  await step('late', () => lateAnswer(page, scene));
  await step('missing', () => missingTenant(page, scene));
  await step('masked', () => masked(page, scene));
  await step('all letters', () => lettersOfAll(page, scene));
  await step('drop all', () => dropsWhatWasShown(page, scene));
  await step('stopped', () => tellsWhatWasDone(page, scene));
  painted = await step('paint', () => paintsFast(page, scene));
  await step('sign out', async () => {
    page.expects = /status of 401/;
    await page.goto(`${app}/ops`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in with Microsoft' }).waitFor();
  });
  await page.context().close();

  const person = await watched(browser, app, entra);
  person.setDefaultTimeout(25_000);
  await step('right', () => losesARight(person, scene));
  await person.context().close();
  const weight = [...weights.values()].reduce((sum, bytes) => sum + bytes, 0);
  hold(weight > 0 && weight < HEAVIEST, `The page weighs ${weight} bytes.`);
  console.log(JSON.stringify({ faults, weight, painted, took }));
} catch (failure) {
  console.log(JSON.stringify({ faults: [...faults, failure.message.slice(0, 1500)], took }));
} finally {
  await browser.close();
}
