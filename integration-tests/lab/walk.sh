# shellcheck shell=bash
# `./lab walk`; sourced by ./lab.

# The way of an operator, whose output is docs/walk.md.
walk() {
    local page status=0
    build
    make_packages
    next_release "$(deb)" "$packages/next.deb"
    page=$(mktemp)
    in_machine machine-walk.sh "$(deb)" "$packages/next.deb" | tee "$page"
    status=${PIPESTATUS[0]}
    rm -f "$packages/next.deb"
    [ "$status" = 0 ] || die 'the walk ended early'
    cp "$page" "$top/docs/walk.md"
    chmod 644 "$top/docs/walk.md"
    rm -f "$page"
}
