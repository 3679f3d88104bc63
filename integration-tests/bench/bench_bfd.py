#!/usr/bin/env python3
"""10. BFD: how evenly packets leave, and how late the loss of the peer is seen.

A session of 3 x 50 ms on a veth with a peer that this script plays; kernel
timestamps on its side.  RFC 5880 takes up to a quarter off each interval, so
that a packet is late only by what its spacing exceeds 50 ms.  Then the peer
falls silent, --repeats times, and the time until the packet that says Down
counts from its last packet; what exceeds the 150 ms negotiated is the overrun.

`false downs` counts sessions that went down while the peer sent.  bfdd of FRR
takes part with --frr, where it is installed.  With --minute each daemon has a
session with bfdd instead, which is run in real time as well, and what counts is
how often the session went down, by the words of both ends.
"""

import contextlib
import os
import pathlib
import random
import shutil
import socket
import struct
import subprocess
import time

import benchlib as lib

A_IP, B_IP = '192.0.2.1', '192.0.2.2'
PORT, MULTIPLIER, INTERVAL_US = 3784, 3, 50_000
DOWN, INIT, UP = 1, 2, 3
POLL, FINAL = 0x20, 0x10
SO_TIMESTAMPNS = 35
FRR = '/usr/lib/frr/bfdd'


class Peer:
    """The other end of the session, in namespace NS."""

    def __init__(self, ns):
        with ns.entered():
            self.rx = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            self.rx.bind((B_IP, PORT))
            self.tx = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            self.tx.bind((B_IP, 49152 + random.randrange(16384)))
        self.rx.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.tx.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 255)
        self.reset()

    def reset(self):
        self.mine, self.yours = random.randrange(1, 1 << 32), 0
        self.state, self.remote, self.sent = DOWN, DOWN, 0

    def send(self, final=False):
        interval = INTERVAL_US if self.state == UP else 1_000_000
        self.sent = time.time_ns()
        self.tx.sendto(struct.pack('!BBBBIIIII', 0x20, self.state << 6 | (FINAL if final else 0), MULTIPLIER, 24,
                                   self.mine, self.yours, interval, INTERVAL_US, 0), (A_IP, PORT))

    def receive(self, limit):
        """The next packet as (arrival, state, flags), None after LIMIT seconds."""
        self.rx.settimeout(max(limit, 0.0001))
        try:
            data, extra, _, _ = self.rx.recvmsg(64, 64)
        except (TimeoutError, BlockingIOError):
            return None
        at = next(s * 10**9 + n for _, _, (s, n) in ((a, b, struct.unpack('qq', c)) for a, b, c in extra))
        flags, self.yours = data[1], struct.unpack('!I', data[4:8])[0]
        self.remote = flags >> 6
        return at, self.remote, flags

    def serve(self, seconds, done=lambda: False):
        """Takes part for SECONDS or until DONE; returns arrival times and states."""
        end, due, seen = time.monotonic() + seconds, time.monotonic(), []
        while time.monotonic() < end and not done():
            got = self.receive(min(due, end) - time.monotonic())
            if got:
                seen.append(got)
                before = self.state
                if self.state == DOWN:
                    self.state = INIT if got[1] == DOWN else UP if got[1] == INIT else DOWN
                elif self.state == INIT and got[1] in (INIT, UP):
                    self.state = UP
                elif self.state == UP and got[1] == DOWN:
                    self.state = DOWN
                if got[2] & POLL:
                    self.send(final=True)
                if self.state != before:
                    due = time.monotonic()
            if time.monotonic() >= due:
                self.send()
                due = time.monotonic() + (0.04 if self.state == UP else 0.2)
        return seen

    def come_up(self):
        self.serve(30, lambda: self.state == UP and self.remote == UP)
        if self.remote != UP:
            raise SystemExit('the session does not come up')
        self.serve(1)                                         # the polls of both ends

    def fall_silent(self):
        """Microseconds from the last packet until the other end says Down."""
        self.send()
        last = self.sent
        while got := self.receive(5):
            if got[1] == DOWN:
                return (got[0] - last) / 1000
        raise SystemExit('the loss of the peer is not seen')


