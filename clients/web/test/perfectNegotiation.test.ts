import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CandidateInbox, CandidateOutbox } from '../src/candidates.js';
import { SignalingError } from '../src/errors.js';
import { Negotiation } from '../src/perfectNegotiation.js';
import { FakePeer } from './fakes/fakePeer.js';

const offerPending = () => new SignalingError('offer_pending', 'Another offer waits.', 409);

/** One side of a connected call, with an edge that answers as told. */
function side(name: string) {
  const peer = new FakePeer(name);
  const wire = {
    offer: vi.fn<(sdp: string) => Promise<{ number: number }>>(() => Promise.resolve({ number: 2 })),
    answer: vi.fn<(number: number, sdp: string) => Promise<unknown>>(() => Promise.resolve()),
    reject: vi.fn<(number: number) => Promise<unknown>>(() => Promise.resolve()),
  };
  const sent = vi.fn(() => Promise.resolve());
  const failed = vi.fn<(error: SignalingError) => void>();
  const negotiation = new Negotiation(peer.real, wire, new CandidateOutbox(sent), new CandidateInbox(peer.real), failed);
  return { peer, wire, sent, failed, negotiation };
}

async function caller() {
  const ann = side('ann');
  await ann.negotiation.firstOffer();
  ann.negotiation.placed();
  await ann.negotiation.answered('answer by ben');
  ann.peer.log.length = 0;
  return ann;
}

async function callee() {
  const ben = side('ben');
  await ben.negotiation.firstAnswer('offer by ann');
  ben.negotiation.confirmed();
  ben.peer.log.length = 0;
  return ben;
}

const turn = () => vi.advanceTimersByTimeAsync(0);

