import { SecretLabels } from '../secrets/labels.js';
import { stepText } from './compare-state.js';
import { partText } from './compare-texts.js';
import { readDocument } from './read-document.js';
import { fingerprintOf, settingWithoutSecrets, withoutSecrets } from './redaction.js';
import { fullLook, isShut, type LookAllowance, lookAt, shownValue } from './shown.js';
import type { Also, MachineTree, TreeFile } from './tree.js';

/** Permission bits as four octal digits. */
export const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

/** A file as reports have it: all but its content, and of a secret the fingerprint. */
export function fileRow(file: TreeFile, look: LookAllowance) {
  const { path, mode, owner, content, packed, appended, also } = file;
  const secret = isShut(file, look) ? fingerprintOf(content) : null;
  return {
    path,
    mode: octal(mode),
    owner,
    bytes: content.length,
    packed,
    appended,
    secret,
    also: shownAlso(also, look),
  };
}

const shownAlso = (also: Also, look: LookAllowance): Also =>
  Object.fromEntries(Object.entries(also).map(([key, value]) => [key, shownValue(value, key, look)]));

/** What a document of so many bytes makes of a machine, as JSON has it; a fingerprint stands in each secret's place. */
export function inspectTree(tree: MachineTree, bytes: number) {
  const {
    layers,
    files,
    directories,
    links,
    units,
    users,
    packages,
    modules,
    sysctls,
    mounts,
    steps,
    commands,
    rest,
    parts,
    remarks,
  } = tree;
  const look = fullLook();
  return {
    layers,
    bytes,
    files: files.map((file) => fileRow(file, look)),
    directories: directories.map((each) => ({ ...each, mode: octal(each.mode), also: shownAlso(each.also, look) })),
    links: links.map((each) => ({ ...each, also: shownAlso(each.also, look) })),
    units: units.map((unit) => ({ name: unit.name, enabled: unit.enabled, masked: unit.masked })),
    users: shownValue(users, '', look),
    packages: packages.map((name) => withoutSecrets(name)),
    modules: modules.map((name) => withoutSecrets(name)),
    sysctls: shownValue(sysctls, '', look),
    mounts: shownValue(mounts, '', look),
    steps: steps.map((step) => ({ name: step.name, command: stepText(step, look) })),
    commands: shownValue(commands, '', look),
    rest: rest.map(({ key, value }) => ({ key, value: shownValue(value, key, look) })),
    parts: parts.map((part) => ({
      name: part.name,
      type: part.type,
      headers: settingWithoutSecrets(part.headers),
      bytes: part.content.length,
      reason: part.reason === null ? null : withoutSecrets(part.reason),
      content: partText(part, look) ?? fingerprintOf(part.content),
    })),
    remarks: remarks.map((text) => withoutSecrets(text)),
  };
}

/** What `inspect` tells of a document; `texts` has each file's text by its path, null where it may not be shown. */
export type Inspection = ReturnType<typeof inspectTree> & { readonly texts: Readonly<Record<string, string | null>> };

/**
 * Any user-data as the machine will read it, without its secrets: a number takes the place of
 * each, equal for equal ones. Of what is no user-data the reason comes back.
 */
export function inspect(
  document: Uint8Array | string,
): { readonly inspection: Inspection } | { readonly mistake: string } {
  const review = readDocument(document);
  if ('mistake' in review) return review;
  const { tree } = review;
  const bytes = typeof document === 'string' ? new TextEncoder().encode(document).length : document.length;
  const look = fullLook();
  const texts = Object.fromEntries(tree.files.map((file) => [file.path, lookAt(file, look)]));
  const whole = JSON.stringify({ ...inspectTree(tree, bytes), texts });
  return { inspection: JSON.parse(new SecretLabels().in(whole)) as Inspection };
}