class Bfdd:
    """bfdd of FRR, with the zebra that it needs."""

    def __init__(self, ns, own=A_IP, peer=B_IP, realtime=()):
        d = pathlib.Path(f'/tmp/bench-frr-{ns.name}')
        d.mkdir(exist_ok=True)
        shutil.chown(d, 'frr', 'frr')
        conf = d / 'bfdd.conf'
        conf.write_text(f'bfd\n peer {peer} local-address {own}\n  detect-multiplier {MULTIPLIER}\n'
                        f'  receive-interval {INTERVAL_US // 1000}\n  transmit-interval {INTERVAL_US // 1000}\n !\n!\n')
        shutil.chown(conf, 'frr', 'frr')
        self.procs = []
        for name, file in (('zebra', '/dev/null'), ('bfdd', conf)):
            self.procs.append(subprocess.Popen(
                [*ns.prefix, *realtime, f'/usr/lib/frr/{name}', '-i', f'{d}/{name}.pid', '-z', f'{d}/zserv.api',
                 '--vty_socket', str(d), '-f', str(file)],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            time.sleep(1)
        self.dir = d

    def state(self, what):
        """What bfdd says of its session: a line of `show bfd peers`, or of its counters."""
        show = subprocess.run(['vtysh', '--vty_socket', str(self.dir), '-c', 'show bfd peers counters',
                               '-c', 'show bfd peers'], capture_output=True, text=True, check=False).stdout
        return next((line.split(':')[1].strip() for line in show.splitlines() if what in line), '')

    def stop(self):
        for p in self.procs:
            p.terminate()
        for p in self.procs:
            p.wait()
        shutil.rmtree(self.dir, ignore_errors=True)


def main():
    p = lib.parser(__doc__)
    p.add_argument('--seconds', type=float, default=60)
    p.add_argument('--loads', default='idle,loaded')
    p.add_argument('--frr', action='store_true', help='measure bfdd of FRR as well')
    p.add_argument('--minute', action='store_true', help='a session with bfdd for --seconds, under load')
    args = p.parse_args()
    daemons = lib.daemons_of(args)
    if args.frr and pathlib.Path(FRR).exists():
        daemons.append(lib.Command('frr=' + FRR))
    s = lib.Samples(daemons)
    a, b = lib.Netns('a'), lib.Netns('b')
    lib.veth_pair(a, b, A_IP + '/24', B_IP + '/24')
    if args.minute:
        for d in daemons:
            minute(s, d, a, b, args)
        lib.finish(args, '10. BFD', s, [f'{args.seconds:g} s with bfdd of FRR under load; 3 x 50 ms'])
        return
    for load in args.loads.split(','):
        for _, d in lib.rounds(1, daemons):
            one(s, load, d, a, b, args)
    lib.finish(args, '10. BFD', s, [f'{args.seconds:g} s and {args.repeats or 20} losses per case; 3 x 50 ms'])


def minute(s, d, a, b, args):
    """A session of a daemon with bfdd, both in real time, while other work keeps all processors busy."""
    frr = Bfdd(b, B_IP, A_IP, ['chrt', '-r', '50'])
    run = lib.Daemon(d, configuration(), [], a.prefix)
    try:
        end = time.monotonic() + 60
        while frr.state('Status:') != 'up':
            if time.monotonic() > end:
                raise SystemExit('bfdd sees no session')
            time.sleep(0.2)
        before = run.log.read_text().count('Entering Down state'), int(frr.state('Session down events'))
        with lib.Load():
            time.sleep(args.seconds)
            after = run.log.read_text().count('Entering Down state'), int(frr.state('Session down events'))
        s.add('loaded', 'false downs', d, after[0] - before[0])
        s.add('loaded', 'false downs, by bfdd', d, after[1] - before[1])
        lib.log('loaded', d.name, f'{after[0] - before[0]} false downs, {after[1] - before[1]} by the words of bfdd')
    finally:
        run.stop()
        frr.stop()


def configuration():
    conf = lib.scratch() / 'bfd.conf'
    conf.write_text(f'global_defs {{\n bfd_rt_priority 50\n bfd_no_swap\n}}\nbfd_instance peer {{\n neighbor_ip {B_IP}\n source_ip {A_IP}\n'
                    f' min_rx 50\n min_tx 50\n multiplier {MULTIPLIER}\n}}\n')
    return conf


def one(s, load, d, a, b, args):
    conf = configuration()
    peer = Peer(b)
    run = Bfdd(a) if d.argv[0] == FRR else lib.Daemon(d, conf, [], a.prefix)
    late, overruns, downs = [], [], 0
    # The peer must not be late itself, or what the daemon sees is no loss of packets of ours.
    os.sched_setscheduler(0, os.SCHED_RR | os.SCHED_RESET_ON_FORK, os.sched_param(80))
    try:
        peer.come_up()
        with lib.Load() if load == 'loaded' else contextlib.nullcontext():
            seen = peer.serve(args.seconds)
            downs = sum(state != UP for _, state, _ in seen)
            for (x, _, _), (y, _, flags) in zip(seen, seen[1:]):
                if not flags & FINAL:
                    late.append(max(0, (y - x) / 1000 - INTERVAL_US))
            for _ in range(args.repeats or 20):
                overruns.append(peer.fall_silent() - MULTIPLIER * INTERVAL_US)
                peer.reset()
                peer.come_up()
    finally:
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
        run.stop()
        peer.rx.close()
        peer.tx.close()
    late.sort()
    s.add(load, 'packets', d, len(late))
    for q in (0.99, 0.999):
        s.add(load, f'packet late p{q * 100:g}, us', d, lib.quantile(late, q))
    s.add(load, 'packet late max, us', d, late[-1])
    for value in overruns:
        s.add(load, 'detection beyond 150 ms, us', d, value)
    s.add(load, 'detection beyond 150 ms, max, us', d, max(overruns))
    s.add(load, 'false downs', d, downs)
    lib.log(load, d.name, f'late max {late[-1]:.0f} us, detection {lib.quantile(sorted(overruns), .5):.0f} us beyond, '
                          f'max {max(overruns):.0f}, {downs} false downs')


if __name__ == '__main__':
    main()
