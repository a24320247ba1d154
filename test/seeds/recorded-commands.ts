import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A program that writes down how it is called, and answers as one would whose cluster is well. */
const witness = (name: string, answers: string): string => `#!/bin/bash
{ printf '%q ' ${name} "$@" && echo; } >>"$RECORD"
${answers}`;

const kubectl = `case "$*" in
  *port-forward*) echo 'Forwarding from 127.0.0.1:8080 -> 80' && exec sleep 20 ;;
  *'get nodes -o'*'}|{'*) printf '%s|True|\\n' $NODES ;;
  *'get nodes -o'*) printf '%s True\\n' $NODES ;;
  *'get node '*) echo 10.240.0.20 ;;
  *'get service kube-dns'*) echo "$DNS_ADDRESS" ;;
  *'get service web -o'*) echo '10.32.0.50 30080' ;;
  *'get service web') exit 1 ;;
  *metadata.name*) echo '$POD_NAME' ;;
  *status.conditions*) echo True ;;
  *) echo fine ;;
esac`;

const witnesses: Readonly<Record<string, string>> = {
  kubectl: witness('kubectl', kubectl),
  curl: witness('curl', 'echo HTTP/1.1 200 OK'),
  etcdctl: witness('etcdctl', 'echo k8s:enc:aescbc:v1:key1:x'),
  ip: witness('ip', ''),
  // Routes are not there yet when they are to be made, and there when they are to go.
  gcloud: witness('gcloud', '[[ $* != *" describe "* || $RECORD == *clean-up* ]] || exit 1\necho fine'),
};

/** All else that a script may reach: nothing that changes a machine. A witness of its own is needed for what does. */
const harmless = 'awk basename bash cat dirname env grep head mktemp rm sed sleep sort tail timeout tr wc xargs'.split(
  ' ',
);

/** How the scripts of a cluster's folder are called: for all that they can do. */
const calls: readonly (readonly [script: string, ...words: string[]])[] = [
  ['verify.sh'],
  ['routes.sh'],
  ['clean-up.sh', '--yes', '--machines'],
];

export interface ScriptSetting {
  readonly nodes: readonly string[];
  readonly dnsAddress: string;
  /** The network whose routes these are. */
  readonly network: string;
}

/** What each script of a cluster's folder runs: kubectl, gcloud and the like, as the shell gives it to them. */
export function recordedCommands(folder: string, setting: ScriptSetting): Map<string, string[]> {
  const root = mkdtempSync(join(tmpdir(), 'bootwright-scripts-'));
  try {
    mkdirSync(join(root, 'bin'));
    for (const [name, text] of Object.entries(witnesses)) writeFileSync(join(root, 'bin', name), text, { mode: 0o755 });
    for (const name of harmless) symlinkSync(whereIs(name), join(root, 'bin', name));
    cpSync(resolve(folder), join(root, 'cluster'), { recursive: true });
    const present = readdirSync(folder);
    return new Map(
      calls.flatMap(([script, ...words]) =>
        present.includes(script) ? [[script, run(root, script, words, setting)]] : [],
      ),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

function whereIs(program: string): string {
  const path = ['/usr/bin', '/bin'].map((folder) => join(folder, program)).find((each) => existsSync(each));
  if (path === undefined) throw new Error(`this machine has no ${program}`);
  return path;
}

function run(root: string, script: string, words: readonly string[], setting: ScriptSetting): string[] {
  const record = join(root, `${script}.record`);
  const env = {
    PATH: join(root, 'bin'),
    HOME: root,
    RECORD: record,
    PATIENCE: '1',
    ETCDCTL: 'etcdctl',
    NODES: setting.nodes.join(' '),
    DNS_ADDRESS: setting.dnsAddress,
    NETWORK: setting.network,
    ZONE: 'a-zone',
  };
  const path = join(root, 'cluster', script);
  // Not every script knows every word: instances can't be deleted where there is no provider.
  const text = readFileSync(path, 'utf8');
  const known = words.filter((word) => text.includes(word));
  // One is told the nodes, where they find their names at boot.
  const nodes = /clean-up\.sh .* NODE\.\.\.$/m.test(text) ? setting.nodes : [];
  const { stderr } = spawnSync('/bin/bash', [path, ...known, ...nodes], { env, encoding: 'utf8' });
  if (!existsSync(record)) throw new Error(`${script} runs nothing: ${stderr}`);
  return readFileSync(record, 'utf8').trim().split('\n');
}
