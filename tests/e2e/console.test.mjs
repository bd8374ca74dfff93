// The operator's console: every figure as a contact sheet that is checked by geometry, and every view as axe judges it.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Api } from './lib/api.mjs';
import { launchBrowser } from './lib/browser.mjs';
import { description } from './lib/offer.mjs';
import { startEdges } from './lib/edge.mjs';

const axe = readFileSync(createRequire(path.resolve(import.meta.dirname, '../../clients/web/package.json')).resolve('axe-core/axe.min.js'), 'utf8');
const sheet = path.resolve(import.meta.dirname, '../../artifacts/console');
const pagesAtOnce = 3;

describe('the console', { timeout: 300_000 }, () => {
  let edge, browser;

  before(async () => {
    mkdirSync(sheet, { recursive: true });
    [[edge], browser] = await Promise.all([startEdges(1), launchBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await edge?.stop();
  });

  const open = async (query = '', look = {}) => {
    const page = await browser.newPage({ acceptDownloads: true, viewport: { width: 1440, height: 1000 }, reducedMotion: 'reduce', ...look });
    page.errors = [];
    page.on('pageerror', error => page.errors.push(error.message));
    page.setDefaultTimeout(30_000);
    await page.goto(`${edge.url}/console?${query}`);
    await planned(page);
    return page;
  };

  it('draws every figure of the documents with its flows, and nothing over words', { timeout: 120_000 }, async () => {
    const first = await open();
    const figures = await first.evaluate(() => window.signalingConsole.figures.map(({ id, flows, network }) => ({ id, flows, circuit: (network.features ?? []).includes('privateCircuit') })));
    assert.ok(figures.length >= 33, `${figures.length} figures`);
    const findings = [];
    const rest = [...figures];
    const work = async page => {
      for (let figure; (figure = rest.shift());) {
        await page.evaluate(id => window.signalingConsole.open(id), figure.id);
        const plan = await planned(page);
        if (plan !== (figure.flows.signaling.length === 0 ? 'none' : 'there')) findings.push(`${figure.id}: ${plan}`);
        const { signaling, media, tubes, faults } = await page.evaluate(inspect);
        const same = (seen, wanted) => assert.deepEqual([...new Set(seen)].sort(), [...new Set(wanted)].sort(), figure.id);
        same(signaling, figure.flows.signaling);
        same(media, figure.flows.media);
        if ((tubes > 0) !== figure.circuit) findings.push(`${figure.id}: ${tubes} circuits`);
        findings.push(...faults.map(fault => `${figure.id}: ${fault}`));
        findings.push(...await page.$$eval('#drawing text > title', (all, id) => all.map(({ textContent }) => `${id}: "${textContent}" is cut off`), figure.id));
        await page.locator('.canvas').screenshot({ path: path.join(sheet, `figure-${figure.id}.png`) });
      }
    };
    await Promise.all([first, ...await Promise.all(Array.from({ length: pagesAtOnce - 1 }, () => open()))].map(work));
    assert.deepEqual(findings, []);
  });

  it('draws every kind of call of a network that has everything, and nothing over words', { timeout: 120_000 }, async () => {
    const page = await open('#document');
    await page.fill('#document-text', JSON.stringify(everything));
    await page.evaluate(() => void (location.hash = '#calls'));
    await page.waitForSelector('[data-call="hybrid-edge"]');
    const calls = await page.$$eval('#calls-table [data-call]', all => all.map(({ dataset }) => dataset.call));
    const findings = [];
    for (const call of calls) {
      await page.evaluate(call => document.querySelector(`[data-call="${call}"] button`).click(), call);
      await planned(page);
      findings.push(...(await page.evaluate(inspect)).faults.map(fault => `${call}: ${fault}`));
    }
    assert.ok(calls.length > 30, `${calls.length} kinds of call`);
    assert.deepEqual(findings, []);
    await page.close();
  });

  it('draws the network of a document that was pasted, with long names, many sites and IPv6', { timeout: 120_000 }, async () => {
    const page = await open('figure=3#document');
    const findings = [];
    for (const [name, network] of Object.entries(strange)) {
      await page.evaluate(() => void (location.hash = '#document'));
      await page.waitForSelector('#document:not([hidden])');
      const before = await page.evaluate(() => document.querySelector('#drawing').innerHTML);
      await page.fill('#document-text', JSON.stringify(network, null, 2));
      // It is drawn while the document is what is seen, and must be right when somebody goes and looks.
      await page.waitForFunction(before => document.body.dataset.plan === 'there' && document.querySelector('#drawing').innerHTML !== before, before);
      await page.evaluate(() => void (location.hash = '#picture'));
      await page.waitForSelector('#picture:not([hidden])');
      findings.push(...(await page.evaluate(inspect)).faults.map(fault => `${name}: ${fault}`));
    }
    assert.deepEqual(findings, []);
    assert.match(await page.innerText('#picture-title'), /^Figure 3: .* \(changed\)$/);
    assert.deepEqual(await page.$$eval('#drawing .zone text.small', all => all.map(({ textContent }) => textContent)), ['and 1 more regions', 'and 9 more networks']);
    assert.deepEqual((await page.evaluate(inspect)).signaling.sort(), ['1', '3'], 'who is inside is in the first site, and that one has the circuit');

    await page.evaluate(() => void (location.hash = '#calls'));
    await page.waitForFunction(() => document.body.dataset.survey === 'there');
    assert.equal(await page.locator('#calls-table [data-call^="inside@"]').count(), 12);
    assert.match(await page.innerText('#calls-subtitle'), /^\d+ kinds of call, \d+ of them not possible here; since the network was opened: .*\d+ new, \d+ no longer there\./);
    await page.evaluate(() => void (location.hash = '#document'));
    await page.fill('#document-text', JSON.stringify({ features: ['hybrid'] }));
    await page.evaluate(() => void (location.hash = '#calls'));
    await page.waitForSelector('#calls-refusal:not([hidden])');
    assert.match(await page.innerText('#calls-refusal'), /To the document/);
    assert.ok(await page.isDisabled('#calls-csv'), 'there is nothing to save');
    assert.deepEqual(page.errors, []);
    await page.close();
  });

  it('plans on where nothing can be stored, and says so in words', { timeout: 90_000 }, async () => {
    const away = route => route.fulfill({ status: 503, json: { code: 'store_unavailable', status: 503, title: 'Store unavailable', detail: 'Send the same request again, with its Idempotency-Key, after Retry-After.' } });
    const page = await browser.newPage({ reducedMotion: 'reduce' });
    page.setDefaultTimeout(10_000);
    await page.route(url => /^\/v1\/(networks|calls)/.test(url.pathname), away);
    await page.goto(`${edge.url}/console?figure=3#document`);
    assert.equal(await planned(page), 'there');
    for (const said of ['stored-said', 'call-said']) await page.waitForFunction(id => /cannot reach its store now/.test(document.getElementById(id).textContent), said);
    await page.close();
  });

  it('prints the document whole', { timeout: 90_000 }, async () => {
    const page = await open('figure=24#document');
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.innerText('#document-print'), (await page.inputValue('#document-text')));
    assert.ok(!await page.isVisible('.editor'));
    await page.close();
  });

  it('fits every width, and leads to the other pages', { timeout: 90_000 }, async () => {
    const page = await open('figure=26', { viewport: { width: 390, height: 844 } });
    assert.deepEqual(await page.$$eval('header .more a', all => all.map(link => link.getAttribute('href'))), ['/', '/network-test', '/swagger']);
    const wide = [];
    for (const width of [390, 768, 1024, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      for (const view of await page.$$eval('#views a', all => all.map(({ hash }) => hash))) {
        await page.evaluate(hash => void (location.hash = hash), view);
        await page.waitForSelector(`${view}:not([hidden])`);
        if (view === '#calls') await page.waitForFunction(() => document.body.dataset.survey === 'there');
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) wide.push(`${view} at ${width}: ${over}`);
        if (view === '#calls') assert.ok((await page.locator('#calls-table tbody th[scope=row]').first().boundingBox()).width >= 150, `calls at ${width}`);
      }
    }
    assert.deepEqual(wide, []);
    await page.goto(`${edge.url}/swagger`);
    for (const other of ['/', '/console', '/network-test']) await page.waitForSelector(`.info a[href="${other}"]`);
    await page.close();
  });

  it('asks for another token when the one that was brought has ended, and goes on', { timeout: 90_000 }, async () => {
    const token = (await new Api(edge.url).post('/v1/dev/tokens', { user: 'olga', scope: 'calls network' })).body.token;
    const page = await browser.newPage({ reducedMotion: 'reduce' });
    page.setDefaultTimeout(30_000);
    await page.route('**/v1/dev/tokens', route => route.fulfill({ status: 404, json: { code: 'not_found', status: 404 } }));
    await page.goto(`${edge.url}/console?figure=3`);
    await page.fill('#token', 'not a token');
    await page.click('#sign-in-form [type=submit]');
    await page.waitForFunction(() => document.querySelector('#sign-in-error').textContent === 'The edge does not take this token.');
    await page.fill('#token', `${token.slice(0, 40)}\n${token.slice(40)}`); // as a terminal breaks it
    await page.click('#sign-in-form [type=submit]');
    assert.equal(await planned(page), 'there');

    const ended = route => route.fulfill({ status: 401, json: { code: 'unauthenticated', status: 401, title: 'No', detail: 'Ended.' } });
    await page.route('**/v1/route-plans', ended);
    await page.check('[name=udpBlocked]');
    await page.waitForSelector('#sign-in:not([hidden])');
    assert.match(await page.innerText('#sign-in-error'), /no longer takes your token/);
    await page.unroute('**/v1/route-plans', ended);
    await page.fill('#token', token);
    await page.click('#sign-in-form [type=submit]');
    await page.waitForFunction(() => document.body.dataset.plan === 'there' && document.querySelector('#sign-in').hidden);
    assert.match(await page.innerText('#details'), /Media travel over TCP/);
    await page.close();
  });

  it('finds out where somebody is by addresses, and asks what two networks may do', { timeout: 90_000 }, async () => {
    const page = await open('figure=5');
    const where = async () => (await planned(page), page.locator('#details tbody tr').first().innerText());

    await page.selectOption('[name=place-0]', 'addresses');
    await page.waitForFunction(() => document.body.dataset.plan === 'location_unknown');
    await page.fill('[name=source-0]', '198.51.100.7');
    await page.press('[name=source-0]', 'Tab');
    await page.fill('[name=hosts-0]', '192.168.1.5, 10.200.0.5');
    await page.press('[name=hosts-0]', 'Enter');
    await page.waitForFunction(() => document.body.dataset.plan === 'there');
    assert.match(await where(), /^alice\s+by VPN/);
    await page.fill('[name=hosts-0]', '10.1.2.3');
    await page.press('[name=hosts-0]', 'Enter');
    await page.waitForFunction(() => document.body.dataset.plan === 'there' && document.querySelector('#details tbody td')?.textContent === 'inside');

    await page.selectOption('[name=place-0]', 'internet');
    await page.selectOption('[name=pair]', 'none');
    await page.waitForFunction(() => document.querySelector('#refusal').hidden === false);
    assert.match(await page.innerText('#refusal'), /^No such call here: /);
    await page.selectOption('[name=direct]', 'true');
    await page.selectOption('[name=pair]', 'relayOnly');
    await page.waitForFunction(() => document.querySelector('#picture-subtitle').textContent === 'Media are relayed.');
    await page.selectOption('[name=pair]', '');
    await page.waitForFunction(() => document.querySelector('#picture-subtitle').textContent === 'Media go directly.');
    assert.deepEqual(page.errors, []);
    await page.close();
  });

  it('answers what would be if', { timeout: 90_000 }, async () => {
    const page = await open('figure=3');

    await page.check('[name=udpBlocked]');
    await page.waitForFunction(() => document.querySelector('#details')?.textContent.includes('Media travel over TCP'));
    await page.uncheck('[name=udpBlocked]');
    await page.selectOption('[name=direct]', 'true');
    await page.waitForFunction(() => document.querySelector('#picture-subtitle')?.textContent === 'Media go directly.');
    await page.check('[name=forceRelay]');
    await page.waitForFunction(() => document.querySelector('#picture-subtitle')?.textContent === 'Media are relayed.');
    await page.check('[name=circuit]');
    await page.waitForFunction(() => /does not have this feature/.test(document.querySelector('#refusal')?.textContent));
    await page.selectOption('[name=profile]', 'teams');
    await page.waitForFunction(() => document.querySelectorAll('#drawing .tube').length === 1 && document.querySelector('#refusal').hidden);
    assert.ok((await page.evaluate(inspect)).signaling.includes('1'));
    assert.deepEqual(page.errors, []);
    await page.close();
  });

  it('plans every kind of call, and says what changes when the document does', { timeout: 90_000 }, async () => {
    const page = await open('figure=17#calls');
    const surveyed = code => page.waitForFunction(code => document.body.dataset.survey === code, code);
    const cell = (call, column) => page.locator(`#calls-table [data-call="${call}"] td`).nth(column).innerText();

    await surveyed('there');
    assert.match(await cell('vpn-inside', 0), /vpn: 2', 4 \(Internet\)/);
    assert.match(await cell('phone:bypass', 1), /inside: 5B \(local\)/);
    assert.match(await cell('broadcast', 2), /not possible: .* Only Skype for Business/);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#calls-csv')]);
    assert.match(readFileSync(await download.path(), 'utf8'), /^"Kind","Call","Signaling",.*\r\n"One to one","Both inside","inside: 4 \(Internet\); inside 2: 4 \(Internet\)",/);

    await page.evaluate(() => void (location.hash = '#document'));
    const text = await page.inputValue('#document-text');
    await page.fill('#document-text', text.replace('"mediaBypass": true', '"mediaBypass": false'));
    await page.waitForSelector('#document-changes li');
    assert.deepEqual(await page.$$eval('#document-changes li > strong', all => all.map(({ textContent }) => textContent)),
      ['A phone from inside, by trunk bypass', 'A phone from outside, by trunk bypass', 'From phone to phone (hairpin)']);
    assert.match(await page.innerText('#document-changes'), /inside: 5B \(local\); sbc2: 5B \(local\) → inside: 4 \(Internet\)/);

    await page.fill('#document-text', text.replace('"10.0.0.0/8"', '"10.0.0.1/8"').replace('"tenant"', '"tennant"'));
    await page.waitForFunction(() => /^Line \d+ tennant/.test(document.querySelector('#document-faults').innerText));
    await page.fill('#document-text', text.replace('"10.0.0.0/8"', '"10.0.0.1/8"'));
    await surveyed('network_invalid');
    assert.equal(await page.innerText('#document-faults'), 'Line 11 customerNetworks[0].internalPrefixes[0]: Write a range as 10.0.0.0/8 or 2001:db8::/32, with nothing set beyond its length.');
    assert.equal(await page.innerText('#document-gutter .fault'), '11');
    await page.fill('#document-text', '{\n  "profile" "acs"\n}');
    assert.match(await page.innerText('#document-faults'), /^Line 2 After "profile" a colon should stand\.$/);
    await page.click('#document-revert');
    await surveyed('there');
    assert.equal(await page.inputValue('#document-text'), text);
    assert.deepEqual(page.errors, []);
    await page.close();
  });

  it('stores a network, opens it with the trunks beside it, and overwrites nobody', { timeout: 90_000 }, async () => {
    const page = await open('figure=1#document');
    const says = words => page.waitForFunction(words => document.querySelector('#stored-said').textContent.includes(words), words);
    const owner = new Api(edge.url, { token: (await new Api(edge.url).post('/v1/dev/tokens', { user: 'olga', scope: 'calls network' })).body.token });

    await page.fill('#stored-name', 'office');
    await page.click('#stored [type=submit]');
    await says('office is stored as a draft.');
    await owner.put('/v1/trunks/desk', { kind: 'serviceNumbers' });
    await page.waitForSelector('#stored-open:not([hidden])');
    await page.click('#stored-read');
    await says('with 1 stored trunks beside it');
    await page.evaluate(() => void (location.hash = '#calls'));
    await page.waitForSelector('[data-call="phone:desk"]');
    await page.evaluate(() => void (location.hash = '#document'));
    assert.doesNotMatch(await page.inputValue('#document-text'), /desk/);

    await owner.put('/v1/networks/office?draft=true', { profile: 'teams' });
    await page.click('#stored [type=submit]');
    await says('office was changed by somebody else since it was opened');
    assert.deepEqual(page.errors, []);
    await page.close();
  });

  it('draws a real call as it went and as it was expected, with the reasons', { timeout: 90_000 }, async () => {
    const mint = async user => new Api(edge.url, { token: (await new Api(edge.url).post('/v1/dev/tokens', { user, tenant: 'dev', scope: 'calls network' })).body.token });
    const [ann, ben] = [await mint('ann'), await mint('ben')];
    await ann.put('/v1/networks/live', {
      customerNetworks: [{ id: 'hq', internalPrefixes: ['127.0.0.0/8', '10.1.0.0/16'] }],
      regions: [{ id: 'eu', signalingUrls: ['https://eu.example.com'], relays: ['turn.eu.example.com'], mediaServers: ['203.0.113.10'] }],
    });
    const { id } = (await ann.post('/v1/calls', { to: 'ben', sdp: description() })).body;
    await ben.post(`/v1/calls/${id}/answer`, { sdp: description('active') });
    const relay = { type: 'relay', relayProtocol: 'tcp', relayUrl: 'turn:turn.eu.example.com:443?transport=tcp' };
    await ann.post(`/v1/calls/${id}/connectivity`, { sequence: 1, state: 'connected', selected: { local: relay, remote: { type: 'host' }, roundTripMilliseconds: 48 }, hostAddresses: ['10.1.2.3'] });
    await ben.post(`/v1/calls/${id}/connectivity`, { sequence: 1, state: 'connected', selected: { local: { type: 'host' }, remote: { type: 'relay' }, roundTripMilliseconds: 48 }, hostAddresses: ['10.1.2.4'] });

    const page = await open(`name=ann&call=${encodeURIComponent(id)}`);
    await page.waitForFunction(() => document.body.dataset.call);
    const drawn = () => page.$$eval('#call-drawing .flow', all => all.map(({ dataset }) => `${dataset.link} ${dataset.to}`));
    assert.deepEqual(await drawn(), ['signaling:ann:0 edge:eu', 'signaling:ben:0 edge:eu', 'media:ann:0 relay:eu', 'media:ben:0 relay:eu']);
    assert.match(await page.innerText('#call-details'), /relayed over TCP, because UDP to the relay is blocked from 10\.1\.0\.0\/16/);
    await page.check('[name=call-way][value=expected]');
    assert.deepEqual(await drawn(), ['signaling:ann:0 edge:eu', 'signaling:ben:0 edge:eu', 'media:ann user:ben']);
    await page.fill('#call-user', 'stranger');
    await page.press('#call-user', 'Tab');
    await page.waitForFunction(() => document.querySelector('#call-said').textContent.includes('no calls yet'));
    await page.click('#call-form [type=submit]');
    await page.waitForFunction(() => document.querySelector('#call-said').textContent.startsWith('No such call'));
    assert.deepEqual(page.errors, []);
    await page.close();
  });

  it('can be used without a mouse', { timeout: 90_000 }, async () => {
    const page = await open('figure=5');

    await page.getByRole('button', { name: /3\.\s*caller sends the invite/ }).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('#drawing .lit');
    assert.deepEqual(await page.$$eval('#drawing .lit', all => all.map(each => each.dataset.link)), ['signaling:alice:0', 'signaling:alice:1']);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-pressed')), 'true');
    const flow = page.locator('#drawing [data-link="media:alice:0"]');
    await flow.focus();
    assert.match(await flow.getAttribute('aria-label'), /^Media of alice: flow 3 over the Internet by UDP, via a relay$/);
    const whole = await page.getAttribute('#drawing', 'viewBox');
    await page.keyboard.press('+');
    assert.notEqual(await page.getAttribute('#drawing', 'viewBox'), whole);
    await page.keyboard.press('0');
    assert.equal(await page.getAttribute('#drawing', 'viewBox'), whole);
    await page.close();
  });

  it('has nothing for axe to find', { timeout: 120_000 }, async () => {
    const findings = [];
    const check = async (page, what) => {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
      for (const { id, help, nodes } of violations) findings.push(`${what}: ${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    };
    const looks = { light: { colorScheme: 'light' }, 'narrow, dark': { colorScheme: 'dark', viewport: { width: 390, height: 844 } } };
    await Promise.all(Object.entries(looks).map(async ([look, options]) => {
      const page = await open('figure=26', options);
      const views = await page.$$eval('#views a', all => all.map(({ hash }) => hash));
      for (const view of views) {
        await page.evaluate(hash => void (location.hash = hash), view);
        await page.waitForSelector(`${view}:not([hidden])`);
        if (view === '#calls' || view === '#document') await page.waitForFunction(() => document.body.dataset.survey === 'there');
        if (view === '#picture') await page.click('.words summary');
        await check(page, `${view} (${look})`);
      }
      await page.route('**/v1/dev/tokens', route => route.fulfill({ status: 404, json: { code: 'not_found', status: 404 } }));
      await page.reload();
      await page.waitForSelector('#sign-in:not([hidden])');
      await check(page, `sign-in (${look})`);
    }));
    assert.deepEqual(findings, []);
  });
});

const sbc = (id, host, more) => ({ id, kind: 'directRouting', ...more, sbc: { id: `s-${id}`, publicAddress: `203.0.113.${host}`, certified: true, udpFromService: true, routableFromInternet: true } });
const region = (id, host) => ({ id, signalingUrls: [`https://${id}.calls.example.com`], relays: [`turn.${id}.calls.example.com`], mediaServers: [`203.0.113.${host}`] });
const onCircuit = { outbound: 'expressRoute', inbound: 'expressRoute' };

/** Two sites of which one has a circuit and one a firewall, two regions, trunks of two tenants, and everybody beside. */
const everything = {
  profile: 'teams', features: ['federation', 'hybrid', 'directRouting', 'privateCircuit'], tenant: 'contoso',
  customerNetworks: [
    { id: 'headquarters-amsterdam', internalPrefixes: ['10.1.0.0/16'], vpnPrefixes: ['10.21.0.0/16'], egressPrefixes: [{ prefix: '198.51.100.1/32' }, { prefix: '192.0.2.1/32', ...onCircuit }], privateCircuit: {} },
    {
      id: 'branch', internalPrefixes: ['10.2.0.0/16'], vpnPrefixes: ['10.22.0.0/16'], egressPrefixes: [{ prefix: '198.51.100.2/32' }],
      perimeters: [{ kind: 'firewall', allow: [{ protocol: 'tcp', firstPort: 443, lastPort: 443 }] }],
      policies: { splitTunnel: true, blockDirectExternalMedia: true, packetShaper: true },
    },
  ],
  regions: [region('eu', 10), region('asia', 20)],
  trunks: [{ id: 'numbers' }, sbc('a', 51, { network: 'headquarters-amsterdam' }), sbc('b', 52, { network: 'branch', mediaBypass: true }), sbc('o', 53, { tenant: 'fabrikam', mediaBypass: true })],
  federatedTenants: [{ tenant: 'fabrikam' }, { tenant: 'woodgrove', usesService: true }],
};

/** Networks of other people. */
const long = 'rotterdam-harbour-terminal-north-east-warehouse-and-offices-0001';
const strange = {
  'long names': {
    customerNetworks: [{ id: long, internalPrefixes: ['10.0.0.0/8'], egressPrefixes: [{ prefix: '198.51.100.0/24' }], vpnPrefixes: ['10.200.0.0/16'] }],
    regions: [{ id: 'e'.repeat(64), signalingUrls: ['https://signaling.europe-west-amsterdam-science-park.calls.example.com:8443'], relays: ['turn-relay-01.europe-west-amsterdam-science-park.calls.example.com'], mediaServers: ['203.0.113.10'] }],
  },
  'IPv6': {
    customerNetworks: [{ id: 'v6', internalPrefixes: ['2001:db8:1::/48'], egressPrefixes: [{ prefix: '2001:db8:ffff::/48' }], vpnPrefixes: ['2001:db8:2000:3000:4000:5000:6000:0/112'] }],
    regions: [{ id: 'eu', signalingUrls: ['https://[2a00:1450:4001:82a::200e]:8443'], relays: ['2a00:1450:4001:82a:1111:2222:3333:200f'], mediaServers: ['2a00:1450:4001:82a::2010'] }],
  },
  'nothing': {},
  'a dozen sites': {
    profile: 'teams', features: ['privateCircuit'],
    customerNetworks: Array.from({ length: 12 }, (_, index) => ({
      id: `site-${index + 1}`, internalPrefixes: [`10.${index + 1}.0.0/16`],
      egressPrefixes: [{ prefix: `198.51.100.${index + 1}/32` }, ...(index % 4 === 0 ? [{ prefix: `192.0.2.${index + 1}/32`, ...onCircuit }] : [])],
      ...(index % 4 === 0 ? { privateCircuit: {} } : {}),
    })),
    regions: ['eu', 'us', 'asia', 'africa'].map((id, index) => region(id, 10 + index)),
  },
};

/** Waits until the picture shows what the service said last, and returns that. */
async function planned(page) {
  await page.waitForFunction(() => document.body.dataset.plan !== undefined && document.body.dataset.plan !== 'asking');
  return page.evaluate(() => document.body.dataset.plan);
}

// Runs in the page: which numbers are drawn, and what lies over what, by the geometry of what the browser drew.
function inspect() {
  const svg = document.querySelector('#drawing');
  const words = [...svg.querySelectorAll('text')].map(element => ({ element, box: element.getBoundingClientRect(), text: element.firstChild.textContent }));
  const overlap = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const faults = [];
  words.forEach((one, index) => {
    for (const other of words.slice(index + 1)) if (overlap(one.box, other.box)) faults.push(`"${one.text}" lies over "${other.text}"`);
    const frame = one.element.closest('.node, .badge')?.querySelector('rect').getBoundingClientRect();
    if (frame && (one.box.left < frame.left || one.box.right > frame.right || one.box.top < frame.top || one.box.bottom > frame.bottom)) faults.push(`"${one.text}" does not fit its box`);
    if (!one.text.trim()) faults.push('empty words');
  });
  const tubes = [...svg.querySelectorAll('.tube rect')].map(tube => tube.getBoundingClientRect());
  for (const flow of svg.querySelectorAll('.flow')) {
    const line = flow.querySelector('.line');
    const matrix = line.getScreenCTM();
    const own = flow.querySelector('.badge text');
    const hit = new Set();
    // What is on the circuit has a number of its own, or its name.
    const strange = own === null || /1|circuit/.test(own.textContent) ? [] : tubes;
    for (let at = 0; at <= line.getTotalLength(); at += 2) {
      const { x, y } = line.getPointAtLength(at).matrixTransform(matrix);
      for (const { element, box, text } of words) if (element !== own && x > box.left && x < box.right && y > box.top + 2 && y < box.bottom - 2) hit.add(text);
      if (strange.some(tube => x > tube.left && x < tube.right && y > tube.top && y < tube.bottom)) hit.add('Private circuit');
    }
    for (const text of hit) faults.push(`the line ${flow.dataset.link} goes through "${text}"`);
  }
  const numbers = traffic => [...svg.querySelectorAll(`.flow.${traffic} .badge text`)].map(({ textContent }) => textContent);
  return { signaling: numbers('signaling'), media: numbers('media'), tubes: tubes.length, faults };
}
