#!/bin/bash
# Pod routes of the cluster found-machine at Google Cloud: packets for a node's pods go to that node, whose instance
# needs --can-ip-forward. gcloud's own configuration decides the project.
#   bash routes.sh          makes them; those that are right are left alone
#   bash routes.sh delete   takes them away
# NETWORK is the network's name, default by default; ZONE is that of nodes without an address in the spec.
set -euo pipefail

action=${1:-make}
network=default
network=${NETWORK:-$network}
case $action in
  make | delete) ;;
  *) echo "routes.sh: use it without a word, or with delete, not with $action" >&2 && exit 2 ;;
esac

there() { # there NAME [FORMAT]
  gcloud compute routes describe "$1" --format "value(${2:-name})" 2>/dev/null
}

route() { # route NAME RANGE HOP...: HOP are the arguments that say where it leads
  local name=$1 range=$2 present
  shift 2
  if present=$(there "$name" 'network.basename(),destRange,nextHopIp,nextHopInstance.basename()'); then
    if [ "$action" = make ] && [[ $(xargs <<<"$present") == "$network $range $2" ]]; then
      echo "$name is there"
      return
    fi
    gcloud -q compute routes delete "$name"
  fi
  [ "$action" = delete ] ||
    gcloud compute routes create "$name" --network "$network" --destination-range "$range" "$@"
}

route kubernetes-route-10-200-0-0-24 10.200.0.0/24 --next-hop-address 10.240.0.20
route kubernetes-route-10-200-1-0-24 10.200.1.0/24 --next-hop-address 10.240.0.21
gcloud compute routes list --filter "network: $network"
