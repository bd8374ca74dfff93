import type { HttpApi } from './http.js';
import type { ConnectivityReport, QualityVerdict, TelemetrySample } from './quality/measures.js';
import type { CallMedia, DeclaredNetwork, Rejection, RelayReply, WireCall } from './wire.js';

/** The commands and queries on calls, typed. */
export class CallApi {
  /** `network` goes with every description, where the edge takes it. */
  constructor(
    private readonly http: HttpApi,
    private readonly network?: DeclaredNetwork,
  ) {}

  place(to: string, sdp: string, media: CallMedia): Promise<WireCall> {
    return this.http.post('/v1/calls', { to, sdp, media, ...this.#place() });
  }

  get(callId: string): Promise<WireCall> {
    return this.http.get(`/v1/calls/${encodeURIComponent(callId)}`);
  }

  ringing(callId: string): Promise<WireCall> {
    return this.#post(callId, 'ringing');
  }

  answer(callId: string, sdp: string): Promise<WireCall> {
    return this.#post(callId, 'answer', { sdp, ...this.#place() });
  }

  reject(callId: string, reason: Rejection): Promise<WireCall> {
    return this.#post(callId, 'reject', { reason });
  }

  hangUp(callId: string, reason?: string): Promise<WireCall> {
    return this.#post(callId, 'hangup', reason === undefined ? {} : { reason });
  }

  /** Hangs up while the page goes away. */
  hangUpAndLeave(callId: string): Promise<void> {
    return this.http.postAndLeave(`/v1/calls/${encodeURIComponent(callId)}/hangup`, {});
  }

  /** Flag and offer are committed together; the reply names the offer's number. */
  hold(callId: string, on: boolean, sdp: string): Promise<WireCall> {
    return this.#post(callId, on ? 'hold' : 'resume', { sdp });
  }

  redirect(callId: string, to: string): Promise<WireCall> {
    return this.#post(callId, 'redirect', { to });
  }

  candidates(callId: string, offer: number, candidates: readonly RTCIceCandidateInit[], endOfCandidates: boolean): Promise<void> {
    return this.#post(callId, 'candidates', { offer, candidates, endOfCandidates });
  }

  offer(callId: string, sdp: string): Promise<{ readonly number: number }> {
    return this.#post(callId, 'offers', { sdp, ...this.#place() });
  }

  answerOffer(callId: string, number: number, sdp: string): Promise<unknown> {
    return this.#post(callId, `offers/${number}/answer`, { sdp, ...this.#place() });
  }

  rejectOffer(callId: string, number: number): Promise<unknown> {
    return this.#post(callId, `offers/${number}/reject`);
  }

  message(callId: string, text: string): Promise<void> {
    return this.#post(callId, 'messages', { text });
  }

  /** Which path media take. One try: the next look at the path says it anew. */
  connectivity(callId: string, report: ConnectivityReport): Promise<void> {
    return this.http.post(`${pathOf(callId)}/connectivity`, report, 0);
  }

  /** How good media are. One try: what could not be sent goes with the next. */
  telemetry(callId: string, samples: readonly TelemetrySample[]): Promise<{ readonly verdict?: QualityVerdict }> {
    return this.http.post(`${pathOf(callId)}/telemetry`, { samples }, 0);
  }

  /** The same while the page goes away. */
  telemetryAndLeave(callId: string, samples: readonly TelemetrySample[]): Promise<void> {
    return this.http.postAndLeave(`${pathOf(callId)}/telemetry`, { samples });
  }

  relayCredentials(): Promise<RelayReply> {
    return this.http.post('/v1/relay-credentials', {}, 3_000); // A call without relays is better than a call that waits for them.
  }

  #place(): { readonly network?: DeclaredNetwork } {
    return this.network === undefined ? {} : { network: this.network };
  }

  #post<T>(callId: string, command: string, body: unknown = {}): Promise<T> {
    return this.http.post(`/v1/calls/${encodeURIComponent(callId)}/${command}`, body);
  }
}

function pathOf(callId: string): string {
  return `/v1/calls/${encodeURIComponent(callId)}`;
}
