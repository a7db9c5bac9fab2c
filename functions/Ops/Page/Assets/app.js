// The page: who looks at it, which view, and how fresh what it shows is.

import { h, text, fill, button, say } from '/ops/dom.js';
import { Source, send, useAntiforgery } from '/ops/live.js';
import { timeOf, span, SIGNIN } from '/ops/words.js';
import { overview } from '/ops/overview.js';
import { closeDialogs } from '/ops/dialog.js';
import { tenantView } from '/ops/tenant.js';
import { letters } from '/ops/letters.js';

const SESSION_EVERY = 15_000;
const main = document.getElementById('main');
const notice = document.getElementById('notice');
const fresh = document.getElementById('fresh');

/** What the views know of the page. */
const page = {
  session: null,
  sources: [],
  /** The tenant that is shown, as dialogs name it. */
  whose: '',
  /** Whether a right is there. One that the app says nothing of is tried: the app decides each call. */
  may: name => page.session?.may?.[name] ?? false,
  watch(source) {
    page.sources.push(source);
    return source;
  },
  /** What is shown is over: nothing is asked for it any more, and no dialog goes on acting on it. */
  stop() {
    closeDialogs();
    page.sources.forEach(source => source.stop());
    page.sources = [];
  },
  /** Each view tells of each answer: here the session's end and failures are noticed. */
  heard(source) {
    if (source.error?.status === 401) signedOut('Your session is over.');
    // A right was taken away: then the session says which. Asked once for each refusal that is new.
    else if (source.isForbidden && !source.isTold) whoAmI.again();
    source.isTold = source.isForbidden;
    tellOfFailures();
  },
};

let view = null;
let shown = null;
let rights = null;
let failing = '';

const whoAmI = new Source('/ops/session', source => {
  if (!source.data) {
    text(notice, `The app does not say who you are: it answered ${source.error?.status || 'nothing'}. It is asked again by itself.`).hidden = false;
    return;
  }
  if (source.error) {
    // What it said before may be of a session that is over by now: who was signed out is not let in again by it.
    if (page.session.signedIn) {
      view?.refresh?.();
      tellOfFailures();
    }
    return;
  }
  const isFirst = page.session === null;
  const former = page.session;
  page.session = source.data;
  useAntiforgery(source.data.antiforgery);
  if (!source.data.signedIn) {
    signedOut(former?.signedIn ? 'Your session is over.' : null);
    return;
  }
  const now = JSON.stringify([source.data.user, source.data.isOperator, source.data.tenants]);
  // A right that was given needs parts that are not there yet; one that was taken away only hides some.
  const isMore = Object.entries(source.data.may).some(([name, may]) => may && former?.may?.[name] === false);
  if (isFirst || now !== rights || isMore) {
    rights = now;
    shown = null;
    leave();
    drawHead();
    route();
  } else {
    view?.refresh?.();
  }
  tellOfFailures();
}, SESSION_EVERY);

function drawHead() {
  const { user, isOperator, may } = page.session;
  fill(document.getElementById('who'), h('span', { class: 'name' }, user.name || 'Signed in'),
    button('Sign out', async () => {
      try {
        await send('POST', '/ops/signout');
        signedOut('You signed out.');
        whoAmI.again();
      } catch (failure) {
        say(failure.message);
      }
    }));
  const nav = document.getElementById('nav');
  nav.hidden = !isOperator;
  fill(nav, isOperator && h('a', { href: '#/' }, 'Tenants'), isOperator && may.readDeadLettersOfAll && h('a', { href: '#/dead-letters' }, 'Dead letters'));
}

