// The one program in the test's container images: a pause process, a web server, a client and a network add-on.
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	mode := "pause"
	if len(os.Args) > 1 {
		mode = os.Args[1]
	}
	switch mode {
	case "pause":
		pause()
	case "serve":
		serve()
	case "get":
		get(os.Args[2])
	case "network":
		network(os.Args[2])
	default:
		fmt.Fprintf(os.Stderr, "app: no such mode: %s\n", mode)
		os.Exit(2)
	}
}

// pause holds a pod's namespaces. As process 1 it must reap what it inherits and end on SIGTERM.
func pause() {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGCHLD)
	for received := range signals {
		if received != syscall.SIGCHLD {
			return
		}
		for {
			if pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil); pid <= 0 || err != nil {
				break
			}
		}
	}
}

func serve() {
	host, _ := os.Hostname()
	answer := fmt.Sprintf("%s %s\n", host, podAddresses())
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Printf("asked %s by %s\n", r.URL.Path, r.RemoteAddr)
		io.WriteString(w, answer)
	})
	go func() {
		signals := make(chan os.Signal, 1)
		signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
		<-signals
		os.Exit(0)
	}()
	fmt.Printf("serving as %s", answer)
	fmt.Fprintln(os.Stderr, http.ListenAndServe(":8080", nil))
	os.Exit(1)
}

func get(url string) {
	client := http.Client{Timeout: 5 * time.Second}
	response, err := client.Get(url)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer response.Body.Close()
	io.Copy(os.Stdout, response.Body)
}

// podAddresses has an address of each of the pod's families, with spaces between.
func podAddresses() string {
	addresses, _ := net.InterfaceAddrs()
	var found []string
	for _, address := range addresses {
		if ip, ok := address.(*net.IPNet); ok && ip.IP.IsGlobalUnicast() {
			found = append(found, ip.IP.String())
		}
	}
	if len(found) == 0 {
		return "no address"
	}
	return strings.Join(found, " ")
}
