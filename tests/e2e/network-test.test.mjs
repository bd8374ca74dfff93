// The page /network-test in a real browser, on an edge of this build and relays of coturn: each kind of network that can be had without
// namespaces of its own.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { after, before, describe, it } from 'node:test';
import { launchBrowser } from './lib/browser.mjs';
import { startCoturn } from './lib/coturn.mjs';
import { startEdges } from './lib/edge.mjs';
import { mintToken } from './lib/token.mjs';

const step = { timeout: 120_000 };
const quick = 'measure=1&watch=3';
const ports = [3478, 3479, 3480, 3481];
/** The settings that make an edge name a relay with these ports. */
const relay = ({ host, secret }, { udp = ports, tcp = [3478] } = {}, index = 0) => ({
  Relays__Secret: secret, Relays__AllowAnyPort: 'true', [`Relays__Servers__${index}__Host`]: host,
  ...Object.fromEntries(udp.map((port, n) => [`Relays__Servers__${index}__Udp__${n}`, `${port}`])),
  ...Object.fromEntries(tcp.map((port, n) => [`Relays__Servers__${index}__Tcp__${n}`, `${port}`])),
});

const secret = randomBytes(32).toString('hex');
/** Tokens that every edge knows: those that an edge in Development mints are its own. */
const oneKey = {
  settings: { Tokens__Keys__0__Kid: 'app', Tokens__Keys__0__Algorithm: 'HS256', Tokens__Keys__0__Secret: secret },
  prepare: page => page.route('**/v1/dev/tokens', route => route.fulfill({ json: { token: mintToken(secret, 'ann') } })),
};

/** A UDP port that is open and says nothing. */
const silentRelay = () => new Promise((resolve, reject) => {
  const socket = createSocket('udp4').on('error', reject).bind(0, '127.0.0.1', () => resolve(socket));
});

