# shellcheck shell=bash
# The lab in user-mode Linux; sourced by ./lab.

# One processor per guest: its kernel and its processes take turns, and wandering between
# processors costs two to three times the speed. Sets `cpu` to one that no other lab holds (the lock
# is descriptor 6), else to any.
choose_cpu() {
    local cpus
    cpus=$(taskset -cp $$ | sed 's/.*: //' | tr , '\n' | while IFS=- read -r a b; do seq "$a" "${b:-$a}"; done)
    for cpu in $(shuf -e $cpus); do
        exec 6>>"/tmp/upkeep-lab.cpu$cpu" && flock -n 6 && return
    done
}

# What user-mode Linux needs in LD_PRELOAD on this processor, made in DIRECTORY: nothing, or a ptrace
# that knows the state of processors with AMX.
uml_preload() { # DIRECTORY
    grep -qw amx_tile /proc/cpuinfo || return 0
    need gcc libc6-dev
    gcc -O2 -shared -fPIC -o "$1/xstate.so" "$top/integration-tests/lab/xstate.c" || die 'xstate.c does not compile'
    echo "$1/xstate.so"
}

in_uml() {
    local uml tty=
    export -p >"$job/environment"
    printf '%q ' "$@" >"$job/command"
    printf '%s\n' "$PWD" >"$job/directory"
    mkfifo "$job/control"
    exec 5<>"$job/control"
    choose_cpu

    # The guest's lines: ttyS0 input, ttyS1 output, ttyS2 errors, ttyS3 signals; or tty1 for a terminal.
    local lines=(con=null con0=null,null ssl=null ssl1=null,fd:3 ssl2=null,fd:4 ssl3=fd:5,null)
    if [ -t 0 ] && [ -t 1 ]; then
        tty=$(stty -g)
        stty size >"$job/terminal"
        lines=(con=null con0=null,null con1=fd:7,fd:3 ssl=null ssl3=fd:5,null)
        exec 7<&0
    else
        mkfifo "$job/input"
        lines+=(ssl0=fd:7,null)
        exec 7<>"$job/input"
        # The guest looks at a line only when something arrives on it, hence the empty lines.
        { base64 -w 76; while printf '\n\004' && [ -e "$job" ]; do sleep 0.2; done; } <&0 >&7 &
    fi
    local preload
    preload=$(uml_preload "$job") || return
    LD_PRELOAD=$preload setsid taskset -c "$cpu" linux.uml mem="${UPKEEP_LAB_MEM:-2G}" root=/dev/root rootfstype=hostfs rootflags=/ rw \
        init="$top/integration-tests/lab/init" job="$job" uml_dir="$job" umid=guest quiet "${lines[@]}" \
        3>&1 4>&2 </dev/null >"$job/kernel.log" 2>&1 6>&- &
    uml=$!
    trap 'echo INT >&5' INT
    trap 'echo TERM >&5' TERM
    trap 'echo HUP >&5' HUP
    while kill -0 $uml 2>/dev/null; do wait $uml; done
    trap - INT TERM HUP
    [ -z "$tty" ] || stty "$tty"
    if [ ! -s "$job/status" ]; then
        tail -n 20 "$job/kernel.log" >&2
        die 'the guest kernel ended without a word'
    fi
    return "$(cat "$job/status")"
}
