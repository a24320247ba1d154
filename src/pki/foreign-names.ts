import { authorityFiles, etcdAuthorityFiles, type PairFiles } from './request.js';

/** A file of a CA under the name that another tool gives it, and the place where it is read. */
export interface ForeignFile {
  readonly file: string;
  readonly place: string;
  readonly isKey: boolean;
}

/** What kubeadm calls the CAs, in its folder of certificates: https://kubernetes.io/docs/setup/best-practices/certificates/ */
const foreignNames: readonly (readonly [PairFiles, readonly PairFiles[]])[] = [
  [authorityFiles, [{ certificate: 'ca.crt', key: 'ca.key' }]],
  [
    etcdAuthorityFiles,
    [
      { certificate: 'etcd-ca.crt', key: 'etcd-ca.key' },
      { certificate: 'etcd/ca.crt', key: 'etcd/ca.key' },
    ],
  ],
];

/** The command that puts such a file in its place; `path` makes a name in the folder one for the user's shell. */
export function copyCommand({ file, place, isKey }: ForeignFile, path: (file: string) => string): string {
  return `${isKey ? 'install -m 600' : 'cp'} ${path(file)} ${path(place)}`;
}

/** The files of a CA that are there under other names; none where there are none. */
export function foreignFilesOf(files: PairFiles, lookup: (file: string) => string | undefined): ForeignFile[] {
  const [, names = []] = foreignNames.find(([own]) => own.certificate === files.certificate) ?? [];
  for (const { certificate, key } of names) {
    const found = [
      { file: certificate, place: files.certificate, isKey: false },
      { file: key, place: files.key, isKey: true },
    ].filter(({ file, place }) => lookup(file) !== undefined && lookup(place) === undefined);
    if (found.length > 0) return found;
  }
  return [];
}
