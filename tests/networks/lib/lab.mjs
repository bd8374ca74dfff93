import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Program } from '../../e2e/lib/program.mjs';

const script = path.resolve(import.meta.dirname, '../lab.sh');

/** The Internet of lab.sh, with what runs in it. Needs root, and a kernel with network namespaces. */
export class Lab {
  #prefix = `sn${process.pid.toString(36)}-`;
  #programs = [];
  folder = mkdtempSync(path.join(tmpdir(), 'signaling-lab-'));

  up() {
    sweep();
    process.once('SIGTERM', () => { this.#run('down'); process.exit(143); });
    this.#run('up');
  }

  /** What a gateway (office, home1, home2) is: cone, symmetric, forgetful, udpBlocked, relayBlocked. Its counters begin anew. */
  nat(gateway, kind) { this.#run('nat', gateway, kind); }

  /** The laptop's tunnel to the office: up or down. */
  vpn(state) { this.#run('vpn', state); }

  /** UDP packets that the gateway saw between its side and anyone but the service. */
  direct(gateway) { return Number(this.#run('direct', gateway)); }

  /** A program in a namespace. */
  start(space, command, args, options) {
    const program = new Program('ip', ['netns', 'exec', this.#prefix + space, command, ...args], options);
    this.#programs.push(program);
    return program;
  }

  /** What a command in a namespace says. */
  says(space, command, ...args) { return execFileSync('ip', ['netns', 'exec', this.#prefix + space, command, ...args], { encoding: 'utf8', timeout: 30_000 }); }

  /** A program file that runs another in a namespace, for who starts programs by themselves. */
  wrapper(space, command) {
    const file = path.join(this.folder, `${path.basename(command)}-${space}`);
    writeFileSync(file, `#!/bin/sh\nexec ip netns exec ${this.#prefix}${space} ${command} "$@"\n`);
    chmodSync(file, 0o755);
    return file;
  }

  async down() {
    await Promise.all(this.#programs.map(program => program.stop()));
    this.#run('down');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #run(...args) { return lab(this.#prefix, ...args); }
}

const lab = (...args) => execFileSync(script, args, { encoding: 'utf8', timeout: 60_000 }).trim();

/** Removes labs whose process was killed before it could. */
function sweep() {
  if (!existsSync('/run/netns')) return;
  for (const space of readdirSync('/run/netns')) {
    const [, prefix, pid] = /^(sn([0-9a-z]+)-)inet$/.exec(space) ?? [];
    if (prefix && !existsSync(`/proc/${parseInt(pid, 36)}`)) lab(prefix, 'down');
  }
}
