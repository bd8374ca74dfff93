import type { CallSession } from './CallSession.js';
import type { CallState } from './callState.js';
import type { SignalingError } from './errors.js';
import type { MediaPath } from './mediaPath.js';
import type { MediaSetup } from './mediaSession.js';
import type { RemoteStream } from './remoteMedia.js';
import type { CallQuality } from './quality/reporter.js';
import type { Rejection, WireMediaPath } from './wire.js';

/** What a call tells the app. */
export type CallEvents = {
  state: CallState;
  /** Our own microphone and camera, whenever they change. */
  localStream: MediaStream;
  remoteStream: RemoteStream;
  message: { readonly text: string; readonly mine: boolean; readonly at: Date };
  /** Who is finding the way back, and whether they still are. */
  reconnecting: { readonly who: 'peer' | 'media'; readonly on: boolean };
  path: MediaPath;
  /** The service's word on a path, of our media or of the other side's: which flow it is, whether it was to be expected, and why it is so. */
  pathExplained: ExplainedPath;
  /** How good media are, as each sample tells. */
  quality: CallQuality;
  /** Something did not work; the call goes on. */
  problem: SignalingError;
  /** Someone whom we called has sent the call on; {@link CallSession.peer} is who rings now. */
  redirected: { readonly to: string };
  /** Always the last event of a call; `rejection` says how it was rejected, `error` why it could not even begin. */
  ended: CallEnd;
};

/** How a call ended: the API's reason, a code of a {@link SignalingError}, or `ended` where nobody knows any more. */
export type CallEnd = {
  readonly reason: string;
  readonly rejection?: Rejection;
  readonly error?: SignalingError;
  /** With `peer_lost`: whose connection did not come back in time. */
  readonly lost?: 'us' | 'peer';
};

/** A path with the reason for it in one sentence, such as `relayed over TCP, because UDP to the relay is blocked from …`. */
export type ExplainedPath = Omit<WireMediaPath, 'by'> & {
  /** Whether it is our own device's. */
  readonly mine: boolean;
};

/** What a call needs of its client. */
export type CallSetup = MediaSetup & {
  readonly device: () => string;
  /** The call now has this id. */
  readonly named: (call: CallSession, callId: string) => void;
  readonly ended: (call: CallSession) => void;
  /** A call from `user` that reached us while we were calling them. */
  readonly crossed: (user: string) => string | undefined;
};
