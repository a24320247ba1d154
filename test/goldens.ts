import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { decodeIgnition } from './ignition-config.js';

/** A file as a document's `write_files` has it. */
export interface WrittenFile {
  readonly path: string;
  readonly content: string;
  readonly permissions?: string;
}

/** An entry of `write_files` as cloud-init writes it: of the encodings, the documents use one. */
export function unpacked({ encoding, content, ...file }: WrittenFile & { readonly encoding?: string }): WrittenFile {
  if (encoding === undefined) return { ...file, content };
  if (encoding !== 'gz+b64') throw new Error(`${file.path} is in ${encoding}`);
  return { ...file, content: gunzipSync(Buffer.from(content, 'base64')).toString() };
}

type Format = 'cloud-config' | 'ignition';

export interface Golden {
  readonly name: string;
  readonly format: Format;
  readonly path: string;
  readonly text: string;
  readonly files: readonly WrittenFile[];
}

/** Folders of fixtures that are rendered into `out/`. */
export const fixtures = readdirSync('fixtures')
  .filter((name) => existsSync(join('fixtures', name, 'cluster.yaml')))
  .sort();

const formats: Readonly<
  Record<Format, { readonly ending: string; readonly filesOf: (text: string) => WrittenFile[] }>
> = {
  'cloud-config': {
    ending: '.cloud-config.yaml',
    filesOf: (text) => parse(text, { version: '1.1' }).write_files.map(unpacked),
  },
  ignition: { ending: '.ign.json', filesOf: (text) => [...decodeIgnition(text).files] },
};

function documentsIn(folder: string): Golden[] {
  return readdirSync(join('out', folder))
    .sort()
    .flatMap((file) => {
      const format = (Object.keys(formats) as Format[]).find((each) => file.endsWith(formats[each].ending));
      if (!format) return [];
      const path = join('out', folder, file);
      const text = readFileSync(path, 'utf8');
      let files: readonly WrittenFile[] | undefined;
      return {
        name: `${folder}/${file}`,
        format,
        path,
        text,
        // Read when a test asks: most of those that have all the documents look at a few.
        get files() {
          files ??= formats[format].filesOf(text);
          return files;
        },
      };
    });
}

/** Every fixture's documents that hold files to be read one by one. */
export const goldens: readonly Golden[] = fixtures.flatMap(documentsIn);

/** Those of one envelope. */
export const goldensOf = (format: Format): Golden[] => goldens.filter((golden) => golden.format === format);

/** The same with those of fixtures/matrix, for judges that take many at once. */
export const everyGoldenOf = (format: Format): Golden[] =>
  [...goldens, ...documentsIn('matrix')].filter((golden) => golden.format === format);

/** The texts of every committed document that cloud-init reads, whole MIME documents among them. */
export const textsForCloudInit = (): string[] => [
  ...everyGoldenOf('cloud-config').map(({ text }) => text),
  ...[...fixtures, 'matrix'].flatMap((folder) =>
    readdirSync(join('out', folder))
      .filter((file) => /\.(mime|user-data)\.txt$/.test(file))
      .sort()
      .map((file) => readFileSync(join('out', folder, file), 'utf8')),
  ),
];

export function fileOf(golden: Golden, path: string): WrittenFile {
  const file = golden.files.find((each) => each.path === path);
  if (!file) throw new Error(`${golden.name} has no ${path}`);
  return file;
}
