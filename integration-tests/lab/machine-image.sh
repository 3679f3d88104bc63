# The image in podman, with the host's network: each time it becomes master and releases its address in
# the end. Argument: the image.
# shellcheck source=integration-tests/lab/machine.sh
. "$(dirname "$0")/machine.sh"

link
mkdir -p "$job/conf"
router 150 MASTER >"$job/conf/keepalived.conf"
container load -q -i "$1" >"$job/load.log" || { cat "$job/load.log" >&2; exit 1; }
image=$(sed -n 's/^Loaded image: *//p' "$job/load.log")

# Compose and Kubernetes ask the same in their health checks.
healthy() { inside sh -c 'kill -0 $(cat /run/keepalived.pid)'; }

try() { # NAME OPTION...
    local name=$1
    shift
    container run -d --name director --cgroups=disabled --network=host --ulimit nofile=1024:4096 \
        --ulimit nproc=1000:1000 -v "$job/conf:/etc/keepalived:ro" "$@" "$image" >/dev/null || failed=1
    await 40 "the address, $name" has_vip
    expect "image, $name: its health check passes" healthy
    expect "image, $name: stops" container stop -t 10 director
    expect "image, $name: releases the address" lost_vip
    container rm -f director >/dev/null 2>&1
}
try privileged --privileged
try 'two capabilities, read-only' --cap-drop=ALL --cap-add=NET_ADMIN --cap-add=NET_RAW --read-only --tmpfs /run \
    --security-opt=no-new-privileges
exit $failed
