import { forEachChild, type ParseError, parse, type SyntaxNode } from 'unbash';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { Spec } from './rule.js';

interface Script {
  readonly path: SpecPath;
  readonly text: string;
}

/** What runs a text is named in its first line: `#!/bin/bash -e`, `#!/usr/bin/env bash`. */
const runsInShell = /^#![ \t]*(?:\/\S+\/)?(?:env[ \t]+(?:-S[ \t]+)?)?(?:ba|da)?sh(?:[ \t]|\r?\n|$)/;

/** cloud-init takes this line away before it runs the rest. Source: canonical/cloud-init cloudinit/handlers/boot_hook.py. */
const boothookLine = /^#cloud-boothook[^\n]*\n/;

function ownFiles(machine: { readonly files?: readonly { content: string }[] }, path: SpecPath): Script[] {
  return (machine.files ?? []).map(({ content }, index) => ({
    path: [...path, 'files', index, 'content'],
    text: content,
  }));
}

/** Every text of the spec that a shell runs. */
function scriptsOf({ firstBoot = {}, target, host = {}, workers = [], pools = [] }: Spec): Script[] {
  const always = (['onReady', 'onFailed'] as const).flatMap((key) => {
    const text = firstBoot[key];
    return text === undefined ? [] : [{ path: ['spec', 'firstBoot', key], text }];
  });
  const perhaps = [
    ...(target.parts ?? []).map(({ content }, index) => ({
      path: ['spec', 'target', 'parts', index, 'content'],
      text: content,
    })),
    ...ownFiles(host, ['spec', 'host']),
    ...workers.flatMap((worker, index) => ownFiles(worker, ['spec', 'workers', index])),
    ...pools.flatMap((pool, index) => ownFiles(pool, ['spec', 'pools', index])),
  ];
  return [...always, ...perhaps.filter(({ text }) => runsInShell.test(text.replace(boothookLine, '')))];
}

/** The place where bash stops reading; what comes behind it is a consequence. */
function firstError(script: string): ParseError | undefined {
  let found: ParseError | undefined;
  const visit = (node: SyntaxNode): void => {
    if (found !== undefined) return;
    // What is substituted is a script of its own, with errors of its own.
    found = 'errors' in node ? (node.errors as readonly ParseError[] | undefined)?.[0] : undefined;
    if (found === undefined) forEachChild(node, visit);
  };
  visit(parse(script));
  return found;
}

/** The parser's own bound, which bash does not have. */
const isBound = ({ message }: ParseError): boolean => message.includes('nesting depth exceeded');

/** Scripts that bash refuses to read to their end. */
export function shellRules(spec: Spec): Diagnostic[] {
  return scriptsOf(spec).flatMap(({ path, text }) => {
    const error = firstError(text);
    if (error === undefined || isBound(error)) return [];
    // At the end of the text there is nothing to point at: its last character is.
    const at = Math.min(error.pos, text.trimEnd().length - 1);
    const length = /^[A-Za-z]+/.exec(text.slice(at))?.[0].length ?? 1;
    const before = text.slice(0, at).split('\n');
    const args = { reason: error.message, line: before.length };
    return [{ ...diagnose('shell-malformed', path, args), within: [at, at + length] as const }];
  });
}
