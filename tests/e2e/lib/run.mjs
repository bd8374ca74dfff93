import { execFile } from 'node:child_process';

/** Runs a program to its end and returns what it printed; fails with the end of what it said. */
export function run(command, args, { env = {}, timeout = 60_000, cwd } = {}) {
  return new Promise((resolve, reject) => {
    execFile(command, args, { env: { ...process.env, ...env }, timeout, cwd, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      reject(new Error(`${command} ${args.join(' ')}: ${error.killed ? `not done in ${timeout} ms` : `exit ${error.code}`}\n${(stdout + stderr).slice(-4000)}`));
    });
  });
}
