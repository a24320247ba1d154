import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomNumbers } from '../boot/random-numbers.js';
import { type Draw, drawFrom } from './draw.js';
import type { Walker } from './walk.js';

/** Something that drifts on a machine: how it comes, how --drift must call it, and how it goes again. */
interface Mutation {
  readonly make: string;
  readonly named: RegExp;
  readonly undo: string;
  /** Whether NODE.sh puts it right. */
  readonly isMended?: true;
}

interface Node {
  readonly files: readonly string[];
  readonly units: readonly string[];
  readonly programs: readonly string[];
  readonly sysctls: readonly (readonly [string, string])[];
}

const escaped = (text: string): RegExp => new RegExp(`^\\w+ ${text.replace(/[.+*?]/g, '\\$&')}: `, 'm');
const kept = (path: string): string => `cp -a '${path}' /run/kept`;
const back = (path: string): string => `rm -rf '${path}'; cp -a /run/kept '${path}'; systemctl daemon-reload`;

/** Kinds of drift, each of one thing of the node. */
const kinds: Readonly<Record<string, (node: Node, draw: Draw) => Mutation>> = {
  'a file is edited': ({ files }, { one }) => fileMutation(one(files), (path) => `echo '# by hand' >>'${path}'`),
  'a file is emptied': ({ files }, { one }) => fileMutation(one(files), (path) => `: >'${path}'`),
  'a file is gone': ({ files }, { one }) => fileMutation(one(files), (path) => `rm '${path}'`),
  'a file is a link': ({ files }, { one }) =>
    fileMutation(one(files), (path) => `mv '${path}' /run/elsewhere; ln -s /run/elsewhere '${path}'`),
  'a mode differs': ({ files }, { one }) => fileMutation(one(files), (path) => `chmod 0666 '${path}'`),
  'an owner differs': ({ files }, { one }) => fileMutation(one(files), (path) => `chown nobody '${path}'`),
  'a unit is disabled': ({ units }, { one }) => unitMutation(one(units), 'disable', 'enable'),
  'a unit is stopped': ({ units }, { one }) => unitMutation(one(units), 'stop', 'start'),
  'a unit is masked': ({ units }, { one }) => {
    const unit = one(units);
    const path = `/etc/systemd/system/${unit}.service`;
    return {
      make: `mv ${path} /run/kept; systemctl daemon-reload; systemctl mask ${unit}`,
      named: escaped(`${unit}`),
      undo: `systemctl unmask ${unit}; mv /run/kept ${path}; systemctl daemon-reload; systemctl -q is-enabled ${unit} || systemctl enable ${unit}`,
    };
  },
  'a program is replaced': ({ programs }, { one }) => {
    const path = one(programs);
    return {
      make: `${kept(path)}; cp /bin/true '${path}.x'; mv '${path}.x' '${path}'`,
      named: escaped(path),
      undo: remark(path),
    };
  },
  'a program is gone': ({ programs }, { one }) => {
    const path = one(programs);
    return { make: `${kept(path)}; rm '${path}'`, named: escaped(path), undo: remark(path) };
  },
  'a sysctl differs': ({ sysctls }, { one }) => {
    const [key, value] = one(sysctls);
    // A switch takes any other number than 0 for 1.
    const other = value === '0' ? 1 : 0;
    return { make: `sysctl -qw ${key}=${other}`, named: escaped(key), undo: `sysctl -qw ${key}=${value}` };
  },
  'swap may come back': () => ({
    make: 'systemctl unmask swap.target',
    named: escaped('swap.target'),
    undo: 'systemctl --root=/ mask swap.target',
  }),
  'a directory is open': () => ({
    make: 'chmod 0755 /var/lib/kubelet',
    named: escaped('/var/lib/kubelet'),
    undo: 'chmod 0700 /var/lib/kubelet',
  }),
  'a package is gone': () => ({
    make: 'dpkg --force-depends -r nftables',
    named: escaped('nftables'),
    undo: 'apt-get install -qq -y nftables',
  }),
};

/** A unit's file and the unit are one thing. */
const nameOf = (subject: string): string => subject.replace(/^.*\/|\.service$/g, '');

function fileMutation(path: string, make: (path: string) => string): Mutation {
  return { make: `${kept(path)}; ${make(path)}`, named: escaped(path), undo: back(path), isMended: true };
}

const unitMutation = (unit: string, make: string, undo: string): Mutation => ({
  make: `systemctl ${make} ${unit}`,
  named: escaped(unit),
  undo: `systemctl ${undo} ${unit}`,
});

/** A program that comes back is as new: the marks of the install are younger than it. */
const remark = (path: string): string => `${back(path)}; touch $(grep -lx '${path}' /var/lib/bootwright/done/*)`;

/** Makes things drift one by one; each must be found, and nothing beside. Of two files NODE.sh itself puts one right. */
export async function mutate({ container, folder }: Walker, script: string, count: number, seed: number) {
  const draw = drawFrom(randomNumbers(seed));
  const node: Node = {
    files: [...script.matchAll(/^put [0-7]{4} (\/\S+)(?: [\w:-]+)? <</gm)].map(([, path = '']) => path),
    units: [...script.matchAll(/^serve (\S+)/gm)].map(([, unit = '']) => unit),
    programs: (await container.run('tail -qn +2 /var/lib/bootwright/done/*')).trim().split('\n').filter(Boolean),
    sysctls: [...script.matchAll(/^(net\.[a-z0-9_.-]+) *= *(\d+)$/gm)].map(([, key = '', value = '']) => [key, value]),
  };
  const wrong: string[] = [];
  const made: Record<string, number> = {};
  for (let index = 1; index <= count; index += 1) {
    const name = draw.one(Object.keys(kinds));
    const mutation = kinds[name]?.(node, draw) as Mutation;
    await container.run(mutation.make);
    const { code, stdout } = await container.attempt('bash /run/current.sh --drift');
    const lines = stdout.trimEnd().split('\n');
    const about = /^\w+ (\S+):/.exec(stdout)?.[1] ?? '';
    const found = code === 1 && mutation.named.test(stdout) && lines.every((line) => line.includes(nameOf(about)));
    made[name] = (made[name] ?? 0) + 1;
    const mends = mutation.isMended && draw.below(2) === 0;
    await container.run(mends ? 'bash /run/current.sh --drained --partly' : mutation.undo, 120_000);
    const after = await container.attempt('bash /run/current.sh --drift');
    const how = mends ? ', put right by NODE.sh' : '';
    const line = `${index} ${name}: ${lines.join('; ')}${how}${found ? '' : ' WRONG'}${after.code === 0 ? '' : ` FALSE AFTERWARDS ${after.stdout}`}`;
    await appendFile(join(folder, 'mutations.log'), `${line}\n`);
    if (!found || after.code !== 0) {
      console.log(`        ${line}`);
      wrong.push(line);
    }
  }
  return { changes: count, wrong, impacts: made };
}
