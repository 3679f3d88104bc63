# shellcheck shell=bash
# Two directors on one link: this network namespace, in which a container with systemd runs, and the
# namespace of a peer, Debian's keepalived. Sourced by the scripts that run in `in_machine`.
set -u
vip=10.9.0.100

# podman runs without groups for its containers, as this machine's may be of the first version.
mount --make-rprivate /
umount -R /sys/fs/cgroup 2>/dev/null
mount -t cgroup2 none /sys/fs/cgroup
mkdir -p /run/netns
mount -t tmpfs tmpfs /run/netns
container() {
    timeout 120 podman --root "$job/containers" --runroot "$job/run" --storage-driver vfs \
        --cgroup-manager cgroupfs --events-backend file --runtime /usr/bin/crun "$@"
}

# CMD in the container.
inside() { container exec director "$@"; }

link() {
    ip link set lo up
    ip netns add peer
    ip link add eth0 type veth peer name eth0 netns peer
    ip address add 10.9.0.1/24 dev eth0
    ip link set eth0 up
    ip -n peer address add 10.9.0.2/24 dev eth0
    ip -n peer link set lo up
    ip -n peer link set eth0 up
}

boot() {
    link
    printf '#!/bin/sh\nexit 0\n' >"$job/root/usr/sbin/policy-rc.d"
    chmod 755 "$job/root/usr/sbin/policy-rc.d"
    mkdir -p "$job/root/etc/keepalived" "$job/root/root"
    router 150 MASTER >"$job/root/etc/keepalived/keepalived.conf"
    container run -d --name director --systemd=always --cgroups=disabled --cgroupns=private --network=host \
        --privileged --ulimit nofile=1024:4096 --ulimit nproc=1000:1000 --rootfs "$job/root" /sbin/init >/dev/null || exit 1
    await 60 'systemd runs' running
}

running() { inside systemctl is-system-running 2>/dev/null | grep -qE 'running|degraded'; }

router() { # PRIORITY STATE
    cat <<END
global_defs {
    router_id director
}
vrrp_instance VI_1 {
    state $2
    interface eth0
    virtual_router_id 51
    priority $1
    advert_int 1
    virtual_ipaddress {
        $vip/24
    }
}
END
}

# The peer, whose log is in $job/peer.log.
start_peer() {
    router 100 BACKUP >"$job/peer.conf"
    ip netns exec peer /usr/sbin/keepalived -n -l -f "$job/peer.conf" -p "$job/peer.pid" -r "$job/peer.vrrp.pid" \
        -c "$job/peer.checkers.pid" >"$job/peer.log" 2>&1 &
}

# Whether an upgrade replaces the process of a running daemon, instead of stopping and starting it.
replaces_process() { inside upkeep restart --help 2>&1 | grep -q '^Usage: upkeep restart'; }

# How often the peer became master.
takeovers() { grep -c 'Entering MASTER STATE' "$job/peer.log"; }

# Reads from the file, so that it is at once: `ip` is not run in the container.
has_vip() { ip -4 address show eth0 | grep -q "$vip/"; }
lost_vip() { ! has_vip; }
peer_has_vip() { ip -n peer -4 address show eth0 | grep -q "$vip/"; }
peer_lost_vip() { ! peer_has_vip; }

# Waits for a condition, SECONDS at most; fails the script when it does not come.
await() { # SECONDS WHAT CONDITION...
    local limit=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        if [ $SECONDS -gt "$limit" ]; then
            echo "machine: not seen: $what" >&2
            inside journalctl -u keepalived --no-pager -n 30 >&2
            tail -20 "$job/peer.log" >&2
            exit 1
        fi
        sleep 0.1
    done
}

expect() { # WHAT CONDITION...
    local what=$1
    shift
    if "$@" >"$job/expect.log" 2>&1; then
        echo "ok      package: $what" >&2
    else
        echo "FAILED  package: $what" >&2
        cat "$job/expect.log" >&2
        failed=1
    fi
}
failed=0
