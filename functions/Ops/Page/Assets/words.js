// How things read.

const numbers = new Intl.NumberFormat('en');
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const moment = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit' });

export const number = value => value == null ? '–' : numbers.format(value);
export const count = (value, one, many = one + 's') => `${number(value)} ${value === 1 ? one : many}`;
export const timeOf = date => clock.format(date);
export const dayAndTime = text => text ? moment.format(new Date(text)) : '–';

/** Seconds as people say them. */
export function span(seconds) {
  if (seconds == null) return '–';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

export const ago = text => text ? `${span(Math.max(0, (Date.now() - Date.parse(text)) / 1000))} ago` : '–';
export const waiting = text => text ? span(Math.max(0, (Date.now() - Date.parse(text)) / 1000)) : '–';

/** PascalCase of the API in words. */
export const words = name => String(name ?? '').replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);

export const MODALITIES = { Outbound: 'Calls', ExternalTask: 'External', InstantMessaging: 'Chat', Email: 'Email' };

/** Of each kind of trouble the part of the page where it is mended, and what to do there. */
export const TROUBLES = {
  Unknown: ['trouble', 'Look at the app’s health; the other tenants go on.'],
  SyncQuarantined: ['sync', 'Mend what it names, then start a run.'],
  PresencePermissionMissing: ['presence', 'Send the tenant’s administrator the consent link.'],
  PurgeLate: ['purge', 'End the pause if nobody needs it; else look at the dead letters of the purge.'],
  SyncLate: ['sync', 'Start a run; look for its message among the dead letters.'],
  DeltaOld: ['sync', 'Start a run before the tokens expire.'],
  DeadLetters: ['letters', 'Open the dead letters.'],
  PlanHeld: ['plans', 'Compare the numbers with what the customer did, then approve or reject.'],
  PresenceFailing: ['presence', 'It is tried again by itself; look at Graph’s health if it lasts.'],
  PresenceStale: ['presence', 'Look for messages of the queue presence among the dead letters.'],
  TriggersSuspended: ['triggers', 'Tell the flow’s owner; delivery goes on when the cause is gone.'],
  TasksHeld: ['services', 'Raise the cap, or ask the service for people.'],
  CapsNearFull: ['services', 'Raise the cap if the burst is wanted.'],
  RemovalsPaused: ['sync', 'End the pause when its reason is gone.'],
  PurgesPaused: ['purge', 'End the pause when its reason is gone: the 24 hours run on.'],
  SyncFailing: ['sync', 'It is tried again by itself.'],
};

/** The worst kinds: what is broken, not what waits. */
export const WORST = new Set(['Unknown', 'SyncQuarantined', 'PresencePermissionMissing', 'PurgeLate', 'SyncLate']);

export const SIGNIN = {
  denied: 'The sign-in was cancelled, or Entra refused it.',
  consent: 'Your organisation has not consented to this app yet. Ask its administrator to consent, then sign in again.',
  'not-assigned': 'Your organisation lets in only who is assigned to this app, and you are not. Ask its administrator.',
  interaction: 'Entra wants something of you first, such as a second factor or a managed device. Sign in again and follow it.',
  expired: 'That sign-in took too long, was used before, or began in another window. Sign in again.',
  setup: 'Entra does not accept the app’s own proof. The operator has to look at the app registration and its federated credential.',
  unreachable: 'Entra does not answer. Try again in a minute.',
  token: 'What Entra answered could not be verified. Sign in again; if it happens again, tell the operator.',
  failed: 'Entra refused the sign-in. Try again; if it happens again, tell the operator.',
};

export const OUTCOMES = {
  Replayed: 'sent again', Dropped: 'dropped', Gone: 'no longer there', BeingReplayed: 'being sent by somebody else',
  AlreadyReplayed: 'sent before', TenantEnded: 'of a tenant that was off-boarded', QueueUnknown: 'of a queue that is no more',
  SessionMissing: 'without a session', LegalHold: 'under a legal hold', PurgesPaused: 'kept by a pause', QueueSilent: 'not taken by the queue', OutOfTime: 'not come to in time',
};

export const OBSTACLES = {
  Replayed: 'It was sent again before; a hold or a pause keeps it.', TenantEnded: 'Its tenant was off-boarded.',
  QueueUnknown: 'Its queue is none of the app’s any more.', SessionMissing: 'Its queue takes no message without a session.',
};

export const CAUSES = { Deleted: 'deleted', SoftDeleted: 'in the bin', LeftLastService: 'left their last service', TeamGone: 'whose team is gone' };
export const REMOVALS = { UserDeleted: 'Deleted from the directory', UserSoftDeleted: 'In the directory’s bin', LeftTeam: 'Left the team', TeamSoftDeleted: 'The team is in the bin', TeamDeleted: 'The team is deleted' };
