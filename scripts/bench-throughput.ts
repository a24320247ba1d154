import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NodeCredentials, ResolvedNode } from '../src/index.js';
import { median, nothingToDo, timed } from './bench-cold-start.js';
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
    notAfter: 1e11,
  });
}

const rounds = 7;

/**
 * Documents in the time that an empty process takes, spec and keys read from files: both in turns, as machines vary.
 * The first round is not counted, because it is also the compiler's.
 */
export async function benchThroughput(pool: string): Promise<Measure> {
  const library = (await import(pathToFileURL(resolve('dist/index.js')).href)) as Library;
  const credentialsOf = credentialsIn(join(pool, 'pki'));
  const text = readFileSync(join(pool, 'cluster.yaml'), 'utf8');
  const render = (): number => {
    const { cluster, diagnostics } = library.readCluster(text);
    if (cluster === null) throw new Error(`the spec has errors: ${JSON.stringify(diagnostics)}`);
    let count = 0;
    for (const { bytes } of library.renderDocuments(cluster, cluster.nodes, credentialsOf)) if (bytes > 0) count += 1;
    return count;
  };
  render();
  const runs = Array.from({ length: rounds }, () => {
    const start = process.hrtime.bigint();
    const perSecond = render() / (Number(process.hrtime.bigint() - start) / 1e9);
    return { perSecond, nothing: timed(nothingToDo) };
  });
  const [perSecond, nothing] = [median(runs.map((run) => run.perSecond)), median(runs.map((run) => run.nothing))];
  return {
    name: 'throughput',
    value: median(runs.map((run) => (run.perSecond * run.nothing) / 1000)),
    bound: 80,
    better: 'higher',
    detail: `documents in the time of "node -e 0": ${perSecond.toFixed(0)} a second, ${nothing.toFixed(0)} ms, median of ${rounds}`,
  };
}
