import { arrange, type Arrangement } from './arrange.js';
import { badgesOf, type Badge } from './badges.js';
import { linksOf, trunkLinks } from './links.js';
import type { NetworkDocument, RoutePlan, Scenario } from './wire.js';
import { zonesOf } from './zones.js';

/** A picture of a network, with the flows of a call in it: everything has its coordinates, and nothing is drawn yet. */
export interface Picture extends Arrangement {
  readonly badges: readonly Badge[];
  readonly summary: string;
}

/** The network as its document describes it and, with a plan, what the call's signaling and media do in it. The same input gives the same picture. */
export function pictureOf(document: NetworkDocument, scenario?: Scenario, plan?: RoutePlan, step?: number): Picture {
  const zones = zonesOf(document, scenario, plan);
  const links = scenario === undefined || plan === undefined ? [] : linksOf(document, scenario, plan, step);
  const arrangement = arrange(zones, [...trunkLinks(document), ...links]);
  return { ...arrangement, badges: badgesOf(arrangement), summary: summaryOf(arrangement, plan) };
}

function summaryOf({ zones, routes }: Arrangement, plan?: RoutePlan): string {
  const parties = `A network of ${zones.map(({ title }) => title).join(', ')}.`;
  if (plan === undefined) return parties;
  const flows = [...new Set(routes.flatMap(({ link }) => (link.traffic === 'trunk' || link.label === '' ? [] : [link.label])))];
  return `${parties} A call, ${modeInWords(plan.mode)}${flows.length > 0 ? `; on its ways: ${flows.join('; ')}` : ''}.`;
}

/** How media are carried. */
export function modeInWords(mode: RoutePlan['mode']): string {
  return { direct: 'media direct', relayed: 'media relayed', mediaServer: 'media through a media server', sbcBypassDirect: 'media to the SBC past the service', sbcBypassRelayed: 'media to the SBC through a relay' }[mode];
}
