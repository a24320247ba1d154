import { parse, stringify } from 'yaml';
import { envelopes } from '../../src/encode/encode.js';
import { fitDocument } from '../../src/encode/fit.js';
import type { NodePlan } from '../../src/index.js';
import { documentsOf, specText } from '../fixture-input.js';

/** The plan of a fixture's first worker, with another version of the specification. */
export function planOf(fixture: string, version?: string): NodePlan {
  const spec = parse(specText(fixture));
  if (version) spec.spec.target = { os: 'fedora-coreos', ignition: { version } };
  const [document] = documentsOf(stringify(spec), fixture);
  if (!document) throw new Error(`${fixture} has no document`);
  return document.plan;
}

/** A plan as it is handed over within so many bytes. */
export function within(plan: NodePlan, bytes: number | null): { form: string; text: string } {
  const { form, content } = fitDocument(plan, envelopes.ignition, { bytes, forms: [] });
  return { form, text: content as string };
}

/** The same plan in each form that it can take. */
export function formsOf(plan: NodePlan): { form: string; text: string }[] {
  const plain = within(plan, null);
  return [plain, within(plan, plain.text.length - 1), within(plan, 1)];
}
