import type { CallApi } from './callApi.js';
import type { MediaState } from './callState.js';
import { CandidateInbox, CandidateOutbox } from './candidates.js';
import { SignalingError } from './errors.js';
import { IceWatch } from './iceWatch.js';
import { LocalMedia } from './localMedia.js';
import { openMedia, openScreen, type MediaWish } from './media.js';
import { selectedPath, type MediaPath } from './mediaPath.js';
import { Negotiation, type PostOffer } from './perfectNegotiation.js';
import type { Platform } from './platform.js';
import type { RelayCredentials } from './relayCredentials.js';
import { QualityReporter, type CallQuality, type QualityOptions } from './quality/reporter.js';
import { RemoteMedia, type RemoteStream } from './remoteMedia.js';

/** How often the path is looked at. */
const pathEveryMs = 2_000;

export type MediaHandlers = {
  readonly media: (state: MediaState) => void;
  readonly remote: (stream: RemoteStream) => void;
  readonly path: (path: MediaPath) => void;
  readonly quality: (quality: CallQuality) => void;
  readonly problem: (error: SignalingError) => void;
};

/** What a call needs from the outside to make its media. */
export type MediaSetup = {
  readonly platform: Platform;
  readonly api: CallApi;
  readonly relays: RelayCredentials;
  /** Settings of the peer connection besides its relays. */
  readonly rtc: RTCConfiguration;
  /** How often quality is reported; false for never. */
  readonly quality?: QualityOptions | false;
};

/** The media side of one call: its peer connection and everything that watches over it. */
export class MediaSession {
  readonly negotiation: Negotiation;
  readonly local: LocalMedia;
  readonly ice: IceWatch;
  #lastPath = '';
  readonly #pathTimer: ReturnType<typeof setInterval>;
  readonly #reporter: QualityReporter | undefined;
  #credentialsRetried = false;

  private constructor(
    private readonly setup: MediaSetup,
    private readonly handlers: MediaHandlers,
    readonly peer: RTCPeerConnection,
    tracks: readonly MediaStreamTrack[],
    private readonly wish: MediaWish,
    callId: () => string,
    polite: boolean,
  ) {
    const { api, relays } = setup;
    const outbox = new CandidateOutbox((offer, candidates, ended) =>
      api.candidates(callId(), offer, candidates, ended).catch((error: unknown) => {
        if (error instanceof SignalingError && error.status === 422) handlers.problem(error); // the network's policies leave media no way
      }),
    );
    const wire = {
      offer: (sdp: string) => api.offer(callId(), sdp),
      answer: (number: number, sdp: string) => api.answerOffer(callId(), number, sdp),
      reject: (number: number) => api.rejectOffer(callId(), number),
    };
    peer.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.candidate === '') return; // The end of one generation; the end of all is the event without a candidate.
      outbox.add(candidate === null ? null : candidate.toJSON());
    });
    this.ice = new IceWatch(peer, polite, { media: handlers.media, problem: handlers.problem, relayRefused: () => this.#renewRelays() });
    this.negotiation = new Negotiation(peer, wire, outbox, new CandidateInbox(peer), handlers.problem);
    new RemoteMedia(peer, handlers.remote);
    this.local = new LocalMedia(peer, tracks);
    relays.keep(this, (iceServers) => this.#use(iceServers));
    if (setup.quality !== false) {
      const relayOnly = () => peer.getConfiguration().iceTransportPolicy === 'relay';
      this.#reporter = new QualityReporter(api, setup.platform, callId, relayOnly, { quality: handlers.quality, problem: handlers.problem }, setup.quality);
    }
    this.#pathTimer = setInterval(() => void this.#look(), pathEveryMs);
    peer.addEventListener('connectionstatechange', () => void this.#look());
  }

  /** Opens the devices, fetches the relays and makes the connection; what cannot be had is told as a problem. */
  static async open(setup: MediaSetup, wish: MediaWish, callId: () => string, polite: boolean, handlers: MediaHandlers): Promise<MediaSession> {
    const relays = setup.relays.get().catch((error: unknown) => {
      handlers.problem(new SignalingError('relay_unavailable', 'No relay could be had. Media can only take a direct path.', 0, undefined, { cause: error }));
      return [];
    });
    const [{ tracks, problems }, iceServers] = await Promise.all([openMedia(setup.platform.devices, wish), relays]);
    problems.forEach(handlers.problem);
    const peer = setup.platform.createPeer({ ...setup.rtc, iceServers, bundlePolicy: 'max-bundle' });
    return new MediaSession(setup, handlers, peer, tracks, wish, callId, polite);
  }

  /** Switches the camera on or off; rejects where there is none. */
  async setCamera(on: boolean): Promise<void> {
    if (on === this.local.camera) return;
    if (!on) return this.local.stopCamera();
    const { video } = this.wish;
    const { tracks, problems } = await openMedia(this.setup.platform.devices, { video: video === undefined || video === false ? true : video });
    if (problems[0] !== undefined) throw problems[0];
    if (tracks[0] !== undefined) await this.local.add(tracks[0]);
  }

  /** Asks which screen, and shows it. */
  async share(): Promise<MediaStream> {
    const screen = await openScreen(this.setup.platform.devices);
    await this.local.share(screen);
    return screen;
  }

  /** Stops media or brings it back, by an offer that `post` gives to the edge; where that is refused, all is as it was. */
  hold(on: boolean, post: PostOffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.local.hold(on);
      void this.negotiation.negotiate(async (sdp) => {
        try {
          const posted = await post(sdp);
          resolve();
          return posted;
        } catch (error) {
          if (!SignalingError.is(error, 'offer_pending')) {
            this.local.hold(!on);
            reject(SignalingError.from(error, 'negotiation_failed')); // The negotiation reports it as well.
          }
          throw error;
        }
      });
    });
  }

  close(): void {
    clearInterval(this.#pathTimer);
    this.#reporter?.close();
    this.setup.relays.release(this);
    this.negotiation.close();
    this.ice.close();
    this.local.stop();
    this.peer.close();
  }

  #use(iceServers: RTCIceServer[]): void {
    if (this.peer.signalingState !== 'closed') this.peer.setConfiguration({ ...this.peer.getConfiguration(), iceServers });
  }

  /** Once: credentials may have ended while the device slept. If new ones are refused too, the relay and the service disagree. */
  #renewRelays(): void {
    if (this.#credentialsRetried) return;
    this.#credentialsRetried = true;
    void this.setup.relays.renew().then(
      () => this.peer.connectionState !== 'connected' && this.ice.restartNow(),
      () => undefined,
    );
  }

  async #look(): Promise<void> {
    const state = this.peer.connectionState;
    if (state !== 'connected' && state !== 'disconnected' && state !== 'failed') return;
    const stats = await this.peer.getStats();
    if (this.peer.signalingState === 'closed') return;
    this.#reporter?.observe(stats, this.peer);
    const path = state === 'connected' ? selectedPath(stats) : undefined;
    if (path === undefined || JSON.stringify(path) === this.#lastPath) return;
    this.#lastPath = JSON.stringify(path);
    this.handlers.path(path);
  }
}
