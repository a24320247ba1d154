package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// Where a program's flags are declared: the import paths, by the component whose configuration they may set.
var flagPackages = map[string][]struct{ path, below string }{
	"kubelet": {
		{"k8s.io/kubernetes/cmd/kubelet/app/options", ""},
		{"k8s.io/kubernetes/pkg/kubelet/config", ""},
		{"k8s.io/component-base/logs", "logging"},
		{"k8s.io/component-base/logs/api/v1", "logging"},
	},
	"kube-proxy": {{"k8s.io/kubernetes/cmd/kube-proxy/app", ""}, {"k8s.io/component-base/logs/api/v1", "logging"}},
}

// What the methods of a set of flags take from the command line.
var methods = map[string]string{
	"BoolVar": "boolean", "StringVar": "string", "DurationVar": "duration",
	"IntVar": "integer int64", "Int32Var": "integer int32", "Int64Var": "integer int64",
	"UintVar": "integer uint64", "Uint32Var": "integer uint32", "Uint64Var": "integer uint64",
	"Float32Var": "number", "Float64Var": "number",
	"StringSliceVar": "list of string", "StringArrayVar": "string",
}

// What values of types of their own take: the constructor's name or the type's.
var valueTypes = map[string]string{
	"NewMapStringBool": "map of boolean", "NewMapStringString": "map of string", "NewLangleSeparatedMapStringString": "map by < of string",
	"NewConfigurationMap": "map of string", "ConfigurationMap": "map of string",
	"IPVar": "address", "IPPortVar": "address with port", "PortRangeVar": "ports",
	"NewTaintsVar": "taints", "RegisterWithTaintsVar": "taints", "ReservedMemoryVar": "reserved memory",
	"NewColonSeparatedMultimapStringString": "headers", "NewStringFlag": "string", "NewMapStringStringNoSplit": "pair",
}

// Types of the configuration that read flags themselves.
var valueFields = map[string]string{
	"Mode": "string", "DetectLocalMode": "string", "DynamicConfigDir": "string",
	"NodeLabels": "map of string", "bindableNodeLabels": "map of string", "RegisterWithTaints": "taints",
	"MaxSize": "quantity", "InfoBufferSize": "quantity", "Verbosity": "verbosity", "VModule": "modules",
}

// flagsAt gives what each flag of a program takes in a release, and behind an @ the field of its configuration that it sets.
func flagsAt(component string, minor int) (said saying, source string, err error) {
	place := placeOf(component, minor)
	types, err := load(minor, place.path)
	if err != nil {
		return nil, "", err
	}
	said = saying{}
	for _, each := range flagPackages[component] {
		declared, err := load(minor, each.path)
		if err != nil {
			if each.below == "" {
				return nil, "", err
			}
			continue // This release has no such package.
		}
		for name, file := range declared.named {
			if elsewhere.MatchString(name) {
				continue
			}
			if err := declared.flags(file, types, place.structure, each.below, said); err != nil {
				return nil, "", err
			}
		}
	}
	return said, flagPackages[component][0].path, nil
}

func (p *pack) flags(file *ast.File, types *pack, structure, below string, said saying) (wrong error) {
	ast.Inspect(file, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok || wrong != nil || len(call.Args) < 3 {
			return wrong == nil
		}
		method, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		kind := methods[strings.TrimSuffix(method.Sel.Name, "P")]
		if of := methods[method.Sel.Name+"Var"]; of != "" && isText(call.Args[0]) {
			flag, _ := strconv.Unquote(call.Args[0].(*ast.BasicLit).Value)
			said[flag] = of
			return true
		}
		if kind == "" && method.Sel.Name != "Var" && method.Sel.Name != "VarP" {
			return true
		}
		literal, ok := call.Args[1].(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			if name, constant := p.constants[lastWord(call.Args[1])]; constant {
				literal = &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(name)}
			} else {
				return true
			}
		}
		flag, _ := strconv.Unquote(literal.Value)
		target := call.Args[0]
		if kind == "" {
			if kind, target = valueKind(target); kind == "" {
				wrong = fmt.Errorf("1.%d: --%s is of a type that is not known: %T %v", p.minor, flag, call.Args[0], namesOf(call.Args[0]))
				return false
			}
		}
		if field := fieldOf(types, structure, below, target); field != "" {
			kind += " @" + field
		}
		// Older packages declare what newer ones do, too, for a configuration of their own.
		if flag = strings.ReplaceAll(flag, "_", "-"); !strings.Contains(said[flag], "@") {
			said[flag] = kind
		}
		return true
	})
	return wrong
}

func isText(expr ast.Expr) bool {
	literal, ok := expr.(*ast.BasicLit)
	return ok && literal.Kind == token.STRING
}

// valueKind says what a value of a type of its own takes, and what it writes to.
func valueKind(expr ast.Expr) (string, ast.Expr) {
	if pointer, ok := expr.(*ast.UnaryExpr); ok {
		if kind, target := valueKind(pointer.X); kind != "" {
			return kind, target
		}
	}
	switch made := expr.(type) {
	case *ast.CallExpr:
		if kind := valueTypes[lastWord(made.Fun)]; kind != "" && len(made.Args) == 1 {
			return kind, made.Args[0]
		}
	case *ast.CompositeLit:
		if kind := valueTypes[lastWord(made.Type)]; kind != "" && len(made.Elts) == 1 {
			value := made.Elts[0]
			if pair, ok := value.(*ast.KeyValueExpr); ok {
				value = pair.Value
			}
			return kind, value
		}
	}
	names := namesOf(expr)
	if len(names) == 0 {
		return "", nil
	}
	return valueFields[names[len(names)-1]], expr
}

// fieldOf is the field that a flag's target is; none for what is a flag only. The structure that the program keeps has
// what is Linux's apart, where the file does not.
func fieldOf(types *pack, structure, below string, target ast.Expr) string {
	names := namesOf(target)
	if len(names) < 2 {
		return ""
	}
	names = slices.DeleteFunc(names[1:], func(name string) bool { return name == "config" || name == "Linux" })
	if below != "" {
		names = append([]string{strings.ToUpper(below[:1]) + below[1:]}, names...)
	}
	field, err := types.jsonPath(structure, names)
	if err != nil {
		return ""
	}
	return field
}
