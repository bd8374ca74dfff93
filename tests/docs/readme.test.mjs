// Follows README.md on a clean checkout, word for word: everything in a ```sh block is typed, in order, into one shell in a fresh copy
// of what git knows; what the README says comes out has to come out; what it says to do in two browser tabs is done in two. How blocks
// are marked stands in guide.mjs.
//
// Not word for word, in two cases. Within ./test.sh (which sets TEST_RUN) the README's own `./test.sh` is not started again: it is asked
// for its suites. And where a port that the README names is taken on this machine, a free one stands in for it, everywhere.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { launchBrowser, openTab } from '../e2e/lib/browser.mjs';
import { eventually } from '../e2e/lib/eventually.mjs';
import { freePorts } from '../e2e/lib/ports.mjs';
import { addressesIn, boldIn, portsIn, shows, stepsOf } from './guide.mjs';
import { Shell } from './shell.mjs';
import { isFree } from './taken.mjs';

const repository = path.resolve(import.meta.dirname, '../..');
const written = readFileSync(path.join(repository, 'README.md'), 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'signaling-readme-'));
const [checkout, app] = ['checkout', 'app'].map(name => path.join(folder, name));
const defaultPorts = [5080, 5443];

const ports = new Map();
const named = [...new Set([...defaultPorts, ...portsIn(written)])];
for (const port of named) if (!await isFree(port)) ports.set(port, (await freePorts(1))[0]);
const here = text => text.replace(/\b\d{4,5}\b/g, number => ports.get(Number(number)) ?? number);
const env = { MSBUILDDISABLENODEREUSE: '1', UseSharedCompilation: 'false', DOTNET_NOLOGO: '1' };
// Only where something else has the ports that an edge takes by itself.
const listen = defaultPorts.some(port => ports.has(port))
  ? `ASPNETCORE_URLS='${here('http://localhost:5080;https://localhost:5443')}' ` : '';

