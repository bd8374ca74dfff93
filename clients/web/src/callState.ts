/** How media stands in an answered call. */
export type MediaState = 'connecting' | 'flowing' | 'interrupted';

/** Where a call stands on this side. The edge's states, and how media is doing. */
export type CallState =
  /** Ours: devices, relays and the offer are being made ready. */
  | { readonly phase: 'preparing' }
  /** Ours: the invite is with the edge. */
  | { readonly phase: 'inviting'; readonly reachable: boolean }
  /** Ours: a device of the other side alerts. */
  | { readonly phase: 'ringing' }
  /** Theirs: we alert. */
  | { readonly phase: 'incoming' }
  /** Theirs: we are answering. */
  | { readonly phase: 'answering' }
  /** Answered, by either side. */
  | {
      readonly phase: 'connected';
      readonly media: MediaState;
      readonly heldByUs: boolean;
      readonly heldByPeer: boolean;
      readonly peerReconnecting: boolean;
    }
  | { readonly phase: 'ended'; readonly reason: string };

/** What can happen to a call, seen from this side. */
export type CallInput =
  | { readonly type: 'placed'; readonly reachable: boolean }
  | { readonly type: 'peerRings' }
  | { readonly type: 'answering' }
  | { readonly type: 'answerFailed' }
  | { readonly type: 'answered' }
  | { readonly type: 'media'; readonly state: MediaState }
  | { readonly type: 'held'; readonly by: 'us' | 'peer'; readonly on: boolean }
  | { readonly type: 'peerReconnecting'; readonly on: boolean }
  | { readonly type: 'ended'; readonly reason: string };

/** The next state; the same object where nothing changes. Nothing leaves `ended`. */
export function reduceCall(state: CallState, input: CallInput): CallState {
  if (state.phase === 'ended') return state;
  switch (input.type) {
    case 'placed':
      return state.phase === 'preparing' ? { phase: 'inviting', reachable: input.reachable } : state;
    case 'peerRings':
      return state.phase === 'preparing' || state.phase === 'inviting' ? { phase: 'ringing' } : state;
    case 'answering':
      return state.phase === 'incoming' || state.phase === 'preparing' ? { phase: 'answering' } : state;
    case 'answerFailed':
      return state.phase === 'answering' ? { phase: 'incoming' } : state;
    case 'answered':
      return state.phase === 'connected' ? state : { phase: 'connected', media: 'connecting', heldByUs: false, heldByPeer: false, peerReconnecting: false };
    case 'media':
      if (state.phase !== 'connected' || state.media === input.state) return state;
      // What has not flowed yet cannot be interrupted.
      if (state.media === 'connecting' && input.state === 'interrupted') return state;
      return { ...state, media: input.state };
    case 'held': {
      if (state.phase !== 'connected') return state;
      const next = input.by === 'us' ? { ...state, heldByUs: input.on } : { ...state, heldByPeer: input.on };
      return next.heldByUs === state.heldByUs && next.heldByPeer === state.heldByPeer ? state : next;
    }
    case 'peerReconnecting':
      return state.phase === 'connected' && state.peerReconnecting !== input.on ? { ...state, peerReconnecting: input.on } : state;
    case 'ended':
      return { phase: 'ended', reason: input.reason };
    default:
      return unreachable(input);
  }
}

function unreachable(input: never): never {
  throw new TypeError(`An input that no rule knows: ${JSON.stringify(input)}`);
}
