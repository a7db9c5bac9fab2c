// What is a fault on any view, whatever is done there.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const WIDE = { width: 1360, height: 900 };
export const PHONE = { width: 360, height: 780 };
const WAYS = [['wide', 'light', WIDE], ['wide', 'dark', WIDE], ['phone', 'light', PHONE], ['phone', 'dark', PHONE]];

export const faults = [];
export const weights = new Map();

/** A browser context whose every request, message and violation is looked at. */
export async function watched(browser, app, entra, options) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, reducedMotion: 'reduce', viewport: WIDE, ...options });
  await context.addInitScript(() => document.addEventListener('securitypolicyviolation', event =>
    console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`)));
  context.on('request', request => {
    const address = new URL(request.url());
    // The sign-in alone leads away, as a page of its own.
    const isSignIn = address.origin === entra && request.isNavigationRequest();
    if (address.protocol !== 'data:' && address.origin !== app && !isSignIn) faults.push(`It asks another origin: ${request.method()} ${request.url()}`);
  });
  const page = await context.newPage();
  page.expects = null;
  page.on('pageerror', error => faults.push(`An error on the page: ${error.message}`));
  page.on('console', message => {
    if (message.type() !== 'error' && !message.text().includes('CSP')) return;
    if (message.location().url.startsWith(entra) || (page.expects && page.expects.test(message.text()))) return;
    faults.push(`The console says: ${message.text()} (${message.location().url})`);
  });
  page.on('response', async response => {
    const address = new URL(response.url());
    if (!/^\/ops(\/[a-z]+\.(js|css))?$/.test(address.pathname) || response.status() !== 200) return;
    weights.set(address.pathname, (await response.body().catch(() => Buffer.alloc(0))).length);
  });
  return page;
}

/** Judges a view in each way that it is seen, and takes its picture in a folder, where there is one. */
export async function judge(page, view, folder, ways = WAYS) {
  for (const [size, scheme, viewport] of ways) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await accessible(page, `${view}, ${size}, ${scheme}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) faults.push(`${view}, ${size}: it is ${over} pixels too wide.`);
    if (folder) await page.screenshot({ path: `${folder}/${view}-${size}-${scheme}.png` });
  }
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: 'light' });
}

export const SOME_WAYS = [WAYS[0], WAYS[3]];

async function accessible(page, where) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
  const result = await page.evaluate(tags => window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), RULES);
  for (const violation of result.violations)
    faults.push(`${where}: ${violation.id}: ${violation.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join(' | ')}`);
}

/** What must be so. */
export function hold(isSo, what) {
  if (!isSo) throw new Error(what);
}
