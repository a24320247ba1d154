// Judges configurations of the kubelet and kube-proxy with the release's own code: strict decoding, defaults, validation, and
// what the programs read right after it; of the kubelet with flags over its file, too. A line of JSON in, a line out:
//
//	{"kind":"kubelet","config":"apiVersion: …","flags":["--max-pods=60"]} → {"error":""}
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"sort"
	"strings"

	"github.com/spf13/pflag"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	cliflag "k8s.io/component-base/cli/flag"
	_ "k8s.io/component-base/logs/json/register"
	"k8s.io/kubernetes/cmd/kubelet/app/options"
	// Registers the feature gates of Kubernetes itself.
	_ "k8s.io/kubernetes/pkg/features"
	kubeletconfig "k8s.io/kubernetes/pkg/kubelet/apis/config"
	kubeletscheme "k8s.io/kubernetes/pkg/kubelet/apis/config/scheme"
	kubeletvalidation "k8s.io/kubernetes/pkg/kubelet/apis/config/validation"
	"k8s.io/kubernetes/pkg/kubelet/eviction"
	proxyconfig "k8s.io/kubernetes/pkg/proxy/apis/config"
	proxyscheme "k8s.io/kubernetes/pkg/proxy/apis/config/scheme"
	proxyvalidation "k8s.io/kubernetes/pkg/proxy/apis/config/validation"
)

type question struct {
	Kind, Config string
	Flags        []string
}

type answer struct {
	Error string `json:"error"`
}

func main() {
	// As both programs do before they read a flag.
	if err := addLoggingGates(utilfeature.DefaultMutableFeatureGate); err != nil {
		panic(err)
	}
	_, kubeletCodecs, err := kubeletscheme.NewSchemeAndCodecs(serializer.EnableStrict)
	if err != nil {
		panic(err)
	}
	judges := map[string]func(question) error{
		"kubelet":    func(asked question) error { return kubelet(*kubeletCodecs, asked) },
		"kube-proxy": kubeProxy,
		"gates":      func(question) error { return errors.New(knownGates()) },
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		var asked question
		if err := json.Unmarshal(in.Bytes(), &asked); err != nil {
			panic(err)
		}
		said := answer{}
		if err := guarded(judges[asked.Kind], asked); err != nil {
			said.Error = err.Error()
		}
		if err := out.Encode(said); err != nil {
			panic(err)
		}
	}
}

// guarded takes a panic for a refusal: that is how it would end on the machine.
func guarded(judge func(question) error, asked question) (err error) {
	defer func() {
		if said := recover(); said != nil {
			err = fmt.Errorf("panic: %v", said)
		}
	}()
	return judge(asked)
}

// knownGates lists the gates of the release, each as data/feature-gates.tsv has it.
func knownGates() string {
	var lines []string
	for name, spec := range utilfeature.DefaultMutableFeatureGate.GetAll() {
		stage := string(spec.PreRelease)
		if stage == "" {
			stage = "GA"
		}
		line := fmt.Sprintf("%s\t%s %v", name, stage, spec.Default)
		if spec.LockToDefault {
			line += " locked"
		}
		lines = append(lines, line)
	}
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}

func decode(codecs serializer.CodecFactory, text []byte) (runtime.Object, error) {
	return runtime.Decode(codecs.UniversalDecoder(), text)
}

func kubelet(codecs serializer.CodecFactory, asked question) error {
	object, err := decode(codecs, []byte(asked.Config))
	if err != nil {
		return err
	}
	config, ok := object.(*kubeletconfig.KubeletConfiguration)
	if !ok {
		return fmt.Errorf("decoded as %T", object)
	}
	if err := parseFlags(config, asked.Flags); err != nil {
		return err
	}
	// From 1.25 on it is told the gates; a program does not start at one that it does not know.
	gates := utilfeature.DefaultMutableFeatureGate.DeepCopy()
	if err := gates.SetFromMap(config.FeatureGates); err != nil {
		return err
	}
	if err := validated(kubeletvalidation.ValidateKubeletConfiguration, config); err != nil {
		return err
	}
	enforced := config.EnforceNodeAllocatable
	if _, err := eviction.ParseThresholdConfig(enforced, config.EvictionHard, config.EvictionSoft, config.EvictionSoftGracePeriod, config.EvictionMinimumReclaim); err != nil {
		return err
	}
	if _, err := cliflag.TLSVersion(config.TLSMinVersion); err != nil {
		return err
	}
	_, err = cliflag.TLSCipherSuites(config.TLSCipherSuites)
	return err
}

// parseFlags lays flags over what the file says, as the kubelet does: gates of the file that no flag sets stay.
func parseFlags(config *kubeletconfig.KubeletConfiguration, flags []string) error {
	ofFile := config.FeatureGates
	set := pflag.NewFlagSet("kubelet", pflag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.SetNormalizeFunc(cliflag.WordSepNormalizeFunc)
	options.NewKubeletFlags().AddFlags(set)
	options.AddKubeletConfigFlags(set, config)
	if err := set.Parse(flags); err != nil {
		return err
	}
	for gate, value := range ofFile {
		if _, known := config.FeatureGates[gate]; !known {
			config.FeatureGates[gate] = value
		}
	}
	return nil
}

func kubeProxy(asked question) error {
	codecs := serializer.NewCodecFactory(proxyscheme.Scheme, serializer.EnableStrict)
	object, err := decode(codecs, []byte(asked.Config))
	if err != nil {
		return err
	}
	config, ok := object.(*proxyconfig.KubeProxyConfiguration)
	if !ok {
		return fmt.Errorf("decoded as %T", object)
	}
	gates := utilfeature.DefaultMutableFeatureGate.DeepCopy()
	if err := gates.SetFromMap(config.FeatureGates); err != nil {
		return err
	}
	return validated(proxyvalidation.Validate, config)
}

// validated calls a release's function, which takes the configuration alone or the feature gates too, and gives an error or
// a list of them.
func validated(function, config interface{}) error {
	call := reflect.ValueOf(function)
	given := []reflect.Value{reflect.ValueOf(config)}
	if call.Type().NumIn() > 1 {
		given = append(given, reflect.ValueOf(utilfeature.DefaultFeatureGate))
	}
	said := call.Call(given)[0]
	if said.Kind() == reflect.Slice {
		var all []error
		for index := 0; index < said.Len(); index++ {
			all = append(all, said.Index(index).Interface().(error))
		}
		return errors.Join(all...)
	}
	err, _ := said.Interface().(error)
	return err
}
