import type { Catalogue } from './entry.js';

/** What is found in the folder of keys and certificates, or missing there. */
export const credentialCodes = {
  'credentials-missing': {
    severity: 'error',
    message: '{what} of {owner} is missing: {file}',
    hint: ['`bootwright pki issue` makes whatever is missing.'],
    doc: {
      text: "The documents hold the nodes' keys and certificates, so these must exist before a render.",
      bad: 'bootwright render cluster.yaml',
      good: 'bootwright pki issue cluster.yaml && bootwright render cluster.yaml',
    },
  },
  'credentials-elsewhere': {
    severity: 'error',
    message: '{file} is missing, but the folder has {found}',
    hint: ['To use that CA: `{copy}`.', 'To sign with it, its key too: `{copyKey}`.'],
    doc: {
      text: "A CA of your own goes into the folder of keys as ca.pem, with its key beside it as ca-key.pem for as long as certificates are made. kubeadm calls them ca.crt and ca.key; a second CA made beside them would give you nodes that the cluster's API server refuses.",
      bad: 'cp /etc/kubernetes/pki/ca.crt /etc/kubernetes/pki/ca.key pki/',
      good: 'cp /etc/kubernetes/pki/ca.crt pki/ca.pem && install -m 600 /etc/kubernetes/pki/ca.key pki/ca-key.pem',
    },
  },
  'keys-of-another-cluster': {
    severity: 'error',
    message: 'the keys in {folder} do not belong to {name}: {reason}',
    hint: ['Give this cluster a folder of its own: --pki DIR.', 'If they do belong to this cluster: `{adopt}`.'],
    doc: {
      text: 'A folder of keys belongs to one cluster. If two shared it, the administrator of one would be administrator of the other, and a node of either could pass for a node of both. The file cluster-name says whose folder it is; `bootwright pki init` and `pki issue` write it.',
      bad: 'bootwright pki issue one.yaml && bootwright pki issue two.yaml',
      good: 'bootwright pki issue one.yaml --pki keys/one && bootwright pki issue two.yaml --pki keys/two',
    },
  },
  'credentials-sealed': {
    severity: 'error',
    message: '{file} is {how}, and {reason}',
    hint: [
      {
        text: 'Name an age identity or an ssh key with --identity FILE, or put the identity itself into {identity}.',
        when: 'identity',
      },
      { text: 'Put the passphrase into {passphrase}.', when: 'passphrase' },
      { text: 'Encrypt it as text: `{armor}`.', when: 'armor' },
    ],
    doc: {
      text: 'The secrets of a folder of keys may be encrypted, to the recipients in its file recipients or under a passphrase. A render needs their clear text, for the documents alone, and asks nobody for it on a terminal.',
      bad: 'bootwright render cluster.yaml',
      good: 'bootwright render cluster.yaml --identity ~/.ssh/id_ed25519',
    },
  },
  'identity-unreadable': {
    severity: 'error',
    message: '{from} {reason}',
    hint: ['Give a file that `age-keygen` wrote, or an ssh private key (ssh-ed25519, ssh-rsa).'],
    doc: {
      text: 'An identity opens what was encrypted to its recipient. Keys under a passphrase, plugins of age and keys in an agent are not asked: no command of Bootwright waits for a terminal.',
      bad: 'bootwright render cluster.yaml --identity ~/.ssh/id_ed25519.pub',
      good: 'bootwright render cluster.yaml --identity ~/.ssh/id_ed25519',
    },
  },
  'recipient-malformed': {
    severity: 'error',
    message: '{file} names whom secrets are encrypted to, one a line, and {what}',
    hint: [
      'A recipient is what `age-keygen -y` prints (age1…), or the line of an ssh public key (ssh-ed25519, ssh-rsa).',
    ],
    doc: {
      text: 'Secrets of the folder are encrypted to everyone in its file recipients, which age reads with -R. To anyone else they are closed, so a line that nobody can read is an error.',
      bad: 'echo AGE-SECRET-KEY-1… >pki/recipients',
      good: 'age-keygen -y key.txt >pki/recipients',
    },
  },
  'credentials-mismatch': {
    severity: 'error',
    message: '{file} does not fit {owner}: {reason}',
    hint: ['Move the old file away, and `bootwright pki issue` makes a new one.'],
    doc: {
      text: "A certificate must match its key, be signed by the cluster's CA, and hold the names in the spec; otherwise the API server refuses the node.",
      bad: '# pki/nodes/worker-0.pem was made when the address was another one',
      good: 'rm pki/nodes/worker-0*.pem && bootwright pki issue cluster.yaml',
    },
  },
  'credentials-expiring': {
    severity: 'warning',
    message: '{file} of {owner} expires on {until}, in {left}',
    hint: [
      { text: '`bootwright pki renew` makes a new one.', when: 'leaf' },
      {
        text: 'Renew the CA with its own key, so that everything it has signed stays valid: openssl x509 -in ca.pem -signkey ca-key.pem -days 3650 -out new.pem; then replace ca.pem with new.pem, here and at the API server.',
        when: 'authority',
      },
    ],
    doc: {
      text: 'A machine that boots with an expired certificate does not join. Documents are often kept for months, so a certificate that expires soon is worth a warning.',
      bad: 'credentials: {days: 7}',
      good: 'credentials: {days: 365}',
    },
  },
} as const satisfies Catalogue;
