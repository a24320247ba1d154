package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"strconv"
	"time"
)

var units = map[string]time.Duration{
	"Nanosecond": time.Nanosecond, "Microsecond": time.Microsecond, "Millisecond": time.Millisecond,
	"Second": time.Second, "Minute": time.Minute, "Hour": time.Hour,
}

// What other names stand for where nothing is said: kube-proxy listens for both on all addresses of the first family.
var assumed = map[string]any{"defaultHealthzAddress": "0.0.0.0", "defaultMetricsAddress": "127.0.0.1"}

// value works an expression out; nil for what is nothing (an empty mapping, nil).
func (w walk) value(in *pack, imports map[string]string, expr ast.Expr) (any, error) {
	switch expr := expr.(type) {
	case *ast.BasicLit:
		return literal(expr)
	case *ast.ParenExpr:
		return w.value(in, imports, expr.X)
	case *ast.UnaryExpr:
		value, err := w.value(in, imports, expr.X)
		if number, ok := value.(int64); ok && expr.Op == token.SUB {
			return -number, err
		}
		return value, err
	case *ast.BinaryExpr:
		return w.product(in, imports, expr)
	case *ast.CallExpr:
		return w.called(in, imports, expr)
	case *ast.CompositeLit:
		return w.composite(in, imports, expr)
	case *ast.Ident:
		return w.named(in, expr.Name)
	case *ast.SelectorExpr:
		from := imports[lastWord(expr.X)]
		if from == "time" {
			return units[expr.Sel.Name], nil
		}
		if from == "" {
			return nil, nil // Another field of the configuration.
		}
		other, err := load(w.minor, from)
		if err != nil {
			return nil, err
		}
		return w.named(other, expr.Sel.Name)
	}
	return nil, fmt.Errorf("no value: %T", expr)
}

func literal(expr *ast.BasicLit) (any, error) {
	switch expr.Kind {
	case token.STRING:
		return strconv.Unquote(expr.Value)
	case token.INT:
		return strconv.ParseInt(expr.Value, 0, 64)
	}
	return strconv.ParseFloat(expr.Value, 64)
}

func (w walk) named(in *pack, name string) (any, error) {
	switch name {
	case "true", "false":
		return name == "true", nil
	case "nil":
		return nil, nil
	}
	if value, ok := w.locals[name]; ok && in == w.pack {
		return value, nil
	}
	if value, ok := assumed[name]; ok {
		return value, nil
	}
	set, ok := in.set[name]
	if !ok {
		return nil, fmt.Errorf("%s has no %s", in.path, name)
	}
	return w.value(in, set.imports, set.expr)
}

func (w walk) product(in *pack, imports map[string]string, expr *ast.BinaryExpr) (any, error) {
	left, err := w.value(in, imports, expr.X)
	if err != nil {
		return nil, err
	}
	right, err := w.value(in, imports, expr.Y)
	if err != nil {
		return nil, err
	}
	if expr.Op != token.MUL {
		return nil, fmt.Errorf("an operation that is not known: %s", expr.Op)
	}
	switch left := left.(type) {
	case int64:
		switch right := right.(type) {
		case int64:
			return left * right, nil
		case time.Duration:
			return time.Duration(left) * right, nil
		}
	case time.Duration:
		if right, ok := right.(int64); ok {
			return left * time.Duration(right), nil
		}
	}
	return nil, fmt.Errorf("%T times %T", left, right)
}

// called takes a function of one value for a conversion, or for one that gives a pointer to it.
func (w walk) called(in *pack, imports map[string]string, call *ast.CallExpr) (any, error) {
	switch lastWord(call.Fun) {
	case "make":
		return nil, nil
	case "Sprintf":
		var values []any
		for _, each := range call.Args {
			value, err := w.value(in, imports, each)
			if err != nil {
				return nil, err
			}
			values = append(values, value)
		}
		return fmt.Sprintf(values[0].(string), values[1:]...), nil
	}
	if len(call.Args) != 1 {
		return nil, fmt.Errorf("a call of %s", lastWord(call.Fun))
	}
	return w.value(in, imports, call.Args[0])
}

func (w walk) composite(in *pack, imports map[string]string, made *ast.CompositeLit) (any, error) {
	switch of := made.Type.(type) {
	case *ast.SelectorExpr:
		if of.Sel.Name == "Duration" && len(made.Elts) == 1 {
			return w.value(in, imports, made.Elts[0].(*ast.KeyValueExpr).Value)
		}
		if len(made.Elts) == 0 || of.Sel.Name == "QuantityValue" {
			return nil, nil // The zero of its type: QuantityValue keeps it in a structure.
		}
	case *ast.ArrayType:
		list := []any{}
		for _, each := range made.Elts {
			value, err := w.value(in, imports, each)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		return list, nil
	case *ast.MapType:
		mapping := map[string]any{}
		for _, each := range made.Elts {
			pair := each.(*ast.KeyValueExpr)
			key, err := w.value(in, imports, pair.Key)
			if err != nil {
				return nil, err
			}
			if mapping[key.(string)], err = w.value(in, imports, pair.Value); err != nil {
				return nil, err
			}
		}
		return mapping, nil
	}
	return nil, fmt.Errorf("a literal of %T", made.Type)
}
