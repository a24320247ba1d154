// Asks containerd's own code about configurations: each line of the input is a JSON object with the text of a config.toml,
// each line of the output one with why the daemon or its CRI plugin refuses it, empty where both start. It is built within
// containerd's module (.ci/judges), whose internal packages it needs.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"time"

	"github.com/containerd/log"
	"github.com/sirupsen/logrus"
)

type question struct{ Kind, Config string }

type answer struct {
	Error string `json:"error"`
}

func main() {
	logrus.SetOutput(io.Discard)
	folder, err := os.MkdirTemp("", "bootwright-containerd-config-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "config.toml")
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		var asked question
		if err := json.Unmarshal(in.Bytes(), &asked); err != nil {
			panic(err)
		}
		said := answer{}
		if asked.Kind == "types" {
			said.Error = types()
		} else if asked.Kind == "default" {
			said.Error = standard()
		} else if err := os.WriteFile(path, []byte(asked.Config), 0o600); err != nil {
			panic(err)
		} else if err := guarded(path); err != nil {
			said.Error = err.Error()
		}
		if err := out.Encode(said); err != nil {
			panic(err)
		}
	}
}

// guarded takes a panic for a refusal: that is how it would end on the machine.
func guarded(path string) (err error) {
	defer func() {
		if said := recover(); said != nil {
			err = fmt.Errorf("panic: %v", said)
		}
	}()
	return judge(path)
}

// daemon checks what the server does between its configuration's loading and its plugins'. Source: cmd/containerd/command/
// main.go (setLogLevel, setLogFormat), server.go (CreateTopLevelDirectories, New), which act on the machine as well.
func daemon(level, format, root, state string, timeouts map[string]string) error {
	if level != "" {
		if err := log.SetLevel(level); err != nil {
			return err
		}
	}
	if format != "" && format != string(log.TextFormat) && format != string(log.JSONFormat) {
		return fmt.Errorf("unsupported log format: %s", format)
	}
	switch {
	case root == "":
		return errors.New("root must be specified")
	case state == "":
		return errors.New("state must be specified")
	case root == state:
		return errors.New("root and state must be different paths")
	}
	for key, text := range timeouts {
		if _, err := time.ParseDuration(text); err != nil {
			return fmt.Errorf("unable to parse %s into a time duration", key)
		}
	}
	return nil
}

// copied is a value of its own, as deep as a configuration is: a plugin's default is decoded into once a process.
func copied(value reflect.Value) reflect.Value {
	made := reflect.New(value.Type()).Elem()
	switch value.Kind() {
	case reflect.Pointer:
		if !value.IsNil() {
			made.Set(reflect.New(value.Type().Elem()))
			made.Elem().Set(copied(value.Elem()))
		}
	case reflect.Interface:
		if !value.IsNil() {
			made.Set(copied(value.Elem()))
		}
	case reflect.Struct:
		made.Set(value)
		for index := range value.NumField() {
			if made.Field(index).CanSet() {
				made.Field(index).Set(copied(value.Field(index)))
			}
		}
	case reflect.Map:
		if !value.IsNil() {
			made.Set(reflect.MakeMap(value.Type()))
			for _, key := range value.MapKeys() {
				made.SetMapIndex(key, copied(value.MapIndex(key)))
			}
		}
	case reflect.Slice:
		if !value.IsNil() {
			made.Set(reflect.MakeSlice(value.Type(), value.Len(), value.Len()))
			for index := range value.Len() {
				made.Index(index).Set(copied(value.Index(index)))
			}
		}
	default:
		made.Set(value)
	}
	return made
}
