import { describe, expect, it } from 'vitest';
import type { Box } from '../../console/arrange.js';
import { pictureOf, type Picture } from '../../console/picture.js';
import { inside, outside } from '../../console/samples.js';
import { circuitCall, groupOf, leg, network, plan, scenario, vpnCall, withCircuit } from './plans.js';

const labels = ({ badges }: Picture) => badges.map(({ text, link }) => `${link.traffic} ${text}`).sort();
const apart = (a: Box, b: Box) => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
const routeOf = (picture: Picture, id: string) => picture.routes.find(({ link }) => link.id === id)!;

/** Stretches of all routes as boxes without breadth, each with the route's number. */
const stretches = ({ routes }: Picture) => routes.flatMap(({ points }, route) => points.slice(1).map((to, index) => ({ route, from: points[index]!, to })));

describe('a picture', () => {
  it('shows the network alone, without arrows', () => {
    const picture = pictureOf(network);

    expect(picture.zones.map(({ kind }) => kind)).toEqual(['service', 'phone', 'customer', 'internet']);
    expect(picture.routes).toEqual([]);
  });

  it('of the same input is the same', () => {
    expect(pictureOf(network, vpnCall.scenario, vpnCall.plan)).toEqual(pictureOf(network, vpnCall.scenario, vpnCall.plan));
  });

  it("takes a VPN user's signaling through the customer network, and media past it", () => {
    const picture = pictureOf(network, vpnCall.scenario, vpnCall.plan);

    expect(labels(picture)).toEqual(['media 3', 'media 4', "signaling 2'", 'signaling 4', 'signaling 4']);
    expect([routeOf(picture, 'signaling:alice:0').link.to, routeOf(picture, 'signaling:alice:1').link.to, routeOf(picture, 'media:alice:0').link.to]).toEqual(['vpn:hq', 'edge:eu', 'relay:eu']);
  });

  it('draws flow 1 through the circuit, and has no circuit when there is none', () => {
    const { scenario: call, plan: found } = circuitCall;
    const picture = pictureOf(withCircuit, call, found);
    const [tube] = picture.tubes;

    for (const id of ['signaling:alice:0', 'media:alice:0']) {
      expect(routeOf(picture, id).points.some(({ x, y }, index, all) => index > 0 && x === all[index - 1]!.x && x > tube!.x && x < tube!.x + tube!.width && Math.min(y, all[index - 1]!.y) <= tube!.y)).toBe(true);
    }
    expect(pictureOf(network, call, found).tubes).toEqual([]);
  });

  it('draws direct media once, from who opens them', () => {
    const call = scenario(inside('alice'), outside('bob'));
    const direct = (a: string, b: string) => pictureOf(network, call, plan({ media: [leg('alice', [a]), leg('bob', [b])] })).routes.filter(({ link }) => link.traffic === 'media').map(({ link }) => `${link.from} ${link.arrow} ${link.to} ${link.label}`);

    expect(direct('2', '2')).toEqual(['user:alice forward user:bob 2']);
    expect(direct('5', '5')).toEqual(['user:alice both user:bob 5']);
  });

  it("shows a step's own way only in that step", () => {
    const arrows = (step?: number) => pictureOf(network, vpnCall.scenario, vpnCall.plan, step).routes.map(({ link }) => link.id).filter((id) => id.startsWith('step'));

    expect(arrows()).toEqual([]);
    expect(arrows(1)).toEqual(['step:1']);
    expect(pictureOf(network, vpnCall.scenario, vpnCall.plan, 2).badges.some(({ link, text }) => link.id === 'step:2' && text === '3')).toBe(true);
  });

  it.each([2, 3, 6, 9, 12])('of a group of %i has a number on every arrow, and none on another, on words, or on a line that runs on another', (count) => {
    const { scenario: call, plan: found } = groupOf(count);
    const picture = pictureOf(network, call, found);

    expect(picture.badges).toHaveLength(picture.routes.length);
    picture.badges.forEach((badge, index) => {
      for (const other of [...picture.nodes, ...picture.badges.slice(index + 1)]) expect(apart(badge, other)).toBe(true);
    });
    const all = stretches(picture);
    for (const a of all) {
      for (const b of all) {
        if (a.route >= b.route) continue;
        const upright = a.from.x === a.to.x && b.from.x === b.to.x && a.from.x === b.from.x;
        const level = a.from.y === a.to.y && b.from.y === b.to.y && a.from.y === b.from.y;
        const [p, q] = upright ? [[a.from.y, a.to.y], [b.from.y, b.to.y]] : [[a.from.x, a.to.x], [b.from.x, b.to.x]];
        if (upright || level) expect(Math.max(...p!) <= Math.min(...q!) || Math.max(...q!) <= Math.min(...p!)).toBe(true);
      }
    }
  });

  it('keeps everything on the sheet and apart', () => {
    const { scenario: call, plan: found } = groupOf(12);
    const { width, height, nodes, zones } = pictureOf(withCircuit, call, found);

    for (const box of [...nodes, ...zones]) expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height).toBe(true);
    nodes.forEach((node, index) => nodes.slice(index + 1).forEach((other) => expect(apart(node, other)).toBe(true)));
  });

  it('has room for large documents: it shows the networks and regions that matter', () => {
    const many = { ...network, customerNetworks: Array.from({ length: 500 }, (_, index) => ({ id: `n${index}` })), regions: Array.from({ length: 40 }, (_, index) => ({ id: `r${index}` })) };
    const call = scenario(inside('alice', { network: 'n77' }), inside('bob', { network: 'n499' }));
    const picture = pictureOf(many, call, plan({ signaling: [leg('alice', ['4'], { region: 'r33' }), leg('bob', ['4'], { region: 'r2' })], media: [leg('alice', ['2']), leg('bob', ['2'])] }));

    expect(picture.zones.filter(({ kind }) => kind === 'customer').map(({ id }) => id)).toEqual(['customer:n0', 'customer:n77', 'customer:n499']);
    expect(picture.routes.map(({ link }) => link.to)).toEqual(['edge:r33', 'edge:r2', 'user:bob']);
  });
});
