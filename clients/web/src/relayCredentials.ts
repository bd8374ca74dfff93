import type { CallApi } from './callApi.js';
import { SignalingError } from './errors.js';

/** Credentials are renewed when they have this much of their life left; those with less, at half of it. */
const renewBeforeEndMs = 60_000;

/** After a failure, the next try waits this long. */
const retryAfterMs = 30_000;

/** A deployment that has no relays is asked again after this. */
const askAgainMs = 10 * 60_000;

/** The relays to use, fetched before a connection is made and renewed before they expire. */
export class RelayCredentials {
  #servers: RTCIceServer[] = [];
  #expiresAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fetching: Promise<void> | undefined;
  readonly #users = new Map<object, (servers: RTCIceServer[]) => void>();

  constructor(
    private readonly api: Pick<CallApi, 'relayCredentials'>,
    private readonly now: () => number,
  ) {}

  /** The current servers; empty where the deployment has none. Rejects where they cannot be had. */
  async get(): Promise<RTCIceServer[]> {
    if (this.#expiresAt - this.now() < renewBeforeEndMs) await this.renew();
    return this.#servers;
  }

  /** Fetches new ones, whatever is left of the old. */
  async renew(): Promise<void> {
    this.#fetching ??= this.#fetch().finally(() => (this.#fetching = undefined));
    await this.#fetching;
  }

  /** Tells `onRenewed` about each renewal while `user` needs relays. */
  keep(user: object, onRenewed: (servers: RTCIceServer[]) => void): void {
    this.#users.set(user, onRenewed);
    this.#schedule(this.#untilRenewalMs());
  }

  release(user: object): void {
    this.#users.delete(user);
    if (this.#users.size === 0) clearTimeout(this.#timer);
  }

  async #fetch(): Promise<void> {
    try {
      const reply = await this.api.relayCredentials();
      this.#servers = reply.iceServers.map((server) => ({ ...server }));
      this.#expiresAt = Date.parse(reply.expiresAt);
    } catch (error) {
      if (SignalingError.is(error, 'relays_not_configured')) {
        this.#servers = []; // So be it: the deployment has none.
        this.#expiresAt = this.now() + askAgainMs;
        return;
      }
      throw SignalingError.from(error, 'relay_unavailable');
    }
    for (const onRenewed of this.#users.values()) onRenewed(this.#servers);
  }

  #untilRenewalMs(): number {
    const left = this.#expiresAt - this.now();
    return left > 2 * renewBeforeEndMs ? left - renewBeforeEndMs : left / 2;
  }

  #schedule(delayMs: number): void {
    clearTimeout(this.#timer);
    if (this.#users.size === 0) return;
    this.#timer = setTimeout(
      () =>
        void this.renew().then(
          () => this.#schedule(this.#untilRenewalMs()),
          () => this.#schedule(retryAfterMs),
        ),
      Math.max(delayMs, 1_000),
    );
  }
}
