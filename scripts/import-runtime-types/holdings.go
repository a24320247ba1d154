package main

import (
	"fmt"
	"go/ast"
	"strings"
)

// What a type holds in TOML; with the structure whose keys it has, or whose keys its entries have.
type holding struct {
	name      string
	structure *ast.StructType
	of        *pack
	imports   map[string]string
}

var basic = map[string]string{
	"bool": "boolean", "string": "string", "float64": "number", "any": "any",
	"int": "integer int64", "int64": "integer int64", "uint": "integer uint64", "uint64": "integer uint64", "uint32": "integer uint32",
}

// What types hold that decode themselves, or that are a library's.
var leaves = map[string]string{
	"time.Duration":      "duration|integer",
	"tomlext.Duration":   "duration",
	"toml.Tree":          "any",
	"toml.Primitive":     "any",
	"semaphore.Weighted": "any",
	"diffpb.ApplyOpt":    "any",
	"github.com/containerd/containerd/gc/scheduler.duration": "duration",
}

func (t *tree) holds(of *pack, imports map[string]string, expr ast.Expr) (holding, error) {
	switch expr := expr.(type) {
	case *ast.StarExpr:
		return t.holds(of, imports, expr.X)
	case *ast.ArrayType:
		each, err := t.holds(of, imports, expr.Elt)
		each.name = "list of " + each.name
		return each, err
	case *ast.MapType:
		each, err := t.holds(of, imports, expr.Value)
		each.name = "map of " + each.name
		return each, err
	case *ast.InterfaceType, *ast.FuncType, *ast.ChanType:
		return holding{name: "any"}, nil
	case *ast.StructType:
		return holding{"object", expr, of, imports}, nil
	case *ast.SelectorExpr:
		from := expr.X.(*ast.Ident).Name
		if leaf := leaves[from+"."+expr.Sel.Name]; leaf != "" {
			return holding{name: leaf}, nil
		}
		other, err := t.load(t.folderOf(imports[from]))
		if err != nil {
			return holding{}, err
		}
		return t.named(other, expr.Sel.Name)
	case *ast.Ident:
		return t.named(of, expr.Name)
	}
	return holding{}, fmt.Errorf("a type that is not known: %T", expr)
}

// folderOf is where a release has a package: among its own, or vendored.
func (t *tree) folderOf(path string) string {
	if own, ok := strings.CutPrefix(path, t.module+"/"); ok {
		return strings.TrimPrefix(own, "v2/")
	}
	return "vendor/" + path
}

func (t *tree) named(of *pack, name string) (holding, error) {
	if holds := basic[name]; holds != "" {
		return holding{name: holds}, nil
	}
	if expr, ok := of.types[name]; ok {
		if name == "duration" {
			return holding{name: "duration"}, nil
		}
		return t.holds(of, of.imports[name], expr)
	}
	return holding{}, fmt.Errorf("%s has no type %s", of.folder, name)
}
