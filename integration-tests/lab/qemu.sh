# shellcheck shell=bash
# A second kernel for the lab: Debian's cloud kernel under QEMU, emulated, with this machine's files
# as its root. Several times slower than user-mode-linux, but a stock kernel: it has nftables for IP,
# which user-mode-linux is built without. Sourced by `lab`.

newest_kernel() {
    apt-cache depends linux-image-cloud-amd64 2>/dev/null |
        awk '/Depends: linux-image-.*-cloud-amd64/ { print $2; exit }'
}

# Fetches the kernel (not installed: it lies in a cache) and sets `kernel_root` and `kernel_version`.
fetch_kernel() {
    local cache=${XDG_CACHE_HOME:-$HOME/.cache}/upkeep-lab package
    package=$(newest_kernel)
    if [ -z "$package" ] && [ "$(id -u)" = 0 ]; then
        apt-get update -qq >&2
        package=$(newest_kernel)
    fi
    [ -n "$package" ] || die 'Debian has no package linux-image-cloud-amd64 here'
    kernel_version=${package#linux-image-}
    kernel_root=$cache/$kernel_version
    [ ! -e "$kernel_root/boot/vmlinuz-$kernel_version" ] || return 0
    say "fetching $package"
    mkdir -p "$kernel_root" &&
        (cd "$cache" && apt-get -qq download "$package" && dpkg -x "$package"_*.deb "$kernel_root" && rm "$package"_*.deb) >&2 &&
        depmod -b "$kernel_root" "$kernel_version" || { rm -rf "$kernel_root"; die "cannot fetch $package"; }
}

# The first file system of the guest: just enough to find the real one.
make_initramfs() { # DIRECTORY FILE
    local module number=10
    mkdir -p "$1"/{bin,modules,proc,dev,root}
    cp "$(command -v busybox)" "$1/bin/busybox"
    for module in virtio_pci fuse virtiofs; do
        modprobe -d "$kernel_root" -S "$kernel_version" --show-depends $module
    done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' | while read -r module; do
        cp "$module" "$1/modules/$number-$(basename "$module")"
        number=$((number + 1))
    done
    cat >"$1/init" <<'END'
#!/bin/busybox sh
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t devtmpfs dev /dev
for module in /modules/*.ko; do /bin/busybox insmod "$module"; done
/bin/busybox mount -t virtiofs root /root || /bin/busybox poweroff -f
/bin/busybox umount /proc
/bin/busybox mount --move /dev /root/dev
exec /bin/busybox switch_root /root "$start"
END
    chmod 755 "$1/init"
    (cd "$1" && find . | cpio -o -H newc --quiet | gzip -1) >"$2"
}

# As in_uml: the command runs as root in the guest, its output, status and signals pass through. It
# has no terminal.
in_qemu() {
    local qemu files memory=${UPKEEP_LAB_MEM:-2G} line
    fetch_kernel
    make_initramfs "$job/initramfs" "$job/initramfs.gz"
    export UPKEEP_LAB_MODULES=$kernel_root/lib/modules
    export -p >"$job/environment"
    printf '%q ' "$@" >"$job/command"
    printf '%s\n' "$PWD" >"$job/directory"
    for line in input control; do mkfifo "$job/$line.in" "$job/$line.out"; done
    # qemu opens its files anew, and would write over what others put into ours.
    mkfifo "$job/output" "$job/errors"
    cat "$job/output" &
    local writers=$!
    cat "$job/errors" >&2 &
    writers+=" $!"
    exec 5<>"$job/control.in" 7<>"$job/input.in"
    { base64 -w 76; printf '\n\004'; } <&0 >&7 &
    choose_cpu

    /usr/lib/qemu/virtiofsd --socket-path="$job/files" -o source=/ -o sandbox=chroot -o cache=auto \
        >"$job/files.log" 2>&1 5>&- 6>&- 7>&- &
    files=$!
    while [ ! -S "$job/files" ] && kill -0 $files 2>/dev/null; do sleep 0.05; done
    setsid taskset -c "$cpu" qemu-system-x86_64 -accel tcg -cpu max -M q35 -smp 1 -m "$memory" \
        -nodefaults -display none -no-reboot \
        -object memory-backend-memfd,id=memory,size="$memory",share=on -numa node,memdev=memory \
        -chardev socket,id=files,path="$job/files" -device vhost-user-fs-pci,chardev=files,tag=root \
        -chardev pipe,id=input,path="$job/input" -serial chardev:input \
        -chardev file,id=output,path="$job/output",append=on -serial chardev:output \
        -chardev file,id=errors,path="$job/errors",append=on -serial chardev:errors \
        -chardev pipe,id=control,path="$job/control" -serial chardev:control \
        -kernel "$kernel_root/boot/vmlinuz-$kernel_version" -initrd "$job/initramfs.gz" \
        -append "console=tty0 quiet panic=-1 start=$top/integration-tests/lab/init job=$job" \
        </dev/null >"$job/kernel.log" 2>&1 6>&- &
    qemu=$!
    trap 'echo INT >&5' INT
    trap 'echo TERM >&5' TERM
    trap 'echo HUP >&5' HUP
    while kill -0 $qemu 2>/dev/null; do wait $qemu; done
    trap - INT TERM HUP
    kill $files 2>/dev/null
    : <>"$job/output" <>"$job/errors" # in case it never opened them: ends those who read
    # shellcheck disable=SC2086 # a list of words
    wait $writers
    if [ ! -s "$job/status" ]; then
        tail -n 20 "$job/kernel.log" "$job/files.log" >&2
        die 'the guest kernel ended without a word'
    fi
    return "$(cat "$job/status")"
}
