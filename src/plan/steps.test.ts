import { expect, it } from 'vitest';
import { inOrder, type JournalEntry, journalOf, type Phase, type PlannedStep } from './steps.js';

const step = (name: string, phase: Phase, ...after: string[]): PlannedStep => ({
  name,
  command: ['run_script'],
  after,
  key: null,
  phase,
});

const lineOf = (entry: JournalEntry): string =>
  entry.does === 'finish' ? `finish ${entry.names.join(' ')}` : `${entry.does} ${entry.step.name}`;

const journal = (...steps: PlannedStep[]): string[] => journalOf(inOrder(steps)).map(lineOf);

it('runs phases in their order, and within one what others wait for first', () => {
  expect(
    journal(
      step('on-ready', 'ready'),
      step('certificate', 'kubelet', 'start-kubelet'),
      step('start-kubelet', 'kubelet'),
      step('disk', 'storage', 'partition'),
      step('partition', 'storage'),
      step('clock', 'preflight'),
    ),
  ).toEqual([
    'do_now clock',
    'do_now partition',
    'do_now disk',
    'do_now start-kubelet',
    'do_now certificate',
    'do_now on-ready',
  ]);
});

it('awaits downloads where a step names them, the host before the network, and all before the node joins', () => {
  expect(
    journal(
      step('kubelet', 'fetch'),
      step('cni', 'fetch'),
      step('host', 'host'),
      step('repository', 'host'),
      step('packages', 'host', 'repository'),
      step('runtime', 'runtime', 'cni', 'nothing of the name'),
      step('start-kubelet', 'kubelet', 'cni', 'kubelet'),
      step('crictl', 'tools'),
      step('health', 'health'),
      step('join', 'join'),
    ),
  ).toEqual([
    'start kubelet',
    'start cni',
    'start host',
    'start repository',
    'finish repository',
    'start packages',
    'finish host packages cni',
    'do_now runtime',
    'finish kubelet',
    'do_now start-kubelet',
    'start crictl',
    'do_now health',
    'finish crictl',
    'do_now join',
  ]);
});

it('leaves nothing unfinished, whatever comes last', () => {
  expect(journal(step('kubectl', 'fetch'), step('host', 'host'))).toEqual([
    'start kubectl',
    'start host',
    'finish kubectl host',
  ]);
});

it('says which steps wait for each other, or have one name', () => {
  expect(() => inOrder([step('a', 'host'), step('a', 'ready')])).toThrow('two steps are called a');
  expect(() => inOrder([step('a', 'host', 'b'), step('b', 'host', 'a')])).toThrow('steps wait for each other: a, b');
});
