package main

import "encoding/json"

// Where a component's defaults are set, by the first minor that has them there.
var defaulters = map[string][]struct {
	since          int
	path, function string
}{
	"kubelet": {
		{10, "k8s.io/kubernetes/pkg/kubelet/apis/kubeletconfig/v1beta1", "SetDefaults_KubeletConfiguration"},
		{12, "k8s.io/kubernetes/pkg/kubelet/apis/config/v1beta1", "SetDefaults_KubeletConfiguration"},
	},
	"kube-proxy": {
		{10, "k8s.io/kubernetes/pkg/proxy/apis/kubeproxyconfig/v1alpha1", "SetDefaults_KubeProxyConfiguration"},
		{12, "k8s.io/kubernetes/pkg/proxy/apis/config/v1alpha1", "SetDefaults_KubeProxyConfiguration"},
	},
}

// What the program itself fills in later: by field, the package and the variable.
var later = map[string]map[string][2]string{
	"kubelet": {"evictionHard": {"k8s.io/kubernetes/pkg/kubelet/eviction", "DefaultEvictionHard"}},
}

// defaultsAt gives each field's default of a release as JSON.
func defaultsAt(component string, minor int) (said saying, source string, err error) {
	place := placeOf(component, minor)
	types, err := load(minor, place.path)
	if err != nil {
		return nil, "", err
	}
	from := defaulters[component][0]
	for _, each := range defaulters[component] {
		if minor >= each.since {
			from = each
		}
	}
	declared, err := load(minor, from.path)
	if err != nil {
		return nil, "", err
	}
	gates, err := gatesOf(minor)
	if err != nil {
		return nil, "", err
	}
	said = saying{}
	walked := walk{types: types, of: place.structure, gates: gates, said: said}
	if err := walked.call(declared, from.function, nil); err != nil {
		return nil, "", err
	}
	return said, from.path, walked.fillIn(later[component])
}

// fillIn adds defaults that are variables of other packages, where a release has them.
func (w walk) fillIn(fields map[string][2]string) error {
	for field, place := range fields {
		in, err := load(w.types.minor, place[0])
		if err != nil {
			return err
		}
		set, ok := in.set[place[1]]
		if _, known := w.said[field]; known || !ok {
			continue
		}
		w.pack = in
		value, err := w.value(in, set.imports, set.expr)
		if err != nil {
			return err
		}
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		w.said[field] = string(text)
	}
	return nil
}
