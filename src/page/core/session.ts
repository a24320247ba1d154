import { clusterFiles } from '../../cluster/cluster-files.js';
import { issueKeys } from '../../credentials/issue-keys.js';
import { openKeys } from '../../credentials/open-keys.js';
import { envelopes } from '../../encode/encode.js';
import { type NodeDocument, type Reading, readCluster, renderDocuments } from '../../render.js';
import type {
  BootstrapToken,
  NodeCredentials,
  ResolvedCluster,
  ResolvedNode,
} from '../../resolve/resolved/resolved.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { reportEntries } from '../../spec/report.js';
import { hasErrors } from '../../spec/severity.js';
import type { DocumentRow, DocumentView, KeyFile, KeyState, Rendering } from '../protocol.js';
import { type ArchiveFile, archiveOf } from './archive.js';

const rowOf = ({ limit }: ResolvedCluster, document: NodeDocument): DocumentRow => {
  const { node, fileName, format, bytes, sha256, form, packed } = document;
  return {
    node,
    fileName,
    bytes,
    limit: envelopes[format].givenAs === 'user-data' ? limit.bytes : null,
    sha256,
    form,
    packed,
  };
};

/** What lives in the page's memory while it is open: keys, and the last render. Nothing of it is kept anywhere else. */
export class Session {
  private keys = new Map<string, string>();
  private origin: KeyState['origin'] = 'made';
  private owner = '';
  private token: BootstrapToken | null = null;
  private cluster: ResolvedCluster | null = null;
  private documents = new Map<string, NodeDocument>();

  constructor(private readonly clock: () => Date) {}

  /** Spec → documents, by the keys at hand; those that are missing or no longer fit are made where they are ours. */
  async render(text: string): Promise<Rendering> {
    const reading = readCluster(text);
    const { cluster } = reading;
    this.documents = new Map();
    this.cluster = cluster;
    if (cluster === null) return this.told(reading, []);
    if (this.origin === 'made') await this.makeKeys(cluster);
    const store = await openKeys(cluster, (file) => this.keys.get(file), this.clock());
    this.token = store.token;
    const found: Diagnostic[] = [...store.diagnostics];
    const ready: [ResolvedNode, NodeCredentials][] = [];
    for (const node of hasErrors(found) ? [] : cluster.nodes) {
      const { credentials, diagnostics } = store.of(node);
      found.push(...diagnostics);
      if (credentials !== null && !hasErrors(diagnostics)) ready.push([node, credentials]);
    }
    const credentialsOf = new Map(ready);
    const of = (node: ResolvedNode): NodeCredentials => credentialsOf.get(node) as NodeCredentials;
    for (const document of renderDocuments(cluster, credentialsOf.keys(), of)) {
      found.push(...document.diagnostics);
      this.documents.set(document.node, document);
    }
    return this.told(reading, found);
  }

  private told({ parsed, cluster, diagnostics }: Reading, found: readonly Diagnostic[]): Rendering {
    const certificates = [...this.keys.keys()].filter((file) => file.endsWith('.pem') && !file.endsWith('-key.pem'));
    return {
      problems: reportEntries([...diagnostics, ...found], { file: 'cluster.yaml', parsed }),
      cluster: cluster && {
        name: cluster.name,
        kubernetes: cluster.kubernetesVersion,
        provider: cluster.limit.provider,
      },
      documents: cluster ? [...this.documents.values()].map((document) => rowOf(cluster, document)) : [],
      keys: { origin: this.origin, certificates: certificates.length },
    };
  }

  /** Keys made here follow the spec: another cluster gets others, and a pair that no longer fits is made again. */
  private async makeKeys(cluster: ResolvedCluster): Promise<void> {
    const owner = JSON.stringify([cluster.name, cluster.identities]);
    if (owner !== this.owner) this.keys.clear();
    this.owner = owner;
    const lookup = (file: string): string | undefined => this.keys.get(file);
    const { files, findings } = await issueKeys(cluster, lookup, this.clock());
    for (const [file, text] of files) this.keys.set(file, text);
    const stale = findings.filter(({ reason }) => reason !== 'expires-soon' && reason !== 'long-name');
    if (stale.length === 0) return;
    for (const { file } of stale) {
      this.keys.delete(file);
      this.keys.delete(file.replace(/(?<!-key)\.pem$/, '-key.pem'));
    }
    for (const [file, text] of (await issueKeys(cluster, lookup, this.clock())).files) this.keys.set(file, text);
  }

  useKeys(files: readonly KeyFile[]): void {
    this.keys = new Map(files);
    this.origin = files.length > 0 ? 'given' : 'made';
  }

  view(node: string): DocumentView | null {
    const document = this.documents.get(node);
    if (document === undefined) return null;
    const modes = new Map(document.plan.files.map(({ path, mode }) => [path, mode.toString(8).padStart(4, '0')]));
    const files = document.parts.map(({ path, bytes }) => ({ path, bytes, mode: modes.get(path) ?? '' }));
    const isText = typeof document.content === 'string';
    return { text: isText ? (document.content as string) : document.text, isText, files };
  }

  raw(node: string): Uint8Array<ArrayBuffer> | null {
    const document = this.documents.get(node);
    return document ? new Uint8Array(document.raw) : null;
  }

  /** The folder that `bootwright render` writes for this cluster. */
  archive(): Uint8Array<ArrayBuffer> | null {
    const { cluster } = this;
    if (cluster === null || this.documents.size === 0) return null;
    const ofNodes = [...this.documents.values()].flatMap(({ fileName, raw, beside }): ArchiveFile[] => [
      { path: fileName, content: raw, mode: 0o600 },
      ...beside.map(({ fileName: path, content }) => ({ path, content, mode: 0o600 })),
    ]);
    const ofCluster = [...clusterFiles(cluster, this.token)].map(({ path, content, mode }) => ({
      path,
      content,
      mode,
    }));
    const below = ({ path, ...file }: ArchiveFile): ArchiveFile => ({ path: `${cluster.name}/${path}`, ...file });
    return archiveOf([...ofNodes, ...ofCluster].map(below));
  }

  /** The keys as the folder that the command reads. */
  keyArchive(): Uint8Array<ArrayBuffer> | null {
    if (this.keys.size === 0) return null;
    const files = [...this.keys].map(([file, content]) => {
      const isSecret = file.endsWith('-key.pem') || !file.endsWith('.pem');
      return { path: `pki/${file}`, content, mode: isSecret ? 0o600 : 0o644 };
    });
    return archiveOf(files);
  }
}
