package main

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
)

// The minors whose types are imported.
const oldest, newest = 10, 37

// The patch that is read of each minor, of all modules alike: the first one, where the module proxy serves it.
var patches = map[int]int{
	10: 13, 11: 10, 12: 10, 13: 12, 14: 10, 15: 12, 16: 15, 17: 17, 18: 20, 19: 16, 27: 16, 33: 13, 35: 8, 36: 4,
}

// Where the staging modules of that patch are not served.
var stagingPatches = map[int]int{18: 0}

// Until 1.14 the staging modules lie within k8s.io/kubernetes; later each is a module of its own.
const lastWithStaging = 14

var folders = map[string]string{}

// moduleOf says which module of a release has a package, and the package's folder in it.
func moduleOf(minor int, importPath string) (module, version, folder string) {
	parts := strings.SplitN(strings.TrimPrefix(importPath, "k8s.io/"), "/", 2)
	name, below := parts[0], parts[1]
	if name != "kubernetes" && minor <= lastWithStaging {
		name, below = "kubernetes", "staging/src/k8s.io/"+parts[0]+"/"+below
	}
	major, patch := 1, patches[minor]
	if name != "kubernetes" {
		major = 0
		if other, ok := stagingPatches[minor]; ok {
			patch = other
		}
	}
	return "k8s.io/" + name, fmt.Sprintf("v%d.%d.%d", major, minor, patch), below
}

// folderOf downloads the module of a release that has a package, and gives the package's folder.
func folderOf(minor int, importPath string) (string, error) {
	module, version, below := moduleOf(minor, importPath)
	key := module + "@" + version
	if folders[key] == "" {
		out, err := exec.Command("go", "mod", "download", "-json", key).Output()
		var said struct{ Dir, Error string }
		if jsonErr := json.Unmarshal(out, &said); jsonErr != nil || said.Dir == "" {
			return "", fmt.Errorf("%s: %v %s", key, err, said.Error)
		}
		folders[key] = said.Dir
	}
	return folders[key] + "/" + below, nil
}
