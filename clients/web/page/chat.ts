import type { CallSession } from '../src/index.js';
import { element } from './elements.js';

const panel = element('chat');
const toggle = element<HTMLButtonElement>('chat-toggle');
const log = element('chat-log');
const text = element<HTMLInputElement>('chat-text');
const badge = element('unread');
let unread = 0;

/** The chat of one call. */
export function openChat(call: CallSession): void {
  log.replaceChildren();
  text.value = '';
  reveal(false);
  call.on('message', ({ text, mine, at }) => {
    add(text, at, mine ? 'mine' : 'theirs', call.peer);
    if (!mine && panel.hidden) count(unread + 1);
  });
  element<HTMLFormElement>('chat-form').onsubmit = (event) => {
    event.preventDefault();
    const line = text.value.trim();
    if (line === '') return;
    text.value = '';
    call.send(line).catch(() => add(`Not sent: ${line}`, new Date(), 'failed', call.peer));
  };
}

/** Closes the panel. */
export function closeChat(): void {
  reveal(false);
}

toggle.onclick = () => reveal(panel.hidden);
element('chat-close').onclick = () => {
  reveal(false);
  toggle.focus();
};
panel.onkeydown = (event) => {
  if (event.key === 'Escape') element('chat-close').click();
};

function reveal(open: boolean): void {
  panel.hidden = !open;
  toggle.setAttribute('aria-expanded', String(open));
  count(0);
  if (open) text.focus();
}

function count(messages: number): void {
  unread = messages;
  badge.hidden = messages === 0;
  badge.textContent = String(messages);
  badge.setAttribute('aria-label', `${messages} unread`);
}

function add(line: string, at: Date, kind: 'mine' | 'theirs' | 'failed', peer: string): void {
  const item = document.createElement('li');
  item.className = kind;
  const who = document.createElement('span');
  who.className = 'visually-hidden';
  who.textContent = kind === 'theirs' ? `${peer}: ` : 'You: ';
  const time = document.createElement('time');
  time.dateTime = at.toISOString();
  time.textContent = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  item.append(who, line, time);
  log.append(item);
  log.parentElement!.scrollTop = log.scrollHeight;
}
