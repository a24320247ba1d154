package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"reflect"

	// Every plugin of the daemon, as it registers itself.
	_ "github.com/containerd/containerd/cmd/containerd/builtins"
	"github.com/containerd/containerd/defaults"
	criconfig "github.com/containerd/containerd/pkg/cri/config"
	runtimeoptions "github.com/containerd/containerd/pkg/runtimeoptions/v1"
	"github.com/containerd/containerd/plugin"
	runcoptions "github.com/containerd/containerd/runtime/v2/runc/options"
	srvconfig "github.com/containerd/containerd/services/server/config"
	"github.com/pelletier/go-toml"
)

var registered = plugin.Graph(func(*plugin.Registration) bool { return false })

func judge(path string) error {
	config := &srvconfig.Config{
		Version:          1,
		Root:             defaults.DefaultRootDir,
		State:            defaults.DefaultStateDir,
		Plugins:          map[string]toml.Tree{},
		StreamProcessors: map[string]srvconfig.StreamProcessor{},
		ProxyPlugins:     map[string]srvconfig.ProxyPlugin{},
		Timeouts:         map[string]string{},
	}
	if err := srvconfig.LoadConfig(path, config); err != nil {
		return err
	}
	if err := daemon(config.Debug.Level, config.Debug.Format, config.Root, config.State, config.Timeouts); err != nil {
		return err
	}
	filter := srvconfig.V2DisabledFilter
	if config.GetVersion() == 1 {
		filter = srvconfig.V1DisabledFilter
	}
	known := map[string]any{}
	// As LoadPlugins does, which registers proxies for good.
	for name, each := range config.ProxyPlugins {
		switch each.Type {
		case string(plugin.SnapshotPlugin), "snapshot":
			known[string(plugin.SnapshotPlugin)+"."+name] = nil
		case string(plugin.ContentPlugin), "content", string(plugin.DiffPlugin), "diff":
		default:
			return plugin.ErrNoType
		}
	}
	disabled := filter(config.DisabledPlugins)
	required := map[string]bool{}
	for _, each := range registered {
		if disabled(each) {
			continue
		}
		required[each.URI()], required[each.ID] = config.GetVersion() != 1, config.GetVersion() == 1
		known[each.URI()] = nil
		if each.Config == nil {
			continue
		}
		own := *each
		own.Config = copied(reflect.ValueOf(each.Config)).Interface()
		decoded, err := config.Decode(&own)
		if err != nil {
			return err
		}
		known[each.URI()] = decoded
	}
	for _, id := range config.RequiredPlugins {
		if !required[id] {
			return fmt.Errorf("required plugin %s not included", id)
		}
	}
	return cri(known)
}

// cri does what its plugin does as it starts, as far as that does not act on the machine. Source: pkg/cri/cri.go,
// pkg/cri/server/service.go, streaming.go (getStreamListenerMode) and helpers.go (generateRuntimeOptions).
func cri(known map[string]any) error {
	config, ok := known["io.containerd.grpc.v1.cri"].(*criconfig.PluginConfig)
	if !ok {
		return errors.New("the CRI plugin is disabled")
	}
	if _, err := criconfig.ValidatePluginConfig(context.Background(), config); err != nil {
		return fmt.Errorf("invalid plugin config: %w", err)
	}
	if _, ok := known[string(plugin.SnapshotPlugin)+"."+config.ContainerdConfig.Snapshotter]; !ok {
		return fmt.Errorf("failed to find snapshotter %q", config.ContainerdConfig.Snapshotter)
	}
	pair := config.X509KeyPairStreaming
	if (pair.TLSCertFile != "" || pair.TLSKeyFile != "") && !config.EnableTLSStreaming {
		return errors.New("a certificate is set but EnableTLSStreaming is not set")
	}
	if (pair.TLSCertFile == "") != (pair.TLSKeyFile == "") {
		return errors.New("must set both X509KeyPairStreaming.TLSCertFile and TLSKeyFile")
	}
	if pair.TLSCertFile != "" {
		if _, err := tls.LoadX509KeyPair(pair.TLSCertFile, pair.TLSKeyFile); err != nil {
			return err
		}
	}
	// What the first pod asks for.
	for name, each := range config.ContainerdConfig.Runtimes {
		if each.Options == nil {
			continue
		}
		tree, err := toml.TreeFromMap(each.Options)
		if err == nil {
			err = tree.Unmarshal(optionsOf(each.Type))
		}
		if err != nil {
			return fmt.Errorf("options of %s: %w", name, err)
		}
	}
	return nil
}

func optionsOf(runtimeType string) any {
	switch runtimeType {
	case plugin.RuntimeRuncV1, plugin.RuntimeRuncV2:
		return &runcoptions.Options{}
	}
	return &runtimeoptions.Options{}
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
	config := struct {
		Version int            `toml:"version"`
		Plugins map[string]any `toml:"plugins"`
	}{2, map[string]any{}}
	for _, each := range registered {
		if each.Config != nil {
			config.Plugins[each.URI()] = each.Config
		}
	}
	text, err := toml.Marshal(config)
	if err != nil {
		panic(err)
	}
	return string(text)
}
