import { SignalingError } from './errors.js';
import type { MediaState } from './callState.js';

/** A path that is gone for this long is looked for anew; it often comes back by itself before. */
const disconnectedMs = 3_000;

/** The callee leaves the first move to the caller, so that the two do not restart at once. */
const politeExtraMs = 1_500;

/** The waits between restarts that did not help; the last one repeats. */
const restartDelaysMs = [0, 3_000, 6_000, 10_000] as const;

/** Media that does not flow by then is reported: `connectionState` may stay at `new` for ever. */
const connectWithinMs = 15_000;

/** A relay that has neither answered nor refused by then is not reachable. */
const relayWithinMs = 8_000;

export type IceWatchHandlers = {
  readonly media: (state: MediaState) => void;
  readonly problem: (error: SignalingError) => void;
  /** A relay refused our credentials: get others. */
  readonly relayRefused: () => void;
};

/** Watches how a peer connection finds its paths: restarts ICE when they are lost, and says in words what stands in the way. */
export class IceWatch {
  #restarts = 0;
  #restart: ReturnType<typeof setTimeout> | undefined;
  #overdue: ReturnType<typeof setTimeout> | undefined;
  #relayOverdue: ReturnType<typeof setTimeout> | undefined;
  #flowed = false;
  #relayed = false;
  #relayError: string | undefined;
  readonly #told = new Set<string>();

  constructor(
    private readonly peer: RTCPeerConnection,
    /** Whether the first move is the other side's. */
    public polite: boolean,
    private readonly handlers: IceWatchHandlers,
  ) {
    peer.addEventListener('connectionstatechange', () => this.#connection());
    peer.addEventListener('iceconnectionstatechange', () => this.#connection());
    peer.addEventListener('icecandidateerror', (event) => this.#candidateError(event as RTCPeerConnectionIceErrorEvent));
    peer.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.type === 'relay' || / typ relay /.test(candidate?.candidate ?? '')) this.#relayed = true;
      if (candidate === null) this.#gathered();
    });
  }

  /** The call is answered: from now on media should come. */
  expect(): void {
    this.#overdue ??= setTimeout(() => {
      if (this.#flowed) return;
      this.#tell(new SignalingError('media_not_connected', 'No media path was found. A firewall may block UDP, or no relay can be reached.'));
      this.#schedule();
    }, connectWithinMs);
    this.#connection();
  }

  /** Looks for new paths now, for example since the network has changed. */
  restartNow(): void {
    if (this.peer.signalingState === 'closed') return;
    this.#restarts++;
    this.peer.restartIce();
  }

  close(): void {
    for (const timer of [this.#restart, this.#overdue, this.#relayOverdue]) clearTimeout(timer);
  }

  #connection(): void {
    switch (this.peer.connectionState) {
      case 'connected':
        this.#flowed = true;
        this.#restarts = 0;
        this.#stop();
        return this.handlers.media('flowing');
      case 'disconnected':
        this.handlers.media('interrupted');
        return this.#schedule(disconnectedMs);
      case 'failed':
        this.handlers.media('interrupted');
        return this.#schedule();
      default:
        return;
    }
  }

  #schedule(atLeastMs = 0): void {
    if (this.#restart !== undefined) return;
    const delay = Math.max(atLeastMs, restartDelaysMs[Math.min(this.#restarts, restartDelaysMs.length - 1)]!) + (this.polite ? politeExtraMs : 0);
    this.#restart = setTimeout(() => {
      this.#restart = undefined;
      if (this.peer.connectionState === 'connected' || this.peer.signalingState === 'closed') return;
      this.restartNow();
      this.#schedule();
    }, delay);
  }

  #stop(): void {
    clearTimeout(this.#restart);
    clearTimeout(this.#overdue);
    this.#restart = undefined;
  }

  #candidateError({ errorCode, url }: RTCPeerConnectionIceErrorEvent): void {
    if (!/^turns?:/.test(url ?? '')) return;
    if (errorCode === 401 || errorCode === 403 || errorCode === 438) {
      if (this.#relayed || this.#told.has('relay_refused')) return;
      this.#tell(new SignalingError('relay_refused', 'The relay refused the credentials that the service gave us. Media can only take a direct path.'));
      this.handlers.relayRefused();
    } else {
      this.#relayError = url ?? '';
      this.#relayOverdue ??= setTimeout(() => this.#gathered(), relayWithinMs);
    }
  }

  #gathered(): void {
    if (this.#relayError === undefined || this.#relayed || this.#told.has('relay_refused')) return;
    this.#tell(new SignalingError('relay_unreachable', 'The relay cannot be reached from here. Media can only take a direct path.'));
  }

  #tell(problem: SignalingError): void {
    if (this.#told.has(problem.code)) return;
    this.#told.add(problem.code);
    this.handlers.problem(problem);
  }
}
