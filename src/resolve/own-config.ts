import { isMap, parseDocument } from 'yaml';

/** A cloud-config of the user's own as cloud-init loads it, or why cloud-init would not. */
export type OwnConfig = { readonly config: Readonly<Record<string, unknown>> } | { readonly flaw: string };

/** Reads one as YAML 1.1, the last of equal keys: what PyYAML does. */
export function readOwnConfig(content: string): OwnConfig {
  const document = parseDocument(content, { version: '1.1', uniqueKeys: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error) return { flaw: `it is no YAML: ${error.message.split('\n')[0]?.replace(/:$/, '')}` };
  if (!isMap(document.contents)) return { flaw: 'it is no mapping of keys' };
  try {
    return { config: document.toJS() };
  } catch (failure) {
    return { flaw: `it is no YAML that can be loaded: ${(failure as Error).message}` };
  }
}

/** The same path without `//`, `/./` and `/../`. */
function plainPath(path: string): string {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}

/** The paths that a cloud-config's write_files names. */
export function writtenPaths(content: string): string[] {
  const read = readOwnConfig(content);
  const files = 'config' in read && Array.isArray(read.config.write_files) ? read.config.write_files : [];
  const paths = files.flatMap((file) => (typeof file?.path === 'string' ? [plainPath(file.path)] : []));
  return [...new Set(paths)];
}
