import { CallApi } from './callApi.js';
import type { CallSetup } from './callEvents.js';
import { CallSession } from './CallSession.js';
import { DeviceId } from './deviceId.js';
import { EdgeList } from './edges.js';
import { Emitter, type Unsubscribe } from './emitter.js';
import { SignalingError } from './errors.js';
import { EventStream, type StreamState } from './eventStream.js';
import { HttpApi } from './http.js';
import type { MediaWish } from './media.js';
import { browserPlatform, type Platform } from './platform.js';
import type { QualityOptions } from './quality/reporter.js';
import { RelayCredentials } from './relayCredentials.js';
import { TokenSource, type TokenOption } from './tokenSource.js';
import { runNetworkTest, type NetworkCheckOptions } from './networkTest/networkTest.js';
import { browserTestPlatform } from './networkTest/platform.js';
import type { NetworkTestReport } from './networkTest/report.js';
import { testedService } from './networkTest/service.js';
import { userOf, type CallMedia, type DeclaredNetwork, type SignalingEvent, type WireCall } from './wire.js';

export type ClientOptions = {
  /** Addresses of edges, the preferred one first, such as `https://eu.calls.example`. */
  readonly edges: readonly string[];
  /** A token, or a function that gets one from your backend; it is called again before the token ends. */
  readonly token: TokenOption;
  /** 1 to 64 of `A–Z a–z 0–9 _ -`. Left out, each tab has one of its own. */
  readonly device?: string;
  /** Whether to look for a nearer edge than the first. True by default. */
  readonly discover?: boolean;
  /** Settings of every peer connection, such as `{ iceTransportPolicy: 'relay' }`. */
  readonly rtc?: RTCConfiguration;
  /** How often the path and the quality of calls are told to the service, so that it can explain them; false for never. */
  readonly quality?: QualityOptions | false;
  /** Where this device is, if the app knows: it settles what its addresses leave open, such as whether it is inside or on the VPN. */
  readonly network?: DeclaredNetwork;
};

export type ClientEvents = {
  /** Someone calls. Answer or reject it. */
  incoming: CallSession;
  /** How the line to the service stands. */
  state: StreamState;
  /** Something did not work that is not about one call. */
  problem: SignalingError;
};

/** How a call is to be: what to send, and what the invite says about it. */
export type CallOptions = MediaWish & CallMedia;

/** Events of calls that are not known yet: at most so many wait. */
const maxWaiting = 200;

/** A user's presence at the service on this device: places calls, and tells of those that arrive. */
export class SignalingClient extends Emitter<ClientEvents> {
  readonly #calls = new Map<string, CallSession>();
  /** Calls of ours that have no id yet. */
  readonly #placing = new Set<CallSession>();
  /** Calls that are being read anew. */
  readonly #rebuilding = new Set<string>();
  #waiting: SignalingEvent[] = [];
  readonly #platform: Platform;
  readonly #edges: EdgeList;
  readonly #device: DeviceId;
  readonly #stream: EventStream;
  readonly #http: HttpApi;
  readonly #api: CallApi;
  readonly #token: TokenSource;
  readonly #setup: CallSetup;
  #unlisten: Unsubscribe | undefined;

  constructor(
    private readonly options: ClientOptions,
    platform: Partial<Platform> = {},
  ) {
    super();
    this.#platform = { ...browserPlatform(), ...platform };
    this.#edges = new EdgeList(options.edges);
    this.#device = new DeviceId(this.#platform);
    const device = () => this.device;
    const token = (this.#token = new TokenSource(options.token, this.#platform.now));
    const http = (this.#http = new HttpApi(this.#platform, this.#edges, token, device));
    this.#api = new CallApi(http, options.network);
    this.#stream = new EventStream(this.#platform, this.#edges, token, device, {
      event: (event) => this.#dispatch(event),
      resync: (active) => void this.#resync(active),
      state: (state) => this.#lineIs(state),
      tokenTrouble: (error) => this.emit('problem', error),
      probe: () => http.get('/v1/calls?limit=1', 0),
    });
    this.#setup = {
      platform: this.#platform,
      api: this.#api,
      relays: new RelayCredentials(this.#api, this.#platform.now),
      rtc: options.rtc ?? {},
      ...(options.quality === undefined ? {} : { quality: options.quality }),
      device,
      named: (call, callId) => this.#named(call, callId),
      ended: (call) => this.#forget(call),
      crossed: (user) => this.#crossed(user),
    };
  }

  /** This device's id. */
  get device(): string {
    return this.options.device ?? this.#device.current;
  }

  /** Whom the token names, once there is one. */
  get user(): string | undefined {
    return this.#token.subject;
  }

  /** The edge in use. */
  get edge(): string {
    return this.#edges.current;
  }

  get state(): StreamState {
    return this.#stream.state;
  }

