// How the build makes the page: once, again when something changed, and not at all, with one warning, where there is no Node.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');

/** Runs the page's targets of the build; gives back what it said. */
function msbuild(target, env = process.env) {
  const arguments_ = ['msbuild', 'src/Api/Api.csproj', `-t:${target}`, '-v:minimal', '-nologo', '-nodeReuse:false'];
  const { status, stdout, stderr, error } = spawnSync(program('dotnet'), arguments_, { cwd: root, env, encoding: 'utf8' });
  assert.equal(status, 0, `${error ?? ''}${stdout}${stderr}`);
  return stdout;
}

function program(name) {
  const folder = process.env.PATH.split(path.delimiter).find(each => spawnSync(path.join(each, name), ['--version']).status === 0);
  return path.join(folder, name);
}

describe('the page in the build', { timeout: 200_000 }, () => {
  it('is not built again when nothing has changed', () => {
    msbuild('CopyWeb');

    assert.doesNotMatch(msbuild('CopyWeb'), /npm/);
  });

  it('is built again when something has', () => {
    const now = new Date();
    utimesSync(path.join(root, 'clients/web/src/index.ts'), now, now);

    const said = msbuild('CopyWeb');
    assert.match(said, /npm run build/);
    assert.doesNotMatch(said, /npm ci/);
  });

  it('is left out, with one warning, where there is no Node', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'no-node-'));
    try {
      for (const name of ['bash', 'sh', 'env']) symlinkSync(program(name === 'sh' ? 'bash' : name), path.join(folder, name));
      const said = msbuild('IncludeWeb', { ...process.env, PATH: folder });
      assert.equal(said.match(/warning/g)?.length, 1, said);
      assert.match(said, /warning SIGWEB: Node was not found/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('can be installed anywhere: its lock file names no registry', () => {
    assert.doesNotMatch(readFileSync(path.join(root, 'clients/web/package-lock.json'), 'utf8'), /"resolved"/);
  });
});
