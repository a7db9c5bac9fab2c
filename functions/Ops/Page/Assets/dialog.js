// Dialogs that ask before something is done. Focus goes back to where it was.

import { h, attr, button, fill, say } from '/ops/dom.js';

/**
 * Asks, and does it. `act(values)` is awaited while the dialog is open: what the app refuses is said there, so that
 * nothing that was typed is lost. What is under way cannot be called back: until it is done the dialog stays.
 * @param {{title, whose?: string, lines: (string|Node)[], verb, danger?, reason?: string, act: (reason) => Promise<string>}} what
 */
export function confirm(what) {
  const from = document.activeElement;
  const fault = h('p', { class: 'fault', role: 'alert' });
  const reason = what.reason && h('textarea', { id: 'dialog-reason', rows: '3', maxlength: what.longest ?? '500', minlength: '3', required: true, 'aria-describedby': 'dialog-fault' });
  fault.id = 'dialog-fault';
  const go = h('button', { type: 'submit', class: what.danger ? 'danger' : 'primary' }, what.verb);
  const cancel = button('Cancel', () => dialog.close());
  const form = h('form', { method: 'dialog' },
    h('h2', { id: 'dialog-title' }, what.title),
    what.whose && h('p', {}, 'Tenant: ', h('b', {}, what.whose)),
    what.lines.map(line => line instanceof Node ? line : h('p', {}, line)),
    reason && h('label', { for: 'dialog-reason' }, what.reason), reason,
    fault,
    h('div', { class: 'deeds' }, cancel, go));
  const dialog = h('dialog', { 'aria-labelledby': 'dialog-title' }, form);
  const busy = isBusy => {
    go.disabled = cancel.disabled = isBusy;
    attr(dialog, 'aria-busy', isBusy);
    // The second Escape would close it whatever becomes of its event.
    attr(dialog, 'closedby', isBusy && 'none');
  };
  dialog.addEventListener('cancel', event => { if (go.disabled) event.preventDefault(); });
  form.addEventListener('submit', async event => {
    event.preventDefault();
    busy(true);
    fault.textContent = '';
    try {
      const said = await what.act(reason ? reason.value.trim() : undefined);
      dialog.close();
      say(said ?? '');
      toast(said);
    } catch (failure) {
      fault.textContent = failure.message;
      busy(false);
      if (dialog.open) {
        go.focus();
        return;
      }
      // Another view took its place meanwhile.
      say(`${what.verb}: ${failure.message}`);
      toast(`${what.verb}: ${failure.message}`);
    }
  });
  open(dialog, from);
  if (reason) reason.focus();
  else cancel.focus();
}

/** Shows something that is only read. */
export function show(title, content) {
  const from = document.activeElement;
  const body = h('div', { class: 'body' }, content);
  const dialog = h('dialog', { class: 'wide', 'aria-labelledby': 'dialog-title' },
    h('h2', { id: 'dialog-title' }, title), body,
    h('div', { class: 'deeds' }, button('Close', () => dialog.close())));
  open(dialog, from);
  return (...nodes) => fill(body, ...nodes);
}

/** What a dialog asks is about the view below it: once that is left, nobody shall answer it. */
export const closeDialogs = () => document.querySelectorAll('dialog[open]').forEach(dialog => dialog.close());

function open(dialog, from) {
  document.body.append(dialog);
  dialog.addEventListener('close', () => {
    dialog.remove();
    // What opened it may be gone: then the part of the page that it stood in, or the page.
    (from?.isConnected ? from : document.getElementById('main')).focus({ preventScroll: true });
  });
  dialog.showModal();
}

let clearing = 0;

/** Says for some seconds what was done, to those who see the page; others hear it. */
export function toast(words) {
  if (!words) return;
  document.querySelector('.toast')?.remove();
  document.body.append(h('p', { class: 'toast', 'aria-hidden': 'true' }, words));
  clearTimeout(clearing);
  clearing = setTimeout(() => document.querySelector('.toast')?.remove(), 6_000);
}

/** Does something at once, without asking. */
export async function act(press, deed) {
  press.disabled = true;
  try {
    const said = await deed();
    say(said);
    toast(said);
  } catch (failure) {
    say(failure.message);
    toast(failure.message);
  } finally {
    press.disabled = false;
  }
}
