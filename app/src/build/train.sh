#!/bin/sh
# Makes the AOT caches of a distribution by running what a start runs.
#
#   train.sh DISTRIBUTION
set -eu

home=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cat >"$scratch/training.conf" <<'EOF'
global_defs {
    router_id training
}
EOF

for gc in z serial; do
    case $gc in
        z) collector=-XX:+UseZGC ;;
        serial) collector=-XX:+UseSerialGC ;;
    esac
    rm -f "$home/lib/upkeep-$gc.aot"
    "$home/runtime/bin/java" @"$home/lib/java.options" "$collector" \
        -XX:AOTCacheOutput="$home/lib/upkeep-$gc.aot" -Djffi.boot.library.path="$home/lib" \
        -cp "$home/lib/upkeep.jar" dev.upkeep.app.Training "$scratch" >"$scratch/log" 2>&1 ||
        { cat "$scratch/log" >&2; exit 1; }
done
