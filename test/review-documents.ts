import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const golden = resolve('out/current-containerd');

export const document = join(golden, 'worker-0.cloud-config.yaml');

export const key = '/var/lib/kubelet/worker-0-key.pem';

export const here = (): string => mkdtempSync(join(tmpdir(), 'bootwright-review-'));

export const write = (folder: string, text: string): string => {
  writeFileSync(join(folder, 'doc'), text);
  return 'doc';
};
