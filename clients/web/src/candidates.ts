/** The first candidates of an offer wait this long for company: host candidates come together. */
const firstBatchMs = 20;

/** Later candidates wait this long. */
const laterBatchMs = 100;

export type SendCandidates = (offer: number, candidates: readonly RTCIceCandidateInit[], endOfCandidates: boolean) => Promise<void>;

/**
 * Our candidates on their way out: batched, one request at a time, in order. They wait while the description that they belong
 * to is on its way, since an edge cannot place them before (RFC 8838 section 4.4).
 */
export class CandidateOutbox {
  #offer: number | undefined;
  #waiting: RTCIceCandidateInit[] = [];
  #ended = false;
  #flushed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> = Promise.resolve();

  constructor(private readonly send: SendCandidates) {}

  /** Takes a candidate; `null` says that there are no more. */
  add(candidate: RTCIceCandidateInit | null): void {
    if (candidate === null) this.#ended = true;
    else this.#waiting.push(candidate);
    this.#schedule();
  }

  /** A new description is being given: what comes from now on waits for its number. */
  hold(): void {
    this.#flush();
    this.#offer = undefined;
    this.#flushed = false;
    this.#ended = false;
  }

  /** The description is known to the edge under this number. */
  release(offer: number): void {
    this.#offer = offer;
    this.#schedule();
  }

  /** The description was taken back: so are its candidates. */
  discard(previousOffer: number): void {
    this.#waiting = [];
    this.#ended = false;
    this.#offer = previousOffer;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
    this.#ended = false;
    this.#offer = undefined;
  }

  #schedule(): void {
    if (this.#offer === undefined || this.#timer !== undefined || (this.#waiting.length === 0 && !this.#ended)) return;
    this.#timer = setTimeout(() => this.#flush(), this.#flushed ? laterBatchMs : firstBatchMs);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const offer = this.#offer;
    if (offer === undefined || (this.#waiting.length === 0 && !this.#ended)) return;
    const batch = this.#waiting.splice(0);
    const ended = this.#ended;
    this.#ended = false;
    this.#flushed = true;
    // A batch that is refused belongs to an offer or a call that is over; the call hears of that by its events.
    this.#sending = this.#sending.then(() => this.send(offer, batch, ended)).catch(() => undefined);
  }
}

type Receiver = Pick<RTCPeerConnection, 'addIceCandidate'>;

/** The other side's candidates on their way in: those that come before the description of their offer wait for it. */
export class CandidateInbox {
  #applied = 0;
  #waiting: { readonly offer: number; readonly candidates: readonly RTCIceCandidateInit[] }[] = [];

  constructor(private readonly peer: Receiver) {}

  /** Takes candidates for offer number `offer`; without one, for the current offer. */
  async add(offer: number | undefined, candidates: readonly RTCIceCandidateInit[]): Promise<void> {
    const number = offer ?? Math.max(this.#applied, 1);
    if (number > this.#applied) this.#waiting.push({ offer: number, candidates });
    else await this.#give(candidates);
  }

  /** The remote description of offer number `offer` is in place. */
  async describe(offer: number): Promise<void> {
    this.#applied = Math.max(this.#applied, offer);
    const ready = this.#waiting.filter((batch) => batch.offer <= this.#applied);
    this.#waiting = this.#waiting.filter((batch) => batch.offer > this.#applied);
    for (const batch of ready) await this.#give(batch.candidates);
  }

  async #give(candidates: readonly RTCIceCandidateInit[]): Promise<void> {
    for (const candidate of candidates) {
      if (!candidate.candidate) continue;
      // One of an older ICE generation, or of a kind that this browser does not know, is no reason to stop.
      await this.peer.addIceCandidate(candidate).catch(() => undefined);
    }
  }
}
