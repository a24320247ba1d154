import type { Component } from '../supplies/components.js';
import type { Layout } from '../supplies/release.js';

export const flannelVersion = '0.28.4';

export const flannel: Component = {
  name: 'flannel',
  packages: ['github.com/flannel-io/flannel'],
  program: 'flanneld',
  // One of its backends is in C.
  cgo: true,
  tags: 'netgo osusergo',
  ldflags: [
    ...['-s', '-w', '-extldflags -static'],
    `-X github.com/flannel-io/flannel/pkg/version.Version=v${flannelVersion}`,
  ],
};

export const flannelLayout: Layout<'flannel'> = {
  artifact: 'flanneld',
  path: `github.com/flannel-io/flannel/releases/download/v${flannelVersion}/flanneld-amd64`,
  from: 'flannel',
};
