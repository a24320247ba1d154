import type { SpecPath } from './diagnostic.js';

/** A path as people write it: `spec.workers[0].labels["example.com/tier"]`. The root is `the document`. */
export function pathText(path: SpecPath): string {
  if (path.length === 0) return 'the document';
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[A-Za-z_][-\w]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}
