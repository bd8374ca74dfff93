import type { Location, Refusal, RoutePlan } from './wire.js';

export const places: Readonly<Record<Location, string>> = {
  customerNetwork: 'inside', internet: 'on the Internet', internetViaVpn: 'by VPN', guestPrivateNetwork: 'guest network', federatedNetwork: 'federated tenant', unknown: 'not known',
};

export const kinds = { oneToOne: 'One to one', group: 'Group call', pstn: 'Phone call', hairpin: 'Phone to phone', broadcast: 'Broadcast' } as const;

export const profiles = { acs: 'Communication Services', teams: 'Teams', sfbOnline: 'Skype for Business Online', sfbHybrid: 'Skype for Business hybrid', sfbCloudConnector: 'Skype for Business with Cloud Connector' } as const;

export const features: Readonly<Record<string, string>> = { federation: 'Federation', hybrid: 'Skype for Business on premises', directRouting: 'Own SBCs (direct routing)', privateCircuit: 'Private circuit' };

const assumptions: Readonly<Record<string, string>> = {
  recommendedFirewallNatProxyRouter: 'Firewalls, NATs, proxies and routers are set up as recommended.',
  directBlocked: 'Media between inside and outside do not get through directly: nobody said otherwise.',
  directWorks: 'Media get through directly: nobody said otherwise.',
  peersHaveExpressRoute: 'Other organizations have a private circuit as well.',
  flowInferred: 'The documents number no such way outright; the number is inferred.',
  serviceNotDescribed: 'The document names no region, or nobody said which one is nearest; so addresses are missing.',
};

const hints: Readonly<Record<string, string>> = {
  initialReverseBlock: 'The first packets are dropped until some come back; that is no failure.',
  contentDeliveryNetwork: 'The stream may come from a content network.',
  userLeft: 'The user who passed the call on has left signaling and media.',
};

const warnings: Readonly<Record<string, string>> = {
  udpBlocked: 'UDP to the service is blocked.', mediaOverTcp: 'Media travel over TCP.', mediaTunnelledOverHttp: 'Media travel in an HTTP tunnel.', internalUdpBlocked: 'UDP between devices inside is blocked.',
  directMediaBlocked: 'Direct media are forbidden by the owner.', mediaOverVpn: 'Media may take the VPN.', packetShaperOnPath: 'Packets are shaped or inspected on the way.',
  bypassNotAllowedCrossTenant: 'Two tenants: no bypass.', bypassNotRoutable: 'The SBC cannot be reached from the Internet.', retiredProduct: 'The product has ended.',
  circuitNotPremium: 'The circuit ends in another geography.',
};

export const severities = { pass: 'Note', warn: 'Warning', fail: 'Problem' } as const;

const reasons: Readonly<Record<string, string>> = {
  NotDesignedForRealtime: 'VPNs are not made for real-time media', MayBlockUdp: 'some block UDP', DoubleEncryption: 'media are encrypted twice', HairpinThroughVpn: 'media turn around at the VPN',
};

export const assumptionInWords = (code: string): string => assumptions[code] ?? code;
export const hintInWords = (code: string): string => hints[code] ?? code;
export const warningInWords = (code: string): string => warnings[code] ?? code;
export const reasonInWords = (code: string): string => reasons[code] ?? code;

/** A refusal as a sentence or two: whose affair, why, and what to do. */
export function refusalInWords({ title, detail, participant, rule, status, code }: Refusal): string {
  if (status === 401) return 'The edge does not know who asks. Sign in again.';
  if (status === 0) return detail;
  if (status === 503) return 'The edge cannot reach its store now. Plans and pictures go on without it; what is stored does not. Try again in a moment.';
  const whose = participant === undefined ? '' : ` (${participant})`;
  return `${title ?? code}${whose}. ${detail.replaceAll('`', '')}${rule === undefined ? '' : ` ${rule.replace('CALL-FLOWS ', 'Rule ')}.`}`;
}

/** What a plan comes down to. */
export function planInWords(plan: RoutePlan): string {
  const mode = { direct: 'Media go directly', relayed: 'Media are relayed', mediaServer: 'Media go through a media server', sbcBypassDirect: 'Media go to the SBC past the service', sbcBypassRelayed: 'Media go to the SBC through a relay' }[plan.mode];
  const where = plan.hostRegion == null ? '' : `, hosted in ${plan.hostRegion}`;
  return `${mode}${where}${plan.federated ? ', between two tenants' : ''}.`;
}
