import type { ResolvedUnits } from '../resolve/resolved/resolved.js';
import type { Contribution } from './contribution.js';
import { isOwn, type PlannedFile } from './node-plan.js';

type Settings = ResolvedUnits[number]['settings'];

/** One section of a unit file: its settings in order, each with all the lines that it was written on. */
interface Section {
  readonly name: string;
  readonly entries: { readonly setting: string; readonly text: string }[];
}

const unitPath = /^\/etc\/systemd\/system\/([^/]+\.(?:service|socket|timer|path|mount|target))$/;

/** The name by which spec.units calls a unit file of ours; undefined for other files. */
export function unitName(file: PlannedFile): string | undefined {
  return isOwn(file) ? undefined : unitPath.exec(file.path)?.[1]?.replace(/\.service$/, '');
}

/**
 * Lays the spec's settings over the unit files of a component: into the file itself, so that one file is all there is
 * to read. Files that it leaves alone stay the same objects, and so does one that many nodes share.
 */
export function unitOverrides(units: ResolvedUnits): (component: Contribution) => Contribution {
  if (units.length === 0) return (component) => component;
  const settingsOf = new Map(units.map(({ name, settings }) => [name.replace(/\.service$/, ''), settings]));
  const changed = new WeakMap<PlannedFile, PlannedFile>();
  const laidOver = (file: PlannedFile): PlannedFile => {
    const settings = settingsOf.get(unitName(file) ?? '');
    if (!settings) return file;
    const known = changed.get(file) ?? { ...file, content: withSettings(file.content, settings) };
    changed.set(file, known);
    return known;
  };
  return (component) => (component.files ? { ...component, files: component.files.map(laidOver) } : component);
}

/** A unit file with settings replaced where they stand, added at their section's end, or taken away. */
export function withSettings(text: string, settings: Settings): string {
  const sections = sectionsOf(text);
  for (const { section: name, setting, values } of settings) {
    const known = sections.find((section) => section.name === name);
    const section = known ?? { name, entries: [] };
    if (!known && values.length > 0) sections.push(section);
    const found = section.entries.findIndex((entry) => entry.setting === setting);
    const place = found < 0 ? section.entries.length : found;
    const others = section.entries.filter((entry) => entry.setting !== setting);
    const lines = values.map((value) => ({ setting, text: `${setting}=${value}` }));
    section.entries.splice(0, section.entries.length, ...others.slice(0, place), ...lines, ...others.slice(place));
  }
  return sections
    .map(({ name, entries }) => [`[${name}]`, ...entries.map((entry) => entry.text), ''].join('\n'))
    .join('\n');
}

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  for (const line of text.replaceAll('\\\n', '\\\0').split('\n')) {
    const [, name] = /^\[(.+)\]$/.exec(line) ?? [];
    if (name !== undefined) sections.push({ name, entries: [] });
    else if (line !== '') {
      const setting = line.slice(0, line.indexOf('='));
      sections.at(-1)?.entries.push({ setting, text: line.replaceAll('\\\0', '\\\n') });
    }
  }
  return sections;
}
