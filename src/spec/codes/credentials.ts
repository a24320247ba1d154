import type { Catalogue } from './entry.js';

/** What is found in the folder of keys and certificates, or missing there. */
export const credentialCodes = {
  'credentials-missing': {
    severity: 'error',
    message: '{what} of {owner} is missing: {file}',
    hint: ['`bootwright pki issue` makes what is missing.'],
    doc: {
      text: "The documents hold the nodes' keys and certificates, which are made before they are rendered.",
      bad: 'bootwright render cluster.yaml',
      good: 'bootwright pki issue cluster.yaml && bootwright render cluster.yaml',
    },
  },
  'credentials-elsewhere': {
    severity: 'error',
    message: '{file} is missing, but the folder has {found}',
    hint: ['To use that CA: `{copy}`.', 'Its key, while certificates are made: `{copyKey}`.'],
    doc: {
      text: "A CA of your own goes into the folder of keys as ca.pem, and its key beside it as ca-key.pem while certificates are made. kubeadm calls them ca.crt and ca.key; a second CA made beside them would make nodes that the cluster's API server refuses.",
      bad: 'cp /etc/kubernetes/pki/ca.crt /etc/kubernetes/pki/ca.key pki/',
      good: 'cp /etc/kubernetes/pki/ca.crt pki/ca.pem && install -m 600 /etc/kubernetes/pki/ca.key pki/ca-key.pem',
    },
  },
  'keys-of-another-cluster': {
    severity: 'error',
    message: 'the keys in {folder} are not those of {name}: {reason}',
    hint: ['Give this cluster a folder of its own: --pki DIR.', 'If they are its keys all the same: `{adopt}`.'],
    doc: {
      text: 'A folder of keys belongs to one cluster. With two in it, the administrator of the one would be that of the other, and a node of either could pass for one of both. The file cluster-name says whose the folder is; `bootwright pki init` and `pki issue` write it.',
      bad: 'bootwright pki issue one.yaml && bootwright pki issue two.yaml',
      good: 'bootwright pki issue one.yaml --pki keys/one && bootwright pki issue two.yaml --pki keys/two',
    },
  },
  'credentials-mismatch': {
    severity: 'error',
    message: '{file} does not fit {owner}: {reason}',
    hint: ['`bootwright pki issue` makes it anew once the old file is gone.'],
    doc: {
      text: "A certificate must be of its key, signed by the cluster's CA, and hold the names that the spec gives; otherwise the node is refused when it joins.",
      bad: '# worker-0.crt was made when the address was another one',
      good: 'rm pki/worker-0.crt && bootwright pki issue cluster.yaml',
    },
  },
  'credentials-expiring': {
    severity: 'warning',
    message: '{file} of {owner} is valid until {until}: {left} days are left',
    hint: [
      { text: '`bootwright pki renew` makes a new one.', when: 'leaf' },
      {
        text: "Renew the CA with its own key, so that what it has signed stays valid: openssl x509 -in ca.pem -signkey ca-key.pem -days 3650 -out new.pem, and new.pem in ca.pem's place, here and at the API server.",
        when: 'authority',
      },
    ],
    doc: {
      text: 'A machine that boots with an expired certificate does not join. Documents are often kept for months, so little time left is worth a warning.',
      bad: 'credentials: {days: 7}',
      good: 'credentials: {days: 365}',
    },
  },
} as const satisfies Catalogue;
