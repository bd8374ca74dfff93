import { launchBrowser } from '../../e2e/lib/browser.mjs';
import { Person } from '../../e2e/lib/person.mjs';
import { eventually } from '../../e2e/lib/eventually.mjs';
import { edge } from './service.mjs';

/** A Chromium at one of the lab's desks, which knows nothing of the other namespaces. */
export const browserAt = (lab, space) =>
  launchBrowser({ program: lab.wrapper(space, process.env.CHROMIUM || '/usr/bin/chromium'), loopback: false, more: ['--ignore-certificate-errors'] });

/** Somebody with the call page open there, ready for calls. */
export const personAt = (name, browser) => Person.at({ url: edge }, name, browser);

/**
 * The path that media of a page take, once a pair is selected and packets have come: as `getStats` says. Browsers may begin on a relay and
 * move to something better; where a `direct` path is wanted it is waited for.
 */
export const pathOf = (person, direct) => eventually(`${person.name} has a path`, async () => {
  const path = await person.page.evaluate(async () => {
    const connection = window.connections.findLast(each => each.connectionState !== 'closed');
    const stats = new Map();
    (await connection.getStats()).forEach(each => stats.set(each.id, each));
    const pair = stats.get([...stats.values()].find(each => each.type === 'transport')?.selectedCandidatePairId);
    const [local, remote] = [stats.get(pair?.localCandidateId), stats.get(pair?.remoteCandidateId)];
    return pair && pair.packetsReceived > 0 && { local: local.candidateType, remote: remote.candidateType, relayProtocol: local.relayProtocol, from: local.address, to: remote.address };
  });
  if (path && direct && (path.local === 'relay' || path.remote === 'relay')) throw new Error(JSON.stringify(path));
  return path || undefined;
});

/** Waits until a page's newest call has gathered all its candidates, and the other side's have come. */
export const gathered = people => eventually('all candidates have come', async () => {
  const [one, other] = await Promise.all(people.map(candidatesOf));
  if (one.gathering === 'complete' && other.gathering === 'complete' && one.theirs.length > 0 && other.theirs.length > 0) return true;
  throw new Error(JSON.stringify([one.gathering, other.gathering, one.theirs, other.theirs]));
});

/** The candidates of a page's newest call, as `type address raddr`: those that it gathered, and those that came from the other side. */
export const candidatesOf = person => person.page.evaluate(() => {
  const connection = window.connections.findLast(each => each.connectionState !== 'closed');
  const of = description => [...(description?.sdp ?? '').matchAll(/^a=candidate:\S+ \d \S+ \d+ (\S+) \d+ typ (\w+)(?: raddr (\S+))?/gm)]
    .map(([, address, type, related]) => `${type} ${address}${related ? ` ${related}` : ''}`);
  return { gathering: connection.iceGatheringState, own: [...new Set(of(connection.localDescription))], theirs: [...new Set(of(connection.remoteDescription))], description: connection.remoteDescription?.sdp ?? '' };
});
