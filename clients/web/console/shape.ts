/** What a member of a network document must be before anything can be drawn of it: the service judges the rest. */
type Shape = 'text' | 'truth' | readonly [Shape] | { readonly [member: string]: Shape };

const names = ['text'] as const;
const network: Shape = {
  profile: 'text', features: names, tenant: 'text',
  customerNetworks: [{
    id: 'text', internalPrefixes: names, vpnPrefixes: names, egressPrefixes: [{ prefix: 'text', outbound: 'text', inbound: 'text' }], privateCircuit: {},
    perimeters: [{ kind: 'text', allow: [{ protocol: 'text', destination: 'text' }] }],
    policies: { blockDirectExternalMedia: 'truth', internalUdpBlocked: 'truth', splitTunnel: 'truth', packetShaper: 'truth', relayOnly: 'truth', udpOnly: 'truth' },
  }],
  guestNetworks: [{ id: 'text' }],
  regions: [{ id: 'text', geography: 'text', signalingUrls: names, relays: names, mediaServers: names }],
  trunks: [{ id: 'text', kind: 'text', tenant: 'text', network: 'text', mediaBypass: 'truth', sbc: { id: 'text', publicAddress: 'text' } }],
  federatedTenants: [{ tenant: 'text', usesService: 'truth' }],
};

/** Members that are something else than they must be, each by its path; members that are not known here pass. */
export function shapeFaults(value: unknown): readonly { readonly path: string; readonly detail: string }[] {
  return check(value, network, '');
}

function check(value: unknown, shape: Shape, path: string): readonly { readonly path: string; readonly detail: string }[] {
  if (value === null && path !== '' && !path.endsWith(']')) return []; // as if it were not there
  if (shape === 'text') return typeof value === 'string' ? [] : [{ path, detail: 'Write text in quotation marks.' }];
  if (shape === 'truth') return typeof value === 'boolean' ? [] : [{ path, detail: 'Write true or false.' }];
  if (isList(shape)) return Array.isArray(value) ? value.flatMap((one, index) => check(one, shape[0], `${path}[${index}]`)) : [{ path, detail: 'Write a list: [ … ].' }];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ path, detail: 'Write an object: { … }.' }];
  return Object.entries(value).flatMap(([name, inner]) => (Object.hasOwn(shape, name) ? check(inner, shape[name]!, path === '' ? name : `${path}.${name}`) : []));
}

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);
