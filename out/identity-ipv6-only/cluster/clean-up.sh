#!/bin/bash
# Takes the nodes of identity-ipv6-only out of the cluster.
#   bash clean-up.sh --yes [--machines] NODE...
# The machines found their names at boot, so you name all its nodes: kubectl get nodes says which there are.
# Without --yes it only shows what it would do. It goes on after a failure, and ends with 1 then.
#   --machines   deletes the nodes' instances too, in ZONE, by default gcloud's own
# The control plane, load balancer, firewall rules and the network itself are not of these documents: they stay.
# KUBECTL and KUBECONFIG are kubectl and the kubeconfig beside this file, unless the environment says otherwise.
set -uo pipefail

nodes=()
instances=(
  worker-0
)
folder=$(dirname "$0")
kubectl=${KUBECTL:-kubectl}
export KUBECONFIG=${KUBECONFIG:-$folder/admin.kubeconfig}

yes=
machines=
for word in "$@"; do
  case $word in
    --yes) yes=yes ;;
    --machines) machines=yes ;;
    [!-]*) nodes+=("$word") ;;
    *) echo "clean-up.sh: $word is unknown; the top of this file says how to use it" >&2 && exit 2 ;;
  esac
done
[ ${#nodes[@]} = 1 ] || { echo 'clean-up.sh: name its nodes, 1 by the spec; kubectl get nodes says which there are' >&2 && exit 2; }

failed=0
run() { # run COMMAND...: shown, and done with --yes
  echo "+ $*"
  [ -z "$yes" ] || "$@" || failed=1
}

emptydir=--delete-local-data
! "$kubectl" drain --help 2>/dev/null | grep -q delete-emptydir-data || emptydir=--delete-emptydir-data
# All first, or the pods of one node would move to the next.
for node in "${nodes[@]}"; do
  run "$kubectl" cordon "$node"
done
for node in "${nodes[@]}"; do
  run "$kubectl" drain "$node" --ignore-daemonsets --force "$emptydir" --timeout=60s
done
run "$kubectl" delete node "${nodes[@]}" --ignore-not-found
if [ -n "$machines" ]; then
  run gcloud -q compute instances delete "${instances[@]}" --zone "${ZONE:-$(gcloud config get-value compute/zone)}"
fi
[ -n "$yes" ] || { echo 'Nothing was done: --yes does it.' && exit 2; }
exit $failed
