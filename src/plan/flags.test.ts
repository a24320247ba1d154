import { expect, it } from 'vitest';
import { kubeletSettingFlags, kubeProxySettingFlags } from '../eras/settings.js';
import { flagsOfFields, flagWords } from './flags.js';

it('says fields as the flags of the same meaning', () => {
  const taints = [
    { key: 'dedicated', value: 'batch', effect: 'NoSchedule' },
    { key: 'node-role.kubernetes.io/master', value: '', effect: 'NoExecute' },
  ];
  const fields = {
    authentication: { anonymous: { enabled: false }, x509: { clientCAFile: '/ca.pem' } },
    clusterDNS: ['10.32.0.10', '10.32.0.11'],
    readOnlyPort: 0,
    registerWithTaints: taints,
  };
  expect(flagsOfFields(fields, kubeletSettingFlags)).toEqual({
    'anonymous-auth': 'false',
    'client-ca-file': '/ca.pem',
    'cluster-dns': '10.32.0.10,10.32.0.11',
    'read-only-port': '0',
    'register-with-taints': 'dedicated=batch:NoSchedule,node-role.kubernetes.io/master=:NoExecute',
  });
  expect(flagsOfFields({ featureGates: { A: true, B: false } }, kubeProxySettingFlags)).toEqual({
    'feature-gates': 'A=true,B=false',
  });
});

it('knows no flag for a field that the documents do not set', () => {
  expect(() =>
    flagsOfFields({ authorization: { webhook: { cacheAuthorizedTTL: '5m' } } }, kubeletSettingFlags),
  ).toThrow('authorization.webhook.cacheAuthorizedTTL');
});

it('lays flags over flags, sorted; null takes away, an empty text does not', () => {
  const ours = { config: '/a', v: '2', 'node-ip': '10.0.0.1' };
  expect(flagWords(ours, { v: '4', 'node-ip': null }, { 'cloud-provider': '' })).toEqual([
    '--cloud-provider=',
    '--config=/a',
    '--v=4',
  ]);
});
