// Writes which fields a component's configuration has in each release, what they hold and what they are by default, what its
// flags take, or which feature gates it knows, from Kubernetes' own Go modules:
//
//	go run . kubelet >../../data/kubelet-config.tsv
//	go run . kube-proxy >../../data/kube-proxy-config.tsv
//	go run . kubelet-defaults >../../data/kubelet-defaults.tsv
//	go run . kube-proxy-defaults >../../data/kube-proxy-defaults.tsv
//	go run . kubelet-flags >../../data/kubelet-flags.tsv
//	go run . kube-proxy-flags >../../data/kube-proxy-flags.tsv
//	go run . feature-gates >../../data/feature-gates.tsv
//	go run . feature-gate-needs >../../data/feature-gate-needs.tsv
package main

import (
	"fmt"
	"log"
	"maps"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Where a component's types lie: the import path and the structure, by the first minor that has them there.
type typePlace struct {
	since           int
	path, structure string
}

var components = map[string][]typePlace{
	"kubelet": {
		{10, "k8s.io/kubernetes/pkg/kubelet/apis/kubeletconfig/v1beta1", "KubeletConfiguration"},
		{12, "k8s.io/kubelet/config/v1beta1", "KubeletConfiguration"},
	},
	"kube-proxy": {
		{10, "k8s.io/kubernetes/pkg/proxy/apis/kubeproxyconfig/v1alpha1", "KubeProxyConfiguration"},
		{12, "k8s.io/kube-proxy/config/v1alpha1", "KubeProxyConfiguration"},
	},
}

// What one release says: names, and what each of them is there.
type saying map[string]string

// placeOf says where a component's types lie in a release.
func placeOf(component string, minor int) typePlace {
	place := components[component][0]
	for _, each := range components[component] {
		if minor >= each.since {
			place = each
		}
	}
	return place
}

func fieldsAt(component string, minor int) (said saying, source string, err error) {
	place := placeOf(component, minor)
	types, err := load(minor, place.path)
	if err != nil {
		return nil, "", err
	}
	fields, err := types.fieldsOf(place.structure, "")
	if err != nil {
		return nil, "", err
	}
	said = saying{}
	for _, each := range fields {
		said[each.path] = each.kind
	}
	return said, place.path, nil
}

func gatesAt(minor int) (said saying, source string, err error) {
	gates, err := gatesOf(minor)
	if err != nil {
		return nil, "", err
	}
	said = saying{}
	for name, each := range gates {
		said[name] = each.String()
	}
	return said, gatesPackage, nil
}

func needsAt(minor int) (said saying, source string, err error) {
	said, err = dependenciesOf(minor)
	return said, gatesPackage, err
}

// What can be asked for, and who answers for a release.
var tables = map[string]func(minor int) (said saying, source string, err error){
	"kubelet":             func(minor int) (saying, string, error) { return fieldsAt("kubelet", minor) },
	"kube-proxy":          func(minor int) (saying, string, error) { return fieldsAt("kube-proxy", minor) },
	"kubelet-defaults":    func(minor int) (saying, string, error) { return defaultsAt("kubelet", minor) },
	"kube-proxy-defaults": func(minor int) (saying, string, error) { return defaultsAt("kube-proxy", minor) },
	"kubelet-flags":       func(minor int) (saying, string, error) { return flagsAt("kubelet", minor) },
	"kube-proxy-flags":    func(minor int) (saying, string, error) { return flagsAt("kube-proxy", minor) },
	"feature-gates":       gatesAt,
	"feature-gate-needs":  needsAt,
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 || tables[os.Args[1]] == nil {
		log.Fatalf("usage: go run . %s", strings.Join(slices.Sorted(maps.Keys(tables)), "|"))
	}
	what := os.Args[1]
	known := map[[2]string][]int{}
	fmt.Printf("# Written by scripts/import-component-types (go run . %s). Do not edit.\n", what)
	for minor := oldest; minor <= newest; minor++ {
		said, source, err := tables[what](minor)
		if err != nil {
			log.Fatal(err)
		}
		for name, is := range said {
			known[[2]string{name, is}] = append(known[[2]string{name, is}], minor)
		}
		module, version, folder := moduleOf(minor, source)
		fmt.Printf("# 1.%d: %s@%s %s\n", minor, module, version, folder)
	}
	fmt.Println("# name\twhat it is\tthe first minor of Kubernetes 1 that has it\tthe first without it")
	fmt.Println(strings.Join(lines(known), "\n"))
}

// lines has one for each run of releases that agree.
func lines(known map[[2]string][]int) (found []string) {
	for each, minors := range known {
		for start := 0; start < len(minors); {
			end := start
			for end+1 < len(minors) && minors[end+1] == minors[end]+1 {
				end++
			}
			until := ""
			if minors[end] < newest {
				until = fmt.Sprint(minors[end] + 1)
			}
			found = append(found, fmt.Sprintf("%s\t%s\t%d\t%s", each[0], each[1], minors[start], until))
			start = end + 1
		}
	}
	sort.Slice(found, func(a, b int) bool { return less(found[a], found[b]) })
	return found
}

// less orders lines by name, then by release.
func less(a, b string) bool {
	of, than := strings.Split(a, "\t"), strings.Split(b, "\t")
	if of[0] != than[0] {
		return of[0] < than[0]
	}
	first, _ := strconv.Atoi(of[2])
	second, _ := strconv.Atoi(than[2])
	return first < second
}
