// Writes which keys a runtime's configuration has in each of its minors and what they hold, from upstream's own code in a
// clone of its repository with its tags:
//
//	go run . containerd CLONE >../../data/containerd-config.tsv
//	go run . crio CLONE >../../data/crio-config.tsv
package main

import (
	"fmt"
	"log"
	"os"
	"slices"
	"sort"
	"strings"
)

// What one release says: a table and a key in it, and what the key holds.
type saying map[[2]string]string

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 || runtimes[os.Args[1]].releases == nil {
		log.Fatal("usage: go run . containerd|crio CLONE")
	}
	asked := runtimes[os.Args[1]]
	var all []saying
	fmt.Printf("# Written by scripts/import-runtime-types (go run . %s). Do not edit.\n", os.Args[1])
	for _, release := range asked.releases {
		source := &tree{clone: os.Args[2], tag: "v" + release, module: asked.module, packs: map[string]*pack{}}
		said := saying{}
		for _, table := range asked.tables {
			if err := source.add(said, table); err != nil {
				log.Fatalf("%s %s: %v", release, table.name, err)
			}
		}
		all = append(all, said)
		fmt.Printf("# %s@v%s\n", asked.module, release)
	}
	fmt.Println("# table\tkey\twhat it holds\tthe first minor that has it so\tthe first that has not")
	fmt.Println(strings.Join(lines(all, asked.releases), "\n"))
}

// lines has one for each run of releases that agree.
func lines(all []saying, releases []string) (found []string) {
	known := map[[2]string]bool{}
	for _, said := range all {
		for place := range said {
			known[place] = true
		}
	}
	for place := range known {
		for start := 0; start < len(all); start++ {
			is, ok := all[start][place]
			if !ok {
				continue
			}
			end := start
			for end+1 < len(all) && all[end+1][place] == is {
				end++
			}
			until := ""
			if end+1 < len(all) {
				until = minor(releases[end+1])
			}
			found = append(found, strings.Join([]string{place[0], place[1], is, minor(releases[start]), until}, "\t"))
			start = end
		}
	}
	order := func(line string) string {
		parts := strings.Split(line, "\t")
		return parts[0] + "\t" + parts[1] + "\t" + fmt.Sprintf("%03d", slices.IndexFunc(releases, func(each string) bool {
			return minor(each) == parts[3]
		}))
	}
	sort.Slice(found, func(a, b int) bool { return order(found[a]) < order(found[b]) })
	return found
}

func minor(release string) string {
	return release[:strings.LastIndex(release, ".")]
}
