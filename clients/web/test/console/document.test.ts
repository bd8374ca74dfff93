import { describe, expect, it } from 'vitest';
import { lineOf, linesOf } from '../../console/jsonLines.js';
import { figures } from '../../console/figures.js';
import { shapeFaults } from '../../console/shape.js';

const text = `{
  "profile": "acs",
  "customerNetworks": [
    { "id": "hq",
      "internalPrefixes": ["10.0.0.0/8",
        "10.1.0.1/8"] },
    {}
  ]
}`;

describe('lines of a document', () => {
  const where = linesOf(text);

  it.each([['profile', 2], ['customerNetworks', 3], ['customerNetworks[0].id', 4], ['customerNetworks[0].internalPrefixes[1]', 6], ['customerNetworks[1]', 7]])('%s is on line %i', (path, line) => {
    expect(lineOf(path, where)).toBe(line);
  });

  it.each([['customerNetworks[1].egressPrefixes[0]', 7], ['customerNetworks[0].policies.relayOnly', 4], ['customerNetworks[*].*Prefixes', 3], ['trunks[0].sbc', 1]])('%s, which is not there, is at the nearest that is: line %i', (path, line) => {
    expect(lineOf(path, where)).toBe(line);
  });

  it.each([
    ['{\n"a": 1,\n}', 3, 'A name'], ['{\n"a" 1}', 2, 'colon'], ['[1,\n2', 2, 'comma or ]'], ['{"a": tru}', 1, 'A value'], ['{}\n\nx', 3, 'after the end'], ['{"a":"b\n"}', 1, 'no end'], ['', 1, 'A value'], ["{'a': 1}", 1, 'quotation marks'], ['{"a": 01}', 1, 'comma or }'],
  ])('a slip in %j is on line %i', (wrong, line, words) => {
    const { fault } = linesOf(wrong);

    expect(fault?.line).toBe(line);
    expect(fault?.detail).toContain(words);
    expect(() => JSON.parse(wrong) as unknown).toThrow();
  });

  it('takes what JSON.parse takes', () => {
    for (const right of ['[-0.5e+3, true, null, "\\u00e9\\n\\"", {}, []]', ' {"a":{"b":[[]]}} ', ...figures.map(({ network }) => JSON.stringify(network, null, 1))]) expect(linesOf(right).fault).toBeUndefined();
  });

  it('is quick on a large document', () => {
    const large = JSON.stringify({ customerNetworks: [{ id: 'hq', internalPrefixes: Array.from({ length: 50_000 }, (_, index) => `10.0.${index}.0/24`) }] }, null, 2);
    // The quickest of several tells how quick it is; the others tell how busy the machine is.
    const tookMs = [1, 2, 3, 4, 5].map(() => {
      const begun = performance.now();
      expect(lineOf('customerNetworks[0].internalPrefixes[49999]', linesOf(large))).toBe(50_005);
      return performance.now() - begun;
    });

    expect(Math.min(...tookMs)).toBeLessThan(2_000);
  });
});

describe('the shape of a document', () => {
  it('is that of every figure', () => {
    for (const { network } of figures) expect(shapeFaults(network)).toEqual([]);
  });

  it.each([
    [[], ''], ['x', ''], [{ customerNetworks: {} }, 'customerNetworks'], [{ customerNetworks: [null] }, 'customerNetworks[0]'], [{ customerNetworks: [{ id: 5 }] }, 'customerNetworks[0].id'],
    [{ trunks: [{ id: 'a', sbc: 'b' }] }, 'trunks[0].sbc'], [{ regions: [{ id: 'eu', relays: [1] }] }, 'regions[0].relays[0]'], [{ customerNetworks: [{ id: 'a', policies: { splitTunnel: 'yes' } }] }, 'customerNetworks[0].policies.splitTunnel'],
  ])('%j is refused at %j', (value, path) => {
    expect(shapeFaults(value).map((fault) => fault.path)).toEqual([path]);
  });

  it('leaves to the service what it does not know, and what is null', () => {
    expect(shapeFaults({ tomorrow: 1, tenant: null, customerNetworks: [{ id: 'a', privateCircuit: null, new: {} }] })).toEqual([]);
  });
});
