import type { NetworkCheckProgress, NetworkCheckStep, NetworkTestReport } from '../src/index.js';
import { gradeInWords, kindInWords, natInWords, reportInText, stateInWords } from '../src/networkTest/text.js';

const stepNames: Readonly<Record<NetworkCheckStep, string>> = {
  setup: 'Service',
  edges: 'Edges',
  relays: 'Relays, port by port',
  nat: 'NAT',
  path: 'Round trip, loss, jitter',
  watch: 'NAT mapping, watched',
  verdict: 'Verdict',
};

const vpnReasons: Readonly<Record<string, string>> = {
  NotDesignedForRealtime: 'VPNs are not made for media in real time',
  MayBlockUdp: 'some do not carry UDP',
  DoubleEncryption: 'what is encrypted already is encrypted again',
  HairpinThroughVpn: 'media make a detour through the VPN device',
};

/** The list of steps, none of them done. */
export function stepsView(): readonly HTMLLIElement[] {
  return Object.entries(stepNames).map(([step, name]) => {
    const entry = node('li', {}, node('span', { class: 'mark', 'aria-hidden': 'true' }), name, node('span', { class: 'visually-hidden said' }));
    entry.dataset['step'] = step;
    return entry;
  });
}

/** Shows one step's progress in the list. */
export function markStep(list: HTMLElement, { step, state }: NetworkCheckProgress): void {
  const entry = list.querySelector<HTMLElement>(`[data-step="${step}"]`);
  if (entry === null) return;
  entry.dataset['state'] = state;
  entry.querySelector('.mark')!.textContent = { running: '', done: '✓', skipped: '–' }[state];
  entry.querySelector('.said')!.textContent = ` ${{ running: 'running', done: 'done', skipped: 'left out' }[state]}`;
}

/** A report as the page shows it. */
export function reportView(report: NetworkTestReport, tools: readonly HTMLElement[]): readonly HTMLElement[] {
  return [
    verdict(report, tools),
    findings(report),
    node('div', { class: 'parts' }, relays(report), edges(report), media(report), device(report)),
    node('details', { class: 'card json' }, node('summary', {}, 'The report as text, and for programs'), node('pre', { id: 'report-text', tabindex: '0' }, reportInText(report)), node('pre', { id: 'report-json', tabindex: '0' }, JSON.stringify(report, undefined, 2))),
  ];
}

function verdict(report: NetworkTestReport, tools: readonly HTMLElement[]): HTMLElement {
  const [title, ...rest] = kindInWords[report.kind].split(': ');
  const when = new Date(report.takenAt).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
  return node(
    'header',
    { class: 'card verdict', 'data-grade': report.grade },
    node(
      'div',
      {},
      node('h2', { id: 'verdict', tabindex: '-1' }, title!),
      ...(rest.length === 0 ? [] : [node('p', {}, sentence(rest.join(': ')))]),
      node('p', { class: 'quiet' }, [report.label, when, `${Math.round(report.durationMs / 1000)} s`, report.network ? `network ${report.network}` : undefined].filter(Boolean).join(' · ')),
    ),
    node('span', { class: 'grade' }, gradeInWords[report.grade]),
    node('div', { class: 'tools' }, ...tools),
    node('p', { class: 'quiet' }, 'The report holds addresses of this device. It holds no password, token or credential.'),
  );
}

function findings({ findings, missing, judgedBy }: NetworkTestReport): HTMLElement {
  const severities = { fail: 'Needed', warn: 'Better', pass: 'Advice' };
  return part(
    'What to do',
    findings.length === 0
      ? node('p', {}, 'Nothing. Everything that was tried is open.')
      : node(
          'ul',
          { class: 'findings' },
          ...findings.map(({ severity, code, fix, reasons, help }) =>
            node(
              'li',
              { 'data-severity': severity, 'data-code': code },
              node('b', {}, severities[severity]),
              node('p', {}, fix),
              ...(reasons?.length ? [node('p', { class: 'quiet' }, `Why: ${reasons.map((reason) => vpnReasons[reason] ?? reason).join('; ')}.`)] : []),
              ...(help ? [node('p', { class: 'quiet' }, node('a', { href: help, rel: 'noopener' }, 'More about this'))] : []),
            ),
          ),
        ),
    ...(missing.length === 0 ? [] : [node('p', { class: 'quiet' }, `Not judged, because this service's operator has set no value: ${missing.map(({ name }) => name).join(', ')}.`)]),
    ...(judgedBy === 'edge' ? [] : [node('p', { class: 'quiet' }, 'No edge could be asked what this means, so the page has drawn its own conclusions.')]),
  );
}

