import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { wrappers } from '../../encode/wrappers.js';
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
function wrapped(document: NodeDocument, { wrapper, cluster }: RenderJob): NodeDocument {
  if (wrapper === null) return document;
  const { node, format, bytes, form, packed, plan, diagnostics } = document;
  const { extension, wrap } = wrappers[wrapper];
  const content = wrap({ node, cluster: cluster.name, format, content: document.content });
  const raw = utf8ToBytes(content);
  return {
    node,
    fileName: `${node}.${extension}`,
    format,
    beside: [],
    content,
    raw,
    bytes,
    get text() {
      return document.text;
    },
    get sha256() {
      return bytesToHex(sha256(raw));
    },
    form,
    packed,
    get parts() {
      return document.parts;
    },
    plan,
    diagnostics,
  };
}

/**
 * Renders a job's nodes. Each node's credentials are read when its turn comes; a node whose credentials or document
 * have errors yields nothing, and the errors of all nodes are reported together.
 */
export function renderJob(job: RenderJob, now: Date): Rendering {
  const store = openCredentials(job.cluster, job.pki, now);
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
