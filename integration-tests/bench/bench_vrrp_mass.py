#!/usr/bin/env python3
"""7. Take-over of many VRRP instances at once.

Two network namespaces joined by a veth pair, one daemon in each, both with the
same instances (priorities 150 and 100, one address each). The master gets
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
from bench_vrrp_failover import A_IP, B_IP, PRIO_B, Pair, until


def main():
    p = lib.parser(__doc__)
    p.add_argument('--instances', type=lib.int_list, default=[250])
    p.add_argument('--advert', type=float, default=1)
    args = p.parse_args()
    daemons = lib.daemons_of(args)
    s = lib.Samples(daemons)
    pair = Pair()
    try:
        for n in args.instances:
            for _, d in lib.rounds(args.repeats or 5, daemons):
                one(s, d, pair, n, args.advert)
    finally:
        pair.cap.stop()
    lib.finish(args, '7. VRRP mass take-over', s, [f'advert_int {args.advert:g}; milliseconds beyond master_down'])


def one(s, d, pair, n, advert):
    down = 3 * advert + (256 - PRIO_B) / 256 * advert
    confs = {}
    for who, state, prio in (('a', 'MASTER', 150), ('b', 'BACKUP', PRIO_B)):
        confs[who] = lib.scratch() / f'mass-{who}.conf'
        confs[who].write_text(gen.vrrp(n, 3, f'{advert:g}', 'veth0', state, prio))
    limit = 30 + 10 * advert
    a = lib.Daemon(d, confs['a'], ['-P'], pair.a.prefix)
    b = None
    try:
        until(lambda: len({x[3] for x in pair.adverts(A_IP)}) == n, limit, 'A is not master of all')
        b = lib.Daemon(d, confs['b'], ['-P'], pair.b.prefix)
        time.sleep(8 + 3 * advert)                            # both have started and A has announced twice
        a.refresh()
        pair.forget()
        time.sleep((2 + random.random()) * advert)
        t = time.time_ns()
        a.kill_all()
        until(lambda: len({x[3] for x in pair.garps_of_all(t)}) == n, limit, 'B does not announce all')
        last = {x[3]: x[1] for x in pair.adverts(A_IP)}
        first = {}
        for x in pair.adverts(B_IP, t):
            first.setdefault(x[3], x[1])
        announced = {}
        for x in pair.garps_of_all(t):
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
        shown = subprocess.run(['ip', '-n', ns.name, '-o', '-4', 'addr', 'show', 'dev', 'veth0'], capture_output=True, text=True).stdout
        for line in shown.splitlines():
            address = line.split()[3]
            if address.endswith('/32'):
                subprocess.run(['ip', '-n', ns.name, 'addr', 'del', address, 'dev', 'veth0'], stderr=subprocess.DEVNULL)


if __name__ == '__main__':
    main()
