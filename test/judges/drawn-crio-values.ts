import fc from 'fast-check';

/** What the last step of a key of CRI-O's is drawn from. */
export const crioValues: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  default_runtime: fc.constantFrom('crun', 'runc', '', 'kata'),
  log_size_max: fc.constantFrom(-1, 0, 4096, 8192, 100_000),
  image_volumes: fc.constantFrom('mkdir', 'bind', 'ignore', 'mkdirs', ''),
  short_name_mode: fc.constantFrom('', 'enforcing', 'disabled', 'strict'),
  tls_min_version: fc.constantFrom('', 'VersionTLS12', 'VersionTLS13', 'VersionTLS11', 'TLS13'),
  tls_cipher_suites: fc.constantFrom([], ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'], ['TLS_NOPE']),
  log_level: fc.constantFrom('info', 'debug', 'Warn', 'verbose', ''),
  default_sysctls: fc.array(fc.constantFrom('net.ipv4.ping_group_range=0 0', 'a = b', 'a', '', 'a=b=c', 'a= b'), {
    maxLength: 2,
  }),
  default_ulimits: fc.array(
    fc.constantFrom(
      'nofile=1024:2048',
      'nofile=2048:1024',
      'nofile=1',
      'nofiles=1:2',
      'core=-1:-1',
      'core=-1:5',
      'cpu=1:2:3',
      'cpu=a',
      'cpu',
      'cpu=5:-1',
      'cpu=+5',
    ),
    { maxLength: 1 },
  ),
  default_capabilities: fc.array(fc.constantFrom('CHOWN', 'net_raw', 'Kill', 'CAP_CHOWN', 'NOPE', 'BPF'), {
    maxLength: 2,
  }),
  additional_devices: fc.array(
    fc.constantFrom(
      '',
      '/dev/null',
      '/dev/null:/dev/x:rwm',
      '/dev/null:rw',
      '/dev/null:x',
      '/tmp',
      '/dev/null:/dev/null:z',
      'a',
    ),
    { maxLength: 1 },
  ),
  infra_ctr_cpuset: fc.constantFrom('', '0-1,4', '0', '3-1', 'a', '0-'),
  timezone: fc.constantFrom('', 'local', 'Local', 'UTC', 'Europe/Berlin', 'Mars/Olympus', 'utc'),
  included_pod_metrics: fc.constantFrom([], ['all'], ['cpu', 'memory'], ['all', 'cpu'], ['cpus'], ['diskIO']),
  namespaced_auth_dir: fc.constantFrom('/etc/crio/auth', '', 'auth'),
  signature_policy_dir: fc.constantFrom('/etc/crio/policies', '', 'policies'),
  pause_image: fc.constantFrom('registry.k8s.io/pause:3.10', '', 'https://a/b', 'A/B', 'pause'),
  min_injected_gomaxprocs: fc.constantFrom(0, 2, -1),
  additional_artifact_stores: fc.constantFrom([], ['/srv/artifacts'], ['artifacts']),
  cni_status_grace_period: fc.constantFrom<unknown>('10s', '0s', '-1s', 0, 5),
  exec_cpu_affinity: fc.constantFrom('', 'first', 'last'),
  workloads: fc.dictionary(
    fc.constantFrom('management'),
    fc.record(
      {
        activation_annotation: fc.constantFrom('a.example.com', ''),
        annotation_prefix: fc.constantFrom('b.example.com'),
        resources: fc.record(
          {
            cpuset: fc.constantFrom('', '0-1', 'a'),
            cpushares: fc.constantFrom(0, 512),
            cpuquota: fc.constantFrom(0, 100, 1000),
            cpuperiod: fc.constantFrom(0, 10, 2000),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
    { maxKeys: 1 },
  ),
};
