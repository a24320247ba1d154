package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// A package's types and the string constants of each, as far as they say what a field may hold.
type pack struct {
	minor   int
	path    string
	types   map[string]ast.Expr
	imports map[string]map[string]string // type → name of an import → its path
	values  map[string][]string
	// Every string constant, and the files as they were parsed: what feature gates stand in.
	constants map[string]string
	booleans  map[string]string
	files     []*ast.File
	named     map[string]*ast.File
	// What constants and variables are set to, and functions: what defaults are made of.
	set       map[string]placed
	functions map[string]*ast.FuncDecl
}

// An expression, with what the names of its file's imports stand for.
type placed struct {
	expr    ast.Expr
	imports map[string]string
}

var packs = map[string]*pack{}

func load(minor int, path string) (*pack, error) {
	key := fmt.Sprintf("%d %s", minor, path)
	if known := packs[key]; known != nil {
		return known, nil
	}
	folder, err := folderOf(minor, path)
	if err != nil {
		return nil, err
	}
	notTest := func(info fs.FileInfo) bool { return !strings.HasSuffix(info.Name(), "_test.go") }
	//lint:ignore SA1019 types are read as they are written; nothing is checked.
	parsed, err := parser.ParseDir(token.NewFileSet(), folder, notTest, 0)
	if err != nil {
		return nil, err
	}
	made := &pack{minor, path, map[string]ast.Expr{}, map[string]map[string]string{}, map[string][]string{}, map[string]string{}, map[string]string{}, nil, map[string]*ast.File{}, map[string]placed{}, map[string]*ast.FuncDecl{}}
	for _, one := range parsed {
		for name, file := range one.Files {
			made.named[filepath.Base(name)] = file
			made.read(file, !elsewhere.MatchString(name))
		}
	}
	packs[key] = made
	return made, nil
}

// importsOf gives the paths of a file's imports by the names that they have in it.
func importsOf(file *ast.File) map[string]string {
	imports := map[string]string{}
	for _, spec := range file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		name := path[strings.LastIndex(path, "/")+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		imports[name] = path
	}
	return imports
}

// Files that are for other systems than Linux.
var elsewhere = regexp.MustCompile(`_(windows|others?|unsupported|darwin)\.go$`)

// read keeps what a file declares; what is set and done in it only where it is for Linux.
func (p *pack) read(file *ast.File, here bool) {
	p.files = append(p.files, file)
	imports := importsOf(file)
	for _, decl := range file.Decls {
		if function, ok := decl.(*ast.FuncDecl); ok && here && function.Recv == nil {
			p.functions[function.Name.Name] = function
			p.imports[function.Name.Name] = imports
		}
		general, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range general.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				p.types[spec.Name.Name] = spec.Type
				p.imports[spec.Name.Name] = imports
			case *ast.ValueSpec:
				p.constant(spec)
				for index, value := range spec.Values {
					if !here {
						break
					}
					p.set[spec.Names[index].Name] = placed{value, imports}
				}
			}
		}
	}
}

func (p *pack) constant(spec *ast.ValueSpec) {
	if len(spec.Values) != 1 {
		return
	}
	value := spec.Values[0]
	if conversion, ok := value.(*ast.CallExpr); ok && len(conversion.Args) == 1 {
		value = conversion.Args[0]
	}
	if word, ok := value.(*ast.Ident); ok && (word.Name == "true" || word.Name == "false") {
		p.booleans[spec.Names[0].Name] = word.Name
	}
	literal, ok := value.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return
	}
	text, _ := strconv.Unquote(literal.Value)
	p.constants[spec.Names[0].Name] = text
	if of, ok := spec.Type.(*ast.Ident); ok {
		p.values[of.Name] = append(p.values[of.Name], text)
	}
}
