import { SignalingClient, SignalingError, type CallOptions, type CallSession, type ClientOptions, type StreamState } from '../src/index.js';
import { showLineBack, showLineLost, stage } from './callView.js';
import { developmentToken, NoDevelopmentTokens } from './developmentToken.js';
import { clock, element, show } from './elements.js';
import { forgetOutcome, report, welcome } from './home.js';
import { announce } from './incoming.js';
import { endInWords, lineInWords, problemInWords } from './words.js';

const nameKey = 'signaling.name';

/** A service that has not let us in by then is worth a word. */
const slowMs = 4_000;

const parameters = new URLSearchParams(location.search);
const edge = parameters.get('edge') ?? location.origin;
const name = element<HTMLInputElement>('name');
const token = element<HTMLTextAreaElement>('token');

/** What the page is doing, for tests and for the curious at the console. */
const signaling: { client?: SignalingClient; call?: CallSession; readonly SignalingClient: typeof SignalingClient } = { SignalingClient };
Object.assign(window, { signaling });

let current: CallSession | undefined;

async function enter(user: string): Promise<void> {
  const options: ClientOptions = {
    edges: [edge],
    // In Development each edge may have a key of its own: the edge in use mints.
    token: user === '' ? token.value.trim() : () => developmentToken(signaling.client?.edge ?? edge, user),
    // An edge that is named is the one that is meant.
    discover: !parameters.has('edge'),
    ...(parameters.get('transport') === 'relay' ? { rtc: { iceTransportPolicy: 'relay' as const } } : {}),
  };
  const client = (signaling.client = new SignalingClient(options));
  let before: StreamState = client.state;
  client.on('state', (state) => {
    element('line').dataset['state'] = state;
    element('line').textContent = lineInWords(state);
    if (state === 'reconnecting' && current !== undefined) showLineLost();
    else showLineBack(before === 'reconnecting' && state === 'online' ? current : undefined);
    before = state;
  });
  client.on('problem', (problem) => (element('call-error').textContent = problemInWords(problem)));
  client.on('incoming', (call) => void ringFor(call));
  await client.connect();
  sessionStorage.setItem(nameKey, user);
  welcome(client.user ?? user, place);
  const callee = parameters.get('call');
  if (callee !== null) place(callee, { audio: true, video: parameters.get('video') !== 'off' });
}

function place(to: string, options: CallOptions): void {
  const client = signaling.client;
  if (client === undefined || current !== undefined) return;
  put(client.call(to, options));
}

function ringFor(call: CallSession): void {
  if (current !== undefined) return void call.reject('busy').catch(() => undefined);
  current = call;
  // Until it is on the stage nobody else tells how it ended.
  const missed = call.on('ended', (end) => {
    current = undefined;
    if (end.reason !== 'rejected') report(call.peer, end.reason === 'answered_elsewhere' ? endInWords(end, call.peer, undefined) : [`You missed a call from ${call.peer}`, ''], again);
  });
  const take = (wish: CallOptions) => {
    missed();
    put(call);
    call.answer(wish).catch(() => undefined); // The call's own events tell.
  };
  if (parameters.get('auto') === 'answer') take({ audio: true, video: true });
  else announce(call, take);
}

function put(call: CallSession): void {
  current = call;
  signaling.call = call;
  forgetOutcome();
  element('call-error').textContent = '';
  stage(call, (end, talkedMs) => {
    current = undefined;
    report(call.peer, endInWords(end, call.peer, talkedMs === undefined ? undefined : clock(talkedMs)), again);
  });
}

function again(to: string): void {
  place(to, { audio: true, video: true });
}

function askForToken(): void {
  element('name-field').hidden = true;
  name.required = false;
  element('token-field').hidden = false;
  element('sign-in-title').textContent = 'Bring a token';
  element('sign-in-hint').hidden = true;
  token.focus();
}

async function tryToEnter(user: string): Promise<void> {
  const button = element<HTMLButtonElement>('enter');
  button.disabled = true;
  element('sign-in-error').textContent = '';
  const slow = setTimeout(() => (element('sign-in-error').textContent = 'The service cannot be reached. Still trying…'), slowMs);
  try {
    await enter(user);
  } catch (error) {
    void signaling.client?.close();
    if (error instanceof NoDevelopmentTokens || (error instanceof SignalingError && error.cause instanceof NoDevelopmentTokens)) askForToken();
    else element('sign-in-error').textContent = error instanceof SignalingError ? problemInWords(error) : 'The service cannot be reached. Is the edge running?';
  } finally {
    clearTimeout(slow);
    button.disabled = false;
  }
}

element('sign-in-form').onsubmit = (event) => {
  event.preventDefault();
  void tryToEnter(element('token-field').hidden ? name.value.trim() : '');
};
element('leave').onclick = () => {
  sessionStorage.removeItem(nameKey);
  location.search = '';
};
element<HTMLAnchorElement>('second-tab').href = location.pathname;
addEventListener('pagehide', () => void signaling.client?.close());
// What comes back from the browser's memory has said goodbye.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());

const known = parameters.get('name') ?? sessionStorage.getItem(nameKey) ?? '';
show('sign-in');
name.value = known;
if (known === '') name.focus();
else void tryToEnter(known);
