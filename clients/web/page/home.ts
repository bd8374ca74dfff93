import type { CallOptions } from '../src/index.js';
import { element, paintAvatar, show } from './elements.js';

const callee = element<HTMLInputElement>('callee');
const outcome = element('outcome');
const recent = element<HTMLUListElement>('recent-list');

/** At most so many earlier calls are shown. */
const recentCalls = 5;

/** Shows the place to call from, as `name`; `place` is told whom to call, and how. */
export function welcome(name: string, place: (to: string, options: CallOptions) => void): void {
  show('home');
  element('my-name').textContent = name;
  paintAvatar(element('my-avatar'), name);
  element('call-form').onsubmit = (event) => {
    event.preventDefault();
    const to = callee.value.trim();
    const video = (event as SubmitEvent).submitter?.getAttribute('value') !== 'audio';
    if (to !== '') place(to, { audio: true, video });
  };
  element('again').onclick = () => {
    outcome.hidden = true;
    place(callee.value, { audio: true, video: true });
  };
  element('outcome-close').onclick = () => {
    outcome.hidden = true;
    callee.focus();
  };
  callee.focus();
}

/** Back from a call: says how it went. */
export function report(peer: string, [title, detail]: readonly [string, string], place: (to: string) => void): void {
  show('home');
  document.title = 'Signaling';
  outcome.hidden = false;
  callee.value = peer;
  element('outcome-title').textContent = title;
  element('outcome-detail').textContent = detail;
  element('outcome-title').focus();
  remember(peer, title, place);
}

/** Takes the last outcome away. */
export function forgetOutcome(): void {
  outcome.hidden = true;
}

function remember(peer: string, title: string, place: (to: string) => void): void {
  const entry = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button';
  const avatar = document.createElement('span');
  avatar.className = 'avatar small';
  avatar.ariaHidden = 'true';
  paintAvatar(avatar, peer);
  const when = document.createElement('small');
  when.textContent = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const action = document.createElement('span');
  action.className = 'visually-hidden';
  action.textContent = `. Call ${peer} again.`;
  button.append(avatar, title, action, when);
  button.onclick = () => place(peer);
  entry.append(button);
  recent.prepend(entry);
  while (recent.children.length > recentCalls) recent.lastElementChild?.remove();
  element('recent').hidden = false;
}
