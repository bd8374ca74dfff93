import { SignalingError, type CallEnd, type CallQuality, type CallState, type ExplainedPath, type MediaPath, type StreamState } from '../src/index.js';

/** How the line to the service stands, in two or three words. */
export function lineInWords(state: StreamState): string {
  switch (state) {
    case 'connecting':
      return 'Connecting…';
    case 'online':
      return 'Ready for calls';
    case 'reconnecting':
      return 'Reconnecting…';
    case 'replaced':
      return 'Used in another tab';
    case 'closed':
      return 'Not connected';
  }
}

/** What a call is doing. */
export function callInWords(state: CallState, peer: string): string {
  switch (state.phase) {
    case 'preparing':
      return 'Getting ready…';
    case 'inviting':
      return state.reachable ? 'Calling…' : `Calling… ${peer} is not online right now`;
    case 'ringing':
      return 'Ringing…';
    case 'incoming':
      return 'is calling you';
    case 'answering':
      return 'Answering…';
    case 'connected':
      if (state.peerReconnecting) return `${peer} is reconnecting…`;
      if (state.heldByUs && state.heldByPeer) return 'On hold on both sides';
      if (state.heldByUs) return 'On hold';
      if (state.heldByPeer) return `${peer} put you on hold`;
      if (state.media === 'interrupted') return 'Connection lost, finding a new path…';
      return state.media === 'connecting' ? 'Connecting…' : 'Connected';
    case 'ended':
      return 'Ended';
  }
}

/** How a call ended: a title, and what to make of it. */
export function endInWords({ reason, rejection, error, lost }: CallEnd, peer: string, talked: string | undefined): readonly [string, string] {
  const length = talked === undefined ? '' : `You talked for ${talked}.`;
  switch (reason) {
    case 'hung_up':
      return [`Call with ${peer} ended`, length];
    case 'cancelled':
      return talked === undefined ? [`Call with ${peer} cancelled`, ''] : [`Call with ${peer} ended`, length];
    case 'rejected':
      if (rejection === 'busy') return [`${peer} is busy`, 'They are in another call. Try again in a while.'];
      if (rejection === 'forbidden') return [`${peer} cannot be called`, 'Their device does not take calls from you.'];
      return [`${peer} declined`, ''];
    case 'timed_out':
      return [`${peer} did not answer`, 'They may be away, or not have this page open.'];
    case 'answered_elsewhere':
      return ['Answered on another device', ''];
    case 'redirected':
      return ['The call was sent on', ''];
    case 'peer_lost':
      return lost === 'us'
        ? [`Call with ${peer} ended`, `Your connection was away for too long. ${length}`]
        : [`${peer} was lost`, `Their connection broke and did not come back. ${length}`];
    case 'no_relay':
      return [`Call with ${peer} ended`, 'The network lets media pass only through a relay, and neither side could reach one.'];
    case 'duration_exceeded':
      return [`Call with ${peer} ended`, 'It reached the longest time that this service allows.'];
    case 'device_replaced':
      return ['The call ended here', 'Another tab took over this device.'];
    case 'cannot_call_yourself':
      return ['That is you', 'Open a second tab with another name, and call that.'];
    case 'ended':
      return [`Call with ${peer} ended`, length];
    default:
      return [`The call to ${peer} did not work`, error === undefined ? length : error.detail];
  }
}

/** A problem in plain words, and what the call does about it. */
export function problemInWords(problem: SignalingError): string {
  switch (problem.code) {
    case 'camera_missing':
      return 'There is no camera, so the other side only hears you.';
    case 'microphone_missing':
      return 'There is no microphone, so the other side cannot hear you.';
    case 'relay_refused':
      return 'The relay refused our credentials. Media can only take a direct path, and may not get through.';
    case 'relay_unreachable':
      return 'The relay cannot be reached from here. Media can only take a direct path, and may not get through.';
    case 'media_not_connected':
      return 'No way for sound and picture was found yet. A firewall may be in the way. Still trying…';
    case 'network_unreachable':
      return 'The service cannot be reached. Check your network connection.';
    case 'store_unavailable':
      return 'The service is catching its breath. Try again in a moment.';
    default:
      return problem.detail;
  }
}

/** The way that media takes, for the chip. */
export function pathInWords({ kind, transport, roundTripMs }: MediaPath): string {
  const way = kind === 'direct' ? 'Direct' : 'Through a relay';
  return [way, transport.toUpperCase(), ...(roundTripMs === null ? [] : [`${roundTripMs} ms`])].join(' · ');
}

/** The service's word on a path, where there is something to say: what is as expected needs no line of its own. */
export function explanationInWords({ summary, asExpected, state }: ExplainedPath, who: string | undefined): string | undefined {
  if (!/, (because|but) /.test(summary) || (asExpected === true && state === 'connected' && !summary.includes(', but '))) return undefined;
  const sentence = who === undefined ? summary : `${who}: ${summary}`;
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** How good a call is, for a label and a tip. */
export function qualityInWords({ verdict, roundTripMs, lossPercent }: CallQuality): string {
  const words = { good: 'Good quality', fair: 'Fair quality', poor: 'Poor quality', unknown: 'Quality not judged' }[verdict];
  const figures = [...(roundTripMs === undefined ? [] : [`${Math.round(roundTripMs)} ms round trip`]), ...(lossPercent === undefined ? [] : [`${lossPercent} % lost`])];
  return [words, ...figures].join(' · ');
}
