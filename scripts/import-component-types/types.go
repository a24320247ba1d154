package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"regexp"
	"sort"
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
