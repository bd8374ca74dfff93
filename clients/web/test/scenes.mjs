// Drives two pages through everything that the call page can show, against a running edge in Development.
import { chromium } from 'playwright-core';

/** How long any step may take, in milliseconds. */
const stepMs = 40_000;

/** A browser with a camera, a microphone and a screen of its own making. `CHROMIUM` names another program. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--auto-select-desktop-capture-source=Entire screen',
      '--disable-background-networking',
    ],
  });
}

/**
 * Calls `onScene(name, page)` for each state of the page.
 * @param {string} base address of the edge, such as http://localhost:5080
 * @param {(name: string, page: import('playwright-core').Page) => Promise<void>} onScene
 * @param {import('playwright-core').BrowserContextOptions} look such as the viewport and the colour scheme
 */
export async function walk(base, onScene, look = {}) {
  const browser = await launch();
  const run = Math.random().toString(36).slice(2, 6);
  const [ann, ben, cid] = ['ann', 'ben', 'cid'].map((name) => `${name}-${run}`);
  const open = async (query, prepare) => {
    const context = await browser.newContext({ permissions: ['camera', 'microphone'], ignoreHTTPSErrors: true, ...look });
    context.setDefaultTimeout(stepMs);
    const page = await context.newPage();
    await prepare?.(page);
    await page.goto(`${base}/?${query}`);
    return page;
  };
  const enter = async (name, prepare) => {
    const page = await open(`name=${name}`, prepare);
    await page.waitForSelector('#home:not([hidden])');
    return page;
  };
  const phase = (page, wanted) => page.waitForFunction((phase) => window.signaling.call?.state.phase === phase, wanted);
  const flows = (page) => page.waitForFunction(() => window.signaling.call?.state.media === 'flowing');
  const shows = (page, id) => page.waitForFunction((id) => document.getElementById(id).videoWidth > 0 && !document.getElementById(id).hidden, id);

  try {
    const stranger = await open('');
    await stranger.waitForSelector('#sign-in:not([hidden])');
    await onScene('sign-in', stranger);
    await stranger.route('**/v1/dev/tokens', (route) => route.fulfill({ status: 404, json: { code: 'not_found', status: 404 } }));
    await stranger.fill('#name', ann);
    await stranger.click('#enter');
    await stranger.waitForSelector('#token-field:not([hidden])');
    await onScene('sign-in-token', stranger);
    await stranger.context().close();

    const line = { cut: () => undefined };
    const a = await enter(ann, (page) => breakable(page, line));
    await onScene('home', a);

    await a.fill('#callee', ben);
    await a.click('#call-video');
    await phase(a, 'inviting');
    await onScene('calling-someone-away', a);
    await a.click('#hang-up');
    await a.waitForSelector('#outcome:not([hidden])');

    const b = await enter(ben);
    await a.click('#again');
    await b.waitForSelector('#incoming[open]');
    await phase(a, 'ringing');
    await onScene('ringing', a);
    await onScene('incoming', b);
    await b.click('#decline');
    await a.waitForSelector('#outcome:not([hidden])');
    await onScene('declined', a);

    await a.click('#again');
    await b.waitForSelector('#incoming[open]');
    await b.click('#answer-video');
    await Promise.all([shows(a, 'remote-video'), shows(b, 'remote-video'), a.waitForSelector('#path:not([hidden])')]);
    await onScene('call', a);

    await a.click('#chat-toggle');
    await a.fill('#chat-text', 'Can you hear me well?');
    await a.press('#chat-text', 'Enter');
    await b.waitForSelector('#unread:not([hidden])');
    await onScene('unread', b);
    await b.click('#chat-toggle');
    await b.fill('#chat-text', 'Loud and clear. Shall I show you the plan? It is at https://example.org/a/rather/long/path/to/somewhere');
    await b.press('#chat-text', 'Enter');
    await a.waitForSelector('#chat-log li.theirs');
    await onScene('chat', a);
    await a.click('#chat-close');
    await b.click('#chat-close');

    await b.click('#share');
    await shows(a, 'screen-video');
    await onScene('their-screen', a);
    await onScene('my-screen', b);
    await b.click('#share');

    await b.click('#camera');
    await a.waitForSelector('#face:not([hidden])');
    await onScene('no-picture', a);

    await a.click('#hold');
    await a.waitForFunction(() => window.signaling.call.state.heldByUs);
    await b.waitForFunction(() => window.signaling.call.state.heldByPeer);
    await onScene('on-hold', a);
    await onScene('held-by-peer', b);
    await a.click('#hold');
    await a.waitForFunction(() => !window.signaling.call.state.heldByUs);

    line.cut();
    await a.waitForSelector('[data-key="line"]');
    await onScene('line-lost', a);
    // It is said for a few seconds only: who waits has to be there before.
    const back = a.waitForSelector('[data-key="line-back"]');
    line.mend();
    await Promise.all([back, a.waitForSelector('[data-key="line"]', { state: 'detached' })]);
    await onScene('line-back', a);

    const c = await enter(cid);
    await c.fill('#callee', ann);
    await c.click('#call-audio');
    await c.waitForSelector('#outcome:not([hidden])');
    await onScene('busy', c);
    await b.click('#hang-up');
    await a.waitForSelector('#outcome:not([hidden])');
    await onScene('ended', a);
    await Promise.all([b.context().close(), c.context().close()]);

    const d = await enter(`dan-${run}`, noCameraNoRelay);
    await d.fill('#callee', ann);
    await d.click('#call-video');
    await a.waitForSelector('#incoming[open]');
    await a.click('#answer-audio');
    await flows(d);
    await d.evaluate(() => window.signaling.call.setCamera(true)).catch(() => undefined);
    await onScene('no-camera', d);
    await d.click('#hang-up');
  } finally {
    await browser.close();
  }
}

/** The same for the page /network-test, whose relays are to be such that none answers, for then there is most to read. */
export async function walkNetworkTest(base, onScene, look = {}) {
  const browser = await launch();
  try {
    const page = await (await browser.newContext({ ignoreHTTPSErrors: true, ...look })).newPage();
    await page.goto(`${base}/network-test/`);
    await onScene('network-test', page);
    await page.selectOption('#vpn', 'on');
    await Promise.all([page.waitForSelector('#running:not([hidden])'), page.click('#start')]);
    await onScene('network-test-running', page);
    await page.waitForSelector('body[data-test=done]', { timeout: 2 * stepMs });
    await page.click('summary');
    await onScene('network-test-report', page);
  } finally {
    await browser.close();
  }
}

/** A line to the service that can be cut and mended. */
async function breakable(page, line) {
  const open = new Set();
  let isCut = false;
  await page.routeWebSocket(/\/hubs\/signaling/, (socket) => {
    if (isCut) return void socket.close();
    socket.connectToServer();
    open.add(socket);
  });
  line.cut = () => {
    isCut = true;
    for (const socket of open) void socket.close();
    open.clear();
  };
  line.mend = () => void (isCut = false);
}

/** A machine without a camera, on a network that hides the relay. */
async function noCameraNoRelay(page) {
  await page.addInitScript(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (wish) => (wish.video ? Promise.reject(new DOMException('', 'NotFoundError')) : open(wish));
  });
  const servers = [{ urls: ['turn:127.0.0.1:9?transport=tcp'], username: 'nobody', credential: 'nothing' }];
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  await page.route('**/v1/relay-credentials', (route) => route.fulfill({ json: { iceServers: servers, expiresAt } }));
}
