import { describe, expect, it } from 'vitest';
import { pictureOf } from '../../console/picture.js';
import { expectedOf, realOf, scenarioOf, type CallFlows, type CallSide } from '../../console/realCall.js';
import { leg, network, plan } from './plans.js';

const side = (role: CallSide['role'], user: string, more: Partial<CallSide>): CallSide => ({ role, user, place: { location: 'customerNetwork', network: 'hq' }, summary: '', why: [], ...more });

/** Expected by relay; went directly. */
const call: CallFlows = {
  callId: 'c', networkDescribed: true, profile: 'acs', notes: [],
  steps: [{ number: 3, name: 'invite', flows: [{ user: 'ann', flows: ['4'], done: true }] }, { number: 4, name: 'notify', flows: [{ user: 'ben', flows: ['3'], done: true }] }],
  participants: [
    side('caller', 'ann', { real: { kind: 'direct', local: 'host', transport: 'udp', flows: ['2'], path: ['internet'] } }),
    side('callee', 'ben', { place: { location: 'internet' }, real: { kind: 'direct', flows: ['2'], path: ['internet'] } }),
  ],
  expected: plan({
    mode: 'relayed',
    signaling: [leg('caller', ['4']), leg('callee', ['3'])],
    media: [leg('caller', ['4'], { hops: ['relay'] }), leg('callee', ['3'], { hops: ['relay'] })],
    relays: [{ owner: 'service', allocatedBy: 'caller' }],
  }),
};

const arrows = (found: ReturnType<typeof realOf>, of: CallFlows = call) => pictureOf(network, scenarioOf(of), found).routes.map(({ link }) => `${link.traffic} ${link.from} ${link.to} ${link.label}`);
const without = { expected: null, steps: call.steps } as const;

describe('a real call', () => {
  it('is drawn with the users as they are named', () => {
    expect(arrows(expectedOf(call))).toEqual(['signaling user:ann edge:eu 4', 'signaling user:ben edge:eu 3', 'media user:ann relay:eu 4', 'media user:ben relay:eu 3']);
  });

  it('as it went has the media that were reported, and signaling as expected', () => {
    expect(arrows(realOf(call))).toEqual(['signaling user:ann edge:eu 4', 'signaling user:ben edge:eu 3', 'media user:ann user:ben 2']);
  });

  it('without a plan has its signaling from the steps', () => {
    expect(arrows(realOf({ ...call, ...without }))).toEqual(arrows(realOf(call)));
    expect(expectedOf({ ...call, ...without })).toBeUndefined();
  });

  it('by relay goes through the relay of who sends from one', () => {
    const relayed: CallFlows = { ...call, participants: [side('caller', 'ann', { real: { kind: 'relayed', local: 'srflx', flows: ['4'], path: ['internet'] } }), side('callee', 'ben', { real: { kind: 'relayed', local: 'relay', relay: 'turn.eu.example', flows: ['4'], path: ['internet'] } })] };

    expect(realOf(relayed)?.relays).toEqual([{ owner: 'service', allocatedBy: 'ben', region: null, address: 'turn.eu.example' }]);
    expect(arrows(realOf(relayed), relayed).filter((arrow) => arrow.startsWith('media'))).toEqual(['media user:ann relay:eu 4', 'media user:ben relay:eu 4']);
  });

  it('shows who is nobody knows where, and nothing as real before a device has reported', () => {
    const lost: CallFlows = { ...call, participants: [call.participants[0]!, side('callee', 'ben', { place: { location: 'unknown' } })] };

    expect(pictureOf(network, scenarioOf(lost)).zones.map(({ title }) => title)).toContain('Place not known');
    expect(realOf({ ...call, participants: [side('caller', 'ann', {}), side('callee', 'ben', {})] })).toBeUndefined();
  });
});
