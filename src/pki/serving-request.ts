import type { RequestLibrary } from './library.js';
import { decodePem, encodePem } from './pem.js';
import { Flawed, type RequestFlaw, refuse, sameBytes } from './request-flaw.js';
import { checkKey, checkSignature } from './request-signature.js';

/** What a request asks for: nothing else is in it. */
export interface ServingRequest {
  readonly commonName: string;
  readonly organisation: string;
  /** As they stand in the request: any text. */
  readonly dns: readonly string[];
  readonly ip: readonly string[];
  /** Whether whoever wrote the request has the key; undefined: yes. It costs more than all the rest. */
  readonly checkSignature: () => Promise<RequestFlaw | undefined>;
}

/** A kubelet's request has about 500 bytes, and 1,500 with an RSA key. */
const longestText = 8192;

const oids = { extensionRequest: '1.2.840.113549.1.9.14', names: '2.5.29.17', CN: '2.5.4.3', O: '2.5.4.10' } as const;

/**
 * Reads a PEM text, byte by byte: each value is written again by the library, and must come out as it was. So nothing
 * hides behind an end, in a field that is skipped, or in a second way to write the same.
 */
export function readServingRequest(pem: string, library: RequestLibrary): ServingRequest | { flaw: RequestFlaw } {
  try {
    return openRequest(pem, library);
  } catch (error) {
    // The library throws whatever it meets; a request that nests deeply ends in a RangeError.
    return { flaw: error instanceof Flawed ? error.flaw : { reason: 'not-a-request' } };
  }
}

function openRequest(pem: string, library: RequestLibrary): ServingRequest {
  const der = readArmour(pem);
  const { AsnConvert, CertificationRequest, CertificationRequestInfo } = library;
  const { certificationRequestInfo, signatureAlgorithm, signature } = AsnConvert.parse(der, CertificationRequest);
  const { version, subject, subjectPKInfo, attributes } = certificationRequestInfo;
  const info = new CertificationRequestInfo({ version, subject, subjectPKInfo, ...(attributes && { attributes }) });
  const request = new CertificationRequest({ certificationRequestInfo: info, signatureAlgorithm, signature });
  sameBytes(AsnConvert.serialize(request), der);
  if (version !== 0) refuse({ reason: 'version' });
  checkKey(new Uint8Array(AsnConvert.serialize(subjectPKInfo)));
  return {
    ...readSubject(subject),
    ...readNames(extensionRequest(attributes ?? []), library),
    checkSignature: () => checkSignature(der, library),
  };
}

/** The bytes of the one block that the text is: Go takes the first that it likes, and skips what stands around it. */
function readArmour(pem: string): Uint8Array<ArrayBuffer> {
  const [block] = pem.length > longestText ? [] : decodePem(pem);
  if (block?.label !== 'CERTIFICATE REQUEST' || encodePem(block.label, block.bytes) !== pem)
    return refuse({ reason: 'not-a-request' });
  return new Uint8Array(block.bytes);
}

type Name = InstanceType<RequestLibrary['Name']>;

/** O and CN, each once and alone, as the two kinds of strings that Go writes. */
function readSubject(subject: Name): Pick<ServingRequest, 'commonName' | 'organisation'> {
  const all = subject.map((set) => [...set]);
  const flat = all.flat();
  const text = flat.map(({ type, value }) => `${type === oids.CN ? 'CN' : type === oids.O ? 'O' : type}=${value}`);
  const of = (oid: string) => flat.filter(({ type }) => type === oid);
  const [[commonName, ...names], [organisation, ...organisations]] = [of(oids.CN), of(oids.O)];
  const others = [...names, ...organisations];
  if (!commonName || !organisation || others.length > 0 || flat.length !== 2 || all.length !== 2)
    return refuse({ reason: 'subject', subject: text.join(', ') });
  for (const { value } of flat) {
    if ((value.printableString ?? value.utf8String) === undefined)
      refuse({ reason: 'string-kind', what: 'its subject' });
  }
  return { commonName: commonName.value.toString(), organisation: organisation.value.toString() };
}

type Attributes = InstanceType<RequestLibrary['Attributes']>;

/** The value of the only attribute that a request has. */
function extensionRequest(attributes: readonly Attributes[number][]): ArrayBuffer {
  const other = attributes.find(({ type }) => type !== oids.extensionRequest);
  if (other) refuse({ reason: 'attribute', oid: other.type });
  const [value, ...further] = attributes.flatMap(({ values }) => values);
  if (attributes.length > 1 || further.length > 0) refuse({ reason: 'attribute-twice' });
  return value ?? refuse({ reason: 'no-names' });
}

/** The names and addresses: of the only extension, which is not critical where there is a subject. */
function readNames(value: ArrayBuffer, library: RequestLibrary): Pick<ServingRequest, 'dns' | 'ip'> {
  const { AsnConvert, Extensions, SubjectAlternativeName } = library;
  const extensions = AsnConvert.parse(value, Extensions);
  sameBytes(AsnConvert.serialize(extensions), value);
  const other = extensions.find(({ extnID }) => extnID !== oids.names);
  if (other) refuse({ reason: 'extension', oid: other.extnID });
  const [extension] = extensions;
  if (extension === undefined) return refuse({ reason: 'no-names' });
  if (extensions.length > 1) refuse({ reason: 'extension-twice' });
  if (extension.critical) refuse({ reason: 'critical-names' });
  const names = AsnConvert.parse(extension.extnValue.buffer, SubjectAlternativeName);
  sameBytes(AsnConvert.serialize(names), extension.extnValue.buffer);
  const found = { dns: [] as string[], ip: [] as string[] };
  for (const name of names) {
    if (name.dNSName !== undefined) found.dns.push(name.dNSName);
    else if (name.iPAddress !== undefined) found.ip.push(name.iPAddress);
    else refuse(nameOfOtherKind(name));
  }
  const all = [...found.dns, ...found.ip];
  if (all.length === 0) refuse({ reason: 'no-names' });
  const twice = all.find((name, index) => all.indexOf(name) !== index);
  if (twice !== undefined) refuse({ reason: 'name-twice', value: twice });
  return found;
}

function nameOfOtherKind(name: InstanceType<RequestLibrary['GeneralName']>): RequestFlaw {
  if (name.rfc822Name !== undefined) return { reason: 'name-kind', kind: 'an e-mail address', value: name.rfc822Name };
  if (name.uniformResourceIdentifier !== undefined)
    return { reason: 'name-kind', kind: 'a URI', value: name.uniformResourceIdentifier };
  return { reason: 'name-kind', kind: 'a name', value: 'of another kind' };
}
