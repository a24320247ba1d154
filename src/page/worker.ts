import { wholeSchemaText } from 'page:schema';
import { inspect } from '../review/inspection.js';
import { diff } from '../review/labelled-changes.js';
import { explain } from '../spec/explain.js';
import type { SchemaNode } from '../spec/schema-node.js';
import { helpAt, suggestAt } from './core/manual.js';
import { Session } from './core/session.js';
import { fragmentOf, specOf } from './core/share.js';
import type { Answered, Asked, Questions } from './protocol.js';

const session = new Session(() => new Date());
let parsed: SchemaNode | undefined;

/** The whole schema: parsed at the first question. */
function schema(): SchemaNode {
  parsed ??= JSON.parse(wholeSchemaText) as SchemaNode;
  return parsed;
}

const answers: Questions = {
  render: (text) => session.render(text),
  document: (node) => session.view(node),
  raw: (node) => session.raw(node),
  suggest: (text, offset) => suggestAt(text, offset, schema()),
  help: (text, offset) => helpAt(text, offset, schema()),
  explain: (code) => explain(code).text,
  archive: () => session.archive(),
  keyArchive: () => session.keyArchive(),
  useKeys: (files) => session.useKeys(files),
  inspect,
  diff,
  share: fragmentOf,
  open: specOf,
};

const reply = (answered: Answered): void => postMessage(answered);

addEventListener('message', async ({ data: { id, question, given } }: MessageEvent<Asked>) => {
  try {
    const answer = await (answers[question] as (...given: readonly unknown[]) => unknown)(...given);
    reply({ id, answer });
  } catch (error) {
    reply({ id, failure: error instanceof Error ? error.message : String(error) });
  }
});
