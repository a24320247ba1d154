import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type WrapperName, wrappers } from '../../encode/wrappers.js';
import { type NodeDocument, renderDocuments } from '../../render.js';
import type { BootstrapToken, NodeCredentials, ResolvedNode } from '../../resolve/resolved/resolved.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { hasErrors } from '../../spec/severity.js';
import { openCredentials } from '../credentials/credentials.js';
import { watched } from '../progress.js';
import type { RenderJob } from './job.js';

/** A job under way: its documents one by one, and what has been found wrong until now. */
export interface Rendering {
  readonly job: RenderJob;
  /** Null where the documents hold certificates. */
  readonly token: BootstrapToken | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: () => Generator<NodeDocument, void, undefined>;
}

/** A document in what the job puts around it: its size stays the one that the provider counts. */
class WrappedDocument implements NodeDocument {
  readonly node: string;
  readonly fileName: string;
  readonly format: NodeDocument['format'];
  readonly beside = [];
  readonly content: string;
  readonly raw: Uint8Array;
  readonly bytes: number;
  readonly form: NodeDocument['form'];
  readonly packed: readonly string[];
  readonly plan: NodeDocument['plan'];
  readonly diagnostics: readonly Diagnostic[];
  readonly #document: NodeDocument;

  constructor(document: NodeDocument, wrapper: WrapperName, cluster: string) {
    const { node, format, content, bytes, form, packed, plan, diagnostics } = document;
    const { extension, wrap } = wrappers[wrapper];
    this.node = node;
    this.fileName = `${node}.${extension}`;
    this.format = format;
    this.content = wrap({ node, cluster, format, content });
    this.raw = utf8ToBytes(this.content);
    this.bytes = bytes;
    this.form = form;
    this.packed = packed;
    this.plan = plan;
    this.diagnostics = diagnostics;
    this.#document = document;
  }

  get text(): string {
    return this.#document.text;
  }

  get sha256(): string {
    return bytesToHex(sha256(this.raw));
  }

  get parts(): NodeDocument['parts'] {
    return this.#document.parts;
  }
}

const wrapped = (document: NodeDocument, { wrapper, cluster }: RenderJob): NodeDocument =>
  wrapper === null ? document : new WrappedDocument(document, wrapper, cluster.name);

/**
 * Renders a job's nodes. Each node's credentials are read when its turn comes; a node whose credentials or document
 * have errors yields nothing, and the errors of all nodes are reported together.
 */
export async function renderJob(job: RenderJob, now: Date): Promise<Rendering> {
  const store = await openCredentials(job, now);
  const diagnostics: Diagnostic[] = [...store.diagnostics];
  // Without a CA, every further finding would only repeat it.
  const usable = !hasErrors(diagnostics);
  let current: NodeCredentials;
  const known = new Set<string>();
  // A node's turn comes once for each envelope, and what is wrong with its keys is said once.
  const note = (found: readonly Diagnostic[]): void => {
    for (const each of found) {
      const key = JSON.stringify(each);
      if (!known.has(key)) diagnostics.push(each);
      known.add(key);
    }
  };

  function* ready(): Generator<ResolvedNode> {
    for (const node of usable ? job.nodes : []) {
      const { credentials, diagnostics: found } = store.of(node);
      note(found);
      if (credentials === null) continue;
      current = credentials;
      yield node;
    }
  }

  function* documents(): Generator<NodeDocument, void, undefined> {
    for (const format of job.formats) {
      for (const document of renderDocuments(job.cluster, ready(), () => current, format)) {
        note(document.diagnostics);
        if (!hasErrors(document.diagnostics)) yield wrapped(document, job);
      }
    }
  }
  const count = job.nodes.length * job.formats.length;
  return { job, token: store.token, diagnostics, documents: () => watched('rendering', count, documents()) };
}
