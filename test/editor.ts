import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService } from 'yaml-language-server';

/** What an editor has of the cursor's place, marked by `|` in the text. */
export interface EditorAnswers {
  readonly completions: readonly string[];
  readonly hover: string;
  /** Marked places: `line:column message`, both from 1. */
  readonly marked: readonly string[];
}

/** The engine keeps what it has parsed by file and version. */
let asked = 0;

/** Asks the engine of editors about a spec whose first line names its schema, as it lies in a folder. */
export async function askEditor(file: string, text: string): Promise<EditorAnswers> {
  const service = getLanguageService({
    schemaRequestService: async (uri) => readFileSync(new URL(uri), 'utf8'),
    workspaceContext: { resolveRelativePath: (path, resource) => new URL(path, resource).href },
  });
  service.configure({ validate: true, hover: true, completion: true, schemas: [] });
  const cursor = text.indexOf('|');
  const whole = cursor < 0 ? text : text.slice(0, cursor) + text.slice(cursor + 1);
  const document = TextDocument.create(pathToFileURL(file).href, 'yaml', ++asked, whole);
  const position = document.positionAt(Math.max(cursor, 0));
  const marked = await service.doValidation(document, false);
  const hover = await service.doHover(document, position);
  const { items } = await service.doComplete(document, position, false);
  return {
    completions: items.map(({ label }) => label),
    hover: hover === null ? '' : JSON.stringify(hover.contents),
    marked: marked.map(({ range: { start }, message }) => `${start.line + 1}:${start.character + 1} ${message}`),
  };
}
