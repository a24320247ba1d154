import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** What people write and read as code: where it is longer, two subjects share a file. */
const longest = 200;
const rooms = ['.ci', 'scripts', 'src', 'templates', 'test'];
const isCode = (file: string): boolean =>
  /\.(?:ts|mjs|go|hbs|css|html|py)$/.test(file) && !/(?:^|\/)(?:generated|node_modules)\//.test(file);

/** Tables, which are as long as they must be: rows and their types, and no function. */
const data: readonly string[] = ['src/secrets/command-shapes.ts'];

const tooLong = rooms
  .flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)))
  .filter(isCode)
  .filter((file) => readFileSync(file, 'utf8').trimEnd().split('\n').length > longest);

it('no file is longer than 200 lines, but for tables', () => {
  expect(tooLong.filter((file) => !data.includes(file))).toEqual([]);
});

it('names no file that is short', () => {
  expect(data.filter((file) => !tooLong.includes(file))).toEqual([]);
});

it('holds no function in a table', () => {
  for (const file of data) expect(readFileSync(file, 'utf8'), file).not.toMatch(/=>|\bfunction\b/);
});
