#!/bin/sh
# Installs packages into a guest's file system, which is mounted and doesn't run.
# usage: add-packages.sh ROOT SUITE MIRROR PACKAGE...
set -eu
root=$1 suite=$2 mirror=$3
shift 3

# The image's own name server and package source are those of the test's network.
mv "$root/etc/resolv.conf" "$root/etc/resolv.conf.kept"
cp /etc/resolv.conf "$root/etc/resolv.conf"
echo "deb [trusted=yes] $mirror $suite main" >"$root/etc/apt/added.list"
# Nothing may start on this machine, or look at its firewall.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 0755 "$root/usr/sbin/policy-rc.d"
mount -t tmpfs none "$root/var/lib/apt/lists"
trap 'umount "$root/var/lib/apt/lists"' EXIT
in_root() {
  chroot "$root" env DEBIAN_FRONTEND=noninteractive "$@" >&2
}
apt='apt-get -qq -o Dir::Etc::SourceList=/etc/apt/added.list -o Acquire::Check-Valid-Until=false -o Acquire::Languages=none'
in_root $apt update
in_root $apt -y --no-install-recommends --download-only install "$@"
unshare -n chroot "$root" env DEBIAN_FRONTEND=noninteractive $apt -y --no-install-recommends install "$@" >&2
in_root apt-get clean
rm "$root/etc/apt/added.list" "$root/usr/sbin/policy-rc.d" "$root/etc/resolv.conf"
mv "$root/etc/resolv.conf.kept" "$root/etc/resolv.conf"
