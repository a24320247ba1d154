import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type Json, part } from './json.js';
import { Unreadable } from './tree.js';
import type { Allowance } from './unpack.js';
import { readYaml } from './yaml-1.1.js';

/** A document within what an engine or a cloud wants around it. */
export interface Wrapped {
  readonly layer: string;
  /** The document, and whether it is in base64. */
  readonly content: string;
  readonly isBase64: boolean;
  /** All the rest, as it stands; what else of a Secret is secret is in bytes. */
  readonly rest: Readonly<Record<string, unknown>>;
}

/** The keys of a Secret that machines' bootstrap data stands under: Cluster API's, and those of its kin. */
const secretKeys = ['value', 'userData', 'user-data', 'userdata'];

const hidden = (values: Json): Json =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, key === 'format' ? value : utf8ToBytes(String(value))]),
  );

function ofSecret(secret: Json): Wrapped | undefined {
  if (secret.kind !== 'Secret') return undefined;
  for (const [field, isBase64] of [
    ['stringData', false],
    ['data', true],
  ] as const) {
    const values = part(secret[field]);
    const key = secretKeys.find((name) => typeof values[name] === 'string');
    if (key === undefined) continue;
    const { [key]: content, ...others } = values;
    const { data, stringData, ...rest } = secret;
    const other = part(field === 'data' ? stringData : data);
    return {
      layer: 'Secret',
      content: content as string,
      isBase64,
      rest: { ...rest, ...hidden({ ...other, ...others }) },
    };
  }
  throw new Unreadable(`it is a Secret, but holds no document under ${secretKeys.join(', ')}`);
}

/** LaunchTemplateData as CreateLaunchTemplate takes it, or as EC2 gives it back, in what it gives back around it. */
function ofLaunchTemplate(value: Json): Wrapped | undefined {
  const [version] = Array.isArray(value.LaunchTemplateVersions) ? value.LaunchTemplateVersions : [];
  const data = part(part(version ?? value).LaunchTemplateData ?? value);
  const { UserData, ...rest } = data;
  if (typeof UserData !== 'string') return undefined;
  return { layer: 'launch-template', content: UserData, isBase64: true, rest };
}

/** The first key of a Kubernetes object in YAML, behind comments. */
const objectBegins = /^(?:(?:#[^\n]*|---[ \t]*)?\n)*(?:apiVersion|kind|metadata|type|immutable|data|stringData):/;

/** What a text is when it is not user-data itself, but holds one; undefined where it does not. */
export function wrappedIn(text: string, json: Json | undefined, allowance: Allowance): Wrapped | undefined {
  if (json) return ofLaunchTemplate(json) ?? ofSecret(json);
  if (!objectBegins.test(text.slice(0, 4096)) || !/^kind: *["']?Secret["']? *$/m.test(text)) return undefined;
  return ofSecret(part(readYaml(text, 'the Secret', allowance)));
}
