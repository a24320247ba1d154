package main

import (
	"fmt"
	"go/ast"
	"reflect"
	"sort"
	"strconv"
	"strings"
)

// What other packages' types are in JSON.
var leaves = map[string]string{
	"time.Duration": "integer int64",
	"k8s.io/apimachinery/pkg/apis/meta/v1.Duration":        "duration",
	"k8s.io/apimachinery/pkg/apis/meta/v1.Time":            "time",
	"k8s.io/apimachinery/pkg/api/resource.Quantity":        "quantity",
	"k8s.io/apimachinery/pkg/api/resource.QuantityValue":   "quantity",
	"k8s.io/component-base/logs/api/v1.TimeOrMetaDuration": "duration|integer",
	"k8s.io/api/core/v1.ResourceList":                      "map of quantity",
	"k8s.io/api/core/v1.TaintEffect":                       "enum NoSchedule PreferNoSchedule NoExecute",
}

// A field of a configuration: its path, `[]` behind a list of structures, and what it holds.
type field struct{ path, kind string }

// fieldsOf walks a structure of a package down to values.
func (p *pack) fieldsOf(name, above string) ([]field, error) {
	structure, ok := p.types[name].(*ast.StructType)
	if !ok {
		return nil, fmt.Errorf("%s.%s is no structure", p.path, name)
	}
	var found []field
	for _, one := range structure.Fields.List {
		tag := ""
		if one.Tag != nil {
			text, _ := strconv.Unquote(one.Tag.Value)
			tag = reflect.StructTag(text).Get("json")
		}
		words := strings.Split(tag, ",")
		inline := len(one.Names) == 0 && words[0] == ""
		if words[0] == "-" || (words[0] == "" && !inline) {
			continue
		}
		path := above
		if !inline {
			path = strings.TrimPrefix(above+"."+words[0], ".")
		}
		below, err := p.below(p.imports[name], one.Type, path, inline)
		if err != nil {
			return nil, err
		}
		found = append(found, below...)
	}
	return found, nil
}

// below is a field and those below it; of an embedded structure only these.
func (p *pack) below(imports map[string]string, expr ast.Expr, path string, inline bool) ([]field, error) {
	kind, structure, of, err := p.kind(imports, expr)
	if err != nil || (kind == "" && structure == "") {
		return nil, err
	}
	var found []field
	if !inline {
		found = []field{{path, kind}}
	}
	if structure == "" {
		return found, nil
	}
	if strings.HasPrefix(kind, "list") {
		path += "[]"
	}
	more, err := of.fieldsOf(structure, path)
	return append(found, more...), err
}

// kind says what a type is in JSON; with the structure whose fields it has, or whose fields its entries have.
func (p *pack) kind(imports map[string]string, expr ast.Expr) (string, string, *pack, error) {
	switch expr := expr.(type) {
	case *ast.StarExpr:
		return p.kind(imports, expr.X)
	case *ast.ArrayType:
		kind, structure, of, err := p.kind(imports, expr.Elt)
		return "list of " + kind, structure, of, err
	case *ast.MapType:
		kind, _, _, err := p.kind(imports, expr.Value)
		return "map of " + kind, "", nil, err
	case *ast.SelectorExpr:
		from := imports[expr.X.(*ast.Ident).Name]
		name := expr.Sel.Name
		if name == "TypeMeta" {
			return "", "", nil, nil
		}
		if leaf := leaves[from+"."+name]; leaf != "" {
			return leaf, "", nil, nil
		}
		other, err := load(p.minor, from)
		if err != nil {
			return "", "", nil, err
		}
		return other.typed(name)
	case *ast.Ident:
		return p.typed(expr.Name)
	}
	return "", "", nil, fmt.Errorf("%s: a type that is not known: %T", p.path, expr)
}

var basic = map[string]string{
	"bool": "boolean", "string": "string", "float32": "number", "float64": "number",
	"int": "integer int64", "int32": "integer int32", "int64": "integer int64", "uint": "integer uint64", "uint32": "integer uint32", "uint64": "integer uint64",
}

func (p *pack) typed(name string) (string, string, *pack, error) {
	if kind := basic[name]; kind != "" {
		return kind, "", nil, nil
	}
	if leaf := leaves[p.path+"."+name]; leaf != "" {
		return leaf, "", nil, nil
	}
	expr, ok := p.types[name]
	if !ok {
		return "", "", nil, fmt.Errorf("%s has no type %s", p.path, name)
	}
	if _, ok := expr.(*ast.StructType); ok {
		return "object", name, p, nil
	}
	kind, structure, of, err := p.kind(p.imports[name], expr)
	if values := p.values[name]; kind == "string" && len(values) > 0 {
		sort.Strings(values)
		kind = "enum " + strings.Join(values, " ")
	}
	return kind, structure, of, err
}
