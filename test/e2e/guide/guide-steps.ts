import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Terminal } from './control-plane.js';
import { clusterLines } from './pages.js';
import type { Step } from './step.js';

export const guideVersion = '1.35.8';
const workers = ['worker-0', 'worker-1'];

/** Nodes as the workers make them, without machines behind them. */
const nodes = workers.map((name) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name } }));

async function names({ kubectl }: Terminal): Promise<string> {
  const { items } = await kubectl.get<{ items: { metadata: { name: string } }[] }>('nodes');
  return items.map(({ metadata }) => metadata.name).join(' ');
}

async function unschedulable({ kubectl }: Terminal): Promise<boolean> {
  const { spec } = await kubectl.get<{ spec: { unschedulable?: boolean } }>('node', 'worker-0');
  return spec.unschedulable === true;
}

/** What each part of the guide must lead to, in its order. */
export const guideSteps: readonly Step[] = [
  [
    "kubeadm's ConfigMap, CA and join command are copied",
    async ({ follow, folder }) => {
      await follow(clusterLines('guide', 'copies'));
      return (await readFile(join(folder, 'join.txt'), 'utf8'))
        .split(' ')
        .slice(0, 4)
        .join(' ')
        .replace(/\.\w+$/, '.…');
    },
  ],
  [
    'adopt writes a spec of them that renders two workers',
    async ({ follow, folder }) => {
      await follow(clusterLines('guide', 'adopt'));
      const spec = join(folder, 'cluster.yaml');
      const text = await readFile(spec, 'utf8');
      await writeFile(spec, text.slice(0, text.indexOf('  target:')) + clusterLines('guide', 'workers'));
      const said = await follow(clusterLines('guide', 'render'));
      if (!said.includes(`2 documents for Kubernetes ${guideVersion}`)) throw new Error(said);
      return undefined;
    },
  ],
  [
    'the nodes are listed',
    async (terminal) => {
      await terminal.kubectl.apply(...nodes);
      const said = await terminal.follow(clusterLines('guide', 'nodes'));
      if (!workers.every((name) => said.includes(name))) throw new Error(said);
      return undefined;
    },
  ],
  [
    'a change in place: the node is drained and taken back',
    async (terminal) => {
      await terminal.follow(clusterLines('guide', 'upgrade'));
      const [drain = '', ...rest] = clusterLines('guide', 'in place').split('\n');
      await terminal.follow(drain);
      if (!(await unschedulable(terminal))) throw new Error(`${drain}: pods may still be scheduled`);
      await terminal.follow(rest.join('\n'));
      if (await unschedulable(terminal)) throw new Error(`${rest.join('; ')}: no pod may be scheduled`);
      return undefined;
    },
  ],
  [
    'a new machine: the node is drained and deleted',
    async (terminal) => {
      await terminal.follow(clusterLines('guide', 'replace'));
      return names(terminal);
    },
  ],
  [
    'the removal first says what it does, and then does it',
    async (terminal) => {
      await terminal.kubectl.apply(...nodes);
      const [shown = '', done = ''] = clusterLines('guide', 'removal').split('\n');
      // It ends with 2, so that a script notices that nothing is done yet.
      const said = await terminal.follow(`${shown.replace(/\s+#.*/, '')} || [ $? = 2 ]`);
      if ((await names(terminal)) !== workers.join(' ')) throw new Error(`${shown} took nodes away:\n${said}`);
      await terminal.follow(done);
      if ((await names(terminal)) !== '') throw new Error(`nodes are left: ${await names(terminal)}`);
      return undefined;
    },
  ],
];
