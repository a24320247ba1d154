package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/token"
	"strings"
	"time"
)

// A function that sets defaults of a structure, as it is walked.
type walk struct {
	*pack
	imports map[string]string
	object  string   // the name of what it sets, in the function
	above   []string // where that lies in the configuration
	locals  map[string]any
	types   *pack
	of      string
	gates   map[string]gate
	said    saying
}

// call walks a function of a package that sets defaults of what its only parameter points to.
func (w walk) call(in *pack, name string, above []string) error {
	function := in.functions[name]
	if function == nil {
		return fmt.Errorf("1.%d %s has no %s", in.minor, in.path, name)
	}
	w.pack, w.imports, w.above, w.locals = in, in.imports[name], above, map[string]any{}
	w.object = function.Type.Params.List[0].Names[0].Name
	return w.block(function.Body.List)
}

func (w walk) block(list []ast.Stmt) error {
	for _, statement := range list {
		if err := w.statement(statement); err != nil {
			return err
		}
	}
	return nil
}

func (w walk) statement(statement ast.Stmt) error {
	switch statement := statement.(type) {
	case *ast.BlockStmt:
		return w.block(statement.List)
	case *ast.IfStmt:
		holds, err := w.holds(statement.Cond)
		if err != nil {
			return err
		}
		if holds {
			return w.block(statement.Body.List)
		}
		if statement.Else != nil {
			return w.statement(statement.Else)
		}
	case *ast.ExprStmt:
		call, ok := statement.X.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return nil
		}
		names := namesOf(call.Args[0])
		if len(names) == 0 || names[0] != w.object {
			return nil
		}
		in := w.pack
		if selected, ok := call.Fun.(*ast.SelectorExpr); ok {
			other, err := load(w.minor, w.imports[lastWord(selected.X)])
			if err != nil {
				return err
			}
			in = other
		}
		return w.call(in, lastWord(call.Fun), append(append([]string{}, w.above...), names[1:]...))
	case *ast.AssignStmt:
		return w.assign(statement)
	}
	return nil
}

func (w walk) assign(statement *ast.AssignStmt) error {
	names := namesOf(statement.Lhs[0])
	if len(statement.Rhs) != len(statement.Lhs) || names[0] == "_" {
		return nil // What several results are is among `assumed`.
	}
	value, err := w.value(w.pack, w.imports, statement.Rhs[0])
	if err != nil && len(names) == 1 {
		return nil // A default that is made of it will say so.
	}
	if err != nil {
		return fmt.Errorf("1.%d %s: %w", w.minor, strings.Join(names, "."), err)
	}
	if len(names) == 1 {
		w.locals[names[0]] = value
		return nil
	}
	// How a value is written again is no field.
	if names[0] != w.object || value == nil || names[len(names)-1] == "SerializeAsString" {
		return nil
	}
	path, err := w.types.jsonPath(w.of, append(append([]string{}, w.above...), names[1:]...))
	if err != nil {
		return err
	}
	if _, ok := w.said[path]; ok {
		return nil // The first one is what an empty configuration gets.
	}
	text, err := json.Marshal(plain(value))
	w.said[path] = string(text)
	return err
}

// plain writes durations as people do.
func plain(value any) any {
	duration, ok := value.(time.Duration)
	if !ok {
		return value
	}
	text := duration.String()
	for _, zero := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(text, zero) {
			text = text[:len(text)-2]
		}
	}
	return text
}

// holds tells whether a condition is met by an empty configuration and the release's own feature gates.
func (w walk) holds(expr ast.Expr) (bool, error) {
	switch expr := expr.(type) {
	case *ast.ParenExpr:
		return w.holds(expr.X)
	case *ast.UnaryExpr:
		holds, err := w.holds(expr.X)
		return !holds, err
	case *ast.CallExpr:
		if lastWord(expr.Fun) == "Enabled" {
			name, err := w.constantOf(w.imports, expr.Args[0])
			return w.gates[name].standard, err
		}
	case *ast.BinaryExpr:
		switch expr.Op {
		case token.EQL:
			return true, nil
		case token.NEQ, token.LSS, token.GTR:
			return false, nil
		}
		left, err := w.holds(expr.X)
		if err != nil {
			return false, err
		}
		right, err := w.holds(expr.Y)
		if expr.Op == token.LOR {
			return left || right, err
		}
		return left && right, err
	}
	return false, fmt.Errorf("1.%d: a condition that is not known: %T", w.minor, expr)
}
