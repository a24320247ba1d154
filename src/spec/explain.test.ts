import { describe, expect, it } from 'vitest';
import { codes } from './codes.js';
import { explain } from './explain.js';
import { namedPaths } from './schema-node.js';

describe('explain', () => {
  it.each(Object.keys(codes))('%s has a text and both examples', (code) => {
    const { found, text } = explain(code);
    expect(found).toBe(true);
    expect(text).toContain('Not like this');
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it.each(namedPaths())('%s is described', (path) => {
    const { found, text } = explain(path);
    expect(found).toBe(true);
    expect(text.split('\n\n').length).toBeGreaterThan(2);
  });

  it('takes indices, or leaves them out', () => {
    expect(explain('spec.workers[0].name').text).toContain('node-name'.slice(0, 4));
    expect(explain('spec.workers.name').text.replace('workers', 'workers[0]')).toBe(
      explain('spec.workers[0].name').text,
    );
  });

  it.each([
    ['cidr-overlaps', 'cidr-overlap'],
    ['spec.worker.name', 'spec.workers.name'],
    ['dnsAddress', 'spec.network.dnsAddress'],
  ])('%s: did you mean %s', (name, meant) => {
    expect(explain(name)).toMatchObject({ found: false, text: expect.stringContaining(`Did you mean ${meant}?`) });
  });

  it.each(['', 'qqqqqqqq', '__proto__', 'toString', 'spec..x', '.', '[0]'])('does not know %j', (name) =>
    expect(explain(name).found).toBe(false),
  );
});
