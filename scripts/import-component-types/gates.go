package main

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
)

const gatesPackage = "k8s.io/kubernetes/pkg/features"

// What a release says of a feature gate: its stage, its default, and whether no other value is taken.
type gate struct {
	stage           string
	standard, fixed bool
}

func (g gate) String() string {
	said := []string{g.stage, fmt.Sprint(g.standard)}
	if g.fixed {
		said = append(said, "locked")
	}
	return strings.Join(said, " ")
}

// gatePackages names those whose gates the kubelet and kube-proxy of a release know: Kubernetes' own, and the packages of
// features that it imports.
func gatePackages(minor int) ([]string, error) {
	own, err := load(minor, gatesPackage)
	if err != nil {
		return nil, err
	}
	paths := []string{gatesPackage, "k8s.io/component-base/logs", "k8s.io/component-base/logs/api/v1", "k8s.io/component-base/metrics/features"}
	for _, file := range own.files {
		for _, path := range importsOf(file) {
			if strings.HasSuffix(path, "/features") && !slices.Contains(paths, path) {
				paths = append(paths, path)
			}
		}
	}
	return paths, nil
}

func gatesOf(minor int) (map[string]gate, error) {
	found := map[string]gate{}
	paths, err := gatePackages(minor)
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		features, err := load(minor, path)
		if err != nil {
			continue // This release has no such package.
		}
		for _, file := range features.files {
			if err := features.gates(file, found); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// What a mapping of gates holds: one specification for each, or several, each from a release on.
var specifications = []string{"FeatureSpec", "VersionedSpecs"}

// gates adds those of each mapping of gates in a file.
func (p *pack) gates(file *ast.File, found map[string]gate) (wrong error) {
	imports := importsOf(file)
	ast.Inspect(file, func(node ast.Node) bool {
		literal, ok := node.(*ast.CompositeLit)
		if !ok || wrong != nil {
			return wrong == nil
		}
		of, ok := literal.Type.(*ast.MapType)
		if !ok || lastWord(of.Key) != "Feature" || !slices.Contains(specifications, lastWord(of.Value)) {
			return true
		}
		for _, element := range literal.Elts {
			pair := element.(*ast.KeyValueExpr)
			name, err := p.constantOf(imports, pair.Key)
			if err != nil {
				wrong = err
				return false
			}
			spec, known, err := p.gateOf(pair.Value)
			if err != nil {
				wrong = fmt.Errorf("1.%d %s: %w", p.minor, name, err)
				return false
			}
			if known {
				found[name] = spec
			}
		}
		return false
	})
	return wrong
}

func lastWord(expr ast.Expr) string {
	switch expr := expr.(type) {
	case *ast.Ident:
		return expr.Name
	case *ast.SelectorExpr:
		return expr.Sel.Name
	}
	return ""
}

// constantOf is the name of a gate behind the constant that a mapping has for it.
func (p *pack) constantOf(imports map[string]string, expr ast.Expr) (string, error) {
	of := p
	if conversion, ok := expr.(*ast.CallExpr); ok && len(conversion.Args) == 1 {
		expr = conversion.Args[0]
	}
	if selected, ok := expr.(*ast.SelectorExpr); ok {
		other, err := load(p.minor, imports[selected.X.(*ast.Ident).Name])
		if err != nil {
			return "", err
		}
		of = other
	}
	name, ok := of.constants[lastWord(expr)]
	if !ok {
		return "", fmt.Errorf("1.%d %s has no constant %s", p.minor, of.path, lastWord(expr))
	}
	return name, nil
}
