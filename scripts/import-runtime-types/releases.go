package main

// A table of the file whose keys a structure of upstream's code decodes: the first of these places that a release has.
type table struct {
	name   string
	places []place
}

type place struct{ folder, structure string }

type runtime struct {
	module   string
	releases []string
	tables   []table
}

const criPackage = "vendor/github.com/containerd/cri/pkg/config"

var runtimes = map[string]runtime{
	"containerd": {
		module: "github.com/containerd/containerd",
		// The newest patch of each minor.
		releases: []string{"1.1.8", "1.2.14", "1.3.10", "1.4.13", "1.5.18", "1.6.39", "1.7.34", "2.0.11", "2.1.9", "2.2.7", "2.3.4"},
		tables: []table{
			{"", []place{{"server", "Config"}, {"services/server/config", "Config"}, {"cmd/containerd/server/config", "Config"}}},
			{"io.containerd.grpc.v1.cri", []place{{criPackage, "PluginConfig"}, {"pkg/cri/config", "PluginConfig"}, {"internal/cri/config", "ServerConfig"}}},
			{"io.containerd.cri.v1.images", []place{{"internal/cri/config", "ImageConfig"}}},
			{"io.containerd.cri.v1.runtime", []place{{"internal/cri/config", "RuntimeConfig"}}},
			{"io.containerd.server.v1.grpc", []place{{"plugins/server/grpc", "config"}}},
			{"io.containerd.server.v1.grpc-tcp", []place{{"plugins/server/grpc", "tcpConfig"}}},
			{"io.containerd.server.v1.ttrpc", []place{{"plugins/server/ttrpc", "config"}}},
			{"io.containerd.server.v1.debug", []place{{"plugins/server/debug", "config"}}},
			{"io.containerd.server.v1.metrics", []place{{"plugins/server/metrics", "config"}}},
			{"io.containerd.metrics.v1.grpc-prometheus", []place{{"plugins/server/grpc", "metricsConfig"}}},
			{"io.containerd.gc.v1.scheduler", []place{{"gc/scheduler", "config"}, {"plugins/gc", "config"}}},
			{"io.containerd.metadata.v1.bolt", []place{{"services/server/config", "BoltConfig"}, {"metadata/plugin", "BoltConfig"}, {"plugins/metadata", "BoltConfig"}}},
			{"io.containerd.snapshotter.v1.overlayfs", []place{{"snapshots/overlay/plugin", "Config"}, {"plugins/snapshots/overlay/plugin", "Config"}}},
			{"io.containerd.snapshotter.v1.native", []place{{"snapshots/native/plugin", "Config"}, {"plugins/snapshots/native/plugin", "Config"}}},
			{"io.containerd.snapshotter.v1.btrfs", []place{{"snapshots/btrfs/plugin", "Config"}, {"plugins/snapshots/btrfs/plugin", "Config"}}},
			{"io.containerd.snapshotter.v1.aufs", []place{{"vendor/github.com/containerd/aufs/plugin", "Config"}, {"vendor/github.com/containerd/aufs", "Config"}}},
			{"io.containerd.snapshotter.v1.zfs", []place{{"vendor/github.com/containerd/zfs/plugin", "Config"}, {"vendor/github.com/containerd/zfs/v2/plugin", "Config"}, {"vendor/github.com/containerd/zfs", "Config"}}},
			{"io.containerd.snapshotter.v1.blockfile", []place{{"snapshots/blockfile/plugin", "Config"}, {"plugins/snapshots/blockfile/plugin", "Config"}}},
			{"io.containerd.snapshotter.v1.devmapper", []place{{"snapshots/devmapper", "Config"}, {"plugins/snapshots/devmapper", "Config"}}},
			{"io.containerd.snapshotter.v1.erofs", []place{{"plugins/snapshots/erofs/plugin", "Config"}}},
			{"io.containerd.monitor.v1.cgroups", []place{{"metrics/cgroups", "Config"}}},
			{"io.containerd.monitor.task.v1.cgroups", []place{{"core/metrics/cgroups", "Config"}}},
			{"io.containerd.internal.v1.opt", []place{{"services/opt", "Config"}, {"plugins/services/opt", "Config"}}},
			{"io.containerd.internal.v1.restart", []place{{"runtime/restart/monitor", "Config"}}},
			{"io.containerd.monitor.container.v1.restart", []place{{"plugins/restart", "Config"}}},
			{"io.containerd.internal.v1.tracing", []place{{"tracing/plugin", "TraceConfig"}, {"pkg/tracing/plugin", "TraceConfig"}}},
			{"io.containerd.tracing.processor.v1.otlp", []place{{"tracing/plugin", "OTLPConfig"}, {"pkg/tracing/plugin", "OTLPConfig"}}},
			{"io.containerd.differ.v1.erofs", []place{{"plugins/diff/erofs/plugin", "Config"}}},
			{"io.containerd.shim.v1.manager", []place{{"core/runtime/v2", "ShimConfig"}}},
			{"io.containerd.service.v1.diff-service", []place{{"services/diff", "config"}, {"plugins/services/diff", "config"}}},
			{"io.containerd.service.v1.tasks-service", []place{{"services/tasks", "Config"}, {"plugins/services/tasks", "Config"}}},
			{"io.containerd.runtime.v1.linux", []place{{"linux", "Config"}, {"runtime/v1/linux", "Config"}}},
			{"io.containerd.runtime.v2.task", []place{{"runtime/v2", "Config"}, {"core/runtime/v2", "TaskConfig"}}},
			{"io.containerd.nri.v1.nri", []place{{"pkg/nri", "Config"}, {"internal/nri", "Config"}}},
			{"io.containerd.image-verifier.v1.bindir", []place{{"pkg/imageverifier/bindir", "Config"}}},
			{"io.containerd.transfer.v1.local", []place{{"plugins/transfer", "transferConfig"}}},
		},
	},
	"crio": {
		module: "github.com/cri-o/cri-o",
		releases: []string{
			"1.20.9", "1.21.7", "1.22.5", "1.23.5", "1.24.6", "1.25.5", "1.26.4", "1.27.8", "1.28.11", "1.29.13", "1.30.14", "1.31.13",
			"1.32.13", "1.33.13", "1.34.11", "1.35.6", "1.36.3",
		},
		tables: []table{{"crio", []place{{"pkg/config", "RootConfig"}}},
			{"crio.api", []place{{"pkg/config", "APIConfig"}}},
			{"crio.runtime", []place{{"pkg/config", "RuntimeConfig"}}},
			{"crio.image", []place{{"pkg/config", "ImageConfig"}}},
			{"crio.network", []place{{"pkg/config", "NetworkConfig"}}},
			{"crio.metrics", []place{{"pkg/config", "MetricsConfig"}}},
			{"crio.tracing", []place{{"pkg/config", "TracingConfig"}}},
			{"crio.stats", []place{{"pkg/config", "StatsConfig"}}},
			{"crio.nri", []place{{"internal/config/nri", "Config"}}},
		},
	},
}
