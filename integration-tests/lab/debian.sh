# shellcheck shell=bash
# A Debian machine with a running systemd, in a container: where packages are installed for real.
# Sourced by ./lab. The container has this machine's kernel, a root made by mmdebstrap (kept in a
# cache), and the network namespace that it is started in.

# Prints the archive of a small Debian with systemd and keepalived; makes it when there is none.
debian_archive() {
    local cache=${XDG_CACHE_HOME:-$HOME/.cache}/upkeep-lab suite
    suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-stable}")
    if [ ! -s "$cache/debian-$suite.tar" ]; then
        say "making a root of Debian $suite (once)"
        mkdir -p "$cache"
        mmdebstrap --quiet --variant=minbase \
            --include=systemd,systemd-sysv,dbus,iproute2,procps,ipvsadm,keepalived,lsb-base \
            "$suite" "$cache/debian-$suite.tar.new" >&2 || die 'mmdebstrap failed'
        mv "$cache/debian-$suite.tar.new" "$cache/debian-$suite.tar"
    fi
    echo "$cache/debian-$suite.tar"
}

# Runs a script of this directory as root in network, mount and process namespaces of its own, with the
# scratch directory in $job.
in_machine() { # SCRIPT ARGUMENT...
    local script=$1
    shift
    [ "$(id -u)" = 0 ] || die 'this needs root, for containers'
    need mmdebstrap podman crun iproute2 keepalived procps
    job=$(mktemp -d "${XDG_CACHE_HOME:-$HOME/.cache}/upkeep-machine.XXXXXX") || die 'no scratch directory'
    # shellcheck disable=SC2064 # now, as the name is local
    trap "rm -rf '$job'" EXIT
    mkdir "$job/root"
    tar -C "$job/root" -xf "$(debian_archive)" || die 'the root of Debian cannot be unpacked'
    local status=0
    job=$job unshare --net --mount --pid --fork --kill-child --mount-proc \
        bash "$top/integration-tests/lab/$script" "$@" || status=$?
    rm -rf "$job"
    return $status
}
