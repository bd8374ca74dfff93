import { spawn } from 'node:child_process';

/** One bash, in which what is typed leaves its variables, and its jobs, to what is typed next. */
export class Shell {
  #bash;
  #said = '';
  #marks = 0;

  constructor(folder, env) {
    // A group of its own, so that nothing it starts outlives it.
    this.#bash = spawn('bash', ['--noprofile', '--norc'], { cwd: folder, env: { ...process.env, ...env }, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    for (const stream of [this.#bash.stdout, this.#bash.stderr]) stream.setEncoding('utf8').on('data', part => (this.#said += part));
    this.#bash.stdin.write('set -o pipefail -E; trap failed=1 ERR\n');
  }

  /** All that was shown so far. */
  get said() { return this.#said; }

  /** Types a block, and waits until its last command is done. What it shows; fails if a command of it failed. */
  async type(block, within = 60_000) {
    const mark = `--- ${process.pid} ${++this.#marks}`;
    const from = this.#said.length;
    this.#bash.stdin.write(`failed=0\n${block}\nprintf '\\n${mark} %s\\n' $failed\n`);
    const until = Date.now() + within;
    for (;;) {
      const said = this.#said.slice(from);
      const end = said.indexOf(`\n${mark} `);
      if (end >= 0 && said.indexOf('\n', end + 1) > 0) {
        if (!said.startsWith('0', end + mark.length + 2)) throw new Error(`a command failed:\n${said.slice(0, end)}`);
        return said.slice(0, end);
      }
      if (this.#bash.exitCode !== null) throw new Error(`the shell ended:\n${said}`);
      if (Date.now() > until) throw new Error(`not done within ${within} ms:\n${said}`);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  /** Types a block that goes on running; nothing can be typed after it. */
  start(block) { this.#bash.stdin.write(block); }

  /** Ends it with all that it has started: politely, then not. */
  async end() {
    const ended = new Promise(resolve => (this.#bash.exitCode !== null ? resolve() : this.#bash.once('exit', resolve)));
    for (const signal of ['SIGTERM', 'SIGKILL']) {
      try { process.kill(-this.#bash.pid, signal); } catch { return; }
      await Promise.race([ended, new Promise(resolve => setTimeout(resolve, 3000))]);
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }
}
