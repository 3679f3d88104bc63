# shellcheck shell=bash
# `./lab test`; sourced by ./lab.

# One guest's share of the tests in the lab, after another guest's when BEFORE is its process; the
# result is the file NAME.
guest() { # KERNEL NAME only|elsewhere|"" BEFORE CLASS...
    local name=$2 nftables=$3 before=$4
    export UPKEEP_LAB=$1
    shift 4
    while [ -n "$before" ] && kill -0 "$before" 2>/dev/null; do sleep 0.2; done
    java_in_lab -Dlab.claims="$results/claims" -Dlab.result="$results/$name" -Dlab.nftables="$nftables" \
        dev.upkeep.lab.runner.LabTests "$@" </dev/null
}

# Succeeds when one of the classes to run needs nftables (all run without arguments).
needs_nftables() {
    local file class
    [ $# -gt 0 ] || return 0
    for file in $(grep -rl '^@NftablesTest' "$top/integration-tests/src/test/java"); do
        for class; do [[ $(basename "$file" .java) != *"$class"* ]] || return 0; done
    done
    return 1
}

# Unit tests on the host, then the packages, then the tests in the lab, in two guests side by side where there are two
# processors. The tests that need nftables run in an emulated guest of their own, as user-mode-linux
# has none for IP, unless UPKEEP_LAB names one kernel. With arguments: only the lab's tests whose
# class matches, and no unit tests.
run_tests() {
    local results=$top/integration-tests/target/lab-results status=0 passed=0 failed=0 unstable=0 in_lab=0 p f u
    local kernel=${UPKEEP_LAB:-} nftables='' emulated='' names=first name
    find_jdk
    rm -rf "$results" && mkdir -p "$results/claims" || die 'no directory for the results'
    if [ $# = 0 ]; then
        find "$top" -path '*/target/surefire-reports/*.xml' -delete
        need gcc libc6-dev chromium prometheus
        maven --fail-at-end package || status=1
        date >"$top/app/target/lab-built"
        read -r passed failed < <(find "$top" -path '*/target/surefire-reports/*.xml' -exec cat {} + | count_reports)
        printf '\nUnit tests: %d passed, %d failed\n\n' "$passed" "$failed"
        [ -x "$dist/bin/upkeep" ] || die 'the distribution was not built; without it nothing can be tested in the lab'
        # In a shell of its own, as the first thing that is not as expected ends it.
        if (package_briefly); then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    else
        build
    fi
    if [ -z "$kernel" ] && ! host_has_ipvs; then
        kernel=uml nftables=elsewhere
        if needs_nftables "$@"; then
            (guest qemu nftables only '' "$@") &
            emulated=$!
            names+=' nftables'
        fi
    fi
    if [ "$(nproc)" -gt 1 ]; then
        (guest "$kernel" second "$nftables" "$emulated" "$@") &
        names+=' second'
        emulated=
    fi
    (guest "$kernel" first "$nftables" "$emulated" "$@") &
    trap 'kill $(jobs -p)' INT TERM # in the background they do not hear Ctrl-C
    wait
    wait
    trap - INT TERM
    for name in $names; do
        # A guest that ended before its tests did is a failure of its own.
        read -r p f u <"$results/$name" || { p=0 f=1 u=0; say "guest $name ended without a result"; }
        passed=$((passed + p)) failed=$((failed + f)) in_lab=$((in_lab + p + f)) unstable=$((unstable + u))
    done
    [ $unstable = 0 ] || say "$unstable tests passed at their second attempt only: see UNSTABLE"
    [ "$in_lab" -gt 0 ] || { failed=$((failed + 1)); say 'no test ran in the lab'; }
    [ $status = 0 ] || [ $failed -gt 0 ] || { failed=1; say 'the build failed'; }
    printf '\nTests run: %d, Failures: %d\n%d passed, %d failed\n' $((passed + failed)) $failed $passed $failed
    [ $failed = 0 ] && [ $passed -gt 0 ]
}

# Adds up surefire's reports; a skipped test counts as failed.
count_reports() {
    grep -o '<testsuite [^>]*>' | awk '
        function value(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
        { bad = value("errors") + value("failures") + value("skipped"); failed += bad; passed += value("tests") - bad }
        END { print passed + 0, failed + 0 }'
}
