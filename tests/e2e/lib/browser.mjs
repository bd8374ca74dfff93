import { chromium } from 'playwright-core';

/**
 * Headless Chromium with a fake camera, microphone and screen. On one machine loopback addresses may carry media; `loopback: false` where
 * there are real networks. `program` is what to start, and `more` what else to tell it.
 */
export const launchBrowser = ({ program = process.env.CHROMIUM || '/usr/bin/chromium', loopback = true, more = [] } = {}) => chromium.launch({
  executablePath: program,
  args: [
    '--no-sandbox',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    '--auto-select-desktop-capture-source=Entire screen',
    '--autoplay-policy=no-user-gesture-required',
    '--disable-features=WebRtcHideLocalIpsWithMdns',
    ...(loopback ? ['--allow-loopback-in-peer-connection'] : []),
    ...more,
  ],
});

/** A tab of a user of their own. With the `policy` relay every connection of the page is made relay-only. */
export async function openTab(browser, { policy = 'all' } = {}) {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  await context.addInitScript(watchConnections, policy);
  const page = await context.newPage();
  page.errors = [];
  page.on('pageerror', error => page.errors.push(error.message));
  return page;
}

// Runs in the page, before its own scripts: keeps the connections that the page makes, so that a test can read their statistics; the addresses
// of its sockets, in order; and all that it ever said beside a call, for some of that goes away by itself.
function watchConnections(policy) {
  window.sockets = [];
  window.WebSocket = class extends window.WebSocket {
    constructor(url, ...more) {
      super(url, ...more);
      window.sockets.push(`${url}`);
    }
  };
  window.said = [];
  new MutationObserver(changes => {
    for (const { target, addedNodes } of changes) {
      if (target.id === 'notices') window.said.push(...[...addedNodes].map(each => each.textContent));
    }
  }).observe(document, { childList: true, subtree: true });
  const Original = window.RTCPeerConnection;
  window.connections = [];
  window.RTCPeerConnection = class extends Original {
    constructor(configuration = {}) {
      super(policy === 'relay' ? { ...configuration, iceTransportPolicy: policy } : configuration);
      window.connections.push(this);
    }

    setConfiguration(configuration) { super.setConfiguration(policy === 'relay' ? { ...configuration, iceTransportPolicy: policy } : configuration); }
  };
}

/**
 * What flows over the page's newest open connection: frames decoded and packets received by kind and m-line, the path that
 * was selected, and the local ICE user name fragment, which changes when ICE restarts.
 */
export const mediaOf = page => page.evaluate(async () => {
  const connection = window.connections.findLast(each => each.connectionState !== 'closed');
  if (!connection) return null;
  const stats = new Map();
  (await connection.getStats()).forEach(each => stats.set(each.id, each));
  const all = [...stats.values()];
  const inbound = all.filter(each => each.type === 'inbound-rtp');
  const sum = (kind, field) => inbound.filter(each => each.kind === kind).reduce((total, each) => total + (each[field] ?? 0), 0);
  const transport = all.find(each => each.type === 'transport');
  const pair = stats.get(transport?.selectedCandidatePairId);
  return {
    state: connection.connectionState,
    frames: sum('video', 'framesDecoded'),
    audio: sum('audio', 'packetsReceived'),
    videos: inbound.filter(each => each.kind === 'video').map(each => ({ mid: each.mid, frames: each.framesDecoded ?? 0, width: each.frameWidth })),
    path: pair && { local: stats.get(pair.localCandidateId)?.candidateType, remote: stats.get(pair.remoteCandidateId)?.candidateType },
    ufrag: /a=ice-ufrag:(\S+)/.exec(connection.localDescription?.sdp ?? '')?.[1],
  };
});
