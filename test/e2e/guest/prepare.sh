#!/bin/sh
# Turns a fresh Debian root file system into the test's cloud image.
# usage: prepare.sh ROOT SUITE REPOSITORY GATEWAY MISSING_PACKAGE
# The public keys are in $AUTHORIZED_KEY and $HOST_KEY.
set -eu
root=$1 suite=$2 repository=$3 gateway=$4 missing=$5

# The package that the image lacks, with what it needs, becomes the local repository.
mkdir -p "$repository"
# Some systemd-resolved packages have put a link to a resolver there that doesn't run yet.
cp --remove-destination /etc/resolv.conf "$root/etc/resolv.conf"
chroot "$root" apt-get purge -y -qq "$missing" >&2
chroot "$root" apt-get clean
chroot "$root" apt-get install -y -qq --download-only "$missing" >&2
mv "$root"/var/cache/apt/archives/*.deb "$repository"
(cd "$repository" && apt-ftparchive packages . >Packages && apt-ftparchive release . >Release)
rm -rf "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d/* "$root"/var/lib/apt/lists/*
echo "deb [trusted=yes] http://$gateway:8080/apt/$suite ./" >"$root/etc/apt/sources.list"

# The address comes by DHCP, keyed by the network card.
cat >"$root/etc/systemd/network/10-dhcp.network" <<END
[Match]
Name=en* eth*
[Network]
DHCP=ipv4
LinkLocalAddressing=no
[DHCPv4]
ClientIdentifier=mac
UseHostname=false
END
rm -f "$root/etc/network/interfaces"
chroot "$root" systemctl enable systemd-networkd systemd-resolved ssh >&2
# ifupdown waits five minutes for DHCP of its own; the timers would take apt's lock in the middle of a test.
chroot "$root" systemctl mask networking.service apt-daily.timer apt-daily-upgrade.timer >&2
ln -sf ../run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"

cat >"$root/etc/cloud/cloud.cfg.d/90-test.cfg" <<END
datasource_list: [NoCloud]
network: {config: disabled}
locale: C.UTF-8
ssh_deletekeys: false
ssh_genkeytypes: [ed25519]
no_ssh_fingerprints: true
disable_root: false
END

# apparmor's own package has profiles for a hundred programs of desktops, which are not here: to compile them takes an
# emulated processor as long as all the rest of its boot.
if [ -d "$root/etc/apparmor.d" ]; then
  chroot "$root" dpkg -L apparmor | grep -x '/etc/apparmor.d/[^/]*' | while read -r profile; do
    [ ! -f "$root$profile" ] || rm "$root$profile"
  done
fi

# Every byte non-zero: mkfs.ext4 would leave holes, and swapon refuses a file with holes.
yes swap | head -c 67108864 >"$root/swapfile"
chmod 0600 "$root/swapfile"
mkswap "$root/swapfile" >&2
printf '/dev/vda / ext4 defaults 0 1\n/swapfile none swap sw 0 0\n' >"$root/etc/fstab"

# The test's hand inside the guest (go/hook) comes on a disk of its own, where the kernel's command line has orders for it.
cat >"$root/etc/systemd/system/e2e-hook.service" <<END
[Unit]
DefaultDependencies=no
ConditionPathExists=/dev/vdc
[Service]
ExecStart=/bin/sh -c 'cat /dev/vdc >/dev/shm/hook && chmod 0700 /dev/shm/hook && exec /dev/shm/hook'
[Install]
WantedBy=sysinit.target
END
chroot "$root" systemctl enable e2e-hook >&2

# The way to look inside.
mkdir -p -m 0700 "$root/root/.ssh"
cat "$AUTHORIZED_KEY" >"$root/root/.ssh/authorized_keys"
rm -f "$root"/etc/ssh/ssh_host_*
install -m 0600 "$HOST_KEY" "$root/etc/ssh/ssh_host_ed25519_key"
install -m 0644 "$HOST_KEY.pub" "$root/etc/ssh/ssh_host_ed25519_key.pub"

: >"$root/etc/machine-id"
rm -f "$root/etc/hostname" "$root/var/lib/dbus/machine-id"
# As in an image that has been started once: nothing to be made anew for a newer /usr.
touch "$root/etc/.updated" "$root/var/.updated"
