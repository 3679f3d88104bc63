# shellcheck shell=bash
# `./lab fuzz`; sourced by ./lab.

# Feeds every decoder with mutated inputs, a minute each or SECONDS, and prints how many there were.
# What fails prints its seed and input; -Dupkeep.fuzz.seed=SEED repeats it.
fuzz() { # [SECONDS [CLASS]]
    local seconds=${1:-60} class=${2:-*FuzzTest}
    [[ $seconds =~ ^[0-9]+$ ]] || die "fuzz: expected a number of seconds, got $seconds"
    find_jdk
    maven -q -Dspotless.check.skip -Dtest="$class" -Dsurefire.failIfNoSpecifiedTests=false \
        -Dupkeep.fuzz.seconds="$seconds" test
}
