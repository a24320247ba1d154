/** The built-in example: what a first cluster needs and nothing else. */
export const starterSpec = `# A first cluster. Every key that is not here has a default: \`bootwright explain spec\` lists them all.
apiVersion: bootwright/v1alpha1
kind: Cluster
metadata:
  name: demo
spec:
  kubernetes:
    version: "1.36.4" # in quotes: 1.30 without them is the number 1.3
  controlPlane:
    endpoint: https://10.240.0.10:6443 # the API server, as the workers reach it
  network:
    podCIDR: 10.200.0.0/16
    serviceCIDR: 10.32.0.0/24
  target:
    provider: digitalocean # or aws, gcp, azure, hetzner, openstack, generic: sets the size limit
    os: debian-13
  workers: # one document each
    - {name: worker-0, address: 10.240.0.20, podCIDR: 10.200.0.0/24}
    - {name: worker-1, address: 10.240.0.21, podCIDR: 10.200.1.0/24}
    - {name: worker-2, address: 10.240.0.22, podCIDR: 10.200.2.0/24, labels: {tier: batch}}
`;
