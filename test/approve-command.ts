import { readFileSync } from 'node:fs';
import { bootwright, workspace } from './cli-process.js';
import type { Submission } from './e2e/approve/forger.js';
import { object as submitted } from './submitted-request.js';

export const folder = workspace({ keys: false });

export const approve = (input: unknown, ...args: string[]) =>
  bootwright(folder, ['approve', 'cluster.yaml', ...args], typeof input === 'string' ? input : JSON.stringify(input));

export const good = readFileSync(new URL('requests/ecdsa.pem', import.meta.url), 'utf8');

export const object = (name: string, request = good, spec: Omit<Submission, 'name'> = {}) =>
  submitted({ name, request, ...spec });

export const list = (...items: unknown[]) => ({ apiVersion: 'v1', kind: 'List', items });
