import { describe, expect, it } from 'vitest';
import { reduceCall, type CallInput, type CallState } from '../src/callState.js';

const connected: CallState = { phase: 'connected', media: 'connecting', heldByUs: false, heldByPeer: false, peerReconnecting: false };
const ended: CallState = { phase: 'ended', reason: 'hung_up' };

const inputs: CallInput[] = [
  { type: 'placed', reachable: true },
  { type: 'peerRings' },
  { type: 'answering' },
  { type: 'answerFailed' },
  { type: 'answered' },
  { type: 'media', state: 'flowing' },
  { type: 'media', state: 'interrupted' },
  { type: 'held', by: 'us', on: true },
  { type: 'held', by: 'peer', on: true },
  { type: 'peerReconnecting', on: true },
  { type: 'ended', reason: 'timed_out' },
];

describe('reduceCall', () => {
  it.each<[CallState, CallInput, CallState]>([
    [{ phase: 'preparing' }, { type: 'placed', reachable: false }, { phase: 'inviting', reachable: false }],
    [{ phase: 'preparing' }, { type: 'peerRings' }, { phase: 'ringing' }],
    [{ phase: 'ringing' }, { type: 'placed', reachable: true }, { phase: 'ringing' }], // the reply came after the event
    [{ phase: 'inviting', reachable: true }, { type: 'peerRings' }, { phase: 'ringing' }],
    [{ phase: 'ringing' }, { type: 'answered' }, connected],
    [{ phase: 'inviting', reachable: true }, { type: 'answered' }, connected],
    [{ phase: 'incoming' }, { type: 'answering' }, { phase: 'answering' }],
    [{ phase: 'preparing' }, { type: 'answering' }, { phase: 'answering' }], // crossed invites
    [{ phase: 'answering' }, { type: 'answerFailed' }, { phase: 'incoming' }],
    [{ phase: 'answering' }, { type: 'answered' }, connected],
    [connected, { type: 'media', state: 'flowing' }, { ...connected, media: 'flowing' }],
    [connected, { type: 'media', state: 'interrupted' }, connected],
    [{ ...connected, media: 'flowing' }, { type: 'media', state: 'interrupted' }, { ...connected, media: 'interrupted' }],
    [connected, { type: 'held', by: 'us', on: true }, { ...connected, heldByUs: true }],
    [connected, { type: 'held', by: 'peer', on: true }, { ...connected, heldByPeer: true }],
    [connected, { type: 'peerReconnecting', on: true }, { ...connected, peerReconnecting: true }],
    [{ phase: 'ringing' }, { type: 'media', state: 'flowing' }, { phase: 'ringing' }],
    [{ phase: 'ringing' }, { type: 'held', by: 'us', on: true }, { phase: 'ringing' }],
    [connected, { type: 'ended', reason: 'hung_up' }, ended],
  ])('%j after %j is %j', (from, input, to) => {
    expect(reduceCall(from, input)).toEqual(to);
  });

  it('gives back the same object where nothing changes, so that nobody is told of it', () => {
    expect(reduceCall(connected, { type: 'answered' })).toBe(connected);
    expect(reduceCall(connected, { type: 'held', by: 'us', on: false })).toBe(connected);
  });

  it('leaves `ended` for nothing', () => {
    for (const input of inputs) expect(reduceCall(ended, input)).toBe(ended);
  });
});
