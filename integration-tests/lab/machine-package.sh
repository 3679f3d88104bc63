# What a package does to a machine: over keepalived, beside Debian's own unit and init script, upgraded,
# removed and purged. Arguments: the package, and the same one with a higher version.
# shellcheck source=integration-tests/lab/machine.sh
. "$(dirname "$0")/machine.sh"

cp "$1" "$job/root/root/upkeep.deb"
cp "$2" "$job/root/root/upkeep-next.deb"
cp "$job/root/lib/systemd/system/keepalived.service" "$job/root/root/debian.service"
cp "$job/root/etc/init.d/keepalived" "$job/root/root/debian.init"
echo '# mine' >>"$job/root/etc/default/keepalived"
boot
await 20 "Debian's keepalived is master" has_vip
start_peer

active() { inside systemctl is-active --quiet keepalived; }
inactive() { ! active; }
main_pid() { inside systemctl show -P MainPID keepalived; }

expect 'is installed over keepalived' inside dpkg --force-confold -i /root/upkeep.deb
expect 'keepalived is gone' sh -c "! test -e '$job/root/usr/share/doc/keepalived'"
expect 'keeps a changed default file' grep -q mine "$job/root/etc/default/keepalived"
expect 'belongs to the package: the init script' inside dpkg -S /etc/init.d/keepalived
await 30 'the service runs' active
await 30 'the virtual address is back' has_vip
await 30 'the peer yields' peer_lost_vip
expect 'is started at boot' inside systemctl is-enabled keepalived
expect 'manual pages are there' ls "$job/root/usr/share/man/man5/keepalived.conf.5.gz" "$job/root/usr/share/man/man8/keepalived.8.gz"
expect 'purging what keepalived left keeps it running' inside dpkg -P keepalived
await 5 'the service runs' active
expect 'is still started at boot' inside systemctl is-enabled keepalived

# Debian's own files, with our program.
inside sh -c 'cp /lib/systemd/system/keepalived.service /root/ours.service
    cp /root/debian.service /lib/systemd/system/keepalived.service; systemctl daemon-reload'
expect "Debian's unit starts it" inside systemctl restart keepalived
await 30 'the virtual address' has_vip
before=$(main_pid)
expect "Debian's unit reloads it" inside systemctl reload keepalived
expect 'a reload keeps the process' test "$(main_pid)" = "$before"
expect "Debian's unit stops it" inside systemctl stop keepalived
expect 'a stop withdraws the address' lost_vip
inside sh -c 'cp /root/ours.service /lib/systemd/system/keepalived.service; systemctl daemon-reload'
by_script() { inside env _SYSTEMCTL_SKIP_REDIRECT=1 bash /root/debian.init "$1"; }
expect "Debian's init script starts it" by_script start
await 30 'the virtual address' has_vip
expect "Debian's init script reloads it" by_script reload
expect "Debian's init script stops it" by_script stop
await 10 'a stop withdraws the address' lost_vip

expect 'the unit starts it again' inside systemctl start keepalived
await 30 'the virtual address' has_vip
await 30 'the peer yields' peer_lost_vip
before=$(takeovers)
expect 'is upgraded' inside dpkg --force-confold -i /root/upkeep-next.deb
await 30 'the service runs' active
await 30 'the virtual address' has_vip
sleep 4 # longer than a peer waits that has not heard
if replaces_process; then
    expect 'the peer stayed backup while it was upgraded' test "$(takeovers)" = "$before"
else
    echo 'not yet package: an upgrade without a gap, which needs `upkeep restart`' >&2
fi
expect 'is removed' inside dpkg -r upkeep
expect 'a removal ends the service' inactive
await 10 'the peer takes over' peer_has_vip
expect 'leaves the configuration' test -e "$job/root/etc/keepalived/keepalived.conf"
expect 'is purged' inside dpkg -P upkeep
expect 'leaves no files' sh -c "! ls -d '$job'/root/usr/lib/upkeep '$job'/root/etc/init.d/keepalived '$job'/root/etc/default/keepalived"
expect 'leaves no link of the unit' sh -c "! find '$job/root/etc/systemd' | grep keepalived"
container stop -t 3 director >/dev/null
exit $failed
