import { SignalingError, type CallEnd, type CallSession, type CallState, type RemoteStream } from '../src/index.js';
import { closeChat, openChat } from './chat.js';
import { clock, element, paintAvatar, play, show } from './elements.js';
import { hush, ring } from './ringTone.js';
import { callInWords, explanationInWords, pathInWords, problemInWords, qualityInWords } from './words.js';

const remote = element<HTMLVideoElement>('remote-video');
const screenView = element<HTMLVideoElement>('screen-video');
const self = element('self');
const selfView = element<HTMLVideoElement>('self-video');
const notices = element('notices');
const path = element('path');
const pathText = element('path-text');
const pathWhy = element('path-why');
const bars = element('bars');
const button = (id: string) => element<HTMLButtonElement>(id);

/** A call as it should be. */
const flowing: CallState = { phase: 'connected', media: 'flowing', heldByUs: false, heldByPeer: false, peerReconnecting: false };

/** How often the length of the call is shown anew. */
const tickMs = 500;

/** A line that is back sooner than this is not worth a word. */
const lineNoticeMs = 1_500;

/** How long it is said that the line is back. */
const lineBackMs = 8_000;

let lineTimer: ReturnType<typeof setTimeout> | undefined;

/** Puts a call on the stage until it ends; `ended` is told for how long the two were connected, in milliseconds. */
export function stage(call: CallSession, ended: (end: CallEnd, talkedMs: number | undefined) => void): void {
  let connectedAt: number | undefined;
  show('call');
  notices.replaceChildren();
  path.hidden = pathWhy.hidden = bars.hidden = true;
  element('peer-name').textContent = call.peer;
  paintAvatar(element('peer-avatar'), call.peer);
  for (const video of [remote, screenView, selfView]) play(video, null);
  openChat(call);
  showRemote({ kind: 'main', video: false });
  showRemote({ kind: 'screen', video: false });
  showSelf(call);
  draw(call.state);
  element('peer-name').focus();

  const timer = setInterval(() => (element('timer').textContent = connectedAt === undefined ? '' : clock(Date.now() - connectedAt)), tickMs);
  element('timer').textContent = '';

  call.on('state', draw);
  call.on('localStream', () => showSelf(call));
  call.on('remoteStream', (stream) => {
    play(stream.kind === 'main' ? remote : screenView, stream.stream, () => notice('The browser holds the sound back until you press a key or click.', 'sound'));
    showRemote(stream);
  });
  call.on('path', (way) => {
    path.hidden = false;
    path.dataset['kind'] = way.kind;
    pathText.textContent = pathInWords(way);
    path.title = `${way.local} to ${way.remote}`;
  });
  call.on('pathExplained', (explained) => {
    const words = explanationInWords(explained, explained.mine ? undefined : call.peer);
    // Our own path is ours to mend; the other side's is told only where it is all there is to tell.
    if (words === undefined ? pathWhy.dataset['mine'] !== String(explained.mine) : !explained.mine && pathWhy.dataset['mine'] === 'true' && !pathWhy.hidden) return;
    pathWhy.hidden = words === undefined;
    pathWhy.dataset['mine'] = String(explained.mine);
    pathWhy.textContent = words ?? '';
  });
  call.on('quality', (quality) => {
    bars.hidden = false;
    bars.dataset['verdict'] = quality.verdict;
    bars.title = qualityInWords(quality);
    bars.setAttribute('aria-label', qualityInWords(quality));
  });
  call.on('problem', (problem) => notice(problemInWords(problem), problem.code));
  call.on('redirected', ({ to }) => {
    element('peer-name').textContent = to;
    paintAvatar(element('peer-avatar'), to);
  });
  call.on('ended', (end) => {
    clearInterval(timer);
    hush();
    closeChat();
    for (const video of [remote, screenView, selfView]) play(video, null);
    ended(end, connectedAt === undefined ? undefined : Date.now() - connectedAt);
  });

  button('mute').onclick = () => {
    call.mute(!call.muted);
    press('mute', call.muted, call.muted ? 'Unmute' : 'Mute');
  };
  button('camera').onclick = () => act('camera', () => call.setCamera(!call.cameraOn));
  button('share').onclick = () => act('share', () => (call.sharing ? call.stopSharing() : call.shareScreen()));
  button('hold').onclick = () => act('hold', () => (isHeld(call.state) ? call.resume() : call.hold()));
  button('hang-up').onclick = () => void call.hangUp().catch(() => undefined);

  function draw(state: CallState): void {
    element('call-status').textContent = callInWords(state, call.peer);
    const words = callInWords(state, call.peer);
    element('face-text').textContent = words === callInWords(flowing, call.peer) ? `No picture from ${call.peer}` : words;
    element('peer-avatar').classList.toggle('ringing', state.phase === 'inviting' || state.phase === 'ringing');
    if (state.phase === 'ringing') ring('outgoing');
    else hush();
    if (state.phase === 'connected') {
      connectedAt ??= Date.now();
      document.title = `${call.peer} · Signaling`;
      if (state.media === 'flowing') dismiss('media_not_connected', 'relay_refused', 'relay_unreachable', 'relay_unavailable');
    }
    const connected = state.phase === 'connected';
    for (const id of ['camera', 'hold', 'share', 'chat-toggle']) button(id).disabled = !connected;
    if (typeof navigator.mediaDevices?.getDisplayMedia !== 'function') button('share').disabled = true;
    button('mute').disabled = (call.localStream?.getAudioTracks().length ?? 0) === 0;
    press('mute', call.muted, call.muted ? 'Unmute' : 'Mute');
    press('hold', isHeld(state), isHeld(state) ? 'Resume' : 'Hold');
    element('hold').querySelector('use')?.setAttribute('href', isHeld(state) ? '#i-play' : '#i-pause');
    element('hang-up').querySelector('span')!.textContent = connected ? 'Hang up' : 'Cancel';
  }
}

