#!/bin/bash
# Pod routes of the cluster repositories-dnf, for machines that reach each other directly: on each of them, as root.
#   bash routes.sh          makes the routes to the other nodes' pods
#   bash routes.sh delete   takes them away
# From here to all of them:  for node in NODE...; do ssh "root@$node" bash -s <routes.sh; done
# A restart of the machine loses them; run it at boot, or write them into the machine's network configuration.
set -euo pipefail

action=${1:-make}
case $action in
  make | delete) ;;
  *) echo "routes.sh: use it without a word, or with delete, not with $action" >&2 && exit 2 ;;
esac

route() { # route NODE RANGE ADDRESS: without an address the node's name is asked for
  local node=$1 range=$2 address=$3
  [ -n "$address" ] || address=$(getent ahostsv4 "$node" | awk '{ print $1; exit }') || :
  [ -n "$address" ] || { echo "$node has no address" >&2 && return 1; }
  [[ $(ip -o -4 address show) != *" $address/"* ]] || return 0 # this machine
  if [ "$action" = make ]; then
    ip route replace "$range" via "$address"
  else
    ip route flush exact "$range" via "$address"
  fi
}

route worker-0 10.200.0.0/24 10.240.0.20
