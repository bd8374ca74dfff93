import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.mjs';

/** Writes edge.crt and edge.key for localhost into the folder; returns the certificate, to be trusted by the test alone. */
export async function certificate(folder) {
  const [certificateFile, keyFile] = ['edge.crt', 'edge.key'].map(name => path.join(folder, name));
  await run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
    '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', keyFile, '-out', certificateFile]);
  for (const file of [folder, certificateFile, keyFile]) chmodSync(file, 0o755);
  return readFileSync(certificateFile, 'utf8');
}
