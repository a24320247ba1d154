import { isMapping } from '../spec/mapping.js';
import { repeatedKey } from './repeated-key.js';

/** A CertificateSigningRequest of the API server's, its fields as they stand: the spec's are the requestor's own. */
export interface SubmittedRequest {
  readonly name: string;
  /** Nobody has approved, denied or signed it yet. */
  readonly pending: boolean;
  /** Null: from an API server before 1.18. */
  readonly signer: string | null;
  readonly usages: readonly string[];
  readonly expirationSeconds: number | null;
  /** Who sent it, as the API server found out itself. */
  readonly user: string;
  readonly groups: readonly string[];
  /** Base64 of a PEM text. */
  readonly request: string;
}

class Unreadable extends Error {}

/**
 * Reads what `kubectl get csr -o json` prints: a list, or one request. Nothing in it is taken for what it is not: a
 * mistake anywhere, in words to follow "standard input", means that all of it is not kubectl's.
 */
export function readRequestList(text: string): readonly SubmittedRequest[] | { readonly mistake: string } {
  try {
    const requests = itemsOf(parse(text)).map(readItem);
    const names = new Set<string>();
    for (const { name } of requests) {
      if (names.has(name)) throw new Unreadable(`has two requests of the name ${name}`);
      names.add(name);
    }
    return requests;
  } catch (error) {
    if (error instanceof Unreadable) return { mistake: error.message };
    throw error;
  }
}

function parse(text: string): unknown {
  if (text.trim() === '') throw new Unreadable('is empty: kubectl has failed, or nothing is piped in');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unreadable('is not JSON: kubectl prints it with -o json');
  }
  const twice = repeatedKey(text);
  if (twice !== undefined) throw new Unreadable(`has the key ${twice} twice in one object`);
  return value;
}

const requestKind = 'CertificateSigningRequest';
const listKinds = ['List', `${requestKind}List`];

function itemsOf(value: unknown): { readonly item: unknown; readonly where: string }[] {
  if (isMapping(value) && value.kind === requestKind) return [{ item: value, where: 'the request' }];
  if (!isMapping(value) || !listKinds.includes(String(value.kind)) || !Array.isArray(value.items))
    throw new Unreadable(`holds no ${requestKind} and no list of them`);
  // The API server itself leaves the kind out of the items of such a list.
  const kind = value.kind === 'List' ? {} : { kind: requestKind, apiVersion: value.apiVersion };
  return value.items.map((item: unknown, index) => ({
    item: isMapping(item) ? { ...kind, ...item } : item,
    where: `item ${index + 1}`,
  }));
}

function readItem({ item, where }: { readonly item: unknown; readonly where: string }): SubmittedRequest {
  const wrong = (what: string): never => {
    throw new Unreadable(`holds, as ${where}, ${what}`);
  };
  const { kind, apiVersion, metadata, spec, status = {} } = isMapping(item) ? item : {};
  if (kind !== requestKind || !/^certificates\.k8s\.io\/v1(beta1)?$/.test(String(apiVersion)))
    return wrong(`something other than a ${requestKind} of certificates.k8s.io/v1`);
  if (!isMapping(metadata) || !isMapping(spec) || !isMapping(status)) return wrong('a request without its parts');
  const text = (value: unknown, key: string): string =>
    typeof value === 'string' ? value : wrong(`no text in ${key}`);
  const texts = (value: unknown, key: string): string[] =>
    Array.isArray(value) ? value.map((each) => text(each, key)) : wrong(`no list in ${key}`);
  const { signerName: signer = null, expirationSeconds: seconds = null } = spec;
  if (seconds !== null && typeof seconds !== 'number') return wrong('no number in spec.expirationSeconds');
  const { conditions = [], certificate = '' } = status;
  if (!Array.isArray(conditions)) return wrong('no list in status.conditions');
  return {
    name: text(metadata.name, 'metadata.name'),
    pending: conditions.length === 0 && text(certificate, 'status.certificate') === '',
    signer: signer === null ? null : text(signer, 'spec.signerName'),
    usages: texts(spec.usages ?? [], 'spec.usages'),
    expirationSeconds: seconds,
    user: text(spec.username ?? '', 'spec.username'),
    groups: texts(spec.groups ?? [], 'spec.groups'),
    request: text(spec.request, 'spec.request'),
  };
}
