#!/bin/sh
# Packs a distribution: a tar.gz to unpack anywhere, and a Debian package that takes keepalived's
# place.
#
#   package.sh TOP VERSION
#
# TOP is the checkout; the packages appear in TOP/app/target/packages.
set -eu

top=$1
version=$2
dist=$top/app/target/upkeep
out=$top/app/target/packages
debian=$top/app/src/debian
architecture=$(dpkg --print-architecture)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$out"

# Time stamps stay as they are: the caches remember those of the jars.
tar -C "$dist/.." --owner=0 --group=0 --sort=name -czf "$out/upkeep-$version-$architecture.tar.gz" upkeep

mkdir -p "$root/DEBIAN" "$root/usr/lib" "$root/usr/sbin" "$root/usr/bin" "$root/usr/share/doc/upkeep" \
    "$root/usr/share/bash-completion/completions" "$root/lib/systemd/system" "$root/etc/init.d" "$root/etc/default" \
    "$root/usr/share/dbus-1/system.d"
cp -a "$dist" "$root/usr/lib/upkeep"
for name in keepalived upkeep; do ln -s ../lib/upkeep/bin/upkeep "$root/usr/sbin/$name"; done
ln -s ../lib/upkeep/bin/upkeep "$root/usr/bin/genhash"
cp "$top/README.md" "$top/CHANGELOG.md" "$top"/docs/*.md "$root/usr/share/doc/upkeep/"
cp -r "$top/docs/metrics" "$top/examples" "$root/usr/share/doc/upkeep/"
cat "$top/LICENSE" "$dist/legal/THIRD-PARTY.txt" >"$root/usr/share/doc/upkeep/copyright"
for page in "$top"/app/src/man/*; do
    section=${page##*.}
    mkdir -p "$root/usr/share/man/man$section"
    gzip -9nc "$page" >"$root/usr/share/man/man$section/${page##*/}.gz"
done
ln -s upkeep.8.gz "$root/usr/share/man/man8/keepalived.8.gz"
cp "$top/app/src/completion/upkeep" "$root/usr/share/bash-completion/completions/"
ln -s upkeep "$root/usr/share/bash-completion/completions/keepalived"
install -m 644 "$debian/keepalived.service" "$root/lib/systemd/system/"
install -m 644 "$debian/org.keepalived.Vrrp1.conf" "$root/usr/share/dbus-1/system.d/"
install -m 755 "$debian/keepalived.init" "$root/etc/init.d/keepalived"
install -m 644 "$debian/keepalived.default" "$root/etc/default/keepalived"
printf '/etc/init.d/keepalived\n/etc/default/keepalived\n' >"$root/DEBIAN/conffiles"
install -m 755 "$debian/postinst" "$debian/prerm" "$debian/postrm" "$root/DEBIAN/"
chmod -R go+rX,go-w "$root"
sed "s/@VERSION@/$version/; s/@ARCHITECTURE@/$architecture/; s/@SIZE@/$(du -sk "$root" | cut -f1)/" \
    "$debian/control" >"$root/DEBIAN/control"
(cd "$root" && find usr lib -type f -exec md5sum {} +) >"$root/DEBIAN/md5sums"
dpkg-deb --root-owner-group -Zxz -z1 --build "$root" "$out/upkeep_${version}_$architecture.deb" >/dev/null
