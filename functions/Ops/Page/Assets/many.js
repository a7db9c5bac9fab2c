// What is done to many letters, call after call, and what came of it in a sentence.

import { send } from '/ops/live.js';
import { number, count, OUTCOMES } from '/ops/words.js';

// The app does so many in a call; one press goes on for so many calls.
const ROUNDS = 50;
const AT_ONCE = 4;

// Refusals that are about a letter; any other is about the app or who asks, and ends it.
const REFUSALS = { 'legal-hold': 'LegalHold', 'purges-paused': 'PurgesPaused', 'dead-letter-busy': 'BeingReplayed' };

function tell(verb, sum, left, more) {
  const not = Object.entries(left).map(([outcome, few]) => `${number(few)} ${OUTCOMES[outcome] ?? outcome}`);
  return `${verb === 'drop' ? 'Dropped' : 'Sent again'}: ${count(sum, 'letter')}${not.length ? `; not: ${not.join(', ')}` : ''}${more ? '; there are more' : ''}.`;
}

const stopped = (verb, sum, left, failure) => new Error(`${tell(verb, sum, left, false)} Then it stopped: ${failure.message}`);

/** Replays or drops all that a filter means. What was done before a failure is told with it. */
export async function all(base, verb, what) {
  let [sum, left, continuation] = [0, {}, null];
  for (let round = 0; round < ROUNDS; round++) {
    let answer;
    try {
      answer = await send('POST', `${base}/${verb}`, continuation ? { ...what, continuation } : what);
    } catch (failure) {
      throw round ? stopped(verb, sum, left, failure) : failure;
    }
    sum += answer.done;
    for (const [outcome, few] of Object.entries(answer.left)) left[outcome] = (left[outcome] ?? 0) + few;
    continuation = answer.continuation;
    if (!answer.more) break;
  }
  return tell(verb, sum, left, continuation);
}

/**
 * Drops these letters and no other.
 * @param {string[]} waiting their ids; what is done is taken out, so that who tries again after a failure goes on.
 */
export async function dropEach(base, waiting, reason) {
  let [sum, left, failure] = [0, {}, null];
  async function work() {
    while (waiting.length && !failure) {
      const id = waiting.shift();
      try {
        await send('POST', `${base}/${encodeURIComponent(id)}/drop`, { reason });
        sum++;
      } catch (refused) {
        const outcome = refused.status === 404 ? 'Gone' : REFUSALS[refused.problem?.type?.split('/').at(-1)];
        if (outcome) {
          left[outcome] = (left[outcome] ?? 0) + 1;
          continue;
        }
        failure ??= refused;
        waiting.push(id);
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (!failure) return tell('drop', sum, left, false);
  throw sum ? stopped('drop', sum, left, failure) : failure;
}
