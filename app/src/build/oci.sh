#!/bin/sh
# Makes a container image: one layer of Debian packages, one of Upkeep's. No container engine is used:
# mmdebstrap makes the first layer, umoci the image.
#
#   oci.sh DEB DIRECTORY
#
# The image appears in DIRECTORY as upkeep-oci.tar, to be loaded with `podman load` or `skopeo copy`.
set -eu

deb=$1
out=$2
version=$(dpkg-deb -f "$deb" Version)
suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-stable}")
work=$(mktemp -d "$out/oci.XXXXXX")
trap 'rm -rf "$work"' EXIT

# What scripts of a configuration usually call, without documentation.
mmdebstrap --quiet --variant=minbase --include=iproute2,ipvsadm,kmod,procps \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/* "$1"/var/log/*' \
    "$suite" "$work/debian.tar"
mkdir -p "$work/root/etc/keepalived"
dpkg-deb -x "$deb" "$work/root"
rm -rf "$work/root/usr/share/man" "$work/root/etc/init.d" "$work/root/lib/systemd"
# /lib and others are links in Debian's layer: only what the package has below /usr and /etc is left.
rmdir "$work/root/lib" 2>/dev/null || true
tar -C "$work/root" --owner=0 --group=0 --sort=name -cf "$work/upkeep.tar" .

umoci init --layout "$work/image"
umoci new --image "$work/image:$version"
for layer in debian upkeep; do umoci raw add-layer --image "$work/image:$version" "$work/$layer.tar"; done
umoci config --image "$work/image:$version" --author 'Upkeep maintainers' --architecture "$(dpkg --print-architecture)" \
    --config.entrypoint /usr/sbin/keepalived --config.entrypoint --dont-fork --config.entrypoint --log-console \
    --config.entrypoint --no-syslog --config.stopsignal SIGTERM --config.volume /etc/keepalived \
    --config.label org.opencontainers.image.title=upkeep --config.label "org.opencontainers.image.version=$version" \
    --config.label org.opencontainers.image.licenses=Apache-2.0
umoci gc --layout "$work/image"
tar -C "$work/image" -cf "$out/upkeep-oci.tar" .
