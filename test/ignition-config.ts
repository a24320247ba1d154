import { gunzipSync } from 'node:zlib';
import type { WrittenFile } from './goldens.js';

/** The parts of an Ignition config that documents have. Source: coreos/ignition docs/configuration-v3_3.md. */
interface Source {
  readonly source: string;
  readonly compression?: string;
}
interface Config {
  readonly ignition: { readonly version: string; readonly config?: { readonly replace?: Source } };
  readonly storage?: {
    readonly files?: readonly { path: string; mode: number; overwrite: boolean; contents: Source }[];
  };
  readonly systemd?: { readonly units?: readonly { name: string; contents: string; enabled?: boolean }[] };
}

/** What a machine gets from a config: its files in the order of their paths, and the units that are enabled. */
export interface Decoded {
  readonly version: string;
  readonly files: readonly WrittenFile[];
  readonly enabled: readonly string[];
}

/** The bytes of a data URL. Source: RFC 2397. */
function bytesOf({ source, compression }: Source): Buffer {
  const [, base64, data = ''] = /^data:(;base64)?,(.*)$/s.exec(source) ?? [];
  if (!source.startsWith('data:')) throw new Error(`no data URL: ${source}`);
  const bytes = base64 ? Buffer.from(data, 'base64') : Buffer.from(decodeURIComponent(data));
  return compression === 'gzip' ? gunzipSync(bytes) : bytes;
}

const inOrder = (a: WrittenFile, b: WrittenFile): number => (a.path < b.path ? -1 : 1);

/** One file as cloud-config would have it: a mode is told where it is not the usual one. */
export function writtenFile(path: string, mode: number, content: string): WrittenFile {
  return { path, content, ...(mode === 0o644 ? {} : { permissions: mode.toString(8).padStart(4, '0') }) };
}

/** Reads a config as Ignition does, one that stands for another, too. */
export function decodeIgnition(text: string): Decoded {
  const { ignition, storage, systemd }: Config = JSON.parse(text);
  if (ignition.config?.replace) return decodeIgnition(bytesOf(ignition.config.replace).toString());
  const units = systemd?.units ?? [];
  const files = [
    ...(storage?.files ?? []).map(({ path, mode, contents }) => writtenFile(path, mode, bytesOf(contents).toString())),
    ...units.map(({ name, contents }) => writtenFile(`/etc/systemd/system/${name}`, 0o644, contents)),
  ];
  return {
    version: ignition.version,
    files: files.sort(inOrder),
    enabled: units.filter(({ enabled }) => enabled).map(({ name }) => name),
  };
}
