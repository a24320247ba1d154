import { stepText } from '../../review/compare-state.js';
import { partText } from '../../review/compare-texts.js';
import { fileRow, inspectTree, octal } from '../../review/inspection.js';
import { fingerprintOf, withoutSecrets } from '../../review/redaction.js';
import { alsoTexts, commandText, fullLook, type LookAllowance, settingText } from '../../review/shown.js';
import type { MachineTree, TreeMount, TreePart, TreeUnit } from '../../review/tree.js';
import { type DocumentFile, harmless } from '../files/document-file.js';
import { counted, textTable } from '../text-table.js';

const unitState = ({ enabled, masked }: TreeUnit): string => {
  if (masked) return 'masked';
  return enabled === null ? '-' : enabled ? 'enabled' : 'disabled';
};

const mountRow = ({ where, what, type, options }: TreeMount): string[] => [
  where,
  withoutSecrets(what),
  type || '-',
  withoutSecrets(options) || '-',
];

/** Kernel modules, packages, and the steps of the first boot in their order. */
function stateLines({ modules, packages, steps }: MachineTree, look: LookAllowance): string[] {
  const lists = [
    ['modules', modules],
    ['packages', packages],
    ['steps', steps.map((step) => `${step.name}: ${stepText(step, look)}`)],
  ] as const;
  return lists.flatMap(([name, lines]) =>
    lines.length > 0 ? [[`${name}:`, ...lines.map((line) => `  ${withoutSecrets(line)}`), ''].join('\n')] : [],
  );
}

function tables(
  { files, directories, links, units, users, mounts, sysctls }: MachineTree,
  look: LookAllowance,
): string[] {
  const filesOf = files
    .map((file) => fileRow(file, look))
    .map(({ path, mode, owner, bytes, packed, appended, secret, also }) => {
      const words = Object.keys(also);
      const how = [...(packed ? [packed] : []), ...(appended ? ['appended'] : []), ...words].join(', ');
      return [path, mode, owner, bytes, how || '-', secret ?? '-'];
    });
  const all: readonly (readonly (readonly (string | number)[])[])[] = [
    [['file', 'mode', 'owner', 'bytes', 'packed', 'secret'], ...filesOf],
    [['directory', 'mode', 'owner'], ...directories.map(({ path, mode, owner }) => [path, octal(mode), owner])],
    [['link', 'to'], ...links.map(({ path, target, hard }) => [path, hard ? `${target} (hard)` : target])],
    [['unit', 'state', 'text'], ...units.map((unit) => [unit.name, unitState(unit), unit.content ? 'here' : '-'])],
    [['user', 'group', 'home', 'shell'], ...users.map(({ name, group, home, shell }) => [name, group, home, shell])],
    [['mount', 'of', 'type', 'options'], ...mounts.map(mountRow)],
    [['sysctl', 'value'], ...sysctls.map(({ key, value }) => [key, withoutSecrets(value)])],
  ];
  return all.filter((rows) => rows.length > 1).map(textTable);
}

/** Commands under the name of what runs them; a text of several lines is shown as one. */
function commandLines({ commands }: MachineTree, look: LookAllowance): string[] {
  const kinds = [...new Set(commands.map(({ when }) => when))];
  return kinds.map((kind) => {
    const ofKind = commands
      .filter(({ when }) => when === kind)
      .map((each) => commandText(each, look).replaceAll('\n', '\n    '));
    return [`${kind}:`, ...ofKind.map((text) => `  ${text}`), ''].join('\n');
  });
}

/** What stands beside the files, directories and links that is not decoded. */
function alsoLines({ files, directories, links }: MachineTree, look: LookAllowance): string[] {
  const lines = [...files, ...directories, ...links].flatMap(({ path, also }) =>
    alsoTexts(also, look).map((text) => `  ${path}: ${text}`),
  );
  return lines.length > 0 ? [['as it stands:', ...lines, ''].join('\n')] : [];
}

/** A part that is not decoded: what it is, why, and its text where that may be shown. */
function partLines(part: TreePart, look: LookAllowance): string {
  const { name, type, headers, content, reason } = part;
  const head = `${name}: ${type}, ${counted(content.length, 'byte')}, ${reason === null ? 'not decoded' : 'unread'}`;
  const text = partText(part, look) ?? fingerprintOf(content);
  const said = Object.entries(headers).map(([key, value]) => `${key}: ${withoutSecrets(value)}`);
  const body = [...said, ...(said.length > 0 ? [''] : []), ...text.trimEnd().split('\n')];
  return [
    head,
    ...(reason === null ? [] : [`  ${withoutSecrets(reason)}`]),
    ...body.map((line) => `    ${line}`),
    '',
  ].join('\n');
}

/** What a document holds, for people. */
export function inspectText({ name, bytes, tree }: DocumentFile): string {
  const look = fullLook();
  const head = `${name}: ${tree.layers.join(' > ')}, ${counted(bytes, 'byte')}\n`;
  const settings = tree.rest.map(({ key, value }) => `${key}: ${settingText(value, key, look)}`);
  const parts = tree.parts.map((part) => partLines(part, look));
  return [
    head,
    ...tables(tree, look),
    ...alsoLines(tree, look),
    ...stateLines(tree, look),
    ...commandLines(tree, look),
    ...settings,
    ...parts,
  ]
    .map(harmless)
    .join('\n');
}

/** The same for programs. */
export function inspectJson({ bytes, tree }: DocumentFile): string {
  return `${JSON.stringify(inspectTree(tree, bytes), null, 2)}\n`;
}
