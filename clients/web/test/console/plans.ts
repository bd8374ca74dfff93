import type { Leg, NetworkDocument, RoutePlan, Scenario } from '../../console/wire.js';
import { inside, networkWith, outside, remote } from '../../console/samples.js';

export const network: NetworkDocument = networkWith('acs');
export const withCircuit: NetworkDocument = networkWith('teams', 'privateCircuit');

export const scenario = (...participants: NonNullable<Scenario['participants']>): Scenario => ({ kind: participants.length === 2 ? 'oneToOne' : 'group', participants });

export const leg = (participant: string, flows: readonly string[], more: Partial<Leg> = {}): Leg => ({ participant, flows, path: ['internet'], hops: [], inScope: true, ...more });

/** A plan as the service would answer it, as far as pictures need. */
export function plan(more: Partial<RoutePlan>): RoutePlan {
  return {
    profile: 'acs', mode: 'direct', signaling: [], media: [], relays: [], federated: false, steps: [], dependencies: [], rules: [], assumptions: [], warnings: [], hints: [], places: [],
    mediaServer: null, hostRegion: null, ...more,
  };
}

/** Figure 5: by VPN to inside, relayed. */
export const vpnCall = {
  scenario: scenario(remote('alice'), inside('bob')),
  plan: plan({
    mode: 'relayed',
    signaling: [leg('alice', ["2'", '4'], { region: 'eu' }), leg('bob', ['4'], { region: 'eu' })],
    media: [leg('alice', ['3'], { hops: ['relay'] }), leg('bob', ['4'], { hops: ['relay'] })],
    relays: [{ owner: 'service', allocatedBy: 'alice', region: 'eu' }],
    steps: [{ number: 1, name: "caller resolves the service's name", flows: [] }, { number: 2, name: 'caller obtains a relay port', flows: ['3'] }],
  }),
};

/** Figure 26: inside and outside, relayed, where a circuit carries what is inside. */
export const circuitCall = {
  scenario: scenario(inside('alice'), outside('bob')),
  plan: plan({
    mode: 'relayed',
    signaling: [leg('alice', ['1'], { region: 'eu', path: ['expressRoute'] }), leg('bob', ['3'], { region: 'eu' })],
    media: [leg('alice', ['1'], { hops: ['relay'], path: ['expressRoute'] }), leg('bob', ['3'], { hops: ['relay'] })],
    relays: [{ owner: 'service', allocatedBy: 'alice', region: 'eu' }],
  }),
};

/** A group of as many as that, every third outside. */
export function groupOf(count: number): { readonly scenario: Scenario; readonly plan: RoutePlan } {
  const users = Array.from({ length: count }, (_, index) => (index % 3 === 2 ? outside(`u${index}`) : inside(`u${index}`)));
  const flowOf = ({ location }: { location?: string }) => (location === 'internet' ? '3' : '4');
  return {
    scenario: { kind: 'group', participants: users },
    plan: plan({ mode: 'mediaServer', signaling: users.map((user) => leg(user.id, [flowOf(user)], { region: 'eu' })), media: users.map((user) => leg(user.id, [flowOf(user)], { hops: ['mediaServer'] })), mediaServer: { region: 'eu' } }),
  };
}
