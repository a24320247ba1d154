import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { bootwright } from '../cli-process.js';
import { specText } from '../fixture-input.js';

export const fixture = 'current-containerd';
export const pki = resolve('fixtures', fixture, 'pki');
/** So many bytes that hardly compress. */
function noise(bytes: number): string {
  let text = '';
  for (let round = 0; text.length < bytes; round += 1)
    text += `${createHash('sha512').update(String(round)).digest('base64').slice(0, 80)}\n`;
  return text.slice(0, bytes);
}

interface Wish {
  readonly provider: string;
  /** Bytes of a further file on the first node that do not compress, and of one that does. */
  readonly noise?: number;
  readonly zeros?: number;
  /** kube-proxy uses the kubelet's credentials. */
  readonly lean?: boolean;
}

interface Made {
  /** The folder of its cluster. */
  readonly out: string;
  /** What the command prints to copy. */
  readonly usage: string;
}

/** Writes the fixture's spec for a provider, and a module of it. */
export function makeModule(home: string, { provider, noise: hard = 0, zeros = 0, lean = false }: Wish): Made {
  const spec = parse(specText(fixture));
  spec.spec.target.provider = provider;
  spec.spec.host = undefined;
  const content = `${'0\n'.repeat(zeros / 2)}${noise(hard)}\n`;
  if (lean) spec.spec.proxy = { ...spec.spec.proxy, credentials: 'kubelet' };
  if (hard + zeros > 0) spec.spec.workers[0].files = [{ path: '/opt/more', content }];
  writeFileSync(join(home, 'cluster.yaml'), stringify(spec));
  const { status, talk } = bootwright(home, ['terraform', 'cluster.yaml', '--pki', pki]);
  if (status !== 0) throw new Error(talk);
  return { out: join(home, 'out', fixture), usage: talk.slice(talk.indexOf('module "cluster"')) };
}

/** A configuration that hands every document to `terraform_data`, which keeps what it is given. */
export function rootOf(outputs: readonly string[]): object {
  const of = (output: string): string => `\${module.cluster.${output}[each.key]}`;
  return {
    module: { cluster: { source: `./out/${fixture}/terraform` } },
    resource: {
      terraform_data: {
        worker: {
          // biome-ignore-start lint/suspicious/noTemplateCurlyInString: Terraform's own templates
          for_each: '${module.cluster.nodes}',
          input: Object.fromEntries([['sha256', '${each.value.sha256}'], ...outputs.map((name) => [name, of(name)])]),
          // biome-ignore-end lint/suspicious/noTemplateCurlyInString: Terraform's own templates
          triggers_replace: outputs.map(of),
        },
      },
    },
  };
}

export interface State {
  readonly values: {
    readonly root_module: {
      readonly resources: readonly { readonly index: string; readonly values: { readonly input: Given } }[];
    };
  };
}
export type Given = Readonly<Record<string, string | null>>;
