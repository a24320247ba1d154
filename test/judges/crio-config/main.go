// Asks CRI-O's own code about configurations: each line of the input is a JSON object with the text of a drop-in of
// crio.conf, each line of the output one with why CRI-O refuses it, empty where it takes it. It is built within CRI-O's
// module (.ci/judges), without cgo.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/cri-o/cri-o/pkg/config"
	"github.com/sirupsen/logrus"
)

type question struct{ Kind, Config string }

type answer struct {
	Error string `json:"error"`
}

func main() {
	logrus.SetOutput(io.Discard)
	folder, err := os.MkdirTemp("", "bootwright-crio-config-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "10-bootwright.conf")
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		var asked question
		if err := json.Unmarshal(in.Bytes(), &asked); err != nil {
			panic(err)
		}
		if err := os.WriteFile(path, []byte(asked.Config), 0o600); err != nil {
			panic(err)
		}
		said := answer{}
		if asked.Kind == "default" {
			said.Error = standard()
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

func judge(path string) error {
	own, err := config.DefaultConfig()
	if err != nil {
		return err
	}
	if err := own.UpdateFromDropInFile(context.Background(), path); err != nil {
		return err
	}
	// As the daemon starts: cmd/crio/main.go.
	if _, err := logrus.ParseLevel(own.LogLevel); err != nil {
		return err
	}
	// Without what needs this machine's folders, sockets and programs; of that, what a handler's own values say.
	if err := own.Validate(false); err != nil {
		return err
	}
	for name, handler := range own.Runtimes {
		if err := handler.ValidateRuntimeType(name); err != nil {
			return err
		}
		if err := handler.ValidateNoSyncLog(); err != nil {
			return err
		}
		if err := handler.ValidateRuntimeAllowedAnnotations(); err != nil {
			return err
		}
		if handler.RuntimeType != config.RuntimeTypePod && handler.StreamWebsockets {
			return handler.ValidateWebsocketStreaming(name)
		}
	}
	return nil
}

// standard is the whole configuration as CRI-O has it by itself.
func standard() string {
	own, err := config.DefaultConfig()
	if err != nil {
		panic(err)
	}
	text, err := own.ToBytes()
	if err != nil {
		panic(err)
	}
	return string(text)
}
