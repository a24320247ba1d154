#!/bin/bash
# Approves the serving certificates that kubelets of bootstrap-token ask for, where they ask for no more than the cluster knows:
# the node's own name, and addresses that its Node object has. Of all others it says why not; the exit status is 1 then.
#   bash approve-serving.sh
# It needs kubectl and openssl. KUBECTL and KUBECONFIG are kubectl and the kubeconfig beside this file, unless the
# environment says otherwise.
set -uo pipefail

kubectl=${KUBECTL:-kubectl}
export KUBECONFIG=${KUBECONFIG:-$(dirname "$0")/admin.kubeconfig}

problem() { # problem REQUESTOR REQUEST: prints why it is not to be approved; nothing for a good one
  local node=${1#system:node:} text subject known name
  [ "$1" = "system:node:$node" ] || { echo "$1 is no node" && return; }
  text=$(base64 -d <<<"$2" | openssl req -noout -text -verify 2>/dev/null) || { echo 'the request cannot be read' && return; }
  subject=$(sed -n 's/^ *Subject: //p' <<<"$text" | tr -d ' ')
  [ "$subject" = "O=system:nodes,CN=system:node:$node" ] || { echo "its subject is $subject" && return; }
  known=$("$kubectl" get node "$node" -o 'jsonpath={range .status.addresses[*]}{.address}{"\n"}{end}') ||
    { echo "there is no node $node" && return; }
  text=$(grep -A 1 'X509v3 Subject Alternative Name' <<<"$text" | tail -n 1 | tr ',' '\n')
  while read -r name; do
    name=${name#*:}
    [ "$name" = "$node" ] || grep -qxF -- "$name" <<<"$known" || { echo "the cluster does not know $name as an address of $node" && return; }
  done <<<"$text"
}

requests=$("$kubectl" get certificatesigningrequests -o \
  'jsonpath={range .items[*]}{.metadata.name}|{.status.conditions[*].type}|{.spec.usages}|{.spec.username}|{.spec.request}{"\n"}{end}') || exit
failed=0
while IFS='|' read -r name state usages requestor request; do
  [[ -z $state && $usages == *'"server auth"'* ]] || continue
  why=$(problem "$requestor" "$request")
  if [ -z "$why" ]; then
    "$kubectl" certificate approve "$name" || failed=1
  else
    echo "$name of $requestor is left to you: $why"
    failed=1
  fi
done <<<"$requests"
exit $failed
