package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"reflect"
	"strconv"
	"strings"
)

// A release's files in a clone, and the packages that were read of them.
type tree struct {
	clone, tag, module string
	packs              map[string]*pack
}

// A package's types, and what each file that has one calls its imports.
type pack struct {
	folder  string
	types   map[string]ast.Expr
	imports map[string]map[string]string
}

func (t *tree) git(arguments ...string) (string, error) {
	out, err := exec.Command("git", append([]string{"-C", t.clone}, arguments...)...).Output()
	return string(out), err
}

// load reads a folder; one that the release does not have gives no package.
func (t *tree) load(folder string) (*pack, error) {
	if known, ok := t.packs[folder]; ok {
		return known, nil
	}
	listed, err := t.git("ls-tree", "--name-only", t.tag, folder+"/")
	if err != nil {
		return nil, err
	}
	made := &pack{folder, map[string]ast.Expr{}, map[string]map[string]string{}}
	for _, name := range strings.Fields(listed) {
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || forAnotherSystem(name) {
			continue
		}
		text, err := t.git("show", t.tag+":"+name)
		if err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
		if err != nil {
			return nil, err
		}
		made.read(file)
	}
	t.packs[folder] = made
	return made, nil
}

func forAnotherSystem(name string) bool {
	for _, system := range []string{"windows", "freebsd", "darwin", "solaris", "unsupported", "other"} {
		if strings.HasSuffix(name, "_"+system+".go") {
			return true
		}
	}
	return false
}

func (p *pack) read(file *ast.File) {
	imports := map[string]string{}
	for _, spec := range file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		name := path[strings.LastIndex(path, "/")+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		imports[name] = path
	}
	for _, decl := range file.Decls {
		general, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range general.Specs {
			if spec, ok := spec.(*ast.TypeSpec); ok {
				p.types[spec.Name.Name] = spec.Type
				p.imports[spec.Name.Name] = imports
			}
		}
	}
}

// add puts what a table's keys hold into what a release says; nothing where it has no such table.
func (t *tree) add(said saying, table table) error {
	for _, place := range table.places {
		types, err := t.load(place.folder)
		if err != nil {
			return err
		}
		structure, ok := types.types[place.structure].(*ast.StructType)
		if !ok {
			continue
		}
		return t.fields(said, table.name, "", types, types.imports[place.structure], structure)
	}
	return nil
}

// fields adds those of a structure, and of structures below them.
func (t *tree) fields(said saying, table, above string, of *pack, imports map[string]string, structure *ast.StructType) error {
	for _, field := range structure.Fields.List {
		tag := ""
		if field.Tag != nil {
			text, _ := strconv.Unquote(field.Tag.Value)
			tag, _, _ = strings.Cut(reflect.StructTag(text).Get("toml"), ",")
			// CRI-O's workloads have structures whose names TOML takes in any case, and JSON's are those.
			if json, _, _ := strings.Cut(reflect.StructTag(text).Get("json"), ","); tag == "" && ast.IsExported(fieldName(field)) {
				tag = json
			}
		}
		path := above
		if tag == "-" || (tag == "" && len(field.Names) > 0) {
			continue
		}
		if tag != "" {
			path = strings.TrimPrefix(above+"."+tag, ".")
		}
		is, err := t.holds(of, imports, field.Type)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		// The tables of plugins are told each by itself.
		if is.name == "any" && tag == "" || (table == "" && tag == "plugins") {
			continue
		}
		if tag != "" {
			said[[2]string{table, path}] = is.name
		}
		if is.structure == nil {
			continue
		}
		if strings.HasPrefix(is.name, "map of ") {
			path += ".*"
		}
		if err := t.fields(said, table, path, is.of, is.imports, is.structure); err != nil {
			return err
		}
	}
	return nil
}

// fieldName is empty for an embedded structure.
func fieldName(field *ast.Field) string {
	if len(field.Names) == 0 {
		return ""
	}
	return field.Names[0].Name
}
