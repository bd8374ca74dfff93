import { LegLinks } from './legLinks.js';
import type { NetworkDocument, Participant, RoutePlan, Scenario } from './wire.js';

export type Traffic = 'signaling' | 'media' | 'trunk';

/** One arrow of the picture: a stretch between two places, before it has coordinates. */
export interface Link {
  readonly id: string;
  readonly traffic: Traffic;
  readonly from: string;
  readonly to: string;
  /** What stands on it: flow numbers, or segments where the documents number none. */
  readonly label: string;
  /** Who opens it: the arrow points away from them. */
  readonly arrow: 'forward' | 'back' | 'both' | 'none';
  readonly circuit: boolean;
  /** False for a way that is another's affair and only shown. */
  readonly inScope: boolean;
  /** The whole way in words. */
  readonly text: string;
}

/** Everything that the plan sends through the network; and what one step of the call does beside it: the name look-up, a relay port. */
export function linksOf(document: NetworkDocument, scenario: Scenario, plan: RoutePlan, step?: number): readonly Link[] {
  const way = new LegLinks(document, scenario, plan);
  const links = [...plan.signaling.flatMap((leg) => way.signaling(leg)), ...mediaOf(way, plan), ...way.only(step)];
  return [...new Map(links.map((link) => [`${link.traffic} ${link.from} ${link.to} ${link.label}`, link])).values()];
}

/** The lines that are there whether anybody calls or not: from SBCs and connectors to the phone network. */
export function trunkLinks(document: NetworkDocument): readonly Link[] {
  return (document.trunks ?? []).flatMap(({ id, kind, sbc }) => {
    const from = kind === 'cloudConnector' ? `connector:${id}` : sbc === undefined ? undefined : `sbc:${sbc.id}`;
    return from === undefined ? [] : [{ id: `trunk:${id}`, traffic: 'trunk' as const, from, to: 'phone', label: '', arrow: 'none' as const, circuit: false, inScope: true, text: `Trunk ${id} to the phone network` }];
  });
}

function mediaOf(way: LegLinks, plan: RoutePlan): readonly Link[] {
  const pair = plan.media.length === 2 && (plan.mode === 'direct' || plan.mode === 'sbcBypassDirect') ? plan.media : undefined;
  if (pair !== undefined) return [way.direct(pair[0]!, pair[1]!)];
  return [...plan.media.flatMap((leg) => way.media(leg)), ...way.betweenRelays()];
}

/** Which arrows a step of the call lights up. */
export function litBy(step: number, scenario: Scenario): (link: Link) => boolean {
  const [caller, callee] = scenario.participants ?? [];
  const signalingOf = (one: Participant | undefined) => (link: Link) => link.traffic === 'signaling' && !link.id.startsWith('step:') && link.id.split(':')[1] === one?.id;
  switch (step) {
    case 3:
      return signalingOf(caller);
    case 4:
      return signalingOf(callee);
    case 6:
    case 8:
      return (link) => signalingOf(caller)(link) || signalingOf(callee)(link);
    case 7:
      return ({ traffic }) => traffic === 'media';
    default:
      return ({ id }) => id === `step:${step}`;
  }
}
