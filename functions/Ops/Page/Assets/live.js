// Asks the app again and again, cheaply, and knows how old what it has is.

const EVERY = 5_000;
const LONGEST = 60_000;
const PATIENCE = 20_000;
// A replay waits for queues, up to half a minute: who gives up sooner takes for failed what was done.
const SENDING_TAKES = 60_000;

/** What the app answered, where it was not what was asked for. */
export class Refusal extends Error {
  constructor(status, problem, retryAfter) {
    super(problem?.detail ?? problem?.title ?? (status ? `The app answered ${status}.` : 'The app does not answer.'));
    Object.assign(this, { status, problem, retryAfter });
  }
}

let antiforgery = null;
export const useAntiforgery = token => { antiforgery = token; };

async function ask(path, options, patience = PATIENCE) {
  let answer;
  try {
    answer = await fetch(path, { credentials: 'same-origin', redirect: 'error', cache: 'no-store', signal: AbortSignal.timeout(patience), ...options });
  } catch (failure) {
    throw options?.signal?.aborted ? failure : new Refusal(0);
  }
  if (answer.ok || answer.status === 304) return answer;
  const isProblem = (answer.headers.get('Content-Type') ?? '').includes('json');
  const problem = isProblem ? await answer.json().catch(() => null) : null;
  throw new Refusal(answer.status, problem, Number(answer.headers.get('Retry-After')) || 0);
}

export const read = async path => (await ask(path)).json();

/** A call that changes something. */
export async function send(method, path, body) {
  const headers = { 'X-Nimbus-Antiforgery': antiforgery ?? '' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const answer = await ask(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) }, SENDING_TAKES);
  return answer.status === 204 ? null : answer.json().catch(() => null);
}

/**
 * An address that is asked again and again while somebody looks: `data` is what it said last, `at` when that was known to
 * be so, `error` why the last attempt failed. Nothing is asked while the tab is hidden.
 */
export class Source {
  constructor(path, heard, every = EVERY) {
    Object.assign(this, { path, heard, every, data: null, at: null, error: null, tag: null, failures: 0, timer: 0, asking: null, stopped: false });
    this.seen = () => { if (!document.hidden) this.again(); };
    document.addEventListener('visibilitychange', this.seen);
    this.again();
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    this.asking?.abort();
    document.removeEventListener('visibilitychange', this.seen);
  }

  /** Asks now, whatever is under way: what is under way may have been read before a change. */
  again() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (!this.stopped && !document.hidden) this.turn();
  }

  /** Another address of the same kind; what the former said is forgotten. */
  move(path) {
    if (path === this.path) return;
    Object.assign(this, { path, data: null, tag: null, at: null, error: null, failures: 0 });
    this.again();
  }

  async turn() {
    const asking = this.asking = new AbortController();
    const late = setTimeout(() => asking.abort('late'), PATIENCE);
    try {
      const answer = await ask(this.path, { signal: asking.signal, headers: this.tag ? { 'If-None-Match': this.tag } : {} });
      const data = answer.status === 304 ? this.data : await answer.json();
      if (this.asking !== asking || this.stopped) return;
      Object.assign(this, { data, at: new Date(), error: null, failures: 0, tag: answer.headers.get('ETag') ?? (answer.status === 304 ? this.tag : null) });
    } catch (failure) {
      if (this.asking !== asking || this.stopped || (asking.signal.aborted && asking.signal.reason !== 'late')) return;
      this.error = failure instanceof Refusal ? failure : new Refusal(0);
      this.failures++;
    } finally {
      clearTimeout(late);
    }
    this.timer = setTimeout(() => this.again(), this.pause());
    this.heard(this);
  }

  /** Milliseconds until the next attempt: longer after each failure, never shorter than the app asked for. */
  pause() {
    if (!this.failures) return this.every;
    const longer = Math.min(LONGEST, EVERY * 2 ** (this.failures - 1)) * (0.8 + Math.random() * 0.4);
    return Math.max(longer, (this.error?.retryAfter ?? 0) * 1000);
  }

  /** A right that is not there: the part that needs it is hidden. */
  get isForbidden() {
    return this.error?.status === 403;
  }
}
