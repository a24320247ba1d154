import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type Envelope, envelopes } from './encode/encode.js';
import { bytesByFile, type Fitted, fitDocument } from './encode/fit.js';
import type { EnvelopeName } from './generated/names.js';
import { keyShortener } from './pki/short-key.js';
import { doubleClaims, programClaims } from './plan/claims.js';
import { proxyLayout } from './plan/layout.js';
import type { NodePlan } from './plan/node-plan.js';
import { planNodes } from './plan/plan-node.js';
import { mountProblems, planProblems } from './plan-problems.js';
import { type Resolution, resolveCluster } from './resolve/resolve-cluster.js';
import type { NodeCredentials, ResolvedCluster, ResolvedNode } from './resolve/resolved/resolved.js';
import { diagnose } from './spec/diagnose.js';
import type { Diagnostic } from './spec/diagnostic.js';
import type { ParsedSpec } from './spec/parse.js';
import { readSpec } from './spec/read.js';
import { hasErrors } from './spec/severity.js';

/** A spec's text, read and resolved: the cluster where nothing forbids it, and all that was found on the way. */
export interface Reading extends Resolution {
  readonly parsed: ParsedSpec;
}

/**
 * Text → cluster: parse, check the shape, resolve. Each stage reports all of its problems at once; `cluster` is null where
 * one of them is an error. Never throws, whatever the text.
 */
export function readCluster(text: string): Reading {
  const { parsed, spec, diagnostics: ofText } = readSpec(text);
  if (!spec) return { parsed, cluster: null, diagnostics: ofText };
  const { cluster, diagnostics: ofRules } = resolveCluster(spec);
  const later = cluster ? planProblems(cluster) : [];
  const diagnostics = [...ofText, ...ofRules, ...later];
  return { parsed, cluster: hasErrors(diagnostics) ? null : cluster, diagnostics };
}

/** One worker's document. */
export interface NodeDocument {
  readonly node: string;
  readonly fileName: string;
  readonly format: EnvelopeName;
  /** Files that go with it. */
  readonly beside: readonly { readonly fileName: string; readonly content: string }[];
  /** What the provider is given: text, or bytes that are none where the whole is compressed. */
  readonly content: string | Uint8Array;
  /** The same as bytes, a text's in UTF-8. */
  readonly raw: Uint8Array;
  /** The document as people read it: nothing in it is packed. */
  readonly text: string;
  /** How many bytes it has: what providers count. */
  readonly bytes: number;
  /** In hexadecimal digits; computed when it is asked for. */
  readonly sha256: string;
  /** How it is packed, and which of its files are packed one by one. */
  readonly form: Fitted['form'];
  readonly packed: readonly string[];
  /** Bytes of the content that each file takes, largest first; of the text where the whole is compressed. */
  readonly parts: readonly { readonly path: string; readonly bytes: number }[];
  readonly plan: NodePlan;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Cluster → documents, one after the other, so that memory stays flat however many there are. A document's own problems,
 * such as its size, are in its `diagnostics`: one with errors is not to be used.
 */
export function* renderDocuments(
  cluster: ResolvedCluster,
  nodes: Iterable<ResolvedNode>,
  credentialsOf: (node: ResolvedNode) => NodeCredentials,
  format: EnvelopeName = cluster.format,
): Generator<NodeDocument, void, undefined> {
  const planNode = planNodes(cluster);
  const withShortKeys = keysShortener();
  const envelope: Envelope = envelopes[format];
  const budget = envelope.givenAs === 'user-data' ? cluster.limit : { bytes: null, forms: [] };
  for (const node of nodes) {
    const plan = planNode(node, withShortKeys(credentialsOf(node)));
    const fitted = fitDocument(plan, envelope, budget);
    const diagnostics = checkDocument(cluster, node, plan, envelope, fitted);
    yield new RenderedDocument(format, plan, fitted, diagnostics);
  }
}

/**
 * What costs as much as the document itself is made when somebody asks for it, by getters of the class: those of an object
 * literal make each document a shape of its own, which holds it until the collector looks at all of the heap.
 */
class RenderedDocument implements NodeDocument {
  readonly node: string;
  readonly fileName: string;
  readonly format: EnvelopeName;
  readonly beside: NodeDocument['beside'];
  readonly content: string | Uint8Array;
  readonly raw: Uint8Array;
  readonly bytes: number;
  readonly form: Fitted['form'];
  readonly packed: readonly string[];
  readonly plan: NodePlan;
  readonly diagnostics: readonly Diagnostic[];
  readonly #fitted: Fitted;

