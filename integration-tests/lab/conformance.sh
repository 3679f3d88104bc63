# ./lab conformance [cli]: `upkeep api` beside a real Octavia, Octavia's own API tests against it, and every
# subcommand of `openstack loadbalancer`; with cli these alone. Sourced by lab.
# Needs no kernel: the provider is one that carries no traffic. Python is Debian's, whose modules are asked for.

conformance() {
    local here=$top/integration-tests/lab/conformance work status=0
    need python3-octaviaclient
    [ "${1:-}" = cli ] || need python3-octavia octavia-tempest-plugin tempest python3-tempest
    build
    work=$(mktemp -d "${TMPDIR:-/tmp}/upkeep-conformance.XXXXXX") || die 'no scratch directory'
    pids=
    # shellcheck disable=SC2064 # the directory now, as the name is local; the processes then
    trap "kill \$pids 2>/dev/null; rm -rf '$work'" EXIT

    say 'every subcommand of openstack loadbalancer'
    api_for_conformance "$work/cli" 19886 '"project": "conformance", "networks": [{"name": "web",
        "subnets": [{"name": "web-net", "cidr": "172.16.100.0/24"}]}]'
    /usr/bin/python3 "$here/subcommands.py" http://127.0.0.1:19886 || status=1
    [ "${1:-}" != cli ] || return $status

    mkdir "$work/octavia"
    PATH=/usr/bin:/bin /usr/bin/python3 "$here/octavia_api.py" "$work/octavia" 19877 >"$work/octavia.log" 2>&1 &
    pids="$pids $!"
    api_for_conformance "$work/plain" 19876 '"project": "conformance"'
    await_line ready "$work/octavia.log"

    say 'the same requests to Octavia and to upkeep api'
    /usr/bin/python3 "$here/compare.py" http://127.0.0.1:19877 http://127.0.0.1:19876 || status=1

    say "Octavia's API tests against upkeep api (about three minutes; details in integration-tests/target/conformance.log)"
    tempest_accounts "$work"
    api_for_conformance "$work/users" 19896 "\"users\": \"$work/users.txt\""
    tempest_against "$work" http://127.0.0.1:19896 >"$top/integration-tests/target/conformance.log" 2>&1
    grep -E '\.\.\. FAILED' "$top/integration-tests/target/conformance.log" | sed 's/^{[0-9]*} /failed: /; s/ \[.*//'
    grep -E '^ - (Passed|Failed|Skipped)' "$top/integration-tests/target/conformance.log"
    # Of those there are none here; every other test has to pass.
    if grep -E '\.\.\. FAILED' "$top/integration-tests/target/conformance.log" | grep -qv availability_zone; then
        status=1
    fi
    grep -q '^ - Passed: [1-9]' "$top/integration-tests/target/conformance.log" || status=1
    return $status
}

await_line() { # TEXT FILE
    local i
    for i in $(seq 300); do
        grep -q "$1" "$2" 2>/dev/null && return
        sleep 0.1
    done
    cat "$2" >&2
    die "no '$1' in $2"
}

api_for_conformance() { # NAME PORT SETTING
    printf '{"listen": "127.0.0.1:%s", "store": {"memory": true}, "accept_unknown_subnets": true,
        "providers": ["noop_driver", "noop_driver-alt"], %s}\n' "$2" "$3" >"$1.json"
    "$dist/bin/upkeep" api -c "$1.json" >"$1.log" 2>&1 &
    pids="$pids $!"
    await_line listening "$1.log"
}

# Users with every combination of roles that the tests ask for; to us all of them are administrators, as
# the tests of roles are off.
tempest_accounts() { # DIRECTORY
    local i
    : >"$1/users.txt"
    : >"$1/accounts.yaml"
    for i in $(seq 12); do # a class that fails while it is set up keeps its own
        account "$1" "observer$i" 'load-balancer_observer, reader, member'
        account "$1" "global$i" 'load-balancer_global_observer, reader, member'
        account "$1" "member$i" 'load-balancer_member, reader, member'
        account "$1" "lbadmin$i" 'load-balancer_admin, reader, member'
        account "$1" "plain$i" ''
        account "$1" "admin$i" admin admin
    done
}

account() { # DIRECTORY NAME ROLES [TYPE]
    printf 'user %s secret project-%s admin\n' "$2" "$2" >>"$1/users.txt"
    {
        printf -- "- username: '%s'\n  project_name: 'project-%s'\n  password: 'secret'\n" "$2" "$2"
        [ -z "$3" ] || printf '  roles: [%s]\n' "$3"
        [ -z "${4:-}" ] || printf '  types: [%s]\n' "$4"
    } >>"$1/accounts.yaml"
}

tempest_against() { # DIRECTORY URL
    local text='Keeps load balancers and carries no traffic.'
    (
        export PATH=/usr/bin:/bin
        cd "$1" && tempest init --workspace-path "$1/workspaces" workspace >&2 && cd workspace || exit 1
        cat >etc/tempest.conf <<END
[oslo_concurrency]
lock_path = $1/lock
[auth]
use_dynamic_credentials = False
test_accounts_file = $1/accounts.yaml
[identity]
uri_v3 = $2/v3
auth_version = v3
region = RegionOne
[network]
project_networks_reachable = True
[service_available]
load_balancer = True
neutron = False
nova = False
glance = False
cinder = False
swift = False
[load_balancer]
test_with_noop = True
provider = noop_driver
enabled_provider_drivers = noop_driver:$text,noop_driver-alt:$text
expected_flavor_capability = loadbalancer_topology:Taken and without effect.
RBAC_test_type = none
check_interval = 0.2
build_interval = 0.2
lb_build_interval = 0.2
check_timeout = 20
lb_build_timeout = 20
END
        timeout 900 tempest run --concurrency 2 --regex 'octavia_tempest_plugin.tests.api.v2'
    )
}
