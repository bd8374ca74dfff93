import { labelsOf, wayOf } from './legWords.js';
import type { Link, Traffic } from './links.js';
import { isSfb, type Leg, type NetworkDocument, type Participant, type RoutePlan, type Scenario } from './wire.js';
import { isForeign, locationOf, networkOf, shownRegions } from './zones.js';

/** Finds the places that legs go through. */
export class LegLinks {
  readonly #document: NetworkDocument;
  readonly #scenario: Scenario;
  readonly #plan: RoutePlan;
  readonly #sfb: boolean;

  constructor(document: NetworkDocument, scenario: Scenario, plan: RoutePlan) {
    this.#document = document;
    this.#scenario = scenario;
    this.#plan = plan;
    this.#sfb = isSfb(document.profile);
  }

  signaling(leg: Leg): readonly Link[] {
    const start = this.#place(leg.participant);
    const stops = this.#sfb ? this.#sfbStops(leg, 'signaling') : [this.#outOfScope(leg) ?? (start === 'phone' ? this.#media() : `edge:${this.#region(leg.region)}`)];
    const links = this.#chain('signaling', leg, [start, ...this.#throughVpn(leg), ...stops]);
    if (this.#sfb) return links;
    return [...links, ...(leg.inScope ? this.#beyondEdge(leg) : this.#bridged(leg))];
  }

  media(leg: Leg): readonly Link[] {
    const stops = this.#sfb ? this.#sfbStops(leg, 'media') : leg.hops.flatMap((hop) => this.#mediaHop(hop, leg));
    return this.#chain('media', leg, [this.#place(leg.participant), ...stops]);
  }

  direct(a: Leg, b: Leg): Link {
    const label = labelsOf(a, this.#sfb)[0] ?? '';
    const [from, to] = [this.#place(a.participant), this.#place(b.participant)];
    const insider = (leg: Leg) => this.#locationOf(leg.participant) === 'customerNetwork';
    const opener = a.initiator != null ? a.initiator : a.flows[0] === '2' && insider(a) !== insider(b) ? (insider(a) ? a : b).participant : undefined;
    const arrow = opener === undefined ? 'both' : opener === a.participant ? 'forward' : 'back';
    return { id: `media:${a.participant}`, traffic: 'media', from, to, label, arrow, circuit: false, inScope: a.inScope || b.inScope, text: `Media between ${a.participant} and ${b.participant}: ${wayOf(a)}, directly` };
  }

  /** Two relays pass media on to each other (CALL-FLOWS #39). */
  betweenRelays(): readonly Link[] {
    const [first, second, third] = this.#plan.relays;
    if (this.#sfb || first === undefined || second === undefined || third !== undefined || this.#plan.mode !== 'relayed') return [];
    const [from, to] = [`relay:${this.#region(first.region)}`, `relay:${this.#region(second.region)}`];
    return from === to ? [] : [{ id: 'media:relays', traffic: 'media', from, to, label: 'backbone', arrow: 'both', circuit: false, inScope: true, text: 'Media from relay to relay, over the backbone of the service' }];
  }

  /** What happens in a step and is no leg of its own: the name look-up of step 1, the relay ports of steps 2 and 5 (CALL-FLOWS #74, #75, #78). */
  only(step: number | undefined): readonly Link[] {
    const who = this.#scenario.participants?.[step === 5 ? 1 : 0];
    const what = this.#plan.steps.find(({ number }) => number === step);
    if (who === undefined || what === undefined || (step !== 1 && step !== 2 && step !== 5)) return [];
    const region = this.#plan.signaling.find(({ participant }) => participant === who.id)?.region;
    const to = step === 1 ? 'names' : `relay:${this.#region(region)}`;
    const label = what.flows.join(', ');
    return [{ id: `step:${step}`, traffic: 'signaling', from: `user:${who.id}`, to, label, arrow: 'forward', circuit: label.startsWith('1'), inScope: true, text: `Step ${step}, ${what.name}${label === '' ? '' : `: flow ${label}`}` }];
  }

  /** Links from stop to stop; what the leg says of flows or segments stands on the first ones. */
  #chain(traffic: Traffic, leg: Leg, stops: readonly string[]): readonly Link[] {
    const labels = labelsOf(leg, this.#sfb);
    const both = leg.flows.some((flow) => flow.endsWith("'")) && leg.flows.length === 2 && leg.flows[0] + "'" === leg.flows[1];
    return stops.slice(1).map((to, index) => {
      const from = stops[index]!;
      const arrow = traffic === 'media' && leg.bidirectional === false ? 'back' : both && index === 0 ? 'both' : 'forward';
      const segment = this.#sfb ? leg.path[Math.min(index, leg.path.length - 1)] : undefined;
      const circuit = this.#sfb ? segment === 'expressRoute' : /^1/.test(labels[index] ?? '');
      const label = index < labels.length ? labels[index]! : '';
      const what = traffic === 'signaling' ? 'Signaling' : 'Media';
      return { id: `${traffic}:${leg.participant}:${index}`, traffic, from, to, label, arrow, circuit, inScope: leg.inScope, text: `${what} of ${leg.participant}: ${wayOf(leg)}` };
    });
  }

  /** From the own edge to the gateway, and to the edge of the region that hosts the call. */
  #beyondEdge(leg: Leg): readonly Link[] {
    const edge = `edge:${this.#region(leg.region)}`;
    const beyond = { traffic: 'signaling', from: edge, circuit: false, inScope: true } as const;
    const first = this.#plan.hostRegion ?? this.#plan.signaling.find(({ region }) => region != null)?.region;
    return [
      ...(leg.hops.includes('gateway') ? [{ ...beyond, id: `gateway:${leg.participant}`, to: 'gateway', label: '', arrow: 'forward' as const, text: `Signaling of ${leg.participant} goes through the gateway` }] : []),
      ...(leg.path.includes('serviceBackbone') && first != null && `edge:${this.#region(first)}` !== edge
        ? [{ ...beyond, id: `backbone:${leg.participant}`, to: `edge:${this.#region(first)}`, label: 'backbone', arrow: 'both' as const, text: `Signaling of ${leg.participant} crosses the backbone of the service` }]
        : []),
    ];
  }

  /** What a gateway passes on to another's server. */
  #bridged(leg: Leg): readonly Link[] {
    const server = this.#outOfScope(leg);
    if (server === undefined || !this.#plan.signaling.some(({ hops }) => hops.includes('gateway'))) return [];
    return [{ id: `bridge:${leg.participant}`, traffic: 'signaling', from: 'gateway', to: server, label: '', arrow: 'both', circuit: false, inScope: false, text: 'Signaling between the gateway and the Skype for Business server' }];
  }

  #throughVpn(leg: Leg): readonly string[] {
    return this.#locationOf(leg.participant) === 'internetViaVpn' && leg.inScope ? [`vpn:${networkOf(leg.participant, this.#document, this.#scenario, this.#plan)}`] : [];
  }

  #outOfScope(leg: Leg): string | undefined {
    return leg.inScope ? undefined : this.#serverOf(leg.participant);
  }

  #mediaHop(hop: string, leg: Leg): readonly string[] {
    switch (hop) {
      case 'relay':
        return [this.#relayOf(leg)];
      case 'mediaServer':
        return [this.#media()];
      case 'pstn':
        return ['phone'];
      default:
        return []; // an SBC has a leg of its own
    }
  }

  #sfbStops(leg: Leg, traffic: Traffic): readonly string[] {
    if (leg.hops.length === 0) return traffic === 'signaling' && this.#place(leg.participant) !== 'phone' ? ['home'] : this.#place(leg.participant) === 'phone' ? ['conference'] : [];
    const own = this.#user(leg.participant)?.home === 'onPrem';
    const connector = this.#document.trunks?.find(({ kind, id }) => kind === 'cloudConnector' && (this.#scenario.trunk === undefined || this.#scenario.trunk === id))?.id ?? '';
    return leg.hops.flatMap((hop) => {
      switch (hop) {
        case 'homeServer':
          return [own ? 'sfbServer' : 'home'];
        case 'edge':
          return [traffic === 'media' ? this.#relayOf(leg) : own ? 'sfbEdge' : 'onlineEdge'];
        case 'conferenceServer':
          // Online users signal to conferences on premises through their home, the cloud (CALL-FLOWS #187).
          return traffic === 'signaling' && !own && this.#host() === 'sfbServer' ? ['home', 'sfbServer'] : [this.#host()];
        case 'onPremServer':
          return [this.#serverOf(leg.participant)];
        case 'onPremEdge':
          return ['sfbEdge'];
        case 'onlineEdge':
          return ['onlineEdge'];
        case 'cloud':
          return ['home'];
        case 'cloudConnector':
          return [`connector:${connector}`];
        case 'cloudConnectorEdge':
          return [`connectorEdge:${connector}`];
        case 'mediaServer':
          return ['phoneSystem'];
        case 'stream':
          return ['stream'];
        default:
          return traffic === 'signaling' ? [] : ['phone'];
      }
    });
  }

  #relayOf(leg: Leg): string {
    const relay = this.#plan.relays.find(({ allocatedBy }) => allocatedBy === leg.participant) ?? this.#plan.relays[0];
    switch (relay?.owner) {
      case 'onPremEdge':
        return 'sfbEdge';
      case 'onlineEdge':
        return 'onlineEdge';
      case 'federatedTenant':
        return `fedEdge:${this.#foreignTenant()}`;
      default:
        return this.#sfb ? 'onlineEdge' : `relay:${this.#region(relay?.region)}`;
    }
  }

  /** The Skype for Business server that a participant signals to. */
  #serverOf(participant: string): string {
    const tenant = this.#user(participant)?.tenant;
    return isForeign(tenant, this.#document) ? `fedServer:${tenant ?? ''}` : 'sfbServer';
  }

  #host(): string {
    const { organizer, participants } = this.#scenario;
    const { home, tenant } = organizer ?? participants?.[0] ?? {};
    return home !== 'onPrem' ? 'conference' : isForeign(tenant, this.#document) ? 'thirdPartyServer' : 'sfbServer';
  }

  #foreignTenant(): string {
    return this.#scenario.participants?.find(({ tenant }) => isForeign(tenant, this.#document))?.tenant ?? '';
  }

  #media(): string {
    return `media:${this.#region(this.#plan.mediaServer?.region ?? this.#plan.hostRegion)}`;
  }

  #region(id: string | null | undefined): string {
    const shown = shownRegions(this.#document, this.#plan);
    return (shown.find((region) => region.id === id) ?? shown[0]!).id;
  }

  #place(participant: string): string {
    const user = this.#user(participant);
    if (user !== undefined) return user.kind === 'pstn' ? 'phone' : `user:${participant}`;
    return `sbc:${participant.replace(/ \(second leg\)$/, '')}`;
  }

  #locationOf(participant: string): string | undefined {
    const user = this.#user(participant);
    // What is no participant is an SBC, and stands inside.
    return user === undefined ? 'customerNetwork' : locationOf(user, this.#plan);
  }

  #user(id: string): Participant | undefined {
    return this.#scenario.participants?.find((user) => user.id === id);
  }
}
