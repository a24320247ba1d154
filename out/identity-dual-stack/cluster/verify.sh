#!/bin/bash
# Checks that the cluster identity-dual-stack works, from its nodes to a Service, with the kubeconfig beside this file.
#   bash verify.sh [--outside] [--skip CHECK]...
# Says of each check PASS, FAIL or SKIP (left out, or it needs one that failed); the exit status is 1 where one fails.
# What it makes lies in a namespace of its own, which is deleted at the end.
#   --outside      asks the Service from this machine as well, at a node's ExternalIP, else InternalIP
#   --skip CHECK   leaves out one of: nodes serving dns deployment addresses lookup port-forward logs exec service encryption
# What the environment can change, and what it is otherwise:
#   KUBECTL=kubectl KUBECONFIG=admin.kubeconfig PATIENCE=120 (seconds for each wait)
#   WEB_IMAGE=nginx WEB_PORT=80 WEB_COMMAND= (the image's own) WEB_EXEC='nginx -v'
#   CLIENT_IMAGE=busybox:1.28 CLIENT_COMMAND='sleep 3600' CLIENT_FETCH='wget -q -T 5 -O -' CLIENT_LOOKUP=nslookup
#   ETCDCTL= what runs etcdctl 3 where etcd is, for the check that Secrets are encrypted, as in
#     ETCDCTL='ssh controller-0 sudo ETCDCTL_API=3 etcdctl --cacert=/etc/etcd/ca.pem --cert=… --key=…'
((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)) || { echo "verify.sh: bash 4.4 or newer is needed, this is $BASH_VERSION" >&2 && exit 2; }
set -uo pipefail

nodes=() # they find their names at boot: the cluster is asked for them
expected=1
dns_server='10.32.0.10 fd00:32::a'
domain=cluster.local

kubectl=${KUBECTL:-kubectl}
export KUBECONFIG=${KUBECONFIG:-$(dirname "$0")/admin.kubeconfig}
patience=${PATIENCE:-120}
web_image=${WEB_IMAGE:-nginx}
web_port=${WEB_PORT:-80}
client_image=${CLIENT_IMAGE:-busybox:1.28}
read -ra web_command <<<"${WEB_COMMAND:-}"
read -ra web_exec <<<"${WEB_EXEC:-nginx -v}"
read -ra client_command <<<"${CLIENT_COMMAND:-sleep 3600}"
read -ra client_fetch <<<"${CLIENT_FETCH:-wget -q -T 5 -O -}"
read -ra client_lookup <<<"${CLIENT_LOOKUP:-nslookup}"
read -ra etcdctl <<<"${ETCDCTL:-}"

checks=' nodes serving dns deployment addresses lookup port-forward logs exec service encryption '
outside=
skipped=' '
while [ $# -gt 0 ]; do
  case $1 in
    --outside) outside=yes ;;
    --skip)
      [[ -n ${2:-} && $checks == *" $2 "* ]] || { echo "verify.sh: --skip takes one of:$checks" >&2 && exit 2; }
      skipped+="$2 "
      shift
      ;;
    *) echo "verify.sh: $1 is unknown; the top of this file says how to use it" >&2 && exit 2 ;;
  esac
  shift