describe('README.md, followed on a clean checkout', { timeout: 800_000 }, () => {
  let shell, browser;
  const terminals = []; // what stays keeps one of its own

  before(async () => {
    mkdirSync(checkout);
    mkdirSync(app);
    execFileSync('bash', ['-c', 'git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- --ignore-failed-read --create | tar --extract --directory "$1"', 'copy', checkout],
      { cwd: repository, stdio: ['ignore', 'ignore', 'ignore'] });
    shell = new Shell(checkout, env);
    browser = await launchBrowser();
  });

  after(async () => {
    await Promise.all([shell?.end(), ...terminals.map(terminal => terminal.end())]);
    await browser?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  for (const step of stepsOf(written)) {
    const about = `line ${step.line}: ${step.mark ? `(${step.mark}) ` : ''}${step.text.trim().split('\n')[0].slice(0, 90)}`;
    const follow = { sh: () => type(step), tabs: () => call(step), ts: () => compile(step.text) }[step.kind];
    if (follow) it(about, { timeout: 420_000 }, follow);
  }

  it('names no address of the edge that does not answer', async () => {
    const paths = [...written.matchAll(/(?:`|<http:\/\/localhost:5080)(\/(?:swagger|metrics|healthz\/\w+|client\/[\w.-]+|v1\/(?:edges|ping)))[`>]/g)].map(([, found]) => found);
    assert.ok(paths.length > 1, paths.join());
    for (const each of new Set(paths)) {
      const { status } = await fetch(here(`http://localhost:5080${each}`));
      assert.ok(status < 300, `${each}: ${status}`);
    }
  });

  it('tells what is planned from what is there', async () => {
    const rows = [...written.matchAll(/^\| .*`(?:(\w+:)|POST (\S+))` \| (\d{3}) `(\w+)` \|$/gm)];
    assert.ok(rows.length >= 4, `${rows.length} rows`);
    const { token } = await (await post('/v1/dev/tokens', { user: 'alice' })).json();
    for (const [row, kind, address, status, code] of rows) {
      const answer = await post(kind ? '/v1/calls' : address.replace('{id}', 'local_0123456789012345678901'), { to: `${kind}somebody@example.org`, sdp: 'v=0' }, token);
      assert.deepEqual([`${answer.status}`, (await answer.json()).code], [status, code], row);
    }
  });

  const post = (address, body, token) => fetch(here(`http://localhost:5080${address}`), {
    method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
  });

  async function type({ mark, text, shown }) {
    const block = here(text);
    const [, file] = /^by (\S+)/.exec(mark) ?? [];
    if (file) return assert.ok(readFileSync(path.join(repository, file), 'utf8'), file);
    if (mark.startsWith('stays')) return stay(mark, block);

    const [, variable, instead] = /^unless (\w+): (.*)$/.exec(mark) ?? [];
    const typed = variable && process.env[variable] ? instead : block;
    const said = await shell.type(mark.startsWith('in your app') ? `pushd '${app}' >/dev/null\n${typed}\npopd >/dev/null` : typed, 400_000);
    if (shown) assert.ok(shows(said, here(shown)), `it showed:\n${said}\ninstead of:\n${shown}`);
  }

  async function stay(mark, block) {
    const told = addressesIn(here(mark));
    if (/&\s*$/m.test(block)) await shell.type(block);
    else {
      terminals.push(new Shell(checkout, env));
      terminals.at(-1).start(block.replace(/^dotnet run/m, `${listen}dotnet run`));
    }
    for (const address of told) {
      await eventually(`${address} answers`, async () => (await fetch(address)).ok, { within: 240_000, every: 200 })
        .catch(error => { throw new Error(`${error.message}\n${[shell, ...terminals].map(({ said }) => said.slice(-2000)).join('\n')}`); });
    }
  }

  // A list with five words in bold: the field for one's name, the button, the field for the other's, the button to call, and to answer.
  async function call({ mark, text }) {
    const addresses = addressesIn(here(mark)).length ? addressesIn(here(mark)) : addressesIn(here(text));
    const [nameField, enter, calleeField, callButton, answerButton] = boldIn(text);
    const [caller, callee] = [...text.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    const [first, second] = await Promise.all([openTab(browser), openTab(browser)]);
    for (const page of [first, second]) page.setDefaultTimeout(20_000);

    for (const [page, name, address] of [[first, caller, addresses[0]], [second, callee, addresses.at(-1)]]) {
      await page.goto(address);
      await page.getByLabel(nameField).fill(name);
      await page.getByRole('button', { name: enter, exact: true }).click();
      await page.waitForSelector('#line[data-state="online"]');
    }
    await first.getByLabel(calleeField).fill(callee);
    await first.getByRole('button', { name: callButton, exact: true }).click();
    await second.getByRole('button', { name: answerButton, exact: true }).click();

    for (const page of [first, second]) {
      await eventually('the other side is seen and heard', () => page.evaluate(() => {
        const video = document.getElementById('remote-video');
        return video.videoWidth > 0 && video.srcObject.getAudioTracks().some(track => !track.muted);
      }), { within: 20_000 });
    }
    await Promise.all([first, second].map(page => page.context().close()));
  }

  // With the package that was installed from the edge, and the compiler that the clean checkout has got by now.
  async function compile(text) {
    writeFileSync(path.join(app, 'example.mts'), text);
    await shell.type(`pushd '${app}' >/dev/null
      node '${checkout}/clients/web/node_modules/typescript/bin/tsc' --noEmit --strict --target es2022 --module nodenext --lib es2022,dom,dom.iterable --skipLibCheck example.mts
      popd >/dev/null`);
  }

  it('has examples in docs/client.md that compile, too', () =>
    compile(stepsOf(readFileSync(path.join(repository, 'docs/client.md'), 'utf8')).filter(({ kind }) => kind === 'ts').map(({ text }) => text).join('\n')));
});
