#!/bin/sh
# Installs the Debian packages that the end-to-end harness needs. Quick when they are there.
set -eu
here=$(dirname "$0")
missing=
while read -r package; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed$' || missing="$missing $package"
done <"$here/packages.txt"
[ -n "$missing" ] || exit 0
apt-get update -qq
# shellcheck disable=SC2086 # a list of package names
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