  constructor(format: EnvelopeName, plan: NodePlan, fitted: Fitted, diagnostics: readonly Diagnostic[]) {
    const { form, extension, content, raw, packed } = fitted;
    const other = envelopes[format].beside?.(plan, raw);
    this.node = plan.node;
    this.fileName = `${plan.node}.${extension}`;
    this.format = format;
    this.beside = other ? [{ fileName: `${plan.node}.${other.extension}`, content: other.content }] : [];
    this.content = content;
    this.raw = raw;
    this.bytes = raw.length;
    this.form = form;
    this.packed = packed.map(({ path }) => path);
    this.plan = plan;
    this.diagnostics = diagnostics;
    this.#fitted = fitted;
  }

  get text(): string {
    return this.form === 'plain' ? (this.content as string) : envelopes[this.format].encode(this.plan);
  }

  get sha256(): string {
    return bytesToHex(sha256(this.raw));
  }

  get parts(): NodeDocument['parts'] {
    return bytesByFile(this.plan, envelopes[this.format], this.#fitted.packed);
  }
}

/** The keys as documents hold them. */
function keysShortener(): (credentials: NodeCredentials) => NodeCredentials {
  const [ofKubelet, ofProxy, ofFlannel] = [keyShortener(), keyShortener(), keyShortener()];
  return ({ kubeletKey, proxyKey, flannel, ...others }) => ({
    ...others,
    kubeletKey: ofKubelet(kubeletKey),
    proxyKey: ofProxy(proxyKey),
    flannel: { ...flannel, key: ofFlannel(flannel.key) },
  });
}

/** Paths of a plan that two places of the spec write, that a program takes, or that a mount hides. */
export function claimProblems(cluster: ResolvedCluster, plan: NodePlan): Diagnostic[] {
  const twice = doubleClaims(plan).map(({ path, own, at, rival }) =>
    diagnose('path-claimed-twice', at, { path, owner: own.join('.'), other: rival.join('.') }),
  );
  const overPrograms = programClaims(plan).map(({ path, at, artifact }) =>
    diagnose('path-of-a-program', at, { path, artifact }),
  );
  return [...twice, ...overPrograms, ...mountProblems(cluster, plan)];
}

function checkDocument(
  cluster: ResolvedCluster,
  node: ResolvedNode,
  plan: NodePlan,
  envelope: Envelope,
  fitted: Fitted,
): Diagnostic[] {
  const claims = claimProblems(cluster, plan);
  const { limit } = cluster;
  if (envelope.givenAs !== 'user-data' || limit.bytes === null || fitted.raw.length <= limit.bytes) return claims;
  const size = fitted.raw.length;
  const parts = bytesByFile(plan, envelope, fitted.packed)
    .slice(0, 5)
    .map(({ path, bytes }) => `${path} ${bytes}`);
  const saved = ofKubeProxy(cluster, plan, envelope);
  const tooLarge = diagnose('document-too-large', node.origin, {
    node: node.name,
    size,
    over: size - limit.bytes,
    limit: limit.bytes,
    provider: limit.provider,
    parts: parts.join(', '),
    ...(saved < size - limit.bytes ? {} : { saved, own: 'credentials: kubelet' }),
  });
  return [...claims, tooLarge];
}

/** How many bytes kube-proxy's own credentials take, which it can do without. */
function ofKubeProxy(cluster: ResolvedCluster, plan: NodePlan, { bytesOf }: Envelope): number {
  if (cluster.proxy?.credentials !== 'own') return 0;
  const { certificate, key } = proxyLayout(cluster);
  const own = plan.files.filter(({ path }) => path === certificate || path === key);
  return own.reduce((sum, file) => sum + bytesOf(file), 0);
}
