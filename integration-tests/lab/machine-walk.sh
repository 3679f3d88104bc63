# The steps of an operator, written as Markdown: the package over keepalived on one of two directors, watched, failed
# over, changed, rolled back, upgraded, purged. Arguments: the package, and one with a higher version.
# shellcheck source=integration-tests/lab/machine.sh
. "$(dirname "$0")/machine.sh"

# Prints a command of the operator and what it says; the whole fails with it.
run() {
    printf '    # %s\n' "$*"
    inside sh -c "$*" >"$job/said" 2>&1
    local status=$?
    sed '/^(Reading database/d; s/\x1b\[[0-9;]*m//g; s/^/    /; s/[[:space:]]*$//' "$job/said"
    [ $status = 0 ] || { echo "walk: status $status: $*" >&2; exit 1; }
}
step() { printf '\n## %s\n\n%s\n\n' "$1" "$2"; }
note() { printf '\n%s\n' "$1"; }
took_over() { printf '\nThe peer has become master %s times so far.\n' "$(takeovers)"; }

cp "$1" "$job/root/root/upkeep.deb"
cp "$2" "$job/root/root/upkeep-next.deb"
boot
await 20 "Debian's keepalived is master" has_vip
start_peer

cat <<'END'
# An operator's walk

Written by `./lab walk`: two directors on one link share 10.9.0.100. This one is a Debian machine with
systemd (in a container), its peer runs Debian's keepalived and stays as it is. The lab's machine for
this has no IPVS, so only addresses move here; services are in [the demo](../README.md).
END
step 'Before' 'Debian'"'"'s keepalived is master.'
run 'keepalived --version 2>&1 | head -1'
run 'cat /etc/keepalived/keepalived.conf'
run 'ip -br -4 address show eth0'

step 'Install' 'The package replaces keepalived; the configuration stays. keepalived stops for that, so the peer
takes over until Upkeep has started.'
run 'dpkg -i /root/upkeep.deb'
await 30 'the virtual address is back' has_vip
await 30 'the peer yields' peer_lost_vip
run 'keepalived --version 2>&1 | head -3'
run 'systemctl is-enabled keepalived; systemctl is-active keepalived; pidof keepalived'
took_over

step 'Watch' 'What it did so far, from its own record, and what it logged.'
run 'upkeep record VI_1'
run 'journalctl -u keepalived -o cat --no-pager | grep -E "VI_1|Startup" | tail -5'

step 'Fail over' 'A stop sends priority 0: the peer takes over at once.'
run 'systemctl stop keepalived'
await 10 'the peer takes over' peer_has_vip
run 'ip -br -4 address show eth0'
run 'systemctl start keepalived'
await 30 'the virtual address is back' has_vip
await 30 'the peer yields' peer_lost_vip
run 'ip -br -4 address show eth0'
took_over

step 'Change' 'A second address, with a mistake first: what is wrong is said before anything changes.'
run 'cp /etc/keepalived/keepalived.conf /root/before.conf'
run 'sed -i "s|10.9.0.100/24|&\n        10.9.0.101/33|" /etc/keepalived/keepalived.conf'
run 'upkeep check /etc/keepalived/keepalived.conf || true'
run 'sed -i "s|10.9.0.101/33|10.9.0.101/24|" /etc/keepalived/keepalived.conf'
run 'upkeep check /etc/keepalived/keepalived.conf'
run 'upkeep plan /etc/keepalived/keepalived.conf || true'
run 'upkeep reload'
has_second() { ip -4 address show eth0 | grep -q 10.9.0.101; }
lost_second() { ! has_second; }
await 10 'the second address' has_second
run 'ip -br -4 address show eth0'

step 'Roll back' 'The file of before, and a reload.'
run 'cp /root/before.conf /etc/keepalived/keepalived.conf'
run 'upkeep reload'
await 10 'the second address is gone' lost_second
run 'ip -br -4 address show eth0'

if replaces_process; then
    step 'Upgrade' 'The next release. The running process leaves the address where it is, the new one goes on as
master before the peer misses it.'
else
    step 'Upgrade' 'The next release. The service stops and starts, so the peer takes over for that time: an upgrade
without a gap is missing yet.'
fi
before=$(takeovers)
run 'dpkg -i /root/upkeep-next.deb'
await 30 'the virtual address' has_vip
sleep 4 # longer than a peer waits that has not heard
run 'ip -br -4 address show eth0; systemctl is-active keepalived'
took_over
! replaces_process || [ "$(takeovers)" = "$before" ] || { echo 'walk: the peer became master during the upgrade' >&2; exit 1; }

step 'Purge' 'The peer takes over; the configuration stays.'
run 'dpkg -P upkeep'
await 10 'the peer takes over' peer_has_vip
run 'ip -br -4 address show eth0; ls /etc/keepalived'
took_over
container stop -t 3 director >/dev/null 2>&1
