# shellcheck shell=bash
# Packages and the test of them: installed, upgraded, removed and purged in a root of their own
# without a running init. Sourced by `lab`.

package() {
    local version
    build
    version=$(sed -n 's/.*RELEASE = "\(.*\)".*/\1/p' "$top/app/src/main/java/dev/upkeep/app/Main.java")
    sh "$top/app/src/build/package.sh" "$top" "$version" || die 'packaging failed'
    test_package "$top/app/target/packages/upkeep_${version}_$(dpkg --print-architecture).deb"
    ls -l "$top/app/target/packages" >&2
}

# dpkg with its database and its files below ROOT; scripts run outside, with DPKG_ROOT set.
dpkg_in() { # ROOT ARGUMENT...
    local root=$1
    shift
    dpkg --root="$root" --force-script-chrootless --force-depends --force-not-root --log=/dev/null "$@" >/dev/null
}

expect() { # WHAT CONDITION...
    local what=$1
    shift
    "$@" || die "package: $what"
    say "ok      package: $what"
}

test_package() { # DEB
    local root
    root=$(mktemp -d "${TMPDIR:-/tmp}/upkeep-package.XXXXXX") || die 'no scratch directory'
    mkdir -p "$root"/var/lib/dpkg/{info,updates,triggers} "$root"/etc/keepalived
    touch "$root"/var/lib/dpkg/{status,available}
    echo 'global_defs {' >"$root/etc/keepalived/keepalived.conf"
    echo '}' >>"$root/etc/keepalived/keepalived.conf"

    # Over an installed keepalived, whose configuration stays.
    if dpkg -s keepalived >/dev/null 2>&1 && old=$(cd "$root" && apt-get -qq download keepalived 2>/dev/null && ls keepalived_*.deb); then
        dpkg_in "$root" -i "$root/$old"
        echo '# mine' >>"$root/etc/default/keepalived"
        expect 'takes the place of keepalived' dpkg_in "$root" --auto-deconfigure --force-conflicts --force-confold -i "$1"
        expect 'keeps a changed default file' grep -q mine "$root/etc/default/keepalived"
        expect 'keepalived is gone' test ! -e "$root/usr/lib/x86_64-linux-gnu/keepalived"
    else
        expect 'installs' dpkg_in "$root" -i "$1"
    fi
    expect 'the program runs where it was installed' "$root/usr/sbin/keepalived" --signum=JSON
    expect 'it reads the configuration' "$root/usr/sbin/keepalived" -t -f "$root/etc/keepalived/keepalived.conf"
    expect 'upgrades' dpkg_in "$root" -i "$1"
    expect 'is removed' dpkg_in "$root" -r upkeep
    expect 'leaves the configuration' test -e "$root/etc/keepalived/keepalived.conf"
    expect 'is purged' dpkg_in "$root" -P upkeep
    expect 'leaves no program' test ! -e "$root/usr/lib/upkeep"
    expect 'leaves no init script' test ! -e "$root/etc/init.d/keepalived"
    rm -rf "$root"
}
