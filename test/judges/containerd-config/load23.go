package main

import (
	"context"
	"iter"
	"slices"

	srvconfig "github.com/containerd/containerd/v2/cmd/containerd/server/config"
	"github.com/containerd/plugin"
)

func load(ctx context.Context, path string, config *srvconfig.Config) error {
	plugins := func() iter.Seq[plugin.Registration] { return slices.Values(registered) }
	return srvconfig.LoadConfigWithPlugins(ctx, path, plugins, config)
}
