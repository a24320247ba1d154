import { unitKinds } from '../../eras/unit-settings.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { Spec } from './rule.js';
import { sectionProblems, settingProblems, type UnitPlace, unitValueProblems } from './unit-settings.js';

const kindOf = (unit: string): string => {
  const kind = unit.split('.').at(-1) ?? '';
  return unit.includes('.') && Object.hasOwn(unitKinds, kind) ? kind : 'service';
};

/** Settings that the spec lays over units of ours. */
function overrides({ units = {}, target }: Spec): Diagnostic[] {
  return Object.entries(units).flatMap(([unit, sections]) => {
    const of = (...steps: (string | number)[]): UnitPlace => ({
      kind: kindOf(unit),
      os: target.os,
      path: ['spec', 'units', unit, ...steps],
    });
    return Object.entries(sections).flatMap(([section, settings]) => {
      const unknown = sectionProblems(section, of(section));
      if (unknown.length > 0) return unknown;
      return Object.entries(settings).flatMap(([setting, value]) => {
        // The program that a unit starts, and with what, follows from the rest of the spec.
        if (setting === 'ExecStart')
          return [diagnose('unit-setting-owned', of(section, setting).path, { unit }, 'key')];
        const values = value === null ? [] : [value].flat();
        return [
          ...settingProblems(section, setting, of(section, setting)),
          ...values.flatMap((each, index) => {
            const place = Array.isArray(value) ? of(section, setting, index) : of(section, setting);
            return unitValueProblems(section, setting, each, place);
          }),
        ];
      });
    });
  });
}

/** A unit file, or a drop-in for one. */
const unitFile = /^\/(?:etc|run|usr\/lib|usr\/local\/lib)\/systemd\/system\/(?:[^/]+\.d\/[^/]+\.conf|[^/]+)$/;

/** The kind of unit that a path of systemd's is about; undefined for other paths. */
function kindOfPath(path: string): string | undefined {
  if (!unitFile.test(path)) return undefined;
  const unit = path.endsWith('.conf') ? (path.split('/').at(-2) ?? '').replace(/\.d$/, '') : path;
  // `service.d` holds for every service.
  const kind = unit.split('.').at(-1) ?? '';
  return Object.hasOwn(unitKinds, kind) ? kind : undefined;
}

/** Problems of a unit's text, line by line; a backslash at a line's end goes on in the next. */
function textProblems(text: string, about: Omit<UnitPlace, 'within'>): Diagnostic[] {
  let section = '';
  return [...text.matchAll(/^(?:[^\n\\]|\\[^\n]|\\\n)*$/gm)].flatMap(({ 0: line, index }) => {
    const [, head] = /^\s*\[([^\]]*)\]\s*$/.exec(line) ?? [];
    const at = (part: string): UnitPlace => {
      const from = index + line.indexOf(part);
      return { ...about, within: [from, from + part.length] };
    };
    if (head !== undefined) {
      section = head;
      return sectionProblems(section, at(head));
    }
    const [, setting, value = ''] = /^\s*([A-Za-z0-9-]+)\s*=([\s\S]*)$/.exec(line) ?? [];
    if (setting === undefined) return [];
    const said = value.trim();
    const problems = settingProblems(section, setting, at(setting));
    return [...problems, ...(said === '' ? [] : unitValueProblems(section, setting, said, at(said)))];
  });
}

interface Files {
  readonly files?: readonly { path: string; content: string }[];
}

/** Units and drop-ins among the spec's own files. */
function ownUnits({ target, host = {}, workers = [], pools = [] }: Spec): Diagnostic[] {
  const holders: readonly (readonly [Files, SpecPath])[] = [
    [host, ['spec', 'host']],
    ...workers.map((worker, index) => [worker, ['spec', 'workers', index]] as const),
    ...pools.map((pool, index) => [pool, ['spec', 'pools', index]] as const),
  ];
  return holders.flatMap(([{ files = [] }, path]) =>
    files.flatMap(({ path: file, content }, index) => {
      const kind = kindOfPath(file);
      if (kind === undefined) return [];
      return textProblems(content, { kind, os: target.os, path: [...path, 'files', index, 'content'] });
    }),
  );
}

/** Units as systemd reads them: it warns of what it does not know, and goes on without it. */
export function unitRules(spec: Spec): Diagnostic[] {
  return [...overrides(spec), ...ownUnits(spec)];
}