function relays({ relays }: NetworkTestReport): HTMLElement {
  const hosts = [...new Set(relays.map(({ host }) => host))];
  if (hosts.length === 0) return part('Relays', node('p', { class: 'quiet' }, 'This deployment names none.'));
  const ways = (host: string, transport: string) => relays.filter((way) => way.host === host && way.transport === transport);
  const rows = hosts.flatMap((host) => ['udp', 'tcp', 'tls'].filter((transport) => ways(host, transport).length > 0).map((transport) => ({ host, transport })));
  return part(
    'Relays',
    table(
      ['Relay', 'Over', 'Ports'],
      rows.map(({ host, transport }) => [
        node('th', { scope: 'row' }, host),
        transport.toUpperCase(),
        node('span', { class: 'ways' }, ...ways(host, transport).map(({ port, state, tookMs, reason }) =>
          state_(state, `${port} ${stateInWords(state)}`, tookMs === undefined ? (reason ?? '') : `answered in ${tookMs} ms`),
        )),
      ]),
    ),
  );
}

function edges({ edges, names }: NetworkTestReport): HTMLElement {
  const lost = names.filter(({ state }) => state === 'unresolved');
  return part(
    'Edges and names',
    table(
      ['Edge', 'HTTPS', 'WebSocket'],
      edges.map(({ url, https, webSocket, roundTripMs }) => [
        node('th', { scope: 'row' }, url.replace(/^https?:\/\//, '')),
        state_(https, roundTripMs === undefined ? stateInWords(https) : `${roundTripMs} ms`),
        state_(webSocket, stateInWords(webSocket)),
      ]),
    ),
    lost.length === 0
      ? node('p', { class: 'quiet' }, `${names.filter(({ state }) => state === 'open').length} of ${names.length} names are known to have an address here.`)
      : node('p', {}, ...lost.map(({ host }) => state_('unresolved', `${host} has no address here`))),
  );
}

function media({ path }: NetworkTestReport): HTMLElement {
  if (path === undefined) return part('Media through the relay', node('p', { class: 'quiet' }, 'Not measured: no relay could be used.'));
  const figure = (name: string, value: number | null, unit: string) => node('div', {}, node('dt', {}, name), node('dd', {}, value === null ? '–' : String(value), ' ', node('small', {}, unit)));
  return part(
    'Media through the relay',
    node('dl', { class: 'figures' }, figure('Round trip', path.roundTripMs, 'ms'), figure('Lost', path.lossPercent, '%'), figure('Jitter', path.jitterMs, 'ms')),
    node('p', { class: 'quiet' }, `${path.packets} packets, as voice, over ${path.transport.toUpperCase()} to ${path.relay}${path.longestLoss > 0 ? `; ${path.longestLoss} lost in a row at most` : ''}.`),
  );
}

function device({ nat, natStable, mappings, addresses, sourceAddress, declaredVpn, browser }: NetworkTestReport): HTMLElement {
  const outside = [...new Set(mappings.map(({ address }) => address).filter((address) => address !== null))];
  const rows: [string, string][] = [
    ['NAT', natInWords[nat]],
    ['Mapping', natStable === null ? 'Could not be watched' : natStable ? 'Stayed as it was' : 'Changed while in use'],
    ['Seen by relays as', outside.join(', ') || 'not known'],
    ['Seen by the edge as', sourceAddress ?? 'not known'],
    ['Own addresses', addresses.map(({ address, adapter }) => `${address ?? 'hidden by the browser'} (${adapter})`).join(', ') || 'hidden by the browser'],
    ['VPN', declaredVpn === undefined ? (addresses.some(({ adapter }) => adapter === 'vpn') ? 'The browser shows one' : 'Not said') : declaredVpn ? 'On, as you say' : 'Off, as you say'],
    ['Browser', browser],
  ];
  return part('Device and NAT', table(undefined, rows.map(([name, value]) => [node('th', { scope: 'row' }, name), value])));
}

function part(title: string, ...content: readonly HTMLElement[]): HTMLElement {
  return node('section', { class: 'card' }, node('h3', {}, title), ...content);
}

function state_(state: string, words: string, title = ''): HTMLElement {
  return node('span', { class: 'state', 'data-state': state, ...(title === '' ? {} : { title }) }, words);
}

function table(head: readonly string[] | undefined, rows: readonly (readonly (HTMLElement | string)[])[]): HTMLElement {
  const cell = (content: HTMLElement | string) => (typeof content === 'string' || content.tagName !== 'TH' ? node('td', {}, content) : content);
  return node(
    'table',
    {},
    ...(head === undefined ? [] : [node('thead', {}, node('tr', {}, ...head.map((name) => node('th', { scope: 'col' }, name))))]),
    node('tbody', {}, ...rows.map((cells) => node('tr', {}, ...cells.map(cell)))),
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** An element with attributes and content; text stays text. */
export function node<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Readonly<Record<string, string>>, ...content: readonly (Node | string)[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}
