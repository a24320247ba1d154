package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

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
