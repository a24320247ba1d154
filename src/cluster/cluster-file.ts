import { yamlText } from '../plan/serialise.js';

/** A file for the cluster's side, in the cluster's own folder. */
export interface ClusterFile {
  readonly path: string;
  readonly content: string;
  /** Permission bits, as in 0o644. */
  readonly mode: number;
}

/** A Kubernetes object. */
export type Manifest = Readonly<Record<string, unknown>>;

export function scriptFile(path: string, content: string): ClusterFile {
  return { path, content, mode: 0o755 };
}

export function plainFile(path: string, content: string): ClusterFile {
  return { path, content, mode: 0o644 };
}

/** The same for one that holds a secret. */
export function secretManifestFile(path: string, about: readonly string[], objects: readonly Manifest[]): ClusterFile {
  return { ...manifestFile(path, about, objects), mode: 0o600 };
}

/** Objects for `kubectl apply`, each a document of its own, below lines that say what it is. */
export function manifestFile(path: string, about: readonly string[], objects: readonly Manifest[]): ClusterFile {
  const head = about.map((line) => `# ${line}\n`).join('');
  return plainFile(path, `${head}${objects.map((object) => yamlText(object)).join('---\n')}`);
}
