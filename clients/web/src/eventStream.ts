import type { EdgeList } from './edges.js';
import { SignalingError } from './errors.js';
import type { Hub } from './hub.js';
import type { Platform } from './platform.js';
import { reconnectDelayMs } from './reconnectPolicy.js';
import type { TokenSource } from './tokenSource.js';
import type { AttachReply, ControlMessage, SignalingEvent, WireCall } from './wire.js';

/** An edge that has not let us attach by then is passed over. */
const attachTimeoutMs = 6_000;

/** So many event ids are remembered, to know one that comes twice. */
const rememberedEvents = 2_000;

/** How the line to the service stands. `replaced`: another connection uses this device id, and this one stays away. */
export type StreamState = 'connecting' | 'online' | 'reconnecting' | 'replaced' | 'closed';

export type StreamHandlers = {
  /** A new event: each once, in order. */
  readonly event: (event: SignalingEvent) => void;
  /** Where events may be missing: these calls are on, and no others. */
  readonly resync: (activeCalls: readonly WireCall[]) => void;
  readonly state: (state: StreamState) => void;
  /** The token is about to end and cannot be renewed, or renewing it failed. */
  readonly tokenTrouble: (error: SignalingError) => void;
  /** Asked when connecting fails: rejects with a {@link SignalingError} where trying again is no use. */
  readonly probe: () => Promise<void>;
};

/** The user's inbox as seen from this device: follows it from edge to edge with one cursor. */
export class EventStream {
  #state: StreamState = 'closed';
  #cursor: string | null = null;
  #hub: Hub | undefined;
  /** Counts connections: what an older one says is not heard. */
  #generation = 0;
  #wake: (() => void) | undefined;
  readonly #seen = new Set<string>();

  constructor(
    private readonly platform: Pick<Platform, 'openHub' | 'random'>,
    private readonly edges: EdgeList,
    private readonly token: TokenSource,
    private readonly device: () => string,
    private readonly handlers: StreamHandlers,
  ) {}

  get state(): StreamState {
    return this.#state;
  }

  /** Connects and attaches; then stays attached until {@link stop}. Rejects only where the service says no. */
  async start(): Promise<void> {
    this.#enter('connecting');
    await this.#connect(++this.#generation);
  }

  async stop(): Promise<void> {
    this.#generation++;
    this.#enter('closed');
    this.#wake?.();
    await this.#drop();
  }

  /** Forgets the cursor, as another device has to, and connects anew. */
  async restart(): Promise<void> {
    this.#cursor = null;
    await this.#drop();
    await this.start();
  }

  /** Does not wait for the next try: the network is back. */
  hurry(): void {
    this.#wake?.();
  }

  async #connect(generation: number): Promise<void> {
    for (let attempt = 0, stayed = false; generation === this.#generation; attempt++) {
      await this.#pause(reconnectDelayMs(attempt, this.platform.random()));
      if (generation !== this.#generation) return;
      try {
        return await this.#attachTo(this.edges.current, generation);
      } catch {
        // An edge that was lost is left at once. One that answers requests gets another try: the token may be new.
        const answers = (attempt > 0 || this.#state === 'connecting') && (await this.#answers(generation));
        stayed = answers && !stayed;
        if (!stayed) this.edges.advance();
      }
    }
  }

  /** A WebSocket that is refused does not say why; a plain request does. Rejects where the service says no. */
  async #answers(generation: number): Promise<boolean> {
    try {
      await this.handlers.probe();
      return true;
    } catch (error) {
      if (!(error instanceof SignalingError) || error.code === 'network_unreachable' || error.status >= 500 || error.status === 429) return false;
      if (generation === this.#generation) await this.stop();
      throw error;
    }
  }

  async #attachTo(edge: string, generation: number): Promise<void> {
    const early: [readonly SignalingEvent[], string][] = [];
    let attached = false;
    const current = () => generation === this.#generation;
    const opening = this.platform.openHub(edge, this.device(), () => this.token.get(), {
      events: (events, cursor) => {
        if (!current()) return;
        // What was missed comes before the reply to `attach`, and what follows may be read before it.
        if (attached) this.#take(events, cursor);
        else early.push([events, cursor]);
      },
      control: (message) => current() && void this.#obey(message, attached),
      closed: () => current() && attached && this.#reconnect(),
    });
    const hub = await inTime(opening, () => void opening.then((late) => late.stop()).catch(() => undefined));
    if (!current()) return hub.stop();
    this.#hub = hub;
    try {
      const reply = await inTime(hub.attach(this.#cursor));
      if (!current()) return hub.stop();
      this.#enter('online');
      attached = true;
      this.#catchUp(reply);
      for (const [events, cursor] of early) this.#take(events, cursor);
    } catch (error) {
      this.#hub = undefined;
      if (String(error).includes('invalid_cursor')) this.#cursor = null; // One of another deployment, or of a form that this edge does not know.
      void hub.stop().catch(() => undefined);
      throw error;
    }
  }

  #catchUp(reply: AttachReply): void {
    this.#cursor = reply.cursor;
    if (reply.type === 'resync') this.#seen.clear(); // What the store has lost is not lost upon us: other events may bear its ids by now.
    if (reply.activeCalls !== undefined) this.handlers.resync(reply.activeCalls);
  }

  #take(events: readonly SignalingEvent[], cursor: string): void {
    this.#cursor = cursor;
    for (const event of events) {
      if (this.#seen.has(event.id)) continue;
      this.#seen.add(event.id);
      if (this.#seen.size > rememberedEvents) this.#seen.delete(this.#seen.values().next().value!);
      this.handlers.event(event);
    }
  }

  async #obey(message: ControlMessage, attached: boolean): Promise<void> {
    switch (message.type) {
      case 'attached':
      case 'resync':
        return attached ? this.#catchUp(message) : undefined; // Else the reply to `attach` says the same.
      case 'closed':
        return; // The connection follows, and then the reason matters: it is asked for.
      case 'drain':
        this.edges.advance(); // At once: the edge tells its devices one by one.
        return this.#reconnect();
      case 'replaced':
        this.#generation++;
        await this.#drop();
        return this.#enter('replaced');
      case 'tokenExpiring':
        return this.#renew();
    }
  }

  async #renew(): Promise<void> {
    if (!this.token.renewable) return this.handlers.tokenTrouble(new SignalingError('token_expiring', 'The token is about to end. Sign in again.'));
    try {
      await this.#hub?.renew(await this.token.renew());
    } catch (error) {
      this.handlers.tokenTrouble(SignalingError.from(error, 'token_expiring'));
    }
  }

  #reconnect(): void {
    if (this.#state !== 'online') return;
    this.#enter('reconnecting');
    void this.#drop();
    this.#connect(++this.#generation).catch((error: unknown) => this.handlers.tokenTrouble(SignalingError.from(error, 'unauthenticated')));
  }

  async #drop(): Promise<void> {
    const hub = this.#hub;
    this.#hub = undefined;
    await hub?.stop().catch(() => undefined);
  }

  #pause(ms: number): Promise<void> {
    if (ms === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #enter(state: StreamState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.handlers.state(state);
  }
}

/** What `task` gives, unless it takes too long; `onLate` then disposes of it. */
function inTime<T>(task: Promise<T>, onLate?: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      onLate?.();
      reject(new SignalingError('timed_out', 'The edge did not answer.'));
    }, attachTimeoutMs);
    task.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
