import type { CallSession, MediaWish } from '../src/index.js';
import { element, paintAvatar } from './elements.js';
import { hush, ring } from './ringTone.js';

const dialog = element<HTMLDialogElement>('incoming');

/** Rings, and asks what to do about a call. `taken` is told how it was answered. */
export function announce(call: CallSession, taken: (wish: MediaWish) => void): void {
  element('incoming-title').textContent = call.peer;
  paintAvatar(element('incoming-avatar'), call.peer);
  const before = document.activeElement;
  const title = document.title;
  document.title = `${call.peer} is calling`;

  const close = () => {
    hush();
    stopListening();
    dialog.oncancel = null;
    dialog.close();
    document.title = title;
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
  const take = (wish: MediaWish) => {
    close();
    taken(wish);
  };
  // Elsewhere answered, taken back, timed out: nothing to ask any more.
  const stopListening = call.on('state', ({ phase }) => phase !== 'incoming' && close());
  element('answer-video').onclick = () => take({ audio: true, video: true });
  element('answer-audio').onclick = () => take({ audio: true });
  element('decline').onclick = () => void call.reject('declined').catch(() => undefined);
  dialog.oncancel = (event) => {
    event.preventDefault();
    element('decline').click();
  };
  dialog.showModal();
  element('answer-video').focus();
  ring('incoming');
}
