package main

import (
	"fmt"
	"go/ast"
)

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