describe('the network test', { timeout: 300_000 }, () => {
  let browser, coturn, tcpOnly;

  before(async () => {
    [browser, coturn, tcpOnly] = await Promise.all([launchBrowser({ more: ['--host-resolver-rules=MAP relay.invalid ~NOTFOUND'] }), startCoturn({ ports: ports.slice(1) }), startCoturn({ udp: false }).catch(error => error)]);
    if (tcpOnly instanceof Error) throw tcpOnly;
  }, step);

  after(async () => {
    await browser?.close();
    await Promise.all([coturn?.stop(), tcpOnly?.stop?.()]);
  });

  /** Runs the test against an edge with these settings, and gives its report and the page. */
  async function test(settings, { query = quick, count = 1, prepare } = {}) {
    const edges = await startEdges(count, { settings });
    const page = await (await browser.newContext({ permissions: ['microphone', 'clipboard-read', 'clipboard-write'] })).newPage();
    const errors = [];
    page.on('pageerror', error => errors.push(error.message));
    try {
      await prepare?.(page, edges);
      await page.goto(`${edges[0].url}/network-test/?start&${query}`);
      await page.waitForSelector('body:is([data-test=done], [data-test=failed])', { timeout: 80_000 });
      assert.equal(await page.getAttribute('body', 'data-test'), 'done', await page.textContent('#setup-error'));
      const report = await page.evaluate(() => window.networkTest.report);
      assert.deepEqual(errors, []);
      assert.deepEqual(await page.evaluate(() => [document.body.dataset.kind, document.body.dataset.grade, JSON.parse(document.getElementById('report-json').textContent).kind]), [report.kind, report.grade, report.kind]);
      assert.doesNotMatch(JSON.stringify(report) + await page.textContent('#report-text'), /eyJ|credential":|ice-pwd|access_token/);
      return { report, page, text: await page.textContent('#report') };
    } finally {
      await Promise.all(edges.map(edge => edge.stop()));
    }
  }

  it('finds an open network open, and measures through the relay', step, async () => {
    const { report, page } = await test({ ...relay(coturn), ...oneKey.settings }, { count: 2, query: `${quick}&label=desk%201`, prepare: oneKey.prepare });

    assert.equal(report.kind, 'open', JSON.stringify(report.findings));
    assert.deepEqual(report.relays.map(({ transport, port, state }) => `${transport} ${port} ${state}`), [...ports.map(port => `udp ${port} open`), 'tcp 3478 open']);
    assert.deepEqual(report.edges.map(({ https, webSocket }) => [https, webSocket]), report.edges.map(() => ['open', 'open']));
    assert.ok(report.edges.length === 2 && report.edges.every(({ roundTripMs }) => roundTripMs > 0));
    assert.equal(report.nat, 'none');
    assert.equal(report.natStable, true);
    assert.ok(report.mappings.length > 4, JSON.stringify(report.mappings));
    assert.equal(report.path.transport, 'udp');
    // How fast and how many is the machine's. What is measured is checked on a clock of its own (networkTest.test.ts); here, that packets went round.
    const { packets, lossPercent, roundTripMs, longestLoss } = report.path;
    assert.ok(packets > 0 && packets <= 51 && lossPercent < 100 && longestLoss < packets && roundTripMs > 0 && roundTripMs < report.durationMs, JSON.stringify(report.path));
    assert.deepEqual([report.judgedBy, report.profile, report.label], ['edge', 'acs', 'desk 1']);

    await page.click('text=Copy as JSON');
    assert.equal(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())).kind, 'open');
    await page.click('text=Copy as text');
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^Network test at desk 1/);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Download')]);
    assert.match(download.suggestedFilename(), /^network-test-.*\.json$/);
  });

  it('finds UDP blocked where relays answer over TCP alone, and says what to ask for', step, async () => {
    const { report, text } = await test(relay(tcpOnly));

    assert.deepEqual([report.kind, report.grade], ['udpBlocked', 'degraded']);
    assert.equal(report.path.transport, 'tcp');
    assert.match(text, new RegExp(`UDP 3478–3481 to ${tcpOnly.host} is blocked: ask for UDP 3478–3481 outwards to it`));
  });

  it('finds everything blocked where no relay answers', step, async () => {
    const { report, text } = await test(relay({ host: '127.0.0.1', secret: coturn.secret }, { udp: [47, 48], tcp: [49] }));

    assert.deepEqual([report.kind, report.grade, report.path], ['blocked', 'blocked', undefined]);
    assert.match(text, /TCP 49 to 127\.0\.0\.1 is blocked/);
  });

  it('tells refused credentials from a blocked way', step, async () => {
    const { report, text } = await test(relay({ ...coturn, secret: 'another secret than the relay has' }));

    assert.ok(report.relays.every(({ state }) => state === 'refused'), JSON.stringify(report.relays));
    assert.deepEqual(report.findings.map(({ code }) => code), ['relayRefused', 'relayRefused']);
    assert.equal(report.kind, 'open');
    assert.match(text, /does not take the credentials\. This is no fault of the network/);
  });

  it('finds names that have no address', step, async () => {
    const host = 'turn-relay-01.europe-west-amsterdam-science-park.calls.invalid';
    const { report, page } = await test({ ...relay(coturn), ...relay({ host, secret: coturn.secret }, { udp: [3478], tcp: [] }, 1) });

    assert.deepEqual(report.findings.map(({ code, where }) => `${code} ${where}`), [`dnsResolution ${host}`]);
    assert.deepEqual([report.kind, report.grade], ['open', 'degraded']);
    const wide = [];
    for (const width of [390, 1024, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      const { over, broken } = await page.evaluate(() => ({
        over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        broken: [...document.querySelectorAll('.parts td')].filter(cell => cell.textContent === 'UDP' && cell.getClientRects().length === 1 && (range => (range.selectNodeContents(cell), range.getClientRects().length > 1))(document.createRange())).length,
      }));
      if (over > 0 || broken > 0) wide.push(`${width}: ${over} too wide, ${broken} words broken`);
    }
    assert.deepEqual(wide, []);
  });

  it('says why media should not take the VPN that is declared', step, async () => {
    const { report, text } = await test({ ...relay(coturn), Readiness__VpnHelp: 'https://help.example/vpn' }, { query: `${quick}&vpn=on` });

    assert.equal(report.kind, 'vpn');
    assert.match(text, /split tunnel/);
    assert.match(text, /detour through the VPN device/);
    assert.equal(report.findings[0].help, 'https://help.example/vpn');
  });

  it('draws its own conclusions where the edge cannot be asked for them', step, async () => {
    const { report, text } = await test(relay(coturn), { prepare: page => page.route('**/v1/network-test/verdict', route => route.abort()) });

    assert.deepEqual([report.judgedBy, report.kind], ['client', 'open']);
    assert.match(text, /has drawn its own conclusions/);
  });

  it('stops when it is told to, by keyboard', step, async () => {
    // Relays that answer nothing keep the test at this step: one that answers is often through before the page is looked at. Six are tried at
    // once, for six seconds.
    const silent = await Promise.all(Array.from({ length: 24 }, silentRelay));
    const [edge] = await startEdges(1, { settings: relay({ host: '127.0.0.1', secret: coturn.secret }, { udp: silent.map(socket => socket.address().port), tcp: [] }) });
    const page = await browser.newPage();
    try {
      await page.goto(`${edge.url}/network-test/`);
      await page.focus('#start');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#steps [data-step=relays][data-state=running]');
      await page.keyboard.press('Enter'); // the focus is on Stop
      await page.waitForSelector('body[data-test=stopped]');
      assert.match(await page.textContent('#setup-error'), /Stopped/);
      assert.equal(await page.evaluate(() => document.activeElement.id), 'start');
    } finally {
      for (const socket of silent) socket.close();
      await edge.stop();
    }
  });
});
