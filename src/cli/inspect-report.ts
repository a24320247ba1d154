import { commandText, settingText } from '../review/compare-trees.js';
import { fingerprintOf, isSecret, settingWithoutSecrets, withoutSecrets } from '../review/redaction.js';
import type { MachineTree, TreeFile, TreeUnit } from '../review/tree.js';
import { type DocumentFile, harmless } from './document-file.js';
import { counted, textTable } from './text-table.js';

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

/** A file as the reports have it: all but its content, and of a secret the fingerprint. */
function fileRow(file: TreeFile) {
  const { path, mode, owner, content, packed, appended } = file;
  const secret = isSecret(file) ? fingerprintOf(content) : null;
  return { path, mode: octal(mode), owner, bytes: content.length, packed, appended, secret };
}

const unitState = ({ enabled, masked }: TreeUnit): string => {
  if (masked) return 'masked';
  return enabled === null ? '-' : enabled ? 'enabled' : 'disabled';
};

function tables({ files, directories, links, units }: MachineTree): string[] {
  const filesOf = files.map(fileRow).map(({ path, mode, owner, bytes, packed, appended, secret }) => {
    const how = [...(packed ? [packed] : []), ...(appended ? ['appended'] : [])].join(', ');
    return [path, mode, owner, bytes, how || '-', secret ?? '-'];
  });
  const all: readonly (readonly (readonly (string | number)[])[])[] = [
    [['file', 'mode', 'owner', 'bytes', 'packed', 'secret'], ...filesOf],
    [['directory', 'mode', 'owner'], ...directories.map(({ path, mode, owner }) => [path, octal(mode), owner])],
    [['link', 'to'], ...links.map(({ path, target, hard }) => [path, hard ? `${target} (hard)` : target])],
    [['unit', 'state', 'text'], ...units.map((unit) => [unit.name, unitState(unit), unit.content ? 'here' : '-'])],
  ];
  return all.filter((rows) => rows.length > 1).map(textTable);
}

/** Commands under the name of what runs them; a text of several lines is shown as one. */
function commandLines({ commands }: MachineTree): string[] {
  const kinds = [...new Set(commands.map(({ when }) => when))];
  return kinds.map((kind) => {
    const ofKind = commands
      .filter(({ when }) => when === kind)
      .map((each) => commandText(each).replaceAll('\n', '\n    '));
    return [`${kind}:`, ...ofKind.map((text) => `  ${text}`), ''].join('\n');
  });
}

/** What a document holds, for people. */
export function inspectText({ name, bytes, tree }: DocumentFile): string {
  const head = `${name}: ${tree.layers.join(' > ')}, ${counted(bytes, 'byte')}\n`;
  const settings = tree.rest.map(({ key, value }) => `${key}: ${settingText(value, key)}`);
  return [head, ...tables(tree), ...commandLines(tree), ...settings].map(harmless).join('\n');
}

/** The same for programs. */
export function inspectJson({ bytes, tree }: DocumentFile): string {
  const { layers, files, directories, links, units, commands, rest, remarks } = tree;
  const report = {
    layers,
    bytes,
    files: files.map(fileRow),
    directories: directories.map((each) => ({ ...each, mode: octal(each.mode) })),
    links,
    units: units.map((unit) => ({ name: unit.name, enabled: unit.enabled, masked: unit.masked })),
    commands: settingWithoutSecrets(commands),
    rest: rest.map(({ key, value }) => ({ key, value: settingWithoutSecrets(value, key) })),
    remarks: remarks.map((remark) => withoutSecrets(remark)),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
