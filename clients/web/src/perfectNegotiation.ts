import { CandidateInbox, CandidateOutbox } from './candidates.js';
import { SignalingError } from './errors.js';
import type { OfferOutcome } from './wire.js';

/** How the negotiation reaches the edge. */
export type NegotiationWire = {
  readonly offer: (sdp: string) => Promise<{ readonly number: number }>;
  readonly answer: (number: number, sdp: string) => Promise<unknown>;
  readonly reject: (number: number) => Promise<unknown>;
};

/** Gives an offer to the edge in another way, as hold and resume do. */
export type PostOffer = (sdp: string) => Promise<{ readonly number: number }>;

/** An offer that nobody answers is void for the edge after 30 s; a little later it is for us too. */
const offerLifeMs = 35_000;

/** After a refusal the next offer waits this long, unless the other side's offer settles the matter before. */
const refusedPauseMs = 3_000;

/**
 * Offers and answers of one call (RFC 9429, "perfect negotiation"), with the edge as the arbiter: it gives numbers, holds one
 * pending offer at most, lets the caller's (the impolite side's) supersede and refuses the callee's (the polite side's) with
 * `offer_pending`. So this class need not know which side it is: whoever is refused, or sees a higher number, takes its own back.
 */
export class Negotiation {
  /** The number of the last offer whose answer is in place. */
  #settled = 0;
  /** The number of our own offer that waits for its answer. */
  #pending: number | undefined;
  /** Ends, never rejects, when the edge has said what became of our offer. */
  #posting: Promise<void> = Promise.resolve();
  #busy = false;
  #open = false;
  #closed = false;
  #again: PostOffer | undefined;
  #expiry: ReturnType<typeof setTimeout> | undefined;
  /** Set while an offer of ours has been refused and another would be too. */
  #pause: ReturnType<typeof setTimeout> | undefined;
  #events: Promise<void> = Promise.resolve();

