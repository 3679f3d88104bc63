#!/bin/sh
# Makes the AOT cache of a distribution by running what a start runs.
#
#   train.sh DISTRIBUTION
set -eu

home=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# A configuration like those of the examples: one instance, services with the usual checks.
{
    cat <<'EOF'
global_defs {
    router_id training
    notification_email {
        admin@example.com
    }
}
vrrp_instance training {
    state MASTER
    interface upkeep0
    virtual_router_id 51
    priority 100
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass 1111
    }
    virtual_ipaddress {
        192.0.2.10/24 dev upkeep0
    }
}
EOF
    for service in 10 11 12 13 14 15 16 17 18 19; do
        cat <<EOF
virtual_server 192.0.2.$service 80 {
    delay_loop 2
    lb_algo rr
    lb_kind DR
    protocol TCP
    persistence_timeout 50
    sorry_server 127.0.0.1 9
EOF
        for server in 1 2 3 4 5; do
            cat <<EOF
    real_server 127.0.0.$server 80 {
        weight 1
        TCP_CHECK {
            connect_timeout 3
            retry 3
            delay_before_retry 3
        }
    }
    real_server 127.0.1.$server 80 {
        weight 1
        HTTP_GET {
            url {
                path /
                status_code 200
            }
            connect_timeout 3
        }
    }
EOF
        done
        echo '}'
    done
    # And many plain ones, so that what a large table runs through is known to be worth compiling.
    for service in $(seq 1 200); do
        echo "virtual_server 198.18.0.$service 80 {
    delay_loop 6
    lb_algo rr
    lb_kind NAT
    protocol TCP"
        for server in 1 2 3 4 5 6 7 8 9 10; do
            echo "    real_server 198.19.$service.$server 80 {
        weight 1
    }"
        done
        echo '}'
    done
} >"$scratch/training.conf"

# The daemon runs in a network namespace where the user may make one; elsewhere its start is refused
# halfway, and the cache holds what was reached.
cat >"$scratch/run" <<'EOF'
ip link set lo up
ip link add upkeep0 type veth peer name upkeep1
ip link set upkeep1 up
ip link set upkeep0 up
ip address add 192.0.2.1/24 dev upkeep0
exec "$@"
EOF
apart=
if unshare -n ip link add upkeep0 type veth peer name upkeep1 2>/dev/null; then
    apart="unshare -n sh $scratch/run"
fi

rm -f "$home/lib/upkeep.aot"
$apart "$home/runtime/bin/java" @"$home/lib/java.options" -XX:+UseG1GC \
    -XX:AOTCacheOutput="$home/lib/upkeep.aot" -Djffi.boot.library.path="$home/lib" \
    -cp "$home/lib/upkeep.jar" dev.upkeep.app.warmup.AotTraining -n -l -G \
    -p "$scratch/1.pid" -r "$scratch/2.pid" -c "$scratch/3.pid" -f "$scratch/training.conf" \
    >"$scratch/log" 2>&1 || true
# A start that is refused is no harm, one that fails would leave the cache without the daemon.
if [ ! -e "$home/lib/upkeep.aot" ] || grep -q 'failed, the process ends' "$scratch/log"; then
    cat "$scratch/log" >&2
    exit 1
fi
chmod 644 "$home/lib/upkeep.aot" # the daemon's own umask is strict
