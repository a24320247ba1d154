package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
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

// dependenciesOf gives pairs of gates: one that is on is refused while the other one is off.
func dependenciesOf(minor int) (saying, error) {
	pairs := saying{}
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
			if err := features.dependencies(file, pairs); err != nil {
				return nil, err
			}
		}
	}
	return pairs, nil
}

func (p *pack) dependencies(file *ast.File, pairs saying) (wrong error) {
	imports := importsOf(file)
	ast.Inspect(file, func(node ast.Node) bool {
		literal, ok := node.(*ast.CompositeLit)
		if !ok || wrong != nil {
			return wrong == nil
		}
		of, ok := literal.Type.(*ast.MapType)
		if !ok || lastWord(of.Key) != "Feature" {
			return true
		}
		if list, ok := of.Value.(*ast.ArrayType); !ok || lastWord(list.Elt) != "Feature" {
			return true
		}
		for _, element := range literal.Elts {
			pair := element.(*ast.KeyValueExpr)
			needed, ok := pair.Value.(*ast.CompositeLit)
			if !ok {
				wrong = fmt.Errorf("1.%d: dependencies are no list", p.minor)
				return false
			}
			for _, each := range append([]ast.Expr{pair.Key}, needed.Elts...) {
				if _, err := p.constantOf(imports, each); err != nil {
					wrong = err
					return false
				}
			}
			name, _ := p.constantOf(imports, pair.Key)
			for _, each := range needed.Elts {
				other, _ := p.constantOf(imports, each)
				pairs[name+" "+other] = "needs"
			}
		}
		return false
	})
	return wrong
}

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

// gateOf reads one specification, or of several the one that holds in this release; none may hold yet.
func (p *pack) gateOf(expr ast.Expr) (spec gate, known bool, err error) {
	literal, ok := expr.(*ast.CompositeLit)
	if !ok {
		return gate{}, false, fmt.Errorf("no literal: %T", expr)
	}
	if len(literal.Elts) > 0 {
		if _, several := literal.Elts[0].(*ast.CompositeLit); several {
			return p.gateAt(literal)
		}
	}
	for _, element := range literal.Elts {
		pair := element.(*ast.KeyValueExpr)
		switch lastWord(pair.Key) {
		case "Default":
			word := lastWord(pair.Value)
			if named, ok := p.booleans[word]; ok {
				word = named
			}
			if word != "true" && word != "false" {
				return gate{}, false, fmt.Errorf("its default is %s", word)
			}
			spec.standard = word == "true"
		case "LockToDefault":
			spec.fixed = lastWord(pair.Value) == "true"
		case "PreRelease":
			spec.stage = strings.ToUpper(lastWord(pair.Value))
		}
	}
	return spec, true, nil
}

// gateAt takes the newest of several specifications that is no newer than the release.
func (p *pack) gateAt(list *ast.CompositeLit) (spec gate, known bool, err error) {
	for _, element := range list.Elts {
		one := element.(*ast.CompositeLit)
		since, err := minorIn(one, "Version")
		if err != nil {
			return gate{}, false, err
		}
		// Unless it is told otherwise, a program is compatible with the minor before its own.
		if least, err := minorIn(one, "MinCompatibilityVersion"); err == nil && least > p.minor-1 {
			continue
		}
		if since <= p.minor {
			spec, known, err = p.gateOf(one)
			if err != nil {
				return gate{}, false, err
			}
		}
	}
	return spec, known, nil
}

// minorIn reads `Version: version.MustParse("1.25")`.
func minorIn(spec *ast.CompositeLit, key string) (int, error) {
	for _, element := range spec.Elts {
		pair := element.(*ast.KeyValueExpr)
		call, ok := pair.Value.(*ast.CallExpr)
		if lastWord(pair.Key) != key || !ok || len(call.Args) != 1 {
			continue
		}
		literal, ok := call.Args[0].(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			break
		}
		text, _ := strconv.Unquote(literal.Value)
		return strconv.Atoi(strings.TrimPrefix(text, "1."))
	}
	return 0, fmt.Errorf("no version")
}
