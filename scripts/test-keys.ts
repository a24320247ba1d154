/**
 * Makes the keys of the fixtures, where they are missing: test keys, known to everybody, valid to the end of time so
 * that the golden files do not rot. Run from the repository's root: `node build/scripts/scripts/test-keys.js`.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createAuthority, loadAuthority } from '../src/pki/authority.js';
import { issueCertificates } from '../src/pki/certificate.js';
import { type PairFiles, plannedAuthorities } from '../src/pki/request.js';
import { endOfTime } from '../src/pki/validity.js';
import { readCluster } from '../src/render.js';

const dates = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: endOfTime };

for (const fixture of readdirSync('fixtures').filter((name) => existsSync(join('fixtures', name, 'cluster.yaml')))) {
  const folder = join('fixtures', fixture, 'pki');
  const { cluster } = readCluster(readFileSync(join('fixtures', fixture, 'cluster.yaml'), 'utf8'));
  if (!cluster) throw new Error(`${fixture}: its spec has errors`);
  const save = (files: PairFiles, pair: { certificate: string; key: string }): void => {
    for (const part of ['certificate', 'key'] as const) {
      mkdirSync(dirname(join(folder, files[part])), { recursive: true });
      writeFileSync(join(folder, files[part]), pair[part], { flag: 'wx' });
    }
  };
  const bootstrap = join(folder, 'bootstrap-token');
  if (cluster.bootstrap && !existsSync(bootstrap)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(bootstrap, 'test01.notasecretatall0 9999-12-31T23:59:59Z\n');
  }
  const nodes = cluster.nodes.map(({ name, addresses }) => ({ name, addresses }));
  let made = 0;
  for (const { files, certificates } of plannedAuthorities({ ...cluster.identities, nodes })) {
    if (!existsSync(join(folder, files.certificate))) {
      const { key } = cluster.identities;
      save(files, await createAuthority({ commonName: 'TEST KEYS, not secret', key, ...dates }));
    }
    const authority = await loadAuthority({
      certificate: readFileSync(join(folder, files.certificate), 'utf8'),
      key: readFileSync(join(folder, files.key), 'utf8'),
    });
    if ('problem' in authority) throw new Error(`${fixture}: ${files.certificate} is ${authority.problem}`);
    const missing = certificates.filter((each) => !existsSync(join(folder, each.files.certificate)));
    for await (const { request, pair } of issueCertificates(authority, missing, dates)) save(request.files, pair);
    made += missing.length;
  }
  const store = cluster.cni.flannel?.store;
  const token = join(folder, 'digitalocean-token');
  if (store?.kind === 'etcd' && store.lookup && !existsSync(token)) writeFileSync(token, 'TEST-TOKEN-not-secret\n');
  process.stdout.write(`${fixture}: ${made} pairs made\n`);
}
