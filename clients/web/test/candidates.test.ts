import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CandidateInbox, CandidateOutbox } from '../src/candidates.js';
import { FakePeer } from './fakes/fakePeer.js';

const candidate = (name: string) => ({ candidate: `candidate:${name}`, sdpMid: '0' });

describe('CandidateOutbox', () => {
  let sent: { offer: number; names: string[]; ended: boolean; at: number }[];
  let outbox: CandidateOutbox;
  let answer: () => Promise<void>;

  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    sent = [];
    answer = () => Promise.resolve();
    outbox = new CandidateOutbox((offer, candidates, ended) => {
      sent.push({ offer, names: candidates.map(({ candidate }) => candidate!.slice('candidate:'.length)), ended, at: Date.now() });
      return answer();
    });
  });
  afterEach(() => vi.useRealTimers());

  it('sends the first ones together after 20 ms, later ones every 100 ms', async () => {
    outbox.release(1);
    outbox.add(candidate('a'));
    await vi.advanceTimersByTimeAsync(10);
    outbox.add(candidate('b'));
    await vi.advanceTimersByTimeAsync(15);
    outbox.add(candidate('c'));
    await vi.advanceTimersByTimeAsync(50);
    outbox.add(candidate('d'));
    outbox.add(null);
    await vi.advanceTimersByTimeAsync(200);

    expect(sent).toEqual([
      { offer: 1, names: ['a', 'b'], ended: false, at: 20 },
      { offer: 1, names: ['c', 'd'], ended: true, at: 125 },
    ]);
  });

  it('keeps candidates back until their description is with the edge', async () => {
    outbox.hold();
    outbox.add(candidate('a'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toEqual([]);

    outbox.release(3);
    await vi.advanceTimersByTimeAsync(20);
    expect(sent).toMatchObject([{ offer: 3, names: ['a'] }]);
  });

  it('sends one request at a time, in order', async () => {
    let let1: () => void = () => undefined;
    answer = () => new Promise((resolve) => (let1 = resolve));
    outbox.release(1);
    outbox.add(candidate('a'));
    await vi.advanceTimersByTimeAsync(20);
    outbox.add(candidate('b'));
    await vi.advanceTimersByTimeAsync(500);
    expect(sent).toHaveLength(1);

    let1();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent.map(({ names }) => names)).toEqual([['a'], ['b']]);
  });

  it('goes on after a batch was refused', async () => {
    answer = () => Promise.reject(new Error('refused'));
    outbox.release(1);
    outbox.add(candidate('a'));
    await vi.advanceTimersByTimeAsync(20);
    outbox.add(candidate('b'));
    await vi.advanceTimersByTimeAsync(100);

    expect(sent).toHaveLength(2);
  });

  it('drops the candidates of an offer that was taken back', async () => {
    outbox.release(1);
    outbox.hold();
    outbox.add(candidate('void'));
    outbox.discard(1);
    outbox.add(candidate('good'));
    await vi.advanceTimersByTimeAsync(200);

    expect(sent).toMatchObject([{ offer: 1, names: ['good'] }]);
  });
});

describe('CandidateInbox', () => {
  it('keeps candidates that come before their description, in order', async () => {
    const peer = new FakePeer('ann');
    const inbox = new CandidateInbox(peer.real);
    await inbox.add(undefined, [candidate('a')]);
    await inbox.add(1, [candidate('b')]);
    await inbox.add(2, [candidate('c')]);
    expect(peer.candidates).toEqual([]);

    await peer.setRemoteDescription({ type: 'answer', sdp: '' }).catch(() => undefined);
    await peer.setRemoteDescription({ type: 'offer', sdp: '' });
    await inbox.describe(1);
    expect(peer.candidates).toEqual([candidate('a'), candidate('b')]);

    await inbox.describe(2);
    expect(peer.candidates).toEqual([candidate('a'), candidate('b'), candidate('c')]);
  });
});