  constructor(
    private readonly peer: RTCPeerConnection,
    private readonly wire: NegotiationWire,
    private readonly outbox: CandidateOutbox,
    private readonly inbox: CandidateInbox,
    private readonly failed: (error: SignalingError) => void,
  ) {
    // The browser asks again by itself once an exchange is over and something is still left to say.
    peer.onnegotiationneeded = () => {
      if (this.#pause !== undefined) this.#again ??= this.wire.offer;
      else if (!this.#occupied()) void this.negotiate();
    };
  }

  /** The first offer of a call; {@link placed} follows. */
  async firstOffer(): Promise<string> {
    this.outbox.hold();
    await this.peer.setLocalDescription();
    return this.peer.localDescription!.sdp;
  }

  /** The edge has our first offer. */
  placed(): void {
    this.outbox.release(1);
  }

  /** The other side's answer to our first offer. */
  answered(sdp: string): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#settled > 0) return;
      await this.peer.setRemoteDescription({ type: 'answer', sdp });
      await this.#settle(1);
      this.#start();
    });
  }

  /** Our answer to the other side's first offer; {@link confirmed} follows. Takes back an offer of our own. */
  async firstAnswer(sdp: string): Promise<string> {
    this.outbox.discard(0);
    this.outbox.hold();
    await this.peer.setRemoteDescription({ type: 'offer', sdp });
    await this.inbox.describe(1);
    await this.peer.setLocalDescription();
    return this.peer.localDescription!.sdp;
  }

  /** The edge has our answer, and it won. */
  confirmed(): void {
    this.#settled = 1;
    this.outbox.release(1);
    this.#start();
    // What we have to send and the caller had not asked for.
    if (this.peer.getTransceivers().some(({ mid, currentDirection }) => mid === null && currentDirection !== 'stopped')) void this.negotiate();
  }

  /** Offers anew, now or as soon as the current exchange is over. */
  async negotiate(post: PostOffer = this.wire.offer): Promise<void> {
    if (!this.#open || this.#closed) return;
    if (this.#occupied()) {
      // Hold and resume say more than a plain offer: the latest of them stands.
      if (this.#again === undefined || post !== this.wire.offer) this.#again = post;
      return;
    }
    this.#busy = true;
    this.#posting = this.#offer(post).finally(() => (this.#busy = false));
    await this.#posting;
    this.#continue();
  }

  /** The other side offers. */
  offered(number: number, sdp: string): Promise<void> {
    return this.#inOrder(async () => {
      while (this.#busy) await this.#posting; // Our own may be on its way: the edge decides between the two.
      if (this.#closed || number <= this.#settled || (this.#pending !== undefined && this.#pending > number)) return;
      if (this.#pending !== undefined) this.#withdraw(true);
      await this.#accept(number, sdp);
    });
  }

  /** What became of our offer; `sdp` is the other side's answer. */
  renegotiated(number: number, outcome: OfferOutcome, sdp?: string): Promise<void> {
    return this.#inOrder(async () => {
      while (this.#busy) await this.#posting;
      if (this.#closed || number !== this.#pending) return;
      if (outcome === 'accepted' && sdp !== undefined) {
        await this.peer.setRemoteDescription({ type: 'answer', sdp });
        this.#pending = undefined;
        clearTimeout(this.#expiry);
        await this.#settle(number);
      } else {
        // Superseded: the caller's offer is on its way. Refused or lapsed: it would be again.
        this.#withdraw(outcome === 'superseded');
        this.#rest();
        await this.#rollBack();
      }
      this.#continue();
    });
  }

  /** What the edge holds, after events were missed: our offer may have been answered, or another be pending. */
  async reconcile(agreed: { readonly offer?: string; readonly answer?: string }, pending: { readonly number: number; readonly sdp: string; readonly ours: boolean } | null): Promise<void> {
    const mine = this.#pending;
    if (mine !== undefined && pending?.number !== mine) {
      const answered = agreed.offer !== undefined && agreed.offer === this.peer.pendingLocalDescription?.sdp;
      await this.renegotiated(mine, answered ? 'accepted' : 'expired', answered ? agreed.answer : undefined);
    }
    if (pending !== null && !pending.ours) await this.offered(pending.number, pending.sdp);
  }

  /** The other side's candidates. */
  candidates(offer: number | undefined, candidates: readonly RTCIceCandidateInit[]): Promise<void> {
    return this.#inOrder(() => this.inbox.add(offer, candidates));
  }

  close(): void {
    this.#closed = true;
    this.#again = undefined;
    clearTimeout(this.#expiry);
    clearTimeout(this.#pause);
    this.peer.onnegotiationneeded = null;
    this.outbox.close();
  }

  #start(): void {
    this.#open = true;
    this.#continue();
  }

  async #offer(post: PostOffer): Promise<void> {
    try {
      this.outbox.hold();
      await this.peer.setLocalDescription();
      const { number } = await post(this.peer.localDescription!.sdp);
      this.#pending = number;
      this.outbox.release(number);
      this.#expiry = setTimeout(() => void this.#expire(number), offerLifeMs);
    } catch (error) {
      // The browser asks again as soon as it is stable; what has just been refused would be again.
      if (!this.#closed) this.#rest();
      if (SignalingError.is(error, 'offer_pending')) this.#again ??= post;
      await this.#rollBack();
      if (SignalingError.is(error, 'offer_pending')) return;
      if (!this.#closed) this.failed(SignalingError.from(error, 'negotiation_failed'));
    }
  }

  async #accept(number: number, sdp: string): Promise<void> {
    this.#busy = true;
    this.#endRest();
    try {
      // An offer of our own is rolled back by this (RFC 9429 section 4.1.10.2).
      await this.peer.setRemoteDescription({ type: 'offer', sdp });
      const answer = await this.peer.createAnswer();
      // The edge goes first: an answer that comes too late must not change anything here.
      await this.wire.answer(number, answer.sdp ?? '');
      this.outbox.hold();
      await this.peer.setLocalDescription(answer);
      await this.#settle(number);
      this.outbox.release(number);
    } catch (error) {
      await this.#rollBack();
      if (!SignalingError.is(error, 'offer_superseded') && !this.#closed) {
        if (!(error instanceof SignalingError)) await this.wire.reject(number).catch(() => undefined);
        this.failed(SignalingError.from(error, 'negotiation_failed'));
      }
    } finally {
      this.#busy = false;
    }
    this.#continue();
  }

  /** Our offer is void. What it was for is offered again, where it only had to give way. */
  #withdraw(again: boolean): void {
    this.#pending = undefined;
    clearTimeout(this.#expiry);
    this.outbox.discard(this.#settled);
    if (again) this.#again ??= this.wire.offer;
  }

  async #expire(number: number): Promise<void> {
    if (this.#pending !== number) return;
    this.#pending = undefined;
    await this.#rollBack();
    this.failed(new SignalingError('negotiation_failed', 'The other side did not answer a change of the call.'));
    this.#continue();
  }

  async #rollBack(): Promise<void> {
    this.outbox.discard(this.#settled);
    const state = this.peer.signalingState;
    if (state === 'have-local-offer') await this.peer.setLocalDescription({ type: 'rollback' }).catch(() => undefined);
    else if (state === 'have-remote-offer') await this.peer.setRemoteDescription({ type: 'rollback' }).catch(() => undefined);
  }

  async #settle(number: number): Promise<void> {
    this.#settled = Math.max(this.#settled, number);
    await this.inbox.describe(number);
  }

  #continue(): void {
    const post = this.#again;
    if (post === undefined || this.#occupied()) return;
    this.#again = undefined;
    void this.negotiate(post);
  }

  #occupied(): boolean {
    return this.#busy || this.#pause !== undefined || this.#pending !== undefined || this.peer.signalingState !== 'stable';
  }

  #rest(): void {
    this.#endRest();
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.#continue();
    }, refusedPauseMs);
  }

  #endRest(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
  }

  #inOrder(step: () => Promise<void>): Promise<void> {
    this.#events = this.#events.then(step).catch((error: unknown) => {
      if (!this.#closed) this.failed(SignalingError.from(error, 'negotiation_failed'));
    });
    return this.#events;
  }
}
