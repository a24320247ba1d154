/** What kube-bench says of a worker. */
interface Check {
  readonly test_number: string;
  readonly status: 'PASS' | 'FAIL' | 'WARN' | 'INFO';
}

/** Manual items of CIS 1.10 that a node does not meet, and why that is right. */
const excused: Readonly<Record<string, string>> = {
  '4.1.7': 'a CA certificate is public; CIS 1.12 asks for 0644, and so it is',
  '4.2.7':
    'a node has the name that its spec and its certificate have; the benchmark fears a name that no certificate has',
  '4.2.12': 'with TLS 1.3 as the least there is no suite to choose: all of its are strong',
};

/** Which benchmark, and which of its sections, in kube-bench's words. */
export const workerSection = ['run', '--targets', 'node', '--benchmark', 'cis-1.10', '--json'];

/** Throws where a check of kube-bench's answer fails, or a manual one is neither met nor excused; says what it counted. */
export function judgeBench(answer: string): string {
  const { Controls } = JSON.parse(answer) as { Controls: { tests: { results: Check[] }[] }[] };
  const checks = Controls.flatMap(({ tests }) => tests.flatMap(({ results }) => results));
  if (checks.length <= 20) throw new Error(`there are only ${checks.length} checks`);
  const of = (status: Check['status']): string[] =>
    checks.filter((check) => check.status === status).map(({ test_number }) => test_number);
  const failed = of('FAIL');
  if (failed.length > 0) throw new Error(`it fails ${failed.join(', ')}`);
  const [manual, known] = [of('WARN').join(', '), Object.keys(excused).join(', ')];
  if (manual !== known) throw new Error(`not met by hand is ${manual}, excused is ${known}`);
  return `${of('PASS').length} passed, 0 failed, excused ${known}`;
}

/** Where kube-bench finds the parts of a node of ours, for its config.yaml; `root` is laid before each path. */
export function benchPlaces(root = ''): { kubelet: object; proxy: object } {
  const at = (path: string): string[] => [`${root}${path}`];
  return {
    kubelet: {
      bins: ['kubelet'],
      confs: at('/var/lib/kubelet/kubelet-config.yaml'),
      svc: at('/etc/systemd/system/kubelet.service'),
      kubeconfig: at('/var/lib/kubelet/kubeconfig'),
      cafile: at('/var/lib/kubernetes/ca.pem'),
    },
    proxy: { bins: ['kube-proxy'], kubeconfig: at('/var/lib/kube-proxy/kubeconfig') },
  };
}
