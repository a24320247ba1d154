import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { edit, ensureBuilt } from './cli-process.js';
import { cli, repository, run } from './review-repository.js';

interface Comment {
  readonly id: number;
  body: string;
}

/** A forge's API as far as comments go, a hundred at a time, with what it was asked. */
let comments: Comment[];

/** Of a pull request from a fork it takes no comment. */
let isFork: boolean;

let asked: string[];

let server: Server;

let address: string;

// A run of a pipeline starts the command several times.
vi.setConfig({ testTimeout: 300_000 });

beforeAll(ensureBuilt, 120_000);

beforeEach(async () => {
  comments = [{ id: 1, body: 'of somebody else' }];
  asked = [];
  isFork = false;
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      asked.push(`${method} ${url.split('?')[0]} ${headers.authorization ?? headers['private-token']}`);
      const page = Number(/[?&]page=(\d+)/.exec(url)?.[1] ?? 1);
      if (method === 'GET') response.end(JSON.stringify(comments.slice((page - 1) * 100, page * 100)));
      else if (isFork) response.writeHead(403).end('{"message": "Resource not accessible by integration"}');
      else {
        const { body } = JSON.parse(text) as Comment;
        const id = Number(/(\d+)$/.exec(url)?.[1]);
        const known = comments.find((each) => each.id === id);
        if (known && method !== 'POST') known.body = body;
        else comments.push({ id: comments.length + 1, body });
        response.end('{}');
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => server.close());

/** The step of action.yml as GitHub runs it: its expressions filled in. */
function actionStep(base: string) {
  const { inputs, runs } = parse(readFileSync('action.yml', 'utf8'));
  const given: Record<string, string> = { base, token: 'of-a-test', bootwright: cli };
  const values: Record<string, string> = {
    'github.api_url': address,
    'github.repository': 'o/r',
    'github.event.pull_request.number': '7',
    ...Object.fromEntries(Object.keys(inputs).map((key) => [`inputs.${key}`, given[key] ?? inputs[key].default])),
  };
  const filled = (text: string): string =>
    text.replace(/\$\{\{ (\S+) \}\}/g, (_, key: string) => {
      const value = values[key];
      if (value === undefined) throw new Error(`action.yml names ${key}`);
      return value;
    });
  const [step] = runs.steps;
  const env = Object.fromEntries(
    Object.entries(step.env as Record<string, string>).map(([key, text]) => [key, filled(text)]),
  );
  return { lines: step.run as string, env: { ...env, GITHUB_ACTION_PATH: resolve('.') } };
}

describe('action.yml', () => {
  it('finds nothing to say of an unchanged spec', async () => {
    const { folder, base } = repository();
    const { lines, env } = actionStep(base);
    expect(await run(folder, lines, env)).toEqual({ status: 0, output: '' });
    expect(comments).toHaveLength(1);
  });

  it('says what a pull request changes in one comment, which the next run replaces, and refuses stale copies', async () => {
    const { folder, base } = repository();
    edit(join(folder, 'cluster.yaml'), 'spec:\n', 'spec:\n  kubelet: {config: {maxPods: 60}}\n');
    const { lines, env } = actionStep(base);
    const stale = await run(folder, lines, env);
    expect(stale.status).toBe(1);
    expect(stale.output).toMatch(/^::warning file=cluster.yaml,line=\d+,.*maxPods: not set → 60: needs a drain/m);
    expect(stale.output).toContain('::error::the copies in out are not those of the spec');
    spawnSync(process.execPath, [resolve('dist/cli.js'), 'render', 'cluster.yaml', '--review'], { cwd: folder });
    edit(join(folder, 'cluster.yaml'), 'maxPods: 60', 'maxPods: 200');
    spawnSync(process.execPath, [resolve('dist/cli.js'), 'render', 'cluster.yaml', '--review'], { cwd: folder });
    expect(await run(folder, lines, env)).toEqual({ status: 0, output: '' });
    expect(comments).toHaveLength(2);
    expect(comments[1]?.body).toMatch(/^<!-- bootwright review -->\n### bootwright render/);
    expect(comments[1]?.body).toContain('maxPods&#58; not set → 200');
    expect(asked).toContain('PATCH /repos/o/r/issues/comments/2 Bearer of-a-test');
  });

  it('finds its comment among hundreds', async () => {
    const { folder, base } = repository();
    edit(join(folder, 'cluster.yaml'), 'spec:\n', 'spec:\n  kubelet: {config: {maxPods: 60}}\n');
    for (let id = 2; id <= 230; id += 1)
      comments.push({ id, body: id === 220 ? '<!-- bootwright review -->\nold' : 'of somebody else' });
    const { lines, env } = actionStep(base);
    await run(folder, lines, env);
    expect(comments).toHaveLength(230);
    expect(comments[219]?.body).toContain('maxPods&#58; not set → 60');
  });

  it('does without a comment where the token may not write one', async () => {
    const { folder, base } = repository();
    edit(join(folder, 'cluster.yaml'), 'spec:\n', 'spec:\n  kubelet: {config: {maxPods: 60}}\n');
    spawnSync(process.execPath, [resolve('dist/cli.js'), 'render', 'cluster.yaml', '--review'], { cwd: folder });
    isFork = true;
    const { lines, env } = actionStep(base);
    const { status, output } = await run(folder, lines, env);
    expect(status).toBe(0);
    expect(output).toContain('::warning::no comment was written: the token may not write comments here');
  });

  it('tells what is wrong with a spec at its line, and makes no comment of it', async () => {
    const { folder, base } = repository();
    edit(join(folder, 'cluster.yaml'), 'debian-13', 'debian13');
    const { lines, env } = actionStep(base);
    expect(await run(folder, lines, env)).toMatchObject({
      status: 1,
      output: expect.stringContaining('::error file=cluster.yaml,line=17,'),
    });
    expect(asked).toEqual([]);
  });
});

it("GitLab's template says the same in a note", async () => {
  const { folder, base } = repository();
  edit(join(folder, 'cluster.yaml'), 'spec:\n', 'spec:\n  proxy: {mode: iptables}\n');
  const { 'bootwright-review': job } = parse(readFileSync('ci/gitlab.yml', 'utf8'));
  const [fetch, ...script] = job.script as string[];
  expect(fetch).toContain('package/ci/review.sh');
  // In place of the package from the registry, the script that it holds.
  mkdirSync(join(folder, 'package/ci'), { recursive: true });
  copyFileSync('ci/review.sh', join(folder, 'package/ci/review.sh'));
  const env = {
    ...job.variables,
    BOOTWRIGHT: cli,
    CI_API_V4_URL: address,
    CI_PROJECT_ID: '3',
    CI_MERGE_REQUEST_IID: '7',
    CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
    BOOTWRIGHT_TOKEN: 'of-a-test',
  };
  expect(await run(folder, script.join('\n'), env)).toMatchObject({ status: 1 });
  expect(comments[1]?.body).toContain('restarts kube&#45;proxy');
  expect(asked.at(-1)).toBe('POST /projects/3/merge_requests/7/notes of-a-test');
});
