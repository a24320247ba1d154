import { X509Certificate } from 'node:crypto';
import { parse as parseToml } from '@iarna/toml';
import { parseAllDocuments } from 'yaml';
import { placesOf } from './statement.js';
import { readUnit } from './unit-file.js';

type Place = [place: string, value: unknown];

/** The places in a file's content, read as what it is; `@is` names what the article may not show the content of. */
export function filePlaces(path: string, content: string): Place[] {
  if (content.startsWith('-----BEGIN CERTIFICATE')) return certificatePlaces(new X509Certificate(content));
  if (/^-----BEGIN [A-Z ]*PRIVATE KEY/.test(content)) return [['@is', 'key']];
  if (/\.(service|timer|socket|path)$/.test(path)) return unitPlaces(content);
  if (path.endsWith('.toml')) return placesOf(parseToml(content));
  if (content.startsWith('#!')) return [];
  if (content.startsWith('{')) return placesOf(JSON.parse(content));
  if (/\.ya?ml$|kubeconfig$/.test(path)) return yamlPlaces(content);
  return [['lines', content.split('\n').filter((line) => !/^\s*(#|$)/.test(line))]];
}

/** Several documents in one file go by `Kind/name`. */
function yamlPlaces(content: string): Place[] {
  const documents = parseAllDocuments(content).map((document) => document.toJS());
  const first = withoutData(documents[0]) as Record<string, unknown> | undefined;
  if (documents.length > 1) {
    const whole = documents.flatMap((each) => placesOf(each, `${each.kind}/${each.metadata?.name}`));
    return [...documents.flatMap(deployedRelease), ...whole];
  }
  const isKubeconfig = first?.kind === 'Config' && 'clusters' in first;
  return [...(isKubeconfig ? [['@is', 'kubeconfig'] as Place] : []), ...placesOf(first)];
}

/** What a Deployment brings, and of which minor: `coredns 1.8`. */
function deployedRelease({ kind, spec }: { kind: string; spec?: DeploymentSpec }): Place[] {
  const image = kind === 'Deployment' ? spec?.template.spec.containers[0]?.image : undefined;
  const [, name, minor] = /([^/:]+):v?(\d+\.\d+)[^/]*$/.exec(image ?? '') ?? [];
  return name === undefined ? [] : [['@is', `${name} ${minor}`]];
}

interface DeploymentSpec {
  readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } };
}

function unitPlaces(content: string): Place[] {
  const { settings, command, flags, operands } = readUnit(content);
  return [
    ...settings,
    ...(command === null ? [] : [['command', command] as Place]),
    ...[...flags].map(([name, value]): Place => [`--${name}`, value]),
    ...(operands.length === 0 ? [] : [['operands', operands] as Place]),
  ];
}

function certificatePlaces(certificate: X509Certificate): Place[] {
  const subject = certificate.subject.split('\n').map((line) => line.split('=') as [string, string]);
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  return [
    ['@is', certificate.ca ? 'authority' : 'certificate'],
    ...subject.map(([name, value]): Place => [`subject.${name}`, value]),
    ['sans', (certificate.subjectAltName?.split(', ') ?? []).map((name) => name.replace(/^(DNS|IP Address):/, ''))],
    ['key', `${asymmetricKeyType} ${asymmetricKeyDetails?.namedCurve ?? asymmetricKeyDetails?.modulusLength}`],
  ];
}

/** A kubeconfig's certificates and keys, of which no article says more than that they are in it. */
function withoutData(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, item) => (key.endsWith('-data') ? 'embedded' : item));
}