describe('Negotiation', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('offers, and takes the answer of that number', async () => {
    const { peer, wire, negotiation } = await caller();
    await negotiation.negotiate();
    expect(wire.offer).toHaveBeenCalledWith('offer 2 by ann');

    await negotiation.renegotiated(2, 'accepted', 'answer by ben');
    expect(peer.log).toEqual(['local offer', 'remote answer']);
    expect(peer.signalingState).toBe('stable');
  });

  it('waits for its number where the answer comes first', async () => {
    const { peer, wire, negotiation } = await caller();
    let reply: (value: { number: number }) => void = () => undefined;
    wire.offer.mockReturnValueOnce(new Promise((resolve) => (reply = resolve)));
    void negotiation.negotiate();
    const answered = negotiation.renegotiated(2, 'accepted', 'answer by ben');
    await turn();
    expect(peer.log).toEqual(['local offer']);

    reply({ number: 2 });
    await answered;
    expect(peer.log).toEqual(['local offer', 'remote answer']);
  });

  it('answers the other side, telling the edge before it changes anything here', async () => {
    const { peer, wire, negotiation } = await callee();
    wire.answer.mockImplementationOnce(() => {
      expect(peer.signalingState).toBe('have-remote-offer');
      return Promise.resolve();
    });
    await negotiation.offered(2, 'offer by ann');

    expect(wire.answer).toHaveBeenCalledWith(2, expect.stringContaining('by ben'));
    expect(peer.log).toEqual(['remote offer', 'local answer']);
  });

  it('polite side: refused with offer_pending it rolls back, answers the other offer, then offers again', async () => {
    const { peer, wire, negotiation, failed } = await callee();
    wire.offer.mockRejectedValueOnce(offerPending()).mockResolvedValueOnce({ number: 3 });
    await negotiation.negotiate();
    expect(peer.log).toEqual(['local offer', 'rollback local']);
    expect(wire.offer).toHaveBeenCalledTimes(1);

    await negotiation.offered(2, 'offer by ann');
    await turn();
    expect(peer.log).toEqual(['local offer', 'rollback local', 'remote offer', 'local answer', 'local offer']);
    expect(wire.offer).toHaveBeenCalledTimes(2);
    expect(failed).not.toHaveBeenCalled();
  });

  it('polite side: superseded it gives way to the higher number, then offers again', async () => {
    const { peer, wire, negotiation } = await callee();
    await negotiation.negotiate();
    wire.offer.mockResolvedValueOnce({ number: 4 });
    await negotiation.renegotiated(2, 'superseded');
    await negotiation.offered(3, 'offer by ann');
    await turn();

    expect(wire.answer).toHaveBeenCalledWith(3, expect.any(String));
    expect(wire.offer).toHaveBeenCalledTimes(2);
    expect(peer.log).toEqual(['local offer', 'rollback local', 'remote offer', 'local answer', 'local offer']);
  });

  it('polite side: a higher number is enough to give way, by implicit rollback', async () => {
    const { peer, wire, negotiation } = await callee();
    await negotiation.negotiate();
    await negotiation.offered(3, 'offer by ann');
    await turn();

    expect(peer.log).toEqual(['local offer', 'implicit rollback', 'remote offer', 'local answer', 'local offer']);
    expect(wire.offer).toHaveBeenCalledTimes(2);
  });

  it('impolite side: an offer that its own supersedes is not answered', async () => {
    const { peer, wire, negotiation } = await caller();
    wire.offer.mockResolvedValueOnce({ number: 3 }); // ben's 2 was there, and gave way
    void negotiation.negotiate();
    await negotiation.offered(2, 'offer by ben');
    expect(wire.answer).not.toHaveBeenCalled();

    await negotiation.renegotiated(3, 'accepted', 'answer by ben');
    expect(peer.log).toEqual(['local offer', 'remote answer']);
  });

  it('impolite side: where its own could not be delivered, it answers after all', async () => {
    const { peer, wire, negotiation, failed } = await caller();
    wire.offer.mockRejectedValueOnce(new SignalingError('network_unreachable', 'Away.'));
    void negotiation.negotiate();
    await negotiation.offered(2, 'offer by ben');

    expect(wire.answer).toHaveBeenCalledWith(2, expect.any(String));
    expect(failed).toHaveBeenCalledOnce();
    expect(peer.signalingState).toBe('stable');
  });

  it('an answer that came too late changes nothing here', async () => {
    const { peer, wire, negotiation, failed } = await callee();
    wire.answer.mockRejectedValueOnce(new SignalingError('offer_superseded', 'A newer one is there.', 409));
    await negotiation.offered(2, 'offer by ann');
    expect(peer.log).toEqual(['remote offer', 'rollback remote']);
    expect(failed).not.toHaveBeenCalled();

    await negotiation.offered(3, 'newer offer by ann');
    expect(peer.log.slice(2)).toEqual(['remote offer', 'local answer']);
  });

  it('an offer that is repeated is answered once', async () => {
    const { wire, negotiation } = await callee();
    await negotiation.offered(2, 'offer by ann');
    await negotiation.offered(2, 'offer by ann');
    expect(wire.answer).toHaveBeenCalledTimes(1);
  });

  it('a rejected offer is rolled back', async () => {
    const { peer, negotiation } = await caller();
    await negotiation.negotiate();
    await negotiation.renegotiated(2, 'rejected');
    expect(peer.log).toEqual(['local offer', 'rollback local']);
  });

  it('does not offer twice at once: the second goes out when the first is answered', async () => {
    const { wire, negotiation } = await caller();
    await negotiation.negotiate();
    void negotiation.negotiate();
    void negotiation.negotiate();
    expect(wire.offer).toHaveBeenCalledTimes(1);

    await negotiation.renegotiated(2, 'accepted', 'answer by ben');
    await turn();
    expect(wire.offer).toHaveBeenCalledTimes(2);
  });

  it('an offer that is refused for good is tried again after a pause, not at once', async () => {
    const { wire, negotiation } = await callee();
    wire.offer.mockRejectedValueOnce(offerPending()).mockResolvedValueOnce({ number: 3 });
    await negotiation.negotiate();
    await vi.advanceTimersByTimeAsync(2_900);
    expect(wire.offer).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(wire.offer).toHaveBeenCalledTimes(2);
  });

  it('does not ask again at once where the browser does', async () => {
    const { peer, wire, negotiation } = await caller();
    wire.offer.mockRejectedValue(new SignalingError('too_many_calls', 'No.', 409));
    await negotiation.negotiate();
    peer.onnegotiationneeded?.(); // as browsers do after a rollback
    await vi.advanceTimersByTimeAsync(2_900);
    expect(wire.offer).toHaveBeenCalledTimes(1);
  });

  it('an offer that nobody answers is void after a while', async () => {
    const { peer, negotiation, failed } = await caller();
    await negotiation.negotiate();
    await vi.advanceTimersByTimeAsync(35_000);
    expect(peer.log).toEqual(['local offer', 'rollback local']);
    expect(failed).toHaveBeenCalledWith(expect.objectContaining({ code: 'negotiation_failed' }));
  });

  it('after missed events: our offer was answered', async () => {
    const { peer, negotiation } = await caller();
    await negotiation.negotiate();
    await negotiation.reconcile({ offer: 'offer 2 by ann', answer: 'answer by ben' }, null);
    expect(peer.log).toEqual(['local offer', 'remote answer']);
  });

  it('after missed events: the other side has offered', async () => {
    const { wire, negotiation } = await caller();
    await negotiation.reconcile({}, { number: 2, sdp: 'offer by ben', ours: false });
    expect(wire.answer).toHaveBeenCalledWith(2, expect.any(String));
  });

  it('says nothing more once closed', async () => {
    const { wire, negotiation } = await caller();
    negotiation.close();
    await negotiation.negotiate();
    await negotiation.offered(2, 'offer by ben');
    expect(wire.offer).not.toHaveBeenCalled();
    expect(wire.answer).not.toHaveBeenCalled();
  });
});
