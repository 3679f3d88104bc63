# shellcheck shell=bash
# `./lab clients`: programs that drive keepalived, from Debian, with Upkeep in its place. Sourced by `lab`.
# FRR's vrrpd as a peer is FrrVrrpTest of `./lab test`; Debian's unit and init script are in
# `./lab package`.

clients() {
    local status=0
    build
    versions || status=1
    need python3-neutron python3-testtools python3-oslotest
    in_lab bash -c "dist=$dist; $(declare -f neutron_tests); neutron_tests" || status=1
    return $status
}

# What roles and exporters read from `keepalived --version`, as extended regular expressions.
versions() {
    local text pattern failed=0
    text=$("$dist/bin/keepalived" --version 2>&1)
    while IFS='|' read -r who pattern; do
        if head -1 <<<"$text" | grep -qE "$pattern"; then
            say "ok      clients: $who reads the version"
        else
            say "FAILED  clients: $who finds no $pattern in: $text"
            failed=1
        fi
    done <<'END'
a reader of three numbers|v[0-9]+[.][0-9]+[.][0-9]+
a reader of the whole line|^Keepalived v[0-9.]+ [(][0-9]{2}/[0-9]{2},[0-9]{4}[)]$
a reader of the second word|^[A-Za-z]+ v[0-9.]+ 
END
    return $failed
}

# Neutron's functional tests of its keepalived manager: start, restart, an invalid configuration, a name
# space that goes away. They start `keepalived` through PATH.
neutron_tests() {
    local work status=0
    work=$(mktemp -d) || exit 1
    mkdir "$work/bin" "$work/log"
    ln -s "$dist/bin/keepalived" "$work/bin/keepalived"
    PATH=$work/bin:/usr/sbin:/usr/bin:/sbin:/bin OS_SUDO_TESTING=1 OS_FAIL_ON_MISSING_DEPS=1 OS_ROOTWRAP_CMD=env \
        OS_LOG_PATH=$work/log TMPDIR=$work timeout 500 /usr/bin/python3 -W ignore -m testtools.run \
        neutron.tests.functional.agent.linux.test_keepalived >"$work/said" 2>&1 || status=1
    grep -E '^(Ran|OK|FAILED|ERROR|FAIL)' "$work/said" >&2
    # The tests that kill the process miss it once each, with keepalived, too; no other does.
    if grep -rc 'should not have died' "$work/log" | grep -vE 'respawn[^/]*:1$|:0$' >&2; then
        echo 'clients: Neutron misses a process that it did not kill' >&2
        status=1
    fi
    [ $status = 0 ] || tail -40 "$work/said" >&2
    rm -rf "$work"
    return $status
}
