package main

import (
	"fmt"
	"go/ast"
	"reflect"
	"strconv"
	"strings"
)

// namesOf takes a chain of selections apart: `(*string)(&c.Authorization.Mode)` is c, Authorization, Mode.
func namesOf(expr ast.Expr) []string {
	switch expr := expr.(type) {
	case *ast.Ident:
		return []string{expr.Name}
	case *ast.SelectorExpr:
		if above := namesOf(expr.X); above != nil {
			return append(above, expr.Sel.Name)
		}
	case *ast.UnaryExpr:
		return namesOf(expr.X)
	case *ast.StarExpr:
		return namesOf(expr.X)
	case *ast.ParenExpr:
		return namesOf(expr.X)
	case *ast.CallExpr:
		if len(expr.Args) == 1 {
			return namesOf(expr.Args[0])
		}
	}
	return nil
}

// jsonPath is the dotted path in JSON of a field of a structure that Go calls by these names; the last `Duration` is a
// value's own.
func (p *pack) jsonPath(structure string, names []string) (string, error) {
	for len(names) > 1 && names[len(names)-1] == "Duration" {
		names = names[:len(names)-1]
	}
	if len(names) == 0 {
		return "", fmt.Errorf("no name")
	}
	declared, ok := p.types[structure].(*ast.StructType)
	if !ok {
		return "", fmt.Errorf("%s.%s is no structure", p.path, structure)
	}
	for _, one := range declared.Fields.List {
		if len(one.Names) == 0 {
			_, embedded, of, err := p.kind(p.imports[structure], one.Type)
			if err != nil || embedded == "" {
				continue
			}
			if found, err := of.jsonPath(embedded, names); err == nil {
				return found, nil
			}
			continue
		}
		if one.Names[0].Name != names[0] || one.Tag == nil {
			continue
		}
		text, _ := strconv.Unquote(one.Tag.Value)
		name := strings.Split(reflect.StructTag(text).Get("json"), ",")[0]
		if len(names) == 1 {
			return name, nil
		}
		_, below, of, err := p.kind(p.imports[structure], one.Type)
		if err != nil || below == "" {
			return "", fmt.Errorf("%s.%s has nothing below %s: %v", p.path, structure, names[0], err)
		}
		rest, err := of.jsonPath(below, names[1:])
		return name + "." + rest, err
	}
	return "", fmt.Errorf("%s.%s has no %s", p.path, structure, names[0])
}
