package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

const account = "/var/run/secrets/kubernetes.io/serviceaccount/"

// network is what a network add-on does on a node: it learns from the cluster which range the node's pods have, writes
// a CNI conf for it into the folder, and stays.
func network(folder string) {
	for {
		podCIDR, err := podRange(os.Getenv("NODE_NAME"))
		if err == nil {
			err = writeConf(folder, podCIDR)
		}
		if err == nil {
			fmt.Printf("pods of %s\n", podCIDR)
			pause()
			return
		}
		fmt.Fprintln(os.Stderr, err)
		time.Sleep(2 * time.Second)
	}
}

func podRange(node string) (string, error) {
	token, err := os.ReadFile(account + "token")
	if err != nil {
		return "", err
	}
	authority, err := os.ReadFile(account + "ca.crt")
	if err != nil {
		return "", err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	client := http.Client{
		Timeout:   5 * time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}},
	}
	server := net.JoinHostPort(os.Getenv("KUBERNETES_SERVICE_HOST"), os.Getenv("KUBERNETES_SERVICE_PORT"))
	request, err := http.NewRequest("GET", "https://"+server+"/api/v1/nodes/"+node, nil)
	if err != nil {
		return "", err
	}
	request.Header.Set("Authorization", "Bearer "+string(token))
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	var found struct{ Spec struct{ PodCIDR string } }
	if err := json.NewDecoder(response.Body).Decode(&found); err != nil {
		return "", err
	}
	if found.Spec.PodCIDR == "" {
		return "", fmt.Errorf("%s: node %s has no range yet", response.Status, node)
	}
	return found.Spec.PodCIDR, nil
}

func writeConf(folder, podCIDR string) error {
	ipam := map[string]any{
		"type":   "host-local",
		"ranges": [][]map[string]string{{{"subnet": podCIDR}}},
		"routes": []map[string]string{{"dst": "0.0.0.0/0"}},
	}
	bridge := map[string]any{"type": "bridge", "bridge": "addon0", "isGateway": true, "ipMasq": true, "ipam": ipam}
	conf := map[string]any{"cniVersion": "1.0.0", "name": "addon", "plugins": []any{bridge}}
	text, err := json.Marshal(conf)
	if err != nil {
		return err
	}
	draft := filepath.Join(folder, ".addon")
	if err := os.WriteFile(draft, text, 0o644); err != nil {
		return err
	}
	return os.Rename(draft, filepath.Join(folder, "10-addon.conflist"))
}
