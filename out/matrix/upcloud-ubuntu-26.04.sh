#!/bin/bash
# Makes this machine the Kubernetes node worker-0, or brings it up to date: writes what is new, installs it and waits.
# On the node, as root: bash worker-0.sh [--downgrade]
set -euo pipefail
umask 077
state=/var/lib/bootwright

die() {
  echo "bootwright: $*" >&2
  exit 1
}

[ "$(id -u)" = 0 ] || die 'only root can do this'
is=$(sed -n 's/^{"node":"\([^"]*\)".*/\1/p' $state/status.json 2>/dev/null || :)
[ -z "$is" ] || [ "$is" = worker-0 ] || die "this machine is $is, not worker-0"
runs=$(/usr/local/bin/kubelet --version 2>/dev/null | sed 's/.* v//' || :)
newer=$(printf '%s\n' 1.36.4 "$runs" | sort -V | tail -n 1)
[ "$newer" = 1.36.4 ] || [ "${1-}" = --downgrade ] ||
  die "Kubernetes $runs runs here, which is newer than 1.36.4: say --downgrade if that is wanted"

only_root() { [ "$(stat -c %u .)" = 0 ] && ((!(8#$(stat -c %a .) & 8#22))); }

enter() {
  local part rest=${1#/} here open
  cd /
  while [ -n "$rest" ]; do
    part=${rest%%/*}
    rest=${rest:${#part}}
    rest=${rest#/}
    here=$(pwd -P)
    open=$(only_root || echo yes)
    if [ -L "./$part" ]; then
      [ -z "$open" ] || { echo "$1: $here/$part is a link, and not only root can write there" && return 1; }
      part=$(readlink "./$part")
      [ "${part::1}" != / ] || cd /
      rest=$part/$rest
      continue
    fi
    [ -d "./$part" ] || mkdir -m 755 "./$part" || return
    cd -P "./$part" || return
    [ -z "$open" ] || [ "$(pwd -P)" = "${here%/}/$part" ] || { echo "$1: $here/$part has become a link" && return 1; }
  done
}

put() ( # put MODE PATH: stdin, unless it is there already
  file=./${2##*/}
  new=$state/new
  rm -f "$new"
  cat >"$new"
  chmod "$1" "$new"
  enter "${2%/*}" || exit
  if [ ! -L "$file" ] && [ -f "$file" ] && cmp -s "$new" "$file" && [ "0$(stat -c %a "$file")" = "$1" ]; then
    exit
  fi
  # On another disk it is moved in whole from beside; where others write, only from the closed place.
  if [ "$(stat -c %d .)" != "$(stat -c %d $state)" ] && only_root; then
    cp -fp "$new" "./.${2##*/}.bootwright-new" # hidden: the kubelet runs what it finds among its manifests
    new=./.${2##*/}.bootwright-new
  fi
  sync "$new"
  mv -fT "$new" "$file"
)

install -d -m 0700 $state
# From now on the files are this script's: cloud-init is not to write those of its own document again.
(cd /var/lib/cloud/instance 2>/dev/null && cat user-data.txt ../../data/instance-id | sha256sum >$state/seed) || :
put 0644 /etc/systemd/system/bootwright.service <<'EOF'
[Unit]
Description=Bootwright: install this Kubernetes node
Wants=network-online.target
After=network-online.target cloud-config.target

[Service]
# files: 80975a32b2377a92d514fc3dfcd18050e1a1c4406dac6e55078f2a7f79d7efcb
Type=oneshot
RemainAfterExit=yes
TimeoutStartSec=1h
ExecStart=/bin/bash /opt/bootwright/install.sh
ExecStopPost=/bin/bash /opt/bootwright/install.sh ended

[Install]
WantedBy=multi-user.target
EOF
put 0644 /var/lib/kubernetes/ca.pem <<'EOF'
-----BEGIN CERTIFICATE-----
MIIBhzCCASygAwIBAgIRAJcRDUF8iAvHRxXwS3vChyIwCgYIKoZIzj0EAwIwIDEe
MBwGA1UEAxMVVEVTVCBLRVlTLCBub3Qgc2VjcmV0MCAXDTIwMDEwMTAwMDAwMFoY
Dzk5OTkxMjMxMjM1OTU5WjAgMR4wHAYDVQQDExVURVNUIEtFWVMsIG5vdCBzZWNy
ZXQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARRyqBjeZVjkhTw+mdtsXDuLRUn
eZeGzNY8IjsqQe3dLAl6WCFmM4b/Fd6P7zmGX07IXwBRm6I0ARKA103wItsgo0Uw
QzASBgNVHRMBAf8ECDAGAQH/AgEAMA4GA1UdDwEB/wQEAwIBBjAdBgNVHQ4EFgQU
AzmM87l2H8fJXzWuexjKC8Mb2AUwCgYIKoZIzj0EAwIDSQAwRgIhAPH1MRtVRGMV
BpX1zxnn7A8h3FEpOlnOF1509HKLMZV8AiEA1C1vN1uj+vD/vJhTac7Yaz2bK4AG
hCoICTLap2Hp2a0=
-----END CERTIFICATE-----
EOF
put 0644 /etc/modules-load.d/kubernetes.conf <<'EOF'
br_netfilter
nf_conntrack
overlay
EOF
put 0644 /etc/sysctl.d/zz-kubernetes.conf <<'EOF'
fs.inotify.max_user_instances=8192
kernel.panic=10
kernel.panic_on_oops=1
net.bridge.bridge-nf-call-ip6tables=1
net.bridge.bridge-nf-call-iptables=1
net.ipv4.ip_forward=1
vm.overcommit_memory=1
EOF
put 0644 /etc/systemd/networkd.conf.d/kubernetes.conf <<'EOF'
[Network]
ManageForeignRoutes=no
ManageForeignRoutingPolicyRules=no
EOF
put 0644 /etc/cni/net.d/10-flannel.conflist <<'EOF'
{
 "cniVersion": "1.0.0",
 "name": "cbr0",
 "plugins": [
  {"type": "flannel", "delegate": {"hairpinMode": true, "isDefaultGateway": true}},
  {"type": "portmap", "capabilities": {"portMappings": true}}
 ]
}
EOF
put 0644 /etc/containerd/config.toml <<'EOF'
version = 4

[plugins."io.containerd.cri.v1.images".pinned_images]
sandbox = "registry.k8s.io/pause:3.10.2"

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"

  [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
  SystemdCgroup = true
EOF
put 0644 /etc/crictl.yaml <<'EOF'
runtime-endpoint: unix:///run/containerd/containerd.sock
EOF
put 0644 /etc/systemd/system/containerd.service <<'EOF'
[Unit]
Description=containerd container runtime
After=network.target dbus.service

[Service]
ExecStart=/usr/local/bin/containerd
Type=notify
Delegate=yes
KillMode=process
Restart=always
RestartSec=5
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
OOMScoreAdjust=-999

[Install]
WantedBy=multi-user.target
EOF
put 0644 /var/lib/kubelet/worker-0.pem <<'EOF'
-----BEGIN CERTIFICATE-----
MIIB8jCCAZigAwIBAgIQMV/FX34DNdcbmJI11sb1ODAKBggqhkjOPQQDAjAgMR4w
HAYDVQQDExVURVNUIEtFWVMsIG5vdCBzZWNyZXQwIBcNMjAwMTAxMDAwMDAwWhgP
OTk5OTEyMzEyMzU5NTlaMDYxFTATBgNVBAoTDHN5c3RlbTpub2RlczEdMBsGA1UE
AxMUc3lzdGVtOm5vZGU6d29ya2VyLTAwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AATJrGjZnL2FgumiYzmHAsOdzhQxh6ZEBswguEpLkzrEmE7HzRTwmvqDBGWE9Ru4
FlQD2/9eAPw3qkz1RRvaPVqOo4GbMIGYMAwGA1UdEwEB/wQCMAAwDgYDVR0PAQH/
BAQDAgeAMB0GA1UdJQQWMBQGCCsGAQUFBwMCBggrBgEFBQcDATAZBgNVHREEEjAQ
ggh3b3JrZXItMIcECvAAFDAfBgNVHSMEGDAWgBQDOYzzuXYfx8lfNa57GMoLwxvY
BTAdBgNVHQ4EFgQU+HqGpD1HxQ1udbrzoSC9Qlbe6ngwCgYIKoZIzj0EAwIDSAAw
RQIhAOqRtN+zdGtJ2Ylw3i1EcwKmj2Ew1gBGIap4IxPCLS/7AiA1oxLgTS2lv25M
nIX56/Pvx3O3JtvVuk6ArO7c4bEo+A==
-----END CERTIFICATE-----
EOF
put 0600 /var/lib/kubelet/worker-0-key.pem <<'EOF'
-----BEGIN PRIVATE KEY-----
MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCBtGyvYoCeLH42UpXuM
9pCb+BsZ9CGjBHaNcAiQZJXrgA==
-----END PRIVATE KEY-----
EOF
put 0600 /var/lib/kubelet/kubelet-config.yaml <<'EOF'
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: /var/lib/kubernetes/ca.pem}}
authorization: {mode: Webhook}
cgroupDriver: systemd
clusterDNS:
- 10.32.0.10
clusterDomain: cluster.local
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
podPidsLimit: 8192
protectKernelDefaults: true
resolvConf: /run/systemd/resolve/resolv.conf
seccompDefault: true
shutdownGracePeriod: 30s
shutdownGracePeriodCriticalPods: 10s
tlsCertFile: /var/lib/kubelet/worker-0.pem
tlsMinVersion: VersionTLS13
tlsPrivateKeyFile: /var/lib/kubelet/worker-0-key.pem
EOF
put 0600 /var/lib/kubelet/kubeconfig <<'EOF'
apiVersion: v1
kind: Config
clusters:
- {name: matrix, cluster: {certificate-authority: /var/lib/kubernetes/ca.pem, server: https://10.240.0.10:6443}}
users:
- name: kubelet
  user: {client-certificate: /var/lib/kubelet/worker-0.pem, client-key: /var/lib/kubelet/worker-0-key.pem}
contexts:
- {name: default, context: {cluster: matrix, user: kubelet}}
current-context: default
EOF
put 0600 /etc/systemd/system/kubelet.service <<'EOF'
[Unit]
Description=Kubernetes Kubelet
After=containerd.service
Wants=containerd.service

[Service]
ExecStartPre=/usr/sbin/nft "table inet bootwright; delete table inet bootwright; table inet bootwright {chain pods {type filter hook forward priority -10; ip daddr 169.254.169.254 tcp dport {80,443} reject;};}"
ExecStart=/usr/local/bin/kubelet \
  --config=/var/lib/kubelet/kubelet-config.yaml \
  --hostname-override=worker-0 \
  --kubeconfig=/var/lib/kubelet/kubeconfig \
  --node-ip=10.240.0.20
Restart=on-failure
RestartSec=5

[Install]
WantedBy=multi-user.target
EOF
put 0644 /var/lib/kube-proxy/kube-proxy.pem <<'EOF'
-----BEGIN CERTIFICATE-----
MIIB0DCCAXagAwIBAgIRAMeJb+2j8zAzFEMg92Sa1w0wCgYIKoZIzj0EAwIwIDEe
MBwGA1UEAxMVVEVTVCBLRVlTLCBub3Qgc2VjcmV0MCAXDTIwMDEwMTAwMDAwMFoY
Dzk5OTkxMjMxMjM1OTU5WjA6MRwwGgYDVQQKExNzeXN0ZW06bm9kZS1wcm94aWVy
MRowGAYDVQQDExFzeXN0ZW06a3ViZS1wcm94eTBZMBMGByqGSM49AgEGCCqGSM49
AwEHA0IABHsj+AwM7vmXwtXxx9fB3TBMNX1ZaaB89rQGDePFjmlR85IMtXXbDI1i
W/FHT/7xAZz/Jr4yX3uOvwamUFLEprajdTBzMAwGA1UdEwEB/wQCMAAwDgYDVR0P
AQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB8GA1UdIwQYMBaAFAM5jPO5
dh/HyV81rnsYygvDG9gFMB0GA1UdDgQWBBSZYGvKFQD84mjCf/mNlPU73neJEDAK
BggqhkjOPQQDAgNIADBFAiBJAxJP0mlmsqEZigDCAiFddc3wcGATBJPG8t+gI7nn
MgIhAJAchtjbqFgcoy+YBR8nEwQGxMZ+zMMKET4pE5tWAP3v
-----END CERTIFICATE-----
EOF
put 0600 /var/lib/kube-proxy/kube-proxy-key.pem <<'EOF'
-----BEGIN PRIVATE KEY-----
MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCC6JBaSY7bIyjBa1jxB
reWBeyoO5FLY25Li4JRC43/5Wg==
-----END PRIVATE KEY-----
EOF
put 0644 /var/lib/kube-proxy/kube-proxy-config.yaml <<'EOF'
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: /var/lib/kube-proxy/kubeconfig}
clusterCIDR: 10.200.0.0/16
hostnameOverride: worker-0
mode: nftables
EOF
put 0600 /var/lib/kube-proxy/kubeconfig <<'EOF'
apiVersion: v1
kind: Config
clusters:
- {name: matrix, cluster: {certificate-authority: /var/lib/kubernetes/ca.pem, server: https://10.240.0.10:6443}}
users:
- name: kube-proxy
  user: {client-certificate: /var/lib/kube-proxy/kube-proxy.pem, client-key: /var/lib/kube-proxy/kube-proxy-key.pem}
contexts:
- {name: default, context: {cluster: matrix, user: kube-proxy}}
current-context: default
EOF
put 0644 /etc/systemd/system/kube-proxy.service <<'EOF'
[Unit]
Description=Kubernetes Kube Proxy

[Service]
ExecStart=/usr/local/bin/kube-proxy \
  --config=/var/lib/kube-proxy/kube-proxy-config.yaml
Restart=on-failure
RestartSec=5

[Install]
WantedBy=multi-user.target
EOF
put 0644 /etc/kube-flannel/flannel.pem <<'EOF'
-----BEGIN CERTIFICATE-----
MIIBpzCCAU2gAwIBAgIQJYcd90EIqS7o5t7X8aoujjAKBggqhkjOPQQDAjAgMR4w
HAYDVQQDExVURVNUIEtFWVMsIG5vdCBzZWNyZXQwIBcNMjAwMTAxMDAwMDAwWhgP
OTk5OTEyMzEyMzU5NTlaMBIxEDAOBgNVBAMTB2ZsYW5uZWwwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAARyNu3CohFBJB7QGu14qKEIwdrJ2kbuDFD8XJMfCtiNMt1A
XJo+U+gEZzSN6MKTHd9nd6WiUlOxwvExxkoWj6Xjo3UwczAMBgNVHRMBAf8EAjAA
MA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAfBgNVHSMEGDAW
gBQDOYzzuXYfx8lfNa57GMoLwxvYBTAdBgNVHQ4EFgQUXReRQkRiEIPPOqQ8eBs9
lCPEU6MwCgYIKoZIzj0EAwIDSAAwRQIhANphSFkxZyjL4HveE0tYsZXG8HkzNWZ6
TxLkiBFc3uWDAiBrV7yAk0dD6GrLiSlgNcUoQBjPI+EEcsZC2G37mrWXXA==
-----END CERTIFICATE-----
EOF
put 0600 /etc/kube-flannel/flannel-key.pem <<'EOF'
-----BEGIN PRIVATE KEY-----
MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCD9q0w4mtT5qYOl1NRx
OuNFU6T6bqKRUlgJkeI0LVbehA==
-----END PRIVATE KEY-----
EOF
put 0644 /etc/kube-flannel/net-conf.json <<'EOF'
{"Network": "10.200.0.0/16", "Backend": {"Type": "vxlan"}}
EOF
put 0644 /etc/kube-flannel/kubeconfig <<'EOF'
apiVersion: v1
kind: Config
clusters:
- {name: matrix, cluster: {certificate-authority: /var/lib/kubernetes/ca.pem, server: https://10.240.0.10:6443}}
users:
- name: flannel
  user: {client-certificate: /etc/kube-flannel/flannel.pem, client-key: /etc/kube-flannel/flannel-key.pem}
contexts:
- {name: default, context: {cluster: matrix, user: flannel}}
current-context: default
EOF
put 0644 /etc/systemd/system/flanneld.service <<'EOF'
[Unit]
Description=flanneld
Wants=network-online.target
After=network-online.target kubelet.service

[Service]
Type=notify
Environment=NODE_NAME=worker-0
ExecStart=/usr/local/bin/flanneld \
  -kube-subnet-mgr \
  -kubeconfig-file=/etc/kube-flannel/kubeconfig \
  -ip-masq
Restart=always
RestartSec=15
TimeoutStartSec=infinity

[Install]
WantedBy=multi-user.target
EOF
put 0755 /usr/local/bin/bootwright-status <<'EOF'
#!/bin/bash
# How this node's first boot went; 0 if it is ready, and still stands.
. /opt/bootwright/library.sh && told
EOF
put 0700 /opt/bootwright/library.sh <<'EOF'
# shellcheck shell=bash
export LC_ALL=C HOME=/root
declare -A jobs
files=(/var/lib/kubernetes/ca.pem /etc/modules-load.d/kubernetes.conf /etc/sysctl.d/zz-kubernetes.conf /etc/systemd/networkd.conf.d/kubernetes.conf /etc/cni/net.d/10-flannel.conflist /etc/containerd/config.toml /etc/crictl.yaml /etc/systemd/system/{containerd.service,kubelet.service,kube-proxy.service,flanneld.service} /var/lib/kubelet/{"$node".pem,"$node"-key.pem,kubelet-config.yaml,kubeconfig} /var/lib/kube-proxy/{kube-proxy.pem,kube-proxy-key.pem,kube-proxy-config.yaml,kubeconfig} /etc/kube-flannel/{flannel.pem,flannel-key.pem,net-conf.json,kubeconfig} /usr/local/bin/bootwright-status /opt/bootwright/{library.sh,install.sh})
kept=(/var/lib/kubelet/{pki,kubeconfig})

ending() { :; }

say() { echo "bootwright: $*" | tee /dev/console || :; }

content() { cat "$1" 2>&- || :; }

save() { cat >"$1.new" && sync "$1.new" && mv "$1.new" "$1"; }

uptime() { cut -d. -f1 /proc/uptime; }

report() {
 status=$(printf '{"node":"%s","document":"%s","attempt":%s,"started":"%s","state":"%s","step":"%s","error":"%s","nodeReady":"%s","time":"%s"}' \
  "$node" "$digest" "$attempt" "$started" "$1" "${2-}" "${3-}" "$(content node)" "$(date -u +%FT%TZ)")
 if echo "$status" >status.new; then
  mv status.new status.json
 elif echo "$status" 1<>status.json; then # in place: the disk is full
  truncate -s ${#status} status.json
 fi
}

curl_url() {
 local url=${1//\\/\\\\}
 echo "url = \"${url//\"/\\\"}\""
}

start() {
 local step=$1 mark=${*:2}
 shift
 case $1 in files | forget | clock | host | health | join) mark+=" $attempt" ;; esac
 (
  [ "$(content "done/$step" | head -n 1)" != "$mark" ] || ! stands "$step" || exit 0
  "$@" 2>&1 | tee "log/$step"
  [ "$1" = put ] || sync
  (echo "$mark" && content "cache/$step.files") | save "done/$step"
 ) &
 jobs[$step]=$!
}

stands() {
 local mark path
 mapfile -t mark <"done/$1"
 for path in "${mark[@]:1}"; do
  [ -s "$path" ] || { echo "$path is gone" && return 1; }
 done
 [[ $1 != start-* ]] || systemctl -q is-active "${1#start-}" || { echo "${1#start-} does not run" && return 1; }
}

finish() {
 local step why
 report running "$1"
 for step; do
  wait "${jobs[$step]}" && continue
  (($? < 129 || $? > 159)) || kill -KILL $$
  why=$(tail -n 5 "log/$step" | tr -cd '[:print:]\n')
  [ -n "$why" ] || why=$(echo 2>&1 >log/probe) || :
  say "FAILED $step: ${why##*$'\n'}"
  report failed "$step" "$(echo "$why" | sed 's/[\\"]/\\&/g; s/$/\\n/' | tr -d '\n')"
  ending failed "$step" || :
  exit 1
 done
}

do_now() { start "$@"; finish "$1"; }

files() {
 [ "$(cat "${files[@]}" | sha256sum)" != "$digest  -" ] || return 0
 echo "a file of the document is not whole${unmended-; cloud-init writes it again at the next boot}"
 return 1
}

clock() {
 local now try what=expired
 for try in {1..300}; do
  now=$(date +%s)
  ((now < $1 || now >= $2)) || return 0
  ((now < $1 || try < 30)) || break
  sleep 2
 done
 ((now >= $1)) || what='not valid yet'
 echo "the certificates are $what: from $(date -d "@$1" +%F) to $(date -d "@$2" +%F), and the clock says $(date +%F)"
 return 1
}

close_directories() { (umask 022 && mkdir -p "$@" && chmod go= "$@"); }

kernel() {
 xargs -a /etc/modules-load.d/kubernetes.conf modprobe -a
 sysctl -q -p /etc/sysctl.d/zz-kubernetes.conf
}

swap_off() {
 swapoff -a
 [ ! -e /etc/fstab ] || sed -i -E 's/^[^#]\S*\s+\S+\s+swap\s/#&/' /etc/fstab
 systemctl --root=/ mask swap.target
}

resolver() {
 if [ ! -e "$1" ]; then
  mkdir -p /etc/tmpfiles.d
  echo "L $1 - - - - /etc/resolv.conf" >/etc/tmpfiles.d/kubernetes.conf
  systemd-tmpfiles --create /etc/tmpfiles.d/kubernetes.conf
 fi
 ls -L "$1"
}

packages() {
 umask 022
 export DEBIAN_FRONTEND=noninteractive
 for try in {1..8}; do
  apt-get -qy -o DPkg::Lock::Timeout=300 --no-upgrade --no-install-recommends install "$@" && return
  sleep $((try * try))
  dpkg --configure -a || :
  apt-get -q update || :
 done
 return 1
}

download() (
 flock -w 5 9 || :
 type curl >/dev/null || packages ca-certificates curl
 ulimit -f 2097152
 curl_url "$1" | curl -fsSL --connect-timeout 10 -y 30 -Y 1000 -C - --proto-redir =https -o "$2" -K -
) 9<cache

right() {
 [ "$1" != unverified ] || { echo "$2 is UNVERIFIED, as the spec allows" && return; }
 "${1%:*}sum" -c --status <<<"${1#*:}  $2"
}

fetch() {
 [ "$2" != unverified ] || rm -f "$3"
 [ ! -s "$3" ] || ! right "$2" "$3" || return 0
 for try in {1..8}; do
  [ "$try" != 4 ] || rm -f "$3"
  for source in "${sources[@]-https://}"; do
   [[ $1 != *://* ]] || source=
   download "$source$1" "$3" || continue
   right "$2" "$3" && return
   echo "$source$1 is not $2"
   rm -f "$3"
  done
  sleep $((try * try))
 done
 echo "no source has $1"
 return 1
}

put() {
 umask 022
 local file=cache/${1##*/} new=$3/.new-${1##*/}
 fetch "$1" "$2" "$file"
 rm -rf "$new"
 mkdir -p "$new"
 case $4 in
  tar) tar -xf "$file" -C "$new" --no-same-owner "${@:5}" ;;
  file) cp "$file" "$new/$5" ;;
 esac
 chmod -R 755 "$new"
 find "$new" -type f | sed "s|.*/|$3/|" >"cache/$step.files"
 find "$new" -type f -exec sync {} + -exec mv -f -t "$3" {} +
 sync "$3"
 rm -rf "$new" "$file"
}

serve() { do_now "start-$1" start_unit "$@"; }

start_unit() {
 umask 022
 systemctl --root=/ enable "$1"
 systemctl restart "$1" "${@:3}" && return
 journalctl -q -n 5 -o cat --no-pager -u "$1"
 return 1
}

healthz() {
 [ "$1" != none ] || return 0
 exec 3<>"/dev/tcp/$1"
 printf 'GET /healthz HTTP/1.0\r\n\r\n' >&3
 timeout 5 grep -q ' 200 ' <&3
}

health() {
 local good=0 units=("${@:2}")
 for _ in {1..150}; do
  sleep 2
  good=$((good + 1))
  for unit in "${units[@]}"; do systemctl -q is-active "$unit" || good=0; done
  (healthz "$1") 2>&- || good=0
  [ $good -lt 5 ] || return 0
 done
 journalctl -q -n 5 -o cat --no-pager "${units[@]/#/-u}"
 return 1
}

join() {
 local answer end said='' why name=${4-$(sed -n 's/^NODE_NAME=//p' identity)}
 name=${name:-$(uname -n)}
 end=$(($(uptime) + 600))
 until answer=$(HOME=$PWD/cache timeout 20 "$1" --kubeconfig="$2" --request-timeout=9s get --raw "/api/v1/nodes/${name,,}" 2>&1 </dev/null); do
  case $answer in
   *': lookup '*) why='its name is not known here' ;;
   *refused*) why='nothing listens there' ;;
   *'no route'* | *unreachable*) why='no route to it' ;;
   *x509:*) why="its certificate is not trusted: ${answer##*x509: }" ;;
   *nauthorized* | *'logged in'* | *'error: tls'*) why="it refuses this node's certificate: expired, or of a CA unknown to it" ;;
   *orbidden*) why='it forbids this node to see itself' ;;
   *otFound* | *'not found'*) why="it has no Node ${name,,}: see journalctl -u kubelet" ;;
   '' | *imeout* | *deadline*) why='no answer: a firewall?' ;;
   *) why=$answer ;;
  esac
  why="no word from $3: $why"
  [ "$why" = "$said" ] || say "$why"
  said=$why
  (($(uptime) < end)) || { echo "$answer"$'\n'"$why" && return 1; }
  sleep 5
 done
 [[ $answer =~ \"Ready\",\ ?\"status\":\ ?\"([A-Za-z]+) ]] || :
 echo "${BASH_REMATCH[1]-Unknown}" >node
 rm -rf cache/.kube
}

forget() {
 local path old
 say "this disk was another machine's (${was[0]}): its keys go"
 systemctl daemon-reload
 for path in done/start-*; do systemctl stop "${path#*start-}" || :; done
 mapfile -t old <files
 (find "${kept[@]}" "${old[@]}" ! -type d 2>&- || :) | (grep -vxFf <(printf '%s\n' "${files[@]}") || :) |
  while read -r path; do
   [[ $path != /etc/systemd/* ]] || systemctl disable --now "${path##*/}" || :
   rm -f "$path"
  done
 find -H /var/lib/cloud/instances/ -mindepth 1 -maxdepth 1 ! -samefile /var/lib/cloud/instance -exec rm -rf {} + 2>&- || :
 rm -f identity done/*
}

ended() {
 local step why count=/run/bootwright
 step=$(sed -n 's/.*"running","step":"\([^"]*\).*/\1/p' status.json)
 [ -n "$step" ] || exit 0
 why="ended from outside (${SERVICE_RESULT-} ${EXIT_STATUS-})"
 if echo >>$count && [ "$(wc -l <$count)" -lt 6 ]; then
  systemd-run --on-active=30 systemctl --no-block start bootwright || :
  why+='; it goes on by itself'
 fi
 say "FAILED $step: $why"
 attempt=$(content attempt)
 started=$(sed 's/.*"started":"//; s/".*//' status.json)
 report failed "$step" "$why\\n"
 [[ $why == *'goes on'* ]] || ending failed "$step" || :
 exit 0
}

begin() {
 local i now other=
 mkdir -p /var/lib/bootwright/{done,log,cache}
 cd /var/lib/bootwright || exit
 chmod 700 .
 digest=$(sed -n 's/^# files: //p' /etc/systemd/system/bootwright.service)
 [ $# = 0 ] || ended
 mapfile -t was < <(content machine)
 now=("$node" "$(content /var/lib/cloud/data/instance-id)" "$(content /etc/machine-id)")
 for i in 0 1 2; do
  case ${now[i]} in '' | iid-datasource-none | uninitialized) now[i]=${was[i]-} ;; esac
  [ "${was[i]:-${now[i]}}" = "${now[i]}" ] || other=yes
 done
 [ -z "$other" ] || rm -f ready attempt done/forget
 [ "$(content ready)" != "$digest" ] || exit 0
 rm -f node
 attempt=$(($(content attempt) + 1))
 echo $attempt >attempt || :
 [ $attempt = 1 ] || systemctl daemon-reload
 started=$(date -u +%FT%TZ)
 began=$(uptime)
 do_now files files
 [ -z "$other" ] || do_now forget forget
 printf '%s\n' "${files[@]}" "${kept[@]}" | save files
 printf '%s\n' "${now[@]}" | save machine
}

seed() { cd /var/lib/cloud/instance 2>&- && cat user-data.txt ../../data/instance-id | sha256sum; }

ready() {
 local words
 case $(content node) in
  True) words='its Node is Ready' ;;
  '') words='the API server was not asked' ;;
  *) words='its Node has joined, and is not Ready yet' ;;
 esac
 report ready
 ending ready || :
 say "READY $node after $(($(uptime) - began)) s: $words"
 (seed) | save seed || :
 save ready <<<"$digest"
}

told() {
 cd /var/lib/bootwright || exit
 sed 's/[{}"]//g; s/,\([a-zA-Z]*:\)/\n\1/g; s/\\n/\n  /g' status.json
 grep -q '"ready"' status.json || return
 local step end bad=0
 for step in done/*; do stands "${step#*/}" || bad=1; done
 read -r _ _ end _ <done/clock
 (($(date +%s) < end)) || { echo "its certificates expired on $(date -d "@$end" +%F)" && bad=1; }
 return $bad
}
EOF
put 0700 /opt/bootwright/install.sh <<'EOF'
#!/bin/bash
# Makes this machine a Kubernetes node: bootwright.service runs it until it is done.
set -euo pipefail
umask 077
node=worker-0

. /opt/bootwright/library.sh || :
type begin >/dev/null || {
  echo 'bootwright: FAILED files: library.sh is not whole' | tee /dev/console
  exit 1
}

host() {
  close_directories /var/lib/kubelet /var/lib/kube-proxy
  kernel
  swap_off
  systemctl try-restart systemd-networkd # its settings are new to it
  resolver /run/systemd/resolve/resolv.conf
}

begin "$@"
do_now clock clock 1577836800 253402300799
start kubernetes-node put dl.k8s.io/v1.36.4/kubernetes-node-linux-arm64.tar.gz sha512:649ec8ab0cc28186f0fa8ef6cfc1bd31d66600ccba112d5d1c015ccd782a0ed317d3974bf695432ad1afc91ef138bfd110d490312cfefde7ba7ef9f82a17b36d /usr/local/bin tar kubernetes/node/bin/{kubelet,kube-proxy,kubectl}
start containerd put github.com/containerd/containerd/releases/download/v2.3.4/containerd-2.3.4-linux-arm64.tar.gz sha256:a985fbb7e18fc0362d31a055338f5d7b0e087a3e27f14c70d1c5965399a29f95 /usr/local/bin tar
start runc put github.com/opencontainers/runc/releases/download/v1.4.3/runc.arm64 sha256:633301e2e32f8a5ad54031aab4901eb00308bec677dd15faa2751e8f9dab5ca4 /usr/local/bin file runc
start cni-plugins put github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-arm64-v1.9.1.tgz sha256:56171987d3947707c3563db2f4001bccaf50fd63468611b9f3cbecb1375ee7ec /opt/cni/bin tar
start flanneld put github.com/flannel-io/flannel/releases/download/v0.28.4/flanneld-arm64 unverified /usr/local/bin file flanneld
start flannel-cni-plugin put github.com/flannel-io/cni-plugin/releases/download/v1.0.0/flannel-arm64 sha256:eb7183498b5d1ae4034dde6184e4396270e29ed88482b295f81b93eb3120c61c /opt/cni/bin file flannel
start host host
start packages packages iptables nftables
finish host packages containerd runc
serve containerd f74c29ac2a22
finish kubernetes-node cni-plugins flannel-cni-plugin
serve kubelet fdee601e28e3
serve kube-proxy 9dd298e726bd
finish flanneld
serve flanneld 5be350aef60e --no-block
start crictl put github.com/kubernetes-sigs/cri-tools/releases/download/v1.36.0/crictl-v1.36.0-linux-arm64.tar.gz sha256:68328594ccf780a80ae2b092d9f6ce484eec7cf540c275242e8fd954bfd95332 /usr/local/bin tar crictl
do_now health health 127.0.0.1/10248 containerd kubelet kube-proxy flanneld
finish crictl
do_now join join /usr/local/bin/kubectl /var/lib/kubelet/kubeconfig https://10.240.0.10:6443 worker-0
ready
EOF
rm -f $state/new
systemctl daemon-reload
systemctl enable -q bootwright.service
# What is no longer there or does not run is put back: a mark alone is no proof.
/usr/local/bin/bootwright-status &>/dev/null || rm -f $state/ready
systemctl restart bootwright.service || die "$(/usr/local/bin/bootwright-status)"
/usr/local/bin/bootwright-status