done
[ -n "$dns_server" ] || skipped+='dns '
[ ${#etcdctl[@]} -gt 0 ] || skipped+='encryption '

namespace=bootwright-verify-$$
work=$(mktemp -d) || exit
k() { "$kubectl" --request-timeout=15s --namespace="$namespace" "$@"; }
clean() {
  [ -z "${made:-}" ] || "$kubectl" delete namespace "$namespace" --timeout=90s >/dev/null 2>&1 ||
    echo "the namespace $namespace is left over: kubectl delete namespace $namespace"
  rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT TERM

eventually() { # eventually SECONDS COMMAND...: until it works, or the time is over
  local end=$((SECONDS + $1))
  shift
  until "$@" >"$work/said" 2>&1; do
    [ $SECONDS -lt $end ] || { cat "$work/said" && return 1; }
    sleep 2
  done
  cat "$work/said"
}

failed=0
check() { # check NAME COMMAND...: says how it went
  local name=$1 said
  shift
  if [[ $skipped == *" $name "* ]]; then
    echo "SKIP $name"
    return 1
  elif said=$("$@" 2>&1); then
    echo "PASS $name${said:+: $(tail -n 1 <<<"$said")}"
  else
    failed=$((failed + 1))
    echo "FAIL $name: $(tail -n 3 <<<"${said:-it says nothing}")"
    return 1
  fi
}

ready_nodes() {
  k get nodes -o 'jsonpath={range .items[*]}{.metadata.name} {.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}' |
    sed -n 's/ True$//p'
}
all_ready() {
  local ready
  ready=$(ready_nodes | wc -l) || return
  [ "$ready" -ge "$expected" ] || { echo "$ready nodes are Ready, $expected should be" && return 1; }
  echo "$ready Ready"
}

serving() { # nobody approves them by themselves: logs and exec wait for it
  local waiting
  k get certificatesigningrequests -o \
    'jsonpath={range .items[*]}{.metadata.name}|{.status.conditions[*].type}|{.spec.usages}{"\n"}{end}' >"$work/requests" || return
  waiting=$(sed -n 's/^\([^|]*\)||.*server auth.*/\1/p' "$work/requests" | tr '\n' ' ')
  [ -z "$waiting" ] || {
    echo "serving certificates wait for approval (bootwright approve): $waiting"
    return 1
  }
}

dns_runs() {
  local address ready
  address=$(kubectl_system get service kube-dns -o 'jsonpath={.spec.clusterIPs[*]}') || return
  [ "$address" = "$dns_server" ] || { echo "the Service kube-dns has the address $address, not $dns_server" && return 1; }
  ready=$(kubectl_system get pods -l k8s-app=kube-dns -o "jsonpath=$ready_format") || return
  [[ $ready == *True* ]] || { echo 'no pod with the label k8s-app=kube-dns is Ready' && return 1; }
}
ready_format='{range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}'
kubectl_system() { "$kubectl" --request-timeout=15s --namespace=kube-system "$@"; }

pod_of() { # pod_of APP
  k get pods -l "app=$1" -o 'jsonpath={.items[0].metadata.name}'
}
pod_ready() { # pod_ready APP
  [[ $(k get pods -l "app=$1" -o "jsonpath=$ready_format") == *True* ]] || {
    k get events -o 'jsonpath={range .items[*]}{.message}{"\n"}{end}' | tail -n 2
    echo "no pod of $1 is Ready"
    return 1
  }
}

deploy() {
  local command=()
  [ ${#web_command[@]} = 0 ] || command=(-- "${web_command[@]}")
  k create deployment web --image="$web_image" "${command[@]}" >/dev/null &&
    k run client --labels=app=client --image="$client_image" --restart=Never --command -- "${client_command[@]}" >/dev/null &&
    eventually "$patience" pod_ready web && eventually "$patience" pod_ready client && echo "$web_image, $client_image"
}

digits() { # digits ADDRESS: all of it in hexadecimal
  local front back
  if [[ $1 != *:* ]]; then
    IFS=. read -ra front <<<"$1"
    printf '%02x' "${front[@]}"
    return
  fi
  IFS=: read -ra front <<<"${1%%::*}"
  back=()
  [[ $1 != *::* ]] || IFS=: read -ra back <<<"${1##*::}"
  while [ $((${#front[@]} + ${#back[@]})) -lt 8 ]; do front+=(0); done
  printf '%04x' "${front[@]/#/0x}" "${back[@]/#/0x}"
}
within() { # within ADDRESS RANGE
  local own all bits=${2#*/} whole rest
  own=$(digits "$1") all=$(digits "${2%/*}") whole=$((bits / 4)) rest=$((bits % 4))
  [[ ${#own} = "${#all}" && ${own:0:whole} = "${all:0:whole}" ]] || return
  ((rest == 0 || 0x${own:whole:1} >> 4 - rest == 0x${all:whole:1} >> 4 - rest))
}
addresses_fit() {
  local app host address node name range each
  local -a addresses ranges
  for app in web client; do
    read -r host address <<<"$(k get pods -l "app=$app" -o 'jsonpath={.items[0].spec.nodeName} {.items[0].status.podIPs[*].ip}')"
    [ -n "$address" ] || { echo "the pod of $app has no address" && return 1; }
    for node in "${nodes[@]}"; do
      read -r name range <<<"$node"
      [[ $name == "$host" && -n $range ]] || continue
      # One of each address family, in the same order.
      read -ra addresses <<<"$address"
      read -ra ranges <<<"$range"
      [ ${#addresses[@]} = ${#ranges[@]} ] || { echo "$app has $address on $host, whose pods' ranges are $range" && return 1; }
      for each in "${!ranges[@]}"; do
        within "${addresses[each]}" "${ranges[each]}" ||
          { echo "$app has $address on $host, whose pods' ranges are $range" && return 1; }
      done
      echo "$app $address"
    done
  done
}

from_client() { k exec "$(pod_of client)" -- "$@"; }

forward() {
  local status port
  "$kubectl" --namespace="$namespace" port-forward "$(pod_of web)" ":$web_port" >"$work/forward" 2>&1 &
  eventually 20 grep -q ^Forwarding "$work/forward" || cat "$work/forward"
  port=$(sed -n '1s/^Forwarding from .*:\([0-9]*\) -> .*/\1/p' "$work/forward")
  curl -sS --head --max-time 10 "http://127.0.0.1:${port:-0}" | head -n 1 | tr -d '\r'
  status=$?
  kill $! 2>/dev/null
  wait $! 2>/dev/null
  return $status
}

has_logs() { [ -n "$(k logs "$(pod_of web)")" ]; }

service_answers() {
  local address addresses port node name range urls=() url
  k get service web >/dev/null 2>&1 ||
    k expose deployment web --port 80 --target-port "$web_port" --type NodePort \
      --overrides='{"spec":{"ipFamilyPolicy":"PreferDualStack"}}' >/dev/null || return
  read -r port addresses <<<"$(k get service web -o 'jsonpath={.spec.ports[0].nodePort} {.spec.clusterIPs[*]}')"
  for address in $addresses; do urls+=("http://$(host "$address")"); done
  for node in "${nodes[@]:0:10}"; do
    read -r name range <<<"$node"
    for address in $(address_of "$name" InternalIP); do urls+=("http://$(host "$address"):$port"); done
  done
  for url in "${urls[@]}"; do
    eventually 30 from_client "${client_fetch[@]}" "$url" >/dev/null || { echo "the client pod has no answer of $url" && return 1; }
  done
  if [ -n "$outside" ]; then
    read -r name range <<<"${nodes[0]}"
    url=$(address_of "$name" ExternalIP)
    url=${url:-$(address_of "$name" InternalIP)}
    url=http://$(host "${url%% *}"):$port
    curl -sS --head --max-time 10 "$url" >/dev/null || { echo "this machine has no answer of $url" && return 1; }
    urls+=("$url from here")
  fi
  echo "${urls[@]}"
}
host() { # host ADDRESS: as a URL has it
  [[ $1 = *:* ]] && echo "[$1]" || echo "$1"
}
address_of() { # address_of NODE TYPE
  k get node "$1" -o "jsonpath={.status.addresses[?(@.type==\"$2\")].address}"
}

encrypted() {
  k create secret generic verify --from-literal=mykey=mydata >/dev/null || return
  "${etcdctl[@]}" get "/registry/secrets/$namespace/verify" | grep -a -o -m 1 'k8s:enc:[a-z0-9]*:v[0-9]*:[^:]*' ||
    { echo 'etcd has the Secret in plain text' && return 1; }
}

if ! said=$(k get --raw=/healthz 2>&1); then
  echo "FAIL: the API server does not answer: $said"
  exit 1
fi
check nodes eventually "$patience" all_ready
mapfile -t nodes < <(ready_nodes)
check serving serving
check dns eventually "$patience" dns_runs
k create namespace "$namespace" >/dev/null || exit 1
made=yes
eventually 30 k get serviceaccount default >/dev/null
check deployment deploy || skipped+='addresses lookup port-forward logs exec service ' # they need its pods
check addresses addresses_fit
check lookup eventually 30 from_client "${client_lookup[@]}" "kubernetes.default.svc.$domain"
check port-forward forward
check logs eventually 20 has_logs
check exec k exec "$(pod_of web)" -- "${web_exec[@]}"
check service service_answers
check encryption encrypted
[ $failed = 0 ] || exit 1
