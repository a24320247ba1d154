/** Kinds of files whose settings are told one by one. */
export const kindNames = [
  'kubelet',
  'kube-proxy',
  'kubeconfig',
  'containerd',
  'crio',
  'docker',
  'unit',
  'sysctl',
  'modules',
  'cni',
] as const;
export type KindName = (typeof kindNames)[number];

const isJson = (path: string): boolean => /\.(?:json|conf|conflist)$/.test(path);

/** Whether a file is of a kind, by its path and its text; in the order in which they are tried. */
export const isOfKind: Readonly<Record<KindName, (path: string, text: string) => boolean>> = {
  kubelet: (_, text) => /^kind: KubeletConfiguration$/m.test(text),
  'kube-proxy': (_, text) => /^kind: KubeProxyConfiguration$/m.test(text),
  kubeconfig: (_, text) => /^kind: Config$/m.test(text),
  containerd: (path) => /\/containerd\/.*\.toml$/.test(path),
  crio: (path) => path.startsWith('/etc/crio/') && !isJson(path),
  docker: (path) => path.endsWith('/docker/daemon.json'),
  unit: (path) => path.startsWith('/etc/systemd/system/') && /\.(?:service|conf)$/.test(path),
  sysctl: (path) => path.startsWith('/etc/sysctl.d/'),
  modules: (path) => path.startsWith('/etc/modules-load.d/'),
  cni: (path) => path.includes('/cni/net.d/') && isJson(path),
};

/** The unit that a file in systemd's folder belongs to, its drop-ins too. */
export const unitOf = (path: string): string =>
  /^\/etc\/systemd\/system\/([^/]+?)(?:\.service)?(?:\.d\/[^/]+)?$/.exec(path)?.[1] ?? path;

/** The kind of a file; undefined for any other text. */
export const kindOf = (path: string, text: string): KindName | undefined =>
  kindNames.find((name) => isOfKind[name](path, text));
