import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NodeCredentials, ResolvedNode } from '../src/index.js';
import type { Measure } from './bench-measure.js';

type Library = typeof import('../src/index.js');

/** Reads each node's keys as it is rendered, as the command does, but without its checks. */
function credentialsIn(pki: string): (node: ResolvedNode) => NodeCredentials {
  const read = (file: string) => readFileSync(join(pki, file), 'utf8');
  const shared = {
    authority: read('ca.pem'),
    bootstrapToken: '',
    proxyCertificate: read('kube-proxy.pem'),
    proxyKey: read('kube-proxy-key.pem'),
  };
  return ({ name }) => ({
    ...shared,
    kubeletCertificate: read(`nodes/${name}.pem`),
    kubeletKey: read(`nodes/${name}-key.pem`),
    flannel: { authority: '', certificate: '', key: '', lookupToken: '' },
    notBefore: 0,
  });
}

/** Documents per second, spec and keys read from files, best of five in one process. */
export async function benchThroughput(pool: string): Promise<Measure> {
  const library = (await import(pathToFileURL(resolve('dist/index.js')).href)) as Library;
  const credentialsOf = credentialsIn(join(pool, 'pki'));
  const text = readFileSync(join(pool, 'cluster.yaml'), 'utf8');
  let best = 0;
  let count = 0;
  for (let round = 0; round < 5; round += 1) {
    const start = process.hrtime.bigint();
    const { cluster, diagnostics } = library.readCluster(text);
    if (cluster === null) throw new Error(`the spec has errors: ${JSON.stringify(diagnostics)}`);
    count = 0;
    for (const { bytes } of library.renderDocuments(cluster, cluster.nodes, credentialsOf)) if (bytes > 0) count += 1;
    best = Math.max(best, count / (Number(process.hrtime.bigint() - start) / 1e9));
  }
  return {
    name: 'throughput',
    value: best,
    bound: 1000,
    better: 'higher',
    detail: `documents per second for ${count} workers, best of five`,
  };
}
