import { type Argv, type CommandResult, runCommand, tryCommand } from '../harness/command.js';
import type { Network } from '../network/network.js';

/** The administrator's view of the cluster. */
export interface Kubectl {
  attempt(...args: string[]): Promise<CommandResult>;
  run(...args: string[]): Promise<string>;
  get<T>(...args: string[]): Promise<T>;
  apply(...objects: unknown[]): Promise<void>;
}

export function openKubectl(network: Network, program: string, kubeconfig: string, signal: AbortSignal): Kubectl {
  const argv = (args: readonly string[]): Argv =>
    network.inside([program, `--kubeconfig=${kubeconfig}`, '--request-timeout=15s', ...args]);
  const options = { signal, timeoutMs: 30_000 };
  const run: Kubectl['run'] = (...args) => runCommand(argv(args), options);
  return {
    run,
    attempt: (...args) => tryCommand(argv(args), options),
    get: async (...args) => JSON.parse(await run('get', '-o', 'json', ...args)),
    apply: async (...objects) => {
      const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
      await runCommand(argv(['apply', '-f', '-']), { ...options, input });
    },
  };
}
