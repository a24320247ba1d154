package main

import (
	"encoding/json"
	"reflect"
	"sort"
	"time"
)

// keysOf adds what a structure's keys hold, as data/containerd-config.tsv says it.
func keysOf(found map[string]string, table, above string, structure reflect.Type) {
	for index := range structure.NumField() {
		field := structure.Field(index)
		tag := field.Tag.Get("toml")
		for at, letter := range tag {
			if letter == ',' {
				tag = tag[:at]
				break
			}
		}
		if tag == "-" || (tag == "" && !field.Anonymous) || (table == "" && tag == "plugins") {
			continue
		}
		path := above
		if tag != "" {
			if path != "" {
				path += "."
			}
			path += tag
		}
		is, below := holds(field.Type)
		if tag != "" {
			found[table+"\t"+path] = is
		}
		if below == nil {
			continue
		}
		if len(is) > 6 && is[:6] == "map of" {
			path += ".*"
		}
		keysOf(found, table, path, below)
	}
}

func holds(of reflect.Type) (string, reflect.Type) {
	if of.Kind() != reflect.Pointer {
		if unmarshals := reflect.New(of).MethodByName("UnmarshalText"); unmarshals.IsValid() {
			return "duration", nil
		}
	}
	switch of.Kind() {
	case reflect.Pointer:
		return holds(of.Elem())
	case reflect.Slice:
		is, below := holds(of.Elem())
		return "list of " + is, below
	case reflect.Map:
		is, below := holds(of.Elem())
		return "map of " + is, below
	case reflect.Struct:
		return "object", of
	case reflect.Bool:
		return "boolean", nil
	case reflect.String:
		return "string", nil
	case reflect.Float64:
		return "number", nil
	case reflect.Int, reflect.Int64:
		if of == reflect.TypeOf(time.Duration(0)) {
			return "duration|integer", nil
		}
		return "integer int64", nil
	case reflect.Uint32:
		return "integer uint32", nil
	case reflect.Interface:
		return "any", nil
	}
	return of.String(), nil
}

func listed(found map[string]string) string {
	var lines []string
	for place, is := range found {
		lines = append(lines, place+"\t"+is)
	}
	sort.Strings(lines)
	text, _ := json.Marshal(lines)
	return string(text)
}
