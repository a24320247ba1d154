import { expression, placeOf, plain } from './terraform-expression.js';

/** A file that documents were made from: the spec, or one of the keys' folder. */
export interface ModuleSource {
  /** What it is called in messages; of the spec without a folder, of the others with one. */
  readonly name: string;
  /** Where it lies, as seen from the module's folder. */
  readonly path: string;
  /** Of its bytes when the documents were rendered, in hexadecimal; empty: not all of them were rendered from one. */
  readonly sha256: string;
  readonly isSpec: boolean;
}

/** Files that a message names; of more the first ones. */
const mostNamed = 5;

function messageOfChange(): string {
  const first = expression(`join(", ", slice(local.changed, 0, min(${mostNamed}, length(local.changed))))`);
  const rest = expression(`length(local.changed) > ${mostNamed} ? " and others" : ""`);
  return `Changed after the documents were rendered: ${first}${rest}. Run bootwright render, then plan again.`;
}

/**
 * What stops a plan whose documents are older than their sources: the digests of these as they were rendered, and a
 * precondition of every output. A source that is not there stops nothing, as the module may be used on another machine;
 * of the spec a plan then says that nothing tells. All of it is known to Terraform 1.5 and OpenTofu 1.6.
 */
export function freshness(sources: readonly ModuleSource[]) {
  const entries = sources.map(({ name, path, sha256 }) => [plain(name), { path: plain(path), sha256 }] as const);
  const digest = `filesha256("\${path.module}/\${source.path}")`;
  const spec = sources.find(({ isSpec }) => isSpec);
  const assert = (condition: string, message: string) => [{ condition: expression(condition), error_message: message }];
  return {
    locals: {
      sources: Object.fromEntries(entries),
      changed: expression(`[for name, source in local.sources : name if try(${digest} != source.sha256, false)]`),
    },
    check: spec && {
      spec: {
        assert: assert(
          `fileexists(${placeOf(spec.path)})`,
          `${plain(spec.name)} is not where it was when the documents were rendered, so nothing tells whether it changed since.`,
        ),
      },
    },
    precondition: assert('length(local.changed) == 0', messageOfChange()),
  };
}
