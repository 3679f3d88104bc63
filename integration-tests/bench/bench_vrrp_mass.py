#!/usr/bin/env python3
"""7. Take-over of many VRRP instances at once.

Two network namespaces joined by a veth pair for each 250 instances, one daemon in
each, both with the same instances (priorities 150 and 100, one address each). The master gets
SIGKILL (all its processes at once). Of each instance, from tcpdump on the
backup's interface (kernel time): how long after master_down (3 adverts + skew,
counted from the last advert of that instance) the backup's first advert and its
first gratuitous ARP came. Median and worst over the instances of a run.
"""

import random
import subprocess
import time

import benchlib as lib
import gen_config as gen
from bench_vrrp_failover import PRIO_B, Pair, until

A_HOST, B_HOST = 1, 2
PER_LINK = 250


class Pairs(Pair):
    """As many links between the two as the instances need: a VRID is an instance of its link."""

    def __init__(self, instances):
        super().__init__()
        self.links = [('veth0', self.cap)]
        for k in range(1, -(-instances // PER_LINK)):
            name = f'veth{k}'
            lib.veth_pair(self.a, self.b, f'198.51.{k}.1/24', f'198.51.{k}.2/24', name)
            self.links.append((name, lib.Capture(self.b, name, live=True)))

    def conf(self, n, advert, state, prio):
        text = gen.vrrp(0, 3)
        for k, (name, _) in enumerate(self.links):
            numbers = range(min(n, k * PER_LINK), min(n, (k + 1) * PER_LINK))
            text += gen.vrrp_instances(numbers, f'{advert:g}', name, state, prio)
        return text

    def adverts_of(self, host, after=0):
        """Time and number of the instance of each advert from the side whose addresses end with HOST."""
        return [(p[1], k * PER_LINK + p[3]) for k, (_, cap) in enumerate(self.links) for p in list(cap.seen)
                if p[0] == 'vrrp' and p[2].endswith(f'.{host}') and p[1] > after]

    def announcements(self, after):
        return [p for _, cap in self.links for p in list(cap.seen) if p[0] == 'arp' and p[1] > after and p[3] == p[4]]

    def forget(self):
        for _, cap in self.links:
            del cap.seen[:]
        del self.addresses.events[:]

    def stop(self):
        for _, cap in self.links:
            cap.stop()


def main():
    p = lib.parser(__doc__)
    p.add_argument('--instances', type=lib.int_list, default=[250])
    p.add_argument('--advert', type=float, default=1)
    args = p.parse_args()
    daemons = lib.daemons_of(args)
    s = lib.Samples(daemons)
    pair = Pairs(max(args.instances))
    try:
        for n in args.instances:
            for _, d in lib.rounds(args.repeats or 5, daemons):
                one(s, d, pair, n, args.advert)
    finally:
        pair.stop()
    lib.finish(args, '7. VRRP mass take-over', s, [f'advert_int {args.advert:g}; milliseconds beyond master_down'])


def one(s, d, pair, n, advert):
    down = 3 * advert + (256 - PRIO_B) / 256 * advert
    confs = {}
    for who, state, prio in (('a', 'MASTER', 150), ('b', 'BACKUP', PRIO_B)):
        confs[who] = lib.scratch() / f'mass-{who}.conf'
        confs[who].write_text(pair.conf(n, advert, state, prio))
    limit = 30 + 10 * advert
    a = lib.Daemon(d, confs['a'], ['-P'], pair.a.prefix)
    b = None
    try:
        until(lambda: len({x[1] for x in pair.adverts_of(A_HOST)}) == n, limit, 'A is not master of all')
        b = lib.Daemon(d, confs['b'], ['-P'], pair.b.prefix)
        time.sleep(8 + 3 * advert)                            # both have started and A has announced twice
        a.refresh()
        pair.forget()
        time.sleep((2 + random.random()) * advert)
        t = time.time_ns()
        a.kill_all()
        until(lambda: len({x[3] for x in pair.announcements(t)}) == n, limit, 'B does not announce all')
        last = {i: at for at, i in pair.adverts_of(A_HOST)}
        first = {}
        for at, i in pair.adverts_of(B_HOST, t):
            first.setdefault(i, at)
        announced = {}
        for x in pair.announcements(t):
            announced.setdefault(x[3], x[1])
        adverts = sorted((first[i] - last[i]) / 1e6 - down * 1e3 for i in last)
        garps = sorted((announced[gen.vip(i - 1)] - last[i]) / 1e6 - down * 1e3 for i in last)
        case = f'{n} instances'
        s.add(case, 'first advert, median', d, lib.quantile(adverts, 0.5))
        s.add(case, 'first advert, worst', d, adverts[-1])
        s.add(case, 'first gratuitous ARP, median', d, lib.quantile(garps, 0.5))
        s.add(case, 'first gratuitous ARP, worst', d, garps[-1])
        lib.log(case, d.name, f'advert {adverts[n // 2]:.1f}, {adverts[-1]:.1f}; ARP {garps[n // 2]:.1f}, {garps[-1]:.1f} ms')
    except TimeoutError as e:
        raise SystemExit(f'{d.name}, {n} instances: {e}\n--- A\n{a.tail()}\n--- B\n{b and b.tail()}')
    finally:
        a.stop()
        if b:
            b.stop()
        pair.forget()
        drop_leftovers(pair)


def drop_leftovers(pair):
    """A killed master leaves its addresses behind; those of the interfaces themselves stay."""
    for ns in (pair.a, pair.b):
        shown = subprocess.run(['ip', '-n', ns.name, '-o', '-4', 'addr', 'show'], capture_output=True, text=True).stdout
        for line in shown.splitlines():
            _, name, _, address = line.split()[:4]
            if address.endswith('/32'):
                subprocess.run(['ip', '-n', ns.name, 'addr', 'del', address, 'dev', name], stderr=subprocess.DEVNULL)


if __name__ == '__main__':
    main()
