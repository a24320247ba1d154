/** What people do with each command: a line for the prompt, and what it does. A test runs each. */
export const examples: Readonly<Record<string, readonly (readonly [line: string, does: string])[]>> = {
  init: [
    ['bootwright init', 'cluster.yaml, three workers at DigitalOcean'],
    ['bootwright init --provider aws --os ubuntu-24.04 --workers 5 --force', 'five at AWS'],
    ['bootwright init - >other.yaml', 'to standard output'],
  ],
  validate: [
    ['bootwright validate cluster.yaml', 'every problem, with line and column'],
    ['bootwright validate - <cluster.yaml', 'of standard input'],
  ],
  render: [
    ['bootwright render cluster.yaml', 'into out/NAME'],
    ['bootwright render cluster.yaml --check', 'what would change; status 1 if anything would'],
    ['bootwright render cluster.yaml --node worker-0 --stdout', 'one document, to paste'],
  ],
  inspect: [
    ['bootwright inspect out/demo/worker-0.cloud-config.yaml', 'what it holds'],
    ['bootwright inspect out/demo/worker-0.cloud-config.yaml kubelet.service', 'one of its files'],
  ],
  'pki issue': [['bootwright pki issue cluster.yaml', 'the CA, and what is missing']],
  explain: [
    ['bootwright explain', 'all codes'],
    ['bootwright explain spec.target.provider', 'a key of the spec'],
  ],
  completion: [['source <(bootwright completion bash)', 'in ~/.bashrc']],
};

/** What scripts rely on. */
export const statusText =
  'Exit status: 0 fine; 1 the spec, the keys or the check is not; 2 wrong usage, or a file that cannot be read or written; 3 a bug of ours.';

/** What `bootwright` alone says: the way from nothing to a document. */
export const wayText = `One cluster spec in, one first-boot document per Kubernetes worker out.

  bootwright init cluster.yaml         write a starter spec, then edit it
  bootwright validate cluster.yaml     see every problem, with its line and a way out
  bootwright pki issue cluster.yaml    make the keys
  bootwright render cluster.yaml       write the documents, one a machine, into out/

All commands: bootwright --help. One of them: bootwright render --help.
`;