function signedOut(why) {
  // The session is asked for again and again: whoever stands on the link stays there.
  if (shown === 'door') return;
  leave();
  shown = 'door';
  rights = null;
  page.session = { signedIn: false, canSignIn: page.session?.canSignIn ?? true };
  fill(document.getElementById('who'));
  document.getElementById('nav').hidden = true;
  notice.hidden = true;
  failing = '';
  text(fresh, '');
  document.title = 'Nimbus operations';
  const reason = new URLSearchParams(location.search).get('signin');
  const target = `/ops/signin?returnUrl=${encodeURIComponent('/ops' + location.hash)}`;
  const said = reason ? SIGNIN[reason] ?? SIGNIN.failed : null;
  fill(main, h('div', { class: 'door' },
    h('h1', {}, 'Nimbus operations'),
    h('p', {}, 'What is late or held, for whom, and the means to mend it.'),
    said && h('p', { class: 'fault', role: 'alert' }, said),
    !said && why && h('p', { class: 'note' }, why),
    page.session.canSignIn
      ? h('p', {}, h('a', { class: 'button primary', href: target }, 'Sign in with Microsoft'))
      : h('p', { class: 'fault' }, 'Nobody can sign in here: the setting Ops__PublicAddress is missing.')));
}

function leave() {
  page.stop();
  page.whose = '';
  view = null;
}

function route() {
  if (!page.session?.signedIn || !/^(#\/.*)?$/.test(location.hash)) return;
  if (location.search) history.replaceState(null, '', '/ops' + location.hash);
  const [, what, id, part] = location.hash.split('/').map(plain);
  const { isOperator, tenants } = page.session;
  const tenant = what === 'tenants' && id ? id : isOperator ? null : tenants?.[0];
  const key = what === 'dead-letters' && isOperator ? 'letters' : tenant ?? 'all';
  if (key !== shown) {
    const isMove = shown !== null;
    leave();
    shown = key;
    document.title = 'Nimbus operations';
    if (key === 'letters') view = ofAllLetters();
    else if (tenant) view = tenantView(main, page, tenant);
    else if (isOperator) view = overview(main, page);
    else fill(main, h('div', { class: 'door' }, h('h1', {}, 'Nothing to see'), h('p', {}, 'You are signed in, but no role lets you look at a tenant here. Ask your administrator for one.')));
    if (isMove) {
      scrollTo(0, 0);
      main.focus({ preventScroll: true });
      say(main.querySelector('h1')?.textContent ?? '');
    }
  }
  for (const link of document.querySelectorAll('#nav a')) {
    if (link.getAttribute('href') === (key === 'letters' ? '#/dead-letters' : '#/')) link.setAttribute('aria-current', key === 'all' || key === 'letters' ? 'page' : 'true');
    else link.removeAttribute('aria-current');
  }
  if (part) requestAnimationFrame(() => view?.goTo?.(part));
}

// An address that somebody mistyped may have an escape that is none.
function plain(piece) {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}

function ofAllLetters() {
  const all = letters('/v1/operations/dead-letters', page, () => {}, true);
  all.node.classList.add('sheet');
  fill(main, all.node);
  return { refresh: all.heard };
}

/** What is shown is the last that was heard: once something fails that is said, with the time it is from. */
function tellOfFailures() {
  const bad = page.sources.filter(source => source.error && ![401, 403, 404, 400].includes(source.error.status));
  if (bad.length === 0) {
    if (failing) say('The app answers again.');
    failing = '';
    notice.hidden = true;
    return;
  }
  const oldest = bad.reduce((one, other) => (one.at ?? 0) <= (other.at ?? 0) ? one : other);
  const status = oldest.error.status;
  const words = `${oldest.at ? `What is shown is from ${timeOf(oldest.at)}` : 'Some of it could not be read yet'}; ${status ? `the app answered ${status}` : 'the app does not answer'}. It is asked again by itself.`;
  // Said once for each failure, not at each attempt.
  if (words !== failing) text(notice, words);
  failing = words;
  notice.hidden = false;
}

function tellOfAge() {
  const known = page.sources.filter(source => source.at);
  if (!known.length) {
    text(fresh, '');
    return;
  }
  const newest = Math.max(...known.map(source => source.at.getTime()));
  const age = (Date.now() - newest) / 1000;
  fresh.className = 'fresh' + (failing || age > 30 ? ' old' : '');
  text(fresh, age < 10 && !failing ? `Live, ${timeOf(new Date(newest))}` : `${span(age)} old`);
}

document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
setInterval(tellOfAge, 1_000);
addEventListener('hashchange', route);
