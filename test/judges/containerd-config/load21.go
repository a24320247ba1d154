package main

import (
	"context"

	srvconfig "github.com/containerd/containerd/v2/cmd/containerd/server/config"
)

func load(ctx context.Context, path string, config *srvconfig.Config) error {
	return srvconfig.LoadConfig(ctx, path, config)
}