/** Says that the line to the service is gone; media does without it. A line that is back at once is only reported as that. */
export function showLineLost(): void {
  clearTimeout(lineTimer);
  dismiss('line-back');
  lineTimer = setTimeout(() => notice('Reconnecting to the service. Sound and picture go on meanwhile.', 'line'), lineNoticeMs);
}

/** Says for a while that the line is back; where no call is on, there is nothing to say. */
export function showLineBack(during: CallSession | undefined): void {
  clearTimeout(lineTimer);
  dismiss('line');
  if (during === undefined) return;
  notice('Reconnected to the service. The call went on meanwhile.', 'line-back');
  lineTimer = setTimeout(() => dismiss('line-back'), lineBackMs);
}

/** Says something about the call, once for each `key`. */
function notice(text: string, key: string): void {
  if (notices.querySelector(`[data-key="${CSS.escape(key)}"]`) !== null) return;
  const box = document.createElement('div');
  box.className = 'notice';
  box.dataset['key'] = key;
  const close = document.createElement('button');
  close.className = 'link';
  close.type = 'button';
  close.textContent = 'OK';
  close.onclick = () => {
    box.remove();
    if (key === 'sound') void remote.play().catch(() => undefined);
    button('hang-up').focus();
  };
  box.append(text, close);
  notices.append(box);
}

function dismiss(...keys: string[]): void {
  for (const key of keys) notices.querySelector(`[data-key="${CSS.escape(key)}"]`)?.remove();
}

/** Runs what a button is for; meanwhile it cannot be pressed again. */
async function act(id: string, task: () => Promise<unknown>): Promise<void> {
  button(id).disabled = true;
  try {
    await task();
    dismiss(id);
  } catch (error) {
    notice(problemInWords(SignalingError.from(error, 'negotiation_failed')), id);
  } finally {
    button(id).disabled = false;
    button(id).focus();
  }
}

function showRemote({ kind, video }: Pick<RemoteStream, 'kind' | 'video'>): void {
  (kind === 'main' ? remote : screenView).hidden = !video;
  element('pictures').classList.toggle('with-screen', !screenView.hidden);
  element('face').hidden = !remote.hidden || !screenView.hidden;
}

function showSelf(call: CallSession): void {
  const stream = call.screenStream ?? call.localStream;
  self.hidden = stream === undefined || stream.getVideoTracks().length === 0;
  self.classList.toggle('screen', call.sharing);
  element('self-text').textContent = call.sharing ? 'Your screen' : 'You';
  play(selfView, self.hidden ? null : (stream ?? null));
  press('camera', !call.cameraOn, call.cameraOn ? 'Camera off' : 'Camera on');
  press('share', call.sharing, call.sharing ? 'Stop' : 'Share');
  button('mute').disabled = (call.localStream?.getAudioTracks().length ?? 0) === 0;
}

function press(id: string, pressed: boolean, label: string): void {
  // The label says what the button does next, so a pressed state beside it would say it twice: for the eye only.
  button(id).dataset['on'] = String(pressed);
  button(id).querySelector('span')!.textContent = label;
}

function isHeld(state: CallState): boolean {
  return state.phase === 'connected' && state.heldByUs;
}
