package main

import (
	"context"
	"fmt"
	"reflect"
	"runtime"
	"strings"

	// Every plugin of the daemon, as it registers itself.
	_ "github.com/containerd/containerd/v2/cmd/containerd/builtins"
	"github.com/containerd/containerd/v2/cmd/containerd/server"
	srvconfig "github.com/containerd/containerd/v2/cmd/containerd/server/config"
	"github.com/containerd/containerd/v2/defaults"
	criconfig "github.com/containerd/containerd/v2/internal/cri/config"
	"github.com/containerd/containerd/v2/plugins"
	"github.com/containerd/containerd/v2/version"
	"github.com/containerd/platforms"
	"github.com/containerd/plugin"
	"github.com/containerd/plugin/registry"
	"github.com/pelletier/go-toml/v2"
)

var registered = registry.Graph(func(*plugin.Registration) bool { return false })

func judge(path string) error {
	ctx := context.Background()
	config := &srvconfig.Config{
		Version: version.ConfigVersion,
		Root:    defaults.DefaultRootDir,
		State:   defaults.DefaultStateDir,
		Plugins: map[string]any{},
		// Those of the daemon are merged into.
		StreamProcessors: map[string]srvconfig.StreamProcessor{},
		ProxyPlugins:     map[string]srvconfig.ProxyPlugin{},
		Timeouts:         map[string]string{},
	}
	if err := load(ctx, path, config); err != nil {
		return err
	}
	if err := daemon(config.Debug.Level, config.Debug.Format, config.Root, config.State, config.Timeouts); err != nil {
		return err
	}
	// Proxies register themselves for good.
	defer func() {
		registry.Reset()
		for index := range registered {
			registry.Register(&registered[index])
		}
	}()
	loaded, err := server.LoadPlugins(ctx, config)
	if err != nil {
		return err
	}
	known := map[string]any{}
	for _, each := range loaded {
		known[each.URI()] = nil
		if each.Config == nil {
			continue
		}
		own := copied(reflect.ValueOf(each.Config)).Interface()
		if known[each.URI()], err = config.Decode(ctx, each.URI(), own); err != nil {
			return err
		}
	}
	for _, id := range config.RequiredPlugins {
		if _, ok := known[id]; !ok {
			return fmt.Errorf("required plugin %s not included", id)
		}
	}
	return cri(ctx, known)
}

// cri does what its plugins do as they start, as far as that does not act on the machine. Source: plugins/cri/images/plugin.go,
// plugins/cri/runtime/plugin.go, plugins/cri/cri.go.
func cri(ctx context.Context, known map[string]any) error {
	images, hasImages := known["io.containerd.cri.v1.images"].(*criconfig.ImageConfig)
	runtimes, hasRuntime := known["io.containerd.cri.v1.runtime"].(*criconfig.RuntimeConfig)
	service, hasService := known["io.containerd.grpc.v1.cri"].(*criconfig.ServerConfig)
	if !hasImages || !hasRuntime || !hasService {
		return fmt.Errorf("the CRI plugin is disabled")
	}
	// From 2.2 on a folder is looked into by default. Source: plugins/cri/images/plugin.go.
	if hasDefaultFolder() && images.Registry.ConfigPath == "" && len(images.Registry.Mirrors) == 0 {
		images.Registry.ConfigPath = "/etc/containerd/certs.d:/etc/docker/certs.d"
	}
	if _, err := criconfig.ValidateImageConfig(ctx, images); err != nil {
		return fmt.Errorf("invalid cri image config: %w", err)
	}
	if _, ok := known[string(plugins.SnapshotPlugin)+"."+images.Snapshotter]; !ok {
		return fmt.Errorf("failed to find snapshotter %q", images.Snapshotter)
	}
	for _, each := range images.RuntimePlatforms {
		if each.Platform == "" {
			continue
		}
		if _, err := platforms.Parse(each.Platform); err != nil {
			return fmt.Errorf("unable to parse platform %q: %w", each.Platform, err)
		}
	}
	if _, err := criconfig.ValidateRuntimeConfig(ctx, runtimes); err != nil {
		return fmt.Errorf("invalid plugin config: %w", err)
	}
	if _, err := criconfig.ValidateServerConfig(ctx, service); err != nil {
		return fmt.Errorf("invalid cri server config: %w", err)
	}
	if _, err := service.StreamingConfig(); err != nil {
		return fmt.Errorf("failed to get streaming config: %w", err)
	}
	// What the first pod asks for.
	for name, each := range runtimes.Runtimes {
		if _, err := criconfig.GenerateRuntimeOptions(each); err != nil {
			return fmt.Errorf("options of %s: %w", name, err)
		}
	}
	return nil
}

func hasDefaultFolder() bool {
	return runtime.GOOS == "linux" && !strings.HasPrefix(version.Version, "2.0.") && !strings.HasPrefix(version.Version, "2.1.")
}

func types() string {
	found := map[string]string{}
	keysOf(found, "", "", reflect.TypeOf(srvconfig.Config{}))
	for _, each := range registered {
		if each.Config != nil {
			keysOf(found, each.URI(), "", reflect.TypeOf(each.Config).Elem())
		}
	}
	return listed(found)
}

// standard is what every plugin holds by itself.
func standard() string {
	tables := map[string]any{}
	for _, each := range registered {
		if each.Config != nil {
			tables[each.URI()] = each.Config
		}
	}
	text, err := toml.Marshal(map[string]any{"version": version.ConfigVersion, "plugins": tables})
	if err != nil {
		panic(err)
	}
	return string(text)
}
