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
  'pki list': [['bootwright pki list cluster.yaml --before 30d', 'status 1 if one ends within 30 days']],
  'pki renew': [['bootwright pki renew cluster.yaml', 'what ends within 30 days']],
  terraform: [['bootwright terraform cluster.yaml', 'into out/NAME/terraform']],
  artifacts: [
    ['bootwright artifacts cluster.yaml', 'URL, digest and place of each'],
    ['bootwright artifacts cluster.yaml --urls', 'for wget'],
  ],
  explain: [
    ['bootwright explain', 'all codes'],
    ['bootwright explain key-unknown', 'one of them'],
    ['bootwright explain spec.target.provider', 'a field of the spec'],
  ],
  schema: [['bootwright schema >cluster.schema.json', 'for an editor']],
  completion: [['source <(bootwright completion bash)', 'in ~/.bashrc']],
};

/** What the commands of a group have in common. */
export const groupSummaries: Readonly<Record<string, string>> = {
  pki: 'Make, list, renew and import keys and certificates; "bootwright pki --help" has each',
};

/** What scripts rely on. */
export const statusText =
  'Exit status: 0 success; 1 a problem in the spec or the keys, or a check that found something; 2 wrong usage, or a file that cannot be read or written; 3 a bug of Bootwright.';

/** What `bootwright` alone says: the way from nothing to a document. */
export const wayText = `One cluster spec in, one first-boot document per Kubernetes worker out.

  bootwright init cluster.yaml         write a starter spec; edit it
  bootwright validate cluster.yaml     see every problem, with its line and a way out
  bootwright pki issue cluster.yaml    make the keys
  bootwright render cluster.yaml       write the documents, one for each machine, into out/

For a cluster that kubeadm made, start with bootwright adopt. All commands: bootwright --help.
`;
