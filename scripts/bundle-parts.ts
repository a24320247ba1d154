import { resolve } from 'node:path';
import type { Plugin } from 'rolldown';

const here = (path: string): string => resolve(path);

/** The same code as ES modules: joined into one scope and stripped of what nobody calls, where CommonJS is wrapped whole. */
export const esModules = {
  yaml: here('node_modules/yaml/browser/dist/index.js'),
  'handlebars/runtime.js': here('node_modules/handlebars/lib/handlebars.runtime.js'),
};

/** We write TOML and never read it: half of the package, and an eval that bundlers rightly warn of, stay out. */
export const withoutTomlParser: Plugin = {
  name: 'without-toml-parser',
  resolveId: (id, importer) => (/parse/.test(id) && /iarna.toml.toml\.js$/.test(importer ?? '') ? '\0no-parser' : null),
  load: (id) => (id === '\0no-parser' ? 'module.exports = {}' : null),
};

/** Examples of the manual, which the command and the documentation's site have: 5 kB of the page. */
export const withoutExamples: Plugin = {
  name: 'without-examples',
  transform: {
    filter: { id: /src[\\/]spec[\\/]codes[\\/]/ },
    handler: (code) => code.replace(/\b(bad|good):\s*(['"])(?:(?!\2)[^\\\n]|\\.)*\2/g, "$1: ''"),
  },
};

/**
 * Where a fact of the tables was found is for who reads the tables: no program looks at it. 29 kB of text, 7 kB of the page.
 */
export const withoutSources: Plugin = {
  name: 'without-sources',
  transform: {
    filter: { id: /src[\\/](eras|impact|secrets)[\\/]/ },
    handler: (code) => code.replace(/\bsource:\s*(['"`])(?:(?!\1)[^\\\n]|\\.)*\1/g, "source: ''"),
  },
};

/**
 * Classes of ASN.1 that nothing here makes or reads, of CMS above all: their decorators make a bundler keep them. A module
 * of these packages counts when something of it is used. 5 kB of the page.
 */
export const unusedClassesOut = {
  moduleSideEffects: (id: string) => !/@peculiar[\\/](asn1-|utils)|pvtsutils/.test(id),
};
