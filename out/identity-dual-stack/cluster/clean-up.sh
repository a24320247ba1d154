#!/bin/bash
# Takes the nodes of identity-dual-stack out of the cluster.
#   bash clean-up.sh --yes NODE...
# The machines found their names at boot, so you name all its nodes: kubectl get nodes says which there are.
# Without --yes it only shows what it would do. It goes on after a failure, and ends with 1 then.
# The machines are not of these documents: whatever made them takes them away.
# KUBECTL and KUBECONFIG are kubectl and the kubeconfig beside this file, unless the environment says otherwise.
set -uo pipefail

nodes=()
folder=$(dirname "$0")
kubectl=${KUBECTL:-kubectl}
export KUBECONFIG=${KUBECONFIG:-$folder/admin.kubeconfig}

yes=
for word in "$@"; do
  case $word in
    --yes) yes=yes ;;
    [!-]*) nodes+=("$word") ;;
    *) echo "clean-up.sh: $word is unknown; the top of this file says how to use it" >&2 && exit 2 ;;
  esac
done
[ ${#nodes[@]} -gt 0 ] || { echo 'clean-up.sh: name its nodes; kubectl get nodes says which there are' >&2 && exit 2; }

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
[ -n "$yes" ] || { echo 'Nothing was done: --yes does it.' && exit 2; }
exit $failed