  /** The calls that are on. */
  get calls(): readonly CallSession[] {
    return [...this.#placing, ...this.#calls.values()];
  }

  /** Connects and stays connected, on another edge if need be. Rejects where the service says no, as to a bad token. */
  async connect(): Promise<void> {
    if (this.options.device === undefined) await this.#device.claim();
    if (this.options.discover !== false) await this.#edges.discover(this.#platform.fetch, this.#platform.now);
    const hurry = () => this.#stream.hurry();
    globalThis.addEventListener?.('online', hurry);
    this.#unlisten = () => globalThis.removeEventListener?.('online', hurry);
    await this.#stream.start();
  }

  /** Hangs up every call and disconnects. Works while the page goes away, too. */
  async close(): Promise<void> {
    const calls = this.calls;
    const goodbyes = calls.filter((call) => call.id !== '' && call.state.phase !== 'incoming').map((call) => this.#api.hangUpAndLeave(call.id));
    for (const call of calls) call.abandon('hung_up');
    this.#unlisten?.();
    this.#device.release();
    await Promise.all([...goodbyes, this.#stream.stop()]);
  }

  /** Measures what the network at this desk lets through, and says what to do about it. Needs no connection; rejects only when it is stopped. */
  checkNetwork(options: NetworkCheckOptions = {}): Promise<NetworkTestReport> {
    return runNetworkTest(browserTestPlatform(), testedService(this.#http, this.#edges, this.#token), options);
  }

  /** Calls a user. The call is returned at once and tells by its events how it fares. */
  call(to: string, options: CallOptions = { audio: true, video: true }): CallSession {
    const { recording, ...wish } = options;
    const call = new CallSession(this.#setup, to, 'outgoing');
    this.#placing.add(call);
    // After this turn, so that the caller can listen first.
    queueMicrotask(() => void call.place(wish, { recording: recording ?? false }).finally(() => this.#placed(call)));
    return call;
  }

  #dispatch(event: SignalingEvent): void {
    const call = this.#calls.get(event.callId);
    if (call !== undefined) return call.handle(event);
    // It may be about the invite whose answer is still on its way, or cross it.
    const crosses = event.type === 'call.incoming' && this.#isPlacingTo(event.data.from);
    const mayBelong = this.#placing.size > 0 || this.#rebuilding.has(event.callId) || this.#isWaiting(event.callId);
    if (crosses || (event.type !== 'call.incoming' && mayBelong)) {
      this.#waiting.push(event);
      if (this.#waiting.length > maxWaiting) this.#waiting.shift();
    } else if (event.type === 'call.incoming') {
      this.#arrive(event.callId, userOf(event.data.from) ?? '', event.data.sdp);
    }
  }

  #arrive(callId: string, from: string, sdp: string): CallSession {
    const call = new CallSession(this.#setup, from, 'incoming');
    call.arrived(callId, sdp);
    // A call that nobody here listens for does not ring.
    if (this.heard('incoming')) void call.ring();
    this.emit('incoming', call);
    return call;
  }

  #named(call: CallSession, callId: string): void {
    const other = this.#calls.get(callId);
    this.#calls.set(callId, call);
    this.#placing.delete(call);
    if (other !== undefined && other !== call) other.abandon('glare');
    const mine = this.#waiting.filter((event) => event.callId === callId && event.type !== 'call.incoming');
    this.#waiting = this.#waiting.filter((event) => event.callId !== callId);
    // After this turn: the call is not yet what these events expect.
    queueMicrotask(() => mine.forEach((event) => call.handle(event)));
  }

  /** What has become of our invite is known: what had waited for it is looked at again. */
  #placed(call: CallSession): void {
    this.#placing.delete(call);
    this.#look();
  }

  #look(): void {
    for (const event of this.#waiting.splice(0)) this.#dispatch(event);
  }

  #forget(call: CallSession): void {
    this.#placing.delete(call);
    if (this.#calls.get(call.id) === call) this.#calls.delete(call.id);
  }

  #isPlacingTo(from: Parameters<typeof userOf>[0]): boolean {
    return [...this.#placing].some((call) => call.peer === userOf(from));
  }

  #isWaiting(callId: string): boolean {
    return this.#waiting.some((event) => event.callId === callId);
  }

  #crossed(user: string): string | undefined {
    const waiting = this.#waiting.find((event) => event.type === 'call.incoming' && userOf(event.data.from) === user);
    return waiting?.callId ?? [...this.#calls.values()].find((call) => call.peer === user && call.state.phase === 'incoming')?.id;
  }

  async #resync(active: readonly WireCall[]): Promise<void> {
    const ids = new Set([...active.map(({ id }) => id), ...this.#calls.keys()]);
    await Promise.all(
      [...ids].map(async (id) => {
        this.#rebuilding.add(id);
        await this.#rebuild(id);
        this.#rebuilding.delete(id);
      }),
    );
    this.#look();
  }

  async #rebuild(callId: string): Promise<void> {
    try {
      const stored = await this.#api.get(callId);
      const known = this.#calls.get(callId);
      if (known !== undefined) return await known.reconcile(stored);
      const rings = stored.state === 'inviting' || stored.state === 'ringing';
      const ours = stored.from.device === this.device;
      if (rings && !ours && stored.from.user !== this.user && stored.offer && !this.#isPlacingTo(stored.from)) {
        await this.#arrive(callId, stored.from.user, stored.offer.sdp).reconcile(stored);
      } else if (ours || (stored.state === 'connected' && this.#answeredHere(stored))) {
        // Left over from before a reload: its media is gone, and the other side should know.
        await this.#api.hangUp(callId, 'device_restarted');
      }
    } catch (error) {
      const refused = SignalingError.from(error, 'network_unreachable');
      if (refused.status === 404) this.#calls.get(callId)?.abandon('ended');
      else this.emit('problem', refused);
    }
  }

  #answeredHere(call: WireCall): boolean {
    const by = call.answeredBy ?? call.answer?.by;
    return typeof by === 'object' && by?.device === this.device;
  }

  #lineIs(state: StreamState): void {
    if (state === 'replaced') {
      for (const call of this.calls) call.abandon('device_replaced');
      if (this.options.device === undefined) {
        // Another tab has our id: be another device.
        this.#device.change();
        void this.#stream.restart().catch((error: unknown) => this.emit('problem', SignalingError.from(error, 'device_replaced')));
        return;
      }
      this.emit('problem', new SignalingError('device_replaced', 'Another connection uses this device id, so this one has ended.'));
    }
    this.emit('state', state);
  }
}
