import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Terminal } from './control-plane.js';
import { clusterLines } from './pages.js';
import type { Step } from './step.js';

/** A folder of a reader with a spec in it, and the keys of the cluster that runs. */
async function begin({ folder }: Terminal, name: string, spec: string): Promise<string> {
  const place = join(folder, name);
  await mkdir(place, { recursive: true });
  await cp(join(folder, 'etc', 'pki'), join(place, 'pki'), { recursive: true });
  // A CA with another cluster's name is refused until this file says whose it is.
  await writeFile(join(place, 'pki', 'cluster-name'), 'first\n');
  await writeFile(join(place, 'cluster.yaml'), spec);
  return place;
}

/** README's ten lines, with more in the spec. */
function tenLines(more: object = {}): string {
  const spec = parse(clusterLines('README', 'cluster.yaml'));
  return stringify({ ...spec, spec: { ...spec.spec, ...more } });
}

/** Follows lines within a folder of the reader's; documents there are of the cluster `first`, and specs not in /srv. */
const within = ({ follow }: Terminal, place: string, lines: string): Promise<string> =>
  follow(`cd '${place}'\n${lines.replaceAll('out/NAME/', 'out/first/').replaceAll('/srv/', `${place}/`)}`);

/** What kubectl says must name each of these. */
function named(said: string, ...things: readonly string[]): string {
  const missing = things.filter((thing) => !said.includes(thing));
  if (missing.length > 0) throw new Error(`nothing is said of ${missing.join(', ')}:\n${said}`);
  return things.join(', ');
}

/** Renders a spec in a folder of its own, follows a page's lines there, and holds what they say against names. */
const rendered =
  (page: string, lines: string, spec: () => string, ...things: readonly string[]) =>
  async (terminal: Terminal): Promise<string> => {
    const place = await begin(terminal, `${page} ${lines}`, spec());
    await within(terminal, place, clusterLines('using-documents', 'render'));
    return named(await within(terminal, place, clusterLines(page, lines)), ...things);
  };

const partOf = (page: string, name: string): object => parse(clusterLines(page, name)).spec;
const approved = 'kubectl get csr';

/** What the other pages' lines must lead to. Each begins in a folder of its own. */
export const pageSteps: readonly Step[] = [
  [
    "using-documents.md: the API server's rights are applied",
    rendered('using-documents', 'rights', tenLines, 'clusterrolebinding'),
  ],
  [
    'cluster-api.md: the token and its rights are applied',
    rendered('cluster-api', 'token and rights', () => clusterLines('cluster-api', 'shared'), 'secret/bootstrap-token-'),
  ],
  [
    'credentials.md: the token and its rights are applied',
    rendered(
      'credentials',
      'token and rights',
      () => tenLines(partOf('credentials', 'token')),
      'secret/bootstrap-token-',
    ),
  ],
  [
    "faq.md: who signed the API server's certificate, with the cluster's CA and with another in the folder",
    async (terminal) => {
      const place = await begin(terminal, 'whose CA', tenLines());
      const lines = clusterLines('faq', 'whose CA');
      const trusted = named(await within(terminal, place, lines), 'issuer', 'CA names', 'Verification: OK', 'subject');
      await within(terminal, place, 'rm -r pki; bootwright pki init cluster.yaml');
      return `${trusted}; ${named(await within(terminal, place, lines), 'CA names', 'Verification error')}`;
    },
  ],
  [
    'faq.md and credentials.md: no request waits, and none is approved',
    async (terminal) => {
      const place = await begin(terminal, 'approve', tenLines());
      for (const page of ['faq', 'credentials']) await within(terminal, place, clusterLines(page, 'approve'));
      const schedule = clusterLines('credentials', 'schedule');
      await within(terminal, place, schedule.slice(schedule.indexOf(approved)));
      return undefined;
    },
  ],
  [
    'credentials.md: the approver is in the cluster, with its spec',
    rendered(
      'credentials',
      'approver in the cluster, applied',
      () => tenLines(partOf('credentials', 'approver in the cluster')),
      'cronjob.batch/approve-serving',
      'secret/approve-serving-spec',
    ),
  ],
  [
    'runtimes.md: the RuntimeClasses are applied',
    rendered(
      'runtimes',
      'runtime classes',
      () => tenLines(parse(clusterLines('runtimes', 'handlers'))),
      'runtimeclass.node.k8s.io/',
    ),
  ],
  [
    "kubelet.md: the nodes have kube-proxy's rights",
    async (terminal) => named(await terminal.follow(clusterLines('kubelet', 'proxy rights')), 'nodes-as-proxies'),
  ],
  [
    'kubeadm-cluster.md: what is copied is what adopt reads, and the token has its end',
    async (terminal) => {
      const place = await begin(terminal, 'kubeadm-cluster', '');
      await within(terminal, place, clusterLines('kubeadm-cluster', 'copies'));
      const [, id = ''] = / ([a-z0-9]{6})\./.exec(await readFile(join(place, 'join.txt'), 'utf8')) ?? [];
      await within(terminal, place, clusterLines('kubeadm-cluster', 'token Secret').replace('abcdef', id));
      const said = await within(
        terminal,
        place,
        'rm -r cluster.yaml pki; bootwright adopt kubeadm-config.yaml ca.crt join.txt token.yaml --provider hetzner --os ubuntu-24.04',
      );
      return named(said, 'cluster.yaml');
    },
  ],
];
