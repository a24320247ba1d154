import { expect, it } from 'vitest';
import { memoryOf } from './memory.js';

it('makes a thing that each round asks for once, and one that a round left out again', () => {
  const made: string[] = [];
  const lengths = memoryOf((text: string) => {
    made.push(text);
    return text.length;
  });
  expect([lengths.of('shared'), lengths.of('own'), lengths.of('own')]).toEqual([6, 3, 3]);
  lengths.turn();
  expect(lengths.of('shared')).toBe(6);
  lengths.turn();
  expect([lengths.of('shared'), lengths.of('own')]).toEqual([6, 3]);
  expect(made).toEqual(['shared', 'own', 'own']);
});
