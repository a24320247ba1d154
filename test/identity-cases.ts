export const everything = { name: 'hostname', address: 'privateAddress' };

export const network1 = `- ip: 10.0.0.2
  alias_ips: [10.0.0.3, 10.0.0.4]
  interface_num: 1
  network: 10.0.0.0/8
`;
